"""Backups and putting them back, erasing people, and looking whether a data folder is sound."""
