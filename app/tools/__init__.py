"""The commands behind ./build.sh: environments, lock files, and what a machine must have. Never part of the app."""
