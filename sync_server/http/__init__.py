"""Requests and answers: addresses, headers, files, the short form of a push."""
