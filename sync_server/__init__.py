"""The server of a region: it keeps signed records, signs receipts and serves the web app. See README.md."""
