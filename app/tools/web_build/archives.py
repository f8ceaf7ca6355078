"""The Python that a browser fetches, in several archives, so that an update fetches only the archives that changed.

    pyodide/python_stdlib.zip   the standard library, trimmed
    packages.zip                pure packages; Python imports from the archive itself, it is never unpacked
    native.zip                  packages with compiled parts, which must lie on the file system
    code/<folder>.zip           our own code, one archive for each folder of app/: a role or a layer; several for a folder in
                                PIECES. A phone fetches an archive in OWN only when it opens that role
    code/app.zip                the few files that lie in app/ itself, and main.py
    code/locales.zip            the compiled languages (.mo)

The Python of the browser compiles all code. The archives are not compressed inside (ZIP_STORED): the server sends them with
brotli, which makes the whole archive smaller than deflated entries, and the phone has less to decompress.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.platform.roles import COUNSELLOR, DISPLAY
from app.tools import environment
from app.tools.web_build.cache import Cache, hash_tree
from app.tools.web_build.client import client_folder
from app.tools.web_build.node import find_node
from app.tools.web_build.steps import SILENT, Steps
from app.tools.web_build.trim import is_dropped, is_unused

HERE = Path(__file__).resolve().parent
COMPILER = HERE / "compile_pyc.mjs"
REQUIREMENTS = HERE.parents[2] / "requirements" / "web-packages.txt"
PLATFORM = ["--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "abi3", "--abi", "none"]
PLATFORM += ["--platform", "pyemscripten_2026_0_wasm32"]
# Role -> the archive that no other role needs. Every phone has the archives of a newcomer and of a buddy, because it may change
# from the one role to the other without network.
OWN = {COUNSELLOR: "code/counsellor.zip", DISPLAY: "code/organisation.zip"}
# Folders that are large and change with every release, in so many archives, so that a change of a few screens fetches a few.
PIECES = {"newcomer": 6}


def write_archives(staged: Path, out: Path, cache: Cache, steps: Steps) -> None:
    """Compile and pack the library, the packages and our code, in three threads. Raises Lacking without a network."""

    def library() -> None:
        archive = out / "pyodide" / "python_stdlib.zip"
        source = _unpacked_library(archive, cache)
        pack(compiled(source, cache, steps=steps, what="Python's standard library"), archive, keep=lambda name: True)

    def packages() -> None:
        made = compiled(install_packages(cache, steps), cache, steps=steps, what="packages")
        native = {file.relative_to(made).parts[0] for file in made.rglob("*.so")}
        pack(made, out / "packages.zip", keep=lambda name: name.split("/")[0] not in native and not is_unused(name))
        pack(made, out / "native.zip", keep=lambda name: name.split("/")[0] in native)

    def code() -> None:
        made = compiled(_code(staged, cache), cache, steps=steps, what="our own Python")
        (out / "code").mkdir()
        for part in sorted({part_of(file.relative_to(made).as_posix()) for file in _files(made)}):
            _pack_part(made, part, out / "code" / f"{part}.zip")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for part in [pool.submit(make) for make in (library, packages, code)]:
            part.result()


def _pack_part(code: Path, part: str, target: Path) -> None:
    pack(code, target, keep=lambda name: part_of(name) == part)


def part_of(name: str) -> str:
    """The name of the archive that a file of ours belongs to: `ui` for app/ui/texts.pyc. A file stays in its archive when
    others come or go.
    """
    *folders, _ = name.split("/")
    if folders[:1] == ["locales"]:
        return "locales"
    part = folders[1] if folders[:1] == ["app"] and len(folders) > 1 else "app"
    return f"{part}_{hashlib.sha256(name.encode()).digest()[0] % PIECES[part]}" if part in PIECES else part


def pack(source: Path, target: Path, keep: Callable[[str], bool]) -> None:
    """Pack the files of `source` whose names `keep` accepts. The same files give the same bytes: fixed order, no dates."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in _files(source):
            name = file.relative_to(source).as_posix()
            if keep(name):
                archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), file.read_bytes())


