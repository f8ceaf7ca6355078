"""The workshop of the voices: drafts, recordings, the manifest of all clips, the check. Never part of the app itself."""
