"""The organisation's display: it runs a session and shows its code."""
