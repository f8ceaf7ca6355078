"""What phones, displays and servers say to each other, byte by byte. README.md is the specification.

This package is pure: it reads no clock, randomness, file, network or screen. Only `ed25519` loads a library; import it where
you need it. Numbers such as V4 or C13 in docstrings are the rules of README.md; "README.md, 4" is its section 4.
"""
