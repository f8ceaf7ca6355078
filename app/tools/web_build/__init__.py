"""The build of the installable web app: Flet's client, Pyodide and our own page, put into one folder of static files."""
