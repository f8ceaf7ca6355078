"""`python -m tests.bench.plain_site OUT`: a bare Flet + Pyodide "hello" site, made the ordinary way, to measure us against.

Flet's own page, Python worker and settings; compiled to .pyc and cached for offline, but Python starts only after Flutter, the
standard library is whole, and nothing is fetched early.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

import flet_web
from flet.controls.types import RouteUrlStrategy, WebRenderer

from app.tools.web_build import archives, sizes
from app.tools.web_build.build import REPOSITORY
from app.tools.web_build.cache import Cache
from app.tools.web_build.client import client_folder
from app.tools.web_build.offline import list_files

HERE = Path(__file__).resolve().parent
DROPPED = re.compile(
    r"(\.symbols|\.map|\.d\.ts|\.whl)$|^main\.dart\.(wasm|mjs)$|^canvaskit/(skwasm|wimp|experimental)|^flutter(_service_worker)?\.js$"
    r"|^pyodide/(package\.json|python.*(?<!stdlib\.zip)|pyodide\.js)$"
    r"|^assets/packages/(flutter_math_fork|flutter_map|media_kit|record_web)/"
)
NEVER = ("test", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "pydoc_data")
PACKAGES = '        pkgs_path = "__pypackages__"'
FETCH_PACKAGES = """        _r = await pyfetch("packages.zip")
        with open("/home/pyodide/packages.zip", "wb") as _f:
            _f.write(await _r.bytes())
        sys.path.insert(0, "/home/pyodide/packages.zip")
"""


def build_plain(app: Path, out: Path, cache: Cache) -> None:
    """The site for the app in the folder `app` (its main.py)."""
    shutil.rmtree(out, ignore_errors=True)
    _copy_client(out)
    _write_archives(app, out, cache)
    _write_page(out)
    files = {name: digest for name, (digest, _) in list_files(out).items()}
    worker = (HERE / "plain" / "sw.js").read_text("utf-8")
    (out / "sw.js").write_text(worker.replace('"__FILES__"', json.dumps(files)), "utf-8")
    sizes.compress(out, cache, "plain", sizes.RELEASE)


def _copy_client(out: Path) -> None:
    source = client_folder()
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        name = file.relative_to(source).as_posix()
        if not DROPPED.search(name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, out / name)
    manifest = out / "assets" / "FontManifest.json"
    families = json.loads(manifest.read_text("utf-8"))
    present = [family for family in families if (out / "assets" / family["fonts"][0]["asset"]).exists()]
    manifest.write_text(json.dumps(present), "utf-8")
    flet_web.patch_font_manifest_json(str(manifest))
    lock = out / "pyodide" / "pyodide-lock.json"
    lock.write_text(json.dumps(json.loads(lock.read_text("utf-8")) | {"packages": {}}), "utf-8")
    _change(out / "main.dart.js", "https://cdn.jsdelivr.net/npm/@rive-app/flutter-native-wasm@", "vendor/rive-disabled@")


def _write_archives(app: Path, out: Path, cache: Cache) -> None:
    library = out.with_name(out.name + ".lib")
    with zipfile.ZipFile(out / "pyodide" / "python_stdlib.zip") as stored:
        stored.extractall(library, [name for name in stored.namelist() if name.split("/")[0] not in NEVER])
    archives.pack(archives.compiled(library, cache, optimize=1), out / "pyodide" / "python_stdlib.zip", keep=lambda name: True)
    shutil.rmtree(library)
    packages = archives.compiled(archives.install_packages(cache), cache, optimize=1)
    archives.pack(packages, out / "packages.zip", keep=lambda name: not name.startswith("msgpack/"))
    code = out.with_name(out.name + ".code")
    shutil.copytree(archives.compiled(app, cache, optimize=1), code, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(packages / "msgpack", code / "__pypackages__" / "msgpack")
    archives.pack(code, out / "app.zip", keep=lambda name: True)
    shutil.rmtree(code)


def _write_page(out: Path) -> None:
    _change(out / "python-worker.js", PACKAGES, FETCH_PACKAGES + PACKAGES)
    index = out / "index.html"
    flet_web.patch_index_html(
        str(index), base_href="/", app_name="Hello", pyodide=True, pyodide_script_path="main.py", pyodide_version="bundled",
        app_package_url="app.zip", web_renderer=WebRenderer.CANVAS_KIT, route_url_strategy=RouteUrlStrategy.HASH, no_cdn=True,
    )  # fmt: skip
    _change(index, 'flet.pyodideUrl="pyodide/pyodide.mjs"', 'flet.pyodideUrl="./pyodide/pyodide.mjs"')
    _change(index, '<script src="flutter_bootstrap.js" async></script>', '<script src="boot.js"></script>')
    shutil.copyfile(HERE / "plain" / "boot.js", out / "boot.js")
    bootstrap = out / "flutter_bootstrap.js"
    text = re.sub(r",?\s*serviceWorkerSettings:\s*\{[^}]*\}|//# sourceMappingURL.*", "", bootstrap.read_text("utf-8"))
    bootstrap.write_text(text, "utf-8")
    started = "console.log(`Python worker initialized: ${appId}`);"
    _change(out / "python.js", started, started + ' window.dispatchEvent(new Event("flet-python-ready"));')


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{file.name}: {old!r} is not there as expected")
    file.write_text(text.replace(old, new), "utf-8")


if __name__ == "__main__":
    build_plain(HERE / "hello", Path(sys.argv[1]), Cache(REPOSITORY / "build" / "cache"))
