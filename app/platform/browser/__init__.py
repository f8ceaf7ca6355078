"""The browser's shell: Pyodide in a worker of the installable web app."""
