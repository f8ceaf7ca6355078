"""What all roles show and say with: controls, shared screens, texts, colours, speech."""
