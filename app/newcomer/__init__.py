"""The newcomer's app: scan, tell, see the hours."""
