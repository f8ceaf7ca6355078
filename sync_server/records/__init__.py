"""Signed records and meetings: checked, kept in SQLite, and given back to the phones that may have them."""
