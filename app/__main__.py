"""Starts the app: run by `python -m app`, and as `main.py` on the phone and in the browser."""

import flet as ft

from app.main import main

if __name__ == "__main__":
    ft.run(main)
