"""The organisation's display: a session and its code."""
