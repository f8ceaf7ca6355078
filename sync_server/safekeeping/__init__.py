"""Backups, restoring them, erasing people, and checking whether a data folder is sound."""
