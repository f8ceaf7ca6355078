"""The native shell: phones and desktops."""
