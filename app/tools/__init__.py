"""What ./build.sh is made of: environments, locks, what a machine must have. Never part of the app."""
