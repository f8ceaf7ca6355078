"""From a scanned code to counted hours, and whom to believe."""
