"""The command line, one module for each field of work; each adds its words with `add(commands)`."""
