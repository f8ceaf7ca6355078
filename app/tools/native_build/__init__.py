"""The native packages: their files, their settings for Flet, and their build. Never part of the app itself."""
