"""The folders of pictures and languages. They lie in the same place in a checkout, on a phone and in the browser."""

from __future__ import annotations

from pathlib import Path

BUNDLE = Path(__file__).resolve().parents[2]
ASSETS = BUNDLE / "assets"
LOCALES = BUNDLE / "locales"
