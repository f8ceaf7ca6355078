"""Pieces that screens are made of. Dumb: no state, no texts of their own. Each takes a `Look` first."""
