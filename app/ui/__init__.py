"""The user interface that all roles share: controls, screens, texts, colours and speech."""
