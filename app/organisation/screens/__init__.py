"""What the display shows to people who scan, and to staff."""
