"""Screens that several roles share: one file each, a pure view. A screen knows no store and no wire."""
