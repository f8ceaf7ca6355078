"""Screens that several roles share: one file for each, a pure view. A screen knows no store and no network."""
