"""The newcomer's screens: one file each, a pure view."""
