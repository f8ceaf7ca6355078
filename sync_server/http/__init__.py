"""HTTP: addresses, request bodies, answers, headers, limits, and the files of the web app."""
