"""The buddy's screens: one file each, a pure view."""