def _files(root: Path) -> Iterable[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def compiled(source: Path, cache: Cache, optimize: int = 2, steps: Steps = SILENT, what: str = "Python") -> Path:
    """A folder like `source` with each .py replaced by a .pyc that Python loads without looking for its source.

    A file that was compiled before is not compiled again. `what` names the step on the terminal. `optimize` is the level of
    Python's compiler: 2 leaves out docstrings and asserts, so that the code is smaller and loads faster. Raises
    CalledProcessError when a file does not compile.
    """
    lock = client_folder() / "pyodide" / "pyodide-lock.json"
    compiler = f"{hashlib.sha256(COMPILER.read_bytes() + lock.read_bytes()).hexdigest()[:8]}-{optimize}"

    def make(target: Path) -> None:
        sources = {file.relative_to(source).as_posix(): file.read_bytes() for file in _files(source)}
        keys = {name: _key(name, data) for name, data in sources.items() if name.endswith(".py")}
        missing = {name: sources[name] for name, key in keys.items() if not cache.has(f"pyc-{compiler}", key)}
        made = _compile(missing, optimize, steps, what) if missing else {}
        for name, data in sources.items():
            place = target / (f"{name}c" if name in keys else name)
            place.parent.mkdir(parents=True, exist_ok=True)
            if name in keys:
                data = cache.blob(f"pyc-{compiler}", keys[name], lambda name=name: made[name])  # type: ignore[misc]
            place.write_bytes(data)

    return cache.tree("compiled", f"{hash_tree(source)[:32]}{compiler}", make)


def _key(name: str, data: bytes) -> str:
    """The key of a .pyc in the cache: it depends on the text, and on the name that tracebacks show."""
    return hashlib.sha256(name.encode() + b"\0" + data).hexdigest()[:40]


def _compile(sources: dict[str, bytes], optimize: int, steps: Steps, what: str) -> dict[str, bytes]:
    """The .pyc of each source, by its name, compiled by the Python of the web app in node."""
    with tempfile.TemporaryDirectory() as place, steps.step(f"compiling {what}", len(sources)) as advance:
        folder = Path(place)
        for name, data in sources.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        command = [find_node(), str(COMPILER), str(client_folder() / "pyodide"), str(folder), str(optimize)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as node:
            for _ in node.stdout or ():
                advance()
        if node.returncode:
            raise subprocess.CalledProcessError(node.returncode, command)
        return {name: (folder / f"{name}c").read_bytes() for name in sources}


def _unpacked_library(archive: Path, cache: Cache) -> Path:
    """A folder with the standard library from Pyodide's archive, trimmed."""

    def make(target: Path) -> None:
        with zipfile.ZipFile(archive) as stored:
            stored.extractall(target, [name for name in stored.namelist() if not is_dropped(name)])

    rules = (HERE / "trim.py").read_bytes()
    return cache.tree("stdlib", hashlib.sha256(archive.read_bytes() + rules).hexdigest()[:40], make)


def install_packages(cache: Cache, steps: Steps = SILENT) -> Path:
    """A folder with the packages of requirements/web-packages.txt, without tests, programs and metadata. Raises Lacking."""
    unwanted = shutil.ignore_patterns("__pycache__", "*.dist-info", "bin", "tests", "test", "*.pyi", "py.typed", "*.pem")

    def make(target: Path) -> None:
        complete = target / "whole"
        wanted = ["--only-binary=:all:", "--require-hashes", "--requirement", str(REQUIREMENTS), *PLATFORM]
        options = ["install", "--no-compile", "--no-deps", *wanted, "--target", str(complete)]
        with steps.step("fetching packages for the browser", environment.packages_in(REQUIREMENTS)) as advance:
            environment.pip([*environment.installer(), *options], lambda _: advance())
        shutil.copytree(complete, target, ignore=unwanted, dirs_exist_ok=True)
        shutil.rmtree(complete)

    return cache.tree("packages", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:40], make)


def _code(staged: Path, cache: Cache) -> Path:
    """A folder with our own code and languages; pictures and fonts are served as files and not archived."""

    def make(target: Path) -> None:
        shutil.copytree(staged, target, ignore=shutil.ignore_patterns("__pycache__", "assets"), dirs_exist_ok=True)

    return cache.tree("code", hash_tree(staged)[:40], make)
