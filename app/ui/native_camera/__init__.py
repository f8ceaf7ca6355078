"""The camera's window in a native app."""
