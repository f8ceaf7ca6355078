"""The window of the camera in a native app."""
