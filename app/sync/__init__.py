"""Bringing records to the region's server and its answers back. Offline is normal: a failure only means "later"."""
