"""Flet's web client and the Pyodide that it brings: copied without what we never use, and told to ask nobody else.

Made for exactly one release of flet-web. Every text that is replaced must be there once, so that another release fails here
and not on somebody's phone.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import flet_web

DROPPED = re.compile(
    r"(\.symbols|\.map)$"
    # Other renderers, and their way to start.
    r"|^main\.dart\.(wasm|mjs)$|^canvaskit/(skwasm|wimp|experimental)|^flutter(_service_worker)?\.js$"
    # Our own page has these.
    r"|^(index\.html|manifest\.json|favicon\.png|version\.json|python\.js|python-worker\.js)$|^icons/"
    # Pyodide: for node, for editors, and for packages from elsewhere.
    r"|^pyodide/(.*\.d\.ts|package\.json|python|python\.bat|python\.exe|python_cli_entry\.mjs|pyodide\.js|.*\.whl)$"
    # Fonts and players of controls that the app has not.
    r"|^assets/(fonts|packages)/|^assets/NOTICES$"
)
RIVE = "https://cdn.jsdelivr.net/npm/@rive-app/flutter-native-wasm@44.0.0/"
FONT = "fonts/Veertig-{}.ttf"


def client_folder() -> Path:
    """Where flet-web keeps its client."""
    return Path(flet_web.get_package_web_dir())


def copy_client(out: Path) -> None:
    """The client's files, changed so that it starts from our page and never calls a foreign host."""
    source = client_folder()
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        name = file.relative_to(source).as_posix()
        if not DROPPED.search(name):
            place = out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    # The animation player asks a foreign host for its engine at each start. It gets an empty one from us.
    _replace(out / "main.dart.js", RIVE, "shell/no_rive.js?")
    # Flutter's own service worker only removes itself, and ours with it.
    bootstrap = out / "flutter_bootstrap.js"
    text, count = re.subn(r",?\s*serviceWorkerSettings:\s*\{[^}]*\}", "", bootstrap.read_text("utf-8"))
    _expect(count == 1, bootstrap, "serviceWorkerSettings")
    # Our page removes its loading picture when there is something to see, not at Flutter's first empty frame.
    text, count = re.subn(r"window\.addEventListener\('flutter-first-frame',.*?\}, \{ once: true \}\);", "", text, flags=re.S)
    _expect(count == 1, bootstrap, "flutter-first-frame")
    # Without a graphics chip WebGL is imitated, slowly; the engine then draws quicker by itself. The page knows (runtime.js).
    wanted = "assetBase: flet.assetBase"
    _expect(text.count(wanted) == 1, bootstrap, wanted)
    text = text.replace(wanted, wanted + ",\n    canvasKitForceCpuOnly: flet.canvasKitForceCpuOnly")
    bootstrap.write_text(re.sub(r"//# sourceMappingURL.*", "", text), "utf-8")
    # A copy of Python's memory (page/memory.js) is larger than the memory that Python begins with.
    grown = "t.length>Module.HEAP8.length&&growMemory(t.length),"
    _replace(out / "pyodide" / "pyodide.asm.mjs", "Module.HEAP8.set(t),l", grown + "Module.HEAP8.set(t),l")
    # The list names hundreds of packages that are not here. An empty one makes an accidental look-up fail at once.
    lock = out / "pyodide" / "pyodide-lock.json"
    lock.write_text(json.dumps(json.loads(lock.read_text("utf-8")) | {"packages": {}}, sort_keys=True), "utf-8")


def write_fonts(out: Path) -> None:
    """Name our font in the engine's list, so that it is there before the first frame.

    It is listed a second time under the name of the engine's default, so that text without a chosen font has it too.
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


def _expect(found: bool, file: Path, what: str) -> None:
    if not found:
        raise SystemExit(f"{file.name}: {what!r} is not there as expected; this build is made for flet-web 1.0.5")
