"""The files that go into a native package. Flet packs a whole folder, so this fills a folder with these files and no others.

main.py         a copy of app/__main__.py, under the name that Flet starts
app/            the modules that main.py imports, directly or through others, without those for the browser
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
# Modules for Pyodide, which need a browser around them.
BROWSER = "app/platform/browser/"
ASSETS = {"icons": {".svg"}, "fonts": {".ttf"}, "audio": {".mp3", ".json"}}
LICENCES = ("LICENSE", "LICENCE", "OFL")


def make_stage(repository: Path, stage: Path, origin: str) -> Path:
    """Fill the folder `stage` for the server at `origin`, and return it. Raises BadOrigin.

    Files of an earlier stage are removed, but not the folder build/ in it, which is Flet's cache.
    """
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
    """The path inside the package of every file that would be packed, in order."""
    inside = (file.relative_to(stage) for file in stage.rglob("*") if file.is_file())
    return sorted(path.as_posix() for path in inside if path.parts[0] != "build")


def reached(repository: Path) -> set[str]:
    """The paths of our modules that the start imports, directly or through others, also inside functions."""
    modules: set[str] = set()
    waiting = {START}
    while waiting:
        module = waiting.pop()
        modules.add(module)
        for name in _imported(repository / module):
            waiting |= {file for file in _files(repository, name) if file not in modules and not file.startswith(BROWSER)}
    return modules - {START}


def _imported(file: Path) -> frozenset[str]:
    """The imported names that may be modules of ours: for `from a import b` both a and a.b."""
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


def _files(repository: Path, name: str) -> set[str]:
    """The paths of module `name` and of the packages around it, as far as these files exist."""
    parts = name.split(".")
    packages = {"/".join(parts[:depth]) + "/__init__.py" for depth in range(1, len(parts) + 1)}
    return {file for file in packages | {"/".join(parts) + ".py"} if (repository / file).is_file()}


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
