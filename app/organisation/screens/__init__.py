"""The screens of the display, for people who scan and for staff."""
