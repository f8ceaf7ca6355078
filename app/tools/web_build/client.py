"""Flet's web client with its Pyodide: copied without the files that we never use, and changed so that it calls no foreign host.

This is made for exactly one release of flet-web. Each text that is replaced must occur exactly once, so that another release
fails in the build and not on a phone.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import flet_web

DROPPED = re.compile(
    r"(\.symbols|\.map)$"
    # Other renderers, and the scripts that start them.
    r"|^main\.dart\.(wasm|mjs)$|^canvaskit/(skwasm|wimp|experimental)|^flutter(_service_worker)?\.js$"
    # Our own page has its own files of these names, or needs none.
    r"|^(index\.html|manifest\.json|favicon\.png|version\.json|python\.js|python-worker\.js)$|^icons/"
    # Parts of Pyodide for node, for editors, and for packages from elsewhere.
    r"|^pyodide/(.*\.d\.ts|package\.json|python|python\.bat|python\.exe|python_cli_entry\.mjs|pyodide\.js|.*\.whl)$"
    # Fonts and players of controls that the app does not have.
    r"|^assets/(fonts|packages)/|^assets/NOTICES$"
)
RIVE = "https://cdn.jsdelivr.net/npm/@rive-app/flutter-native-wasm@44.0.0/"
FONT = "fonts/Veertig-{}.ttf"


def client_folder() -> Path:
    """The folder of the client in the package flet-web."""
    return Path(flet_web.get_package_web_dir())


def copy_client(out: Path) -> None:
    """Copy the client's files into `out`, changed so that it starts from our page and never calls a foreign host."""
    source = client_folder()
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        name = file.relative_to(source).as_posix()
        if not DROPPED.search(name):
            place = out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    # The animation player asks a foreign host for its engine at each start. Here it gets an empty engine from our own page.
    _replace(out / "main.dart.js", RIVE, "shell/no_rive.js?")
    # Flutter's own service worker would only remove itself, and ours with it.
    bootstrap = out / "flutter_bootstrap.js"
    text, count = re.subn(r",?\s*serviceWorkerSettings:\s*\{[^}]*\}", "", bootstrap.read_text("utf-8"))
    _expect(count == 1, bootstrap, "serviceWorkerSettings")
    # Our page removes its loading picture itself, when there is something to see; Flutter's first frame is empty.
    text, count = re.subn(r"window\.addEventListener\('flutter-first-frame',.*?\}, \{ once: true \}\);", "", text, flags=re.S)
    _expect(count == 1, bootstrap, "flutter-first-frame")
    # Without a graphics chip the browser imitates WebGL, slowly. Then the engine is faster on the processor: runtime.js.
    wanted = "assetBase: flet.assetBase"
    _expect(text.count(wanted) == 1, bootstrap, wanted)
    text = text.replace(wanted, wanted + ",\n    canvasKitForceCpuOnly: flet.canvasKitForceCpuOnly")
    bootstrap.write_text(re.sub(r"//# sourceMappingURL.*", "", text), "utf-8")
    # A copy of Python's memory (web_shell/memory.js) is larger than the memory that Python begins with.
    grown = "t.length>Module.HEAP8.length&&growMemory(t.length),"
    _replace(out / "pyodide" / "pyodide.asm.mjs", "Module.HEAP8.set(t),l", grown + "Module.HEAP8.set(t),l")
    # The list names hundreds of packages that are not here. With an empty list an accidental look-up fails at once.
    lock = out / "pyodide" / "pyodide-lock.json"
    lock.write_text(json.dumps(json.loads(lock.read_text("utf-8")) | {"packages": {}}, sort_keys=True), "utf-8")


def write_fonts(out: Path) -> None:
    """Put our font into the engine's list, so that it is loaded before the first frame.

    The list has it a second time under the name of the engine's default font, for text without a chosen font.
    """
    regular, bold = FONT.format("Regular"), FONT.format("Bold")
    families = []
    if (out / regular).exists():
        faces = [{"asset": f"../{regular}", "weight": 400}]
        if (out / bold).exists():
            faces.append({"asset": f"../{bold}", "weight": 700})
        families = [{"family": "Veertig", "fonts": faces}, {"family": "Roboto", "fonts": faces}]
    (out / "assets" / "FontManifest.json").write_text(json.dumps(families), "utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    _expect(text.count(old) == 1, file, old)
    file.write_text(text.replace(old, new), "utf-8")


def _expect(holds: bool, file: Path, what: str) -> None:
    if not holds:
        raise SystemExit(f"{file.name}: {what!r} is not there as expected; this build is made for flet-web 1.0.5")
