"""Who is believed: organisations, displays, buddies, posters, keys, and the signed list that says so."""
