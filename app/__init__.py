"""Veertig: the Flet app. Nothing is imported here, ever: `app.protocol` is shared with the server."""
