"""The native packages: what travels into them, how Flet is told, and how they are built. Never part of the app itself."""
