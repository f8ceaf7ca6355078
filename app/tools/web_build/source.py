"""The folder with the sources of the web page."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "web_shell"
