"""One screen, one file: a pure view. What a tap changes is decided in `app.phone`; a screen knows no store and no wire."""
