"""The controls that screens are made of. They have no state and no texts of their own. Each takes a `Look` first."""
