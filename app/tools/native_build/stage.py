"""What goes into a native package, and nothing else: Flet packs the whole folder it is given, so this fills one from nothing.

main.py         a copy of app/__main__.py, under the name Flet starts
app/            the modules that main.py reaches by its imports, without the browser's
assets/         pictures, fonts and recordings with their licences, and the app's icon
locales/        the compiled languages (.mo)
origin.txt      the server this package belongs to
release.txt     the number of this release
pyproject.toml  what Flet reads (`project`)
"""

from __future__ import annotations

import ast
import shutil
from functools import cache
from pathlib import Path

from app.tools.native_build import drawing, project

REPOSITORY = Path(__file__).resolve().parents[3]
START = "app/__main__.py"
ICON = "assets/icon.png"  # where Flet looks for it
# Pyodide's: they need a browser around them.
BROWSER = "app/platform/browser/"
ASSETS = {"icons": {".svg"}, "fonts": {".ttf"}, "audio": {".mp3", ".json"}}
LICENCES = ("LICENSE", "LICENCE", "OFL")


def make_stage(repository: Path, stage: Path, origin: str) -> Path:
    """Fill `stage` and return it. What an earlier one left behind goes, but not Flet's own build/ in it: that is its cache."""
    stage.mkdir(parents=True, exist_ok=True)
    for old in stage.iterdir():
        if old.name != "build":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copy(repository / START, stage / "main.py")
    for module in sorted(reached(repository)):
        _copy(repository, stage, module)
    for file in _assets(repository):
        _copy(repository, stage, file)
    for language in sorted((repository / "locales").glob("*.mo")):
        _copy(repository, stage, language.relative_to(repository).as_posix())
    drawing.icon().save(stage / ICON, optimize=True)
    (stage / "origin.txt").write_text(f"{origin}\n")
    (stage / "release.txt").write_text(f"{project.release(repository)}\n")
    (stage / "pyproject.toml").write_text(project.pyproject(repository, origin))
    return stage


def files(stage: Path) -> list[str]:
    """Every file that would be packed, by its place in the package."""
    inside = (file.relative_to(stage) for file in stage.rglob("*") if file.is_file())
    return sorted(place.as_posix() for place in inside if place.parts[0] != "build")


def reached(repository: Path) -> set[str]:
    """The modules of ours that the start imports, or that those import, also inside functions."""
    found: set[str] = set()
    waiting = {START}
    while waiting:
        module = waiting.pop()
        found.add(module)
        for name in _imported(repository / module):
            waiting |= {place for place in _places(repository, name) if place not in found and not place.startswith(BROWSER)}
    return found - {START}


def _imported(file: Path) -> frozenset[str]:
    """Names that may be modules: for `from a import b` both a and a.b."""
    return _names(file.read_text())


@cache
def _names(source: str) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(name for name in names if name.split(".")[0] == "app")


def _places(repository: Path, name: str) -> set[str]:
    """The files of module `name` that exist, with those of the packages around it."""
    parts = name.split(".")
    packages = {"/".join(parts[:depth]) + "/__init__.py" for depth in range(1, len(parts) + 1)}
    return {place for place in packages | {"/".join(parts) + ".py"} if (repository / place).is_file()}


def _assets(repository: Path) -> list[str]:
    chosen = []
    for folder, kinds in ASSETS.items():
        for file in sorted((repository / "assets" / folder).rglob("*")):
            if file.is_file() and (file.suffix in kinds or file.stem.startswith(LICENCES)):
                chosen.append(file.relative_to(repository).as_posix())
    return chosen


def _copy(repository: Path, stage: Path, file: str) -> None:
    target = stage / file
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(repository / file, target)
