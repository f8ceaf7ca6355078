"""Who is trusted: organisations, displays, buddies, posters, keys, and the signed trust list that names them."""
