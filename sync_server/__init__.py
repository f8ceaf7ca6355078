"""The small server of a region: keeps signed records, gives signed receipts, serves the web app. See README.md."""
