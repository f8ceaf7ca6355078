"""The command for archives and other software: it judges proofs without a network and without the app's screens."""
