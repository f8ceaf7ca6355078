"""PDF pages that a region prints: posters, and invitations for a display or a buddy's phone."""
