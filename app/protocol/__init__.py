"""What phones, displays and servers say to each other, byte by byte. README.md is the specification.

Pure: no clock, randomness, file, network or screen of its own. `ed25519` alone loads a library; import it where you need it.
"""
