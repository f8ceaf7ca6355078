"""The buddy's app: sign a meeting with one tap."""
