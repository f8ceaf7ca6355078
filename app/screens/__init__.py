"""One screen, one file: a view that is pure. What a tap changes is decided in `app.phone`; a screen knows no store and no wire."""
