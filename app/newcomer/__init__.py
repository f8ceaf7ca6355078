"""The newcomer's app: scan a code, tell a moment, see the hours."""
