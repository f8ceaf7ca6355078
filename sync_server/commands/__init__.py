"""The command line. Each module adds its commands to the parser with `add(commands)`."""
