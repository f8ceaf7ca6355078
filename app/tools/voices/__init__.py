"""How the voices are made and looked after: drafts, recordings, the list of them, the check. Never part of the app itself."""
