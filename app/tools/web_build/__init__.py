"""The build of the installable web app: Flet's client, Pyodide and our own page, made into one folder of static files."""
