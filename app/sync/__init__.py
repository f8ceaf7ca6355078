"""Sends records to the region's server and fetches its answers. Being offline is normal: a failure only means "later"."""
