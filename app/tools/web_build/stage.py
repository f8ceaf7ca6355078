"""The files that go into the web app, chosen from the repository by name. A file that is not named here is not in the app.

main.py    a copy of app/__main__.py, or of another start such as a probe's
app/       our Python, without this build and the translators' workshop
assets/    pictures, fonts, sounds: served as files, not put into the Python archive
locales/   the compiled languages (.mo)
"""

from __future__ import annotations

import shutil
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns("__pycache__", "web_shell", "tools", "verify", ".*", "*.md", "*.png")


def make_stage(repository: Path, stage: Path, main: Path) -> Path:
    """Fill `stage` from the repository and return it; `main` is the file that starts the app."""
    stage.mkdir(parents=True)
    shutil.copytree(repository / "app", stage / "app", ignore=LEFT_OUT)
    shutil.copy(main, stage / "main.py")
    _copy(repository / "assets", stage / "assets", {".svg", ".png", ".ttf", ".mp3", ".json"})
    (stage / "assets" / "audio" / "manifest.json").unlink(
        missing_ok=True
    )  # for the workshop; a phone reads the list of its language
    _copy(repository / "locales", stage / "locales", {".mo"})
    return stage


def _copy(source: Path, target: Path, kinds: set[str]) -> None:
    target.mkdir()
    for file in sorted(source.rglob("*")):
        if file.suffix in kinds or file.name.startswith("LICENSE"):
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
