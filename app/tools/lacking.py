"""What a machine may lack for a command: one sentence says what is missing and how to mend it, and the exit code is 3.

This file imports the standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

EXIT_CODE = 3
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
WEBKIT = "import gi; gi.require_version('WebKit2', '4.1'); gi.require_version('Gtk', '3.0')"
WEBKIT_PACKAGES = "gir1.2-webkit2-4.1 python3-gi gstreamer1.0-plugins-base gstreamer1.0-plugins-good xvfb xdotool"
LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


class Lacking(Exception):
    """This machine cannot do what was asked. The text is one sentence for a person, with the command that mends it."""


def chromium() -> Path:
    """The path of the Chromium for the tests: the variable CHROMIUM, else the first one on PATH. Raises Lacking."""
    named = os.environ.get("CHROMIUM")
    paths = [named] if named else [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    if not paths or not Path(paths[0]).is_file():
        raise Lacking(
            "Chromium is missing: install it (Debian: sudo apt-get install chromium), or set CHROMIUM to where it is."
        )
    return Path(paths[0])


def zbar() -> None:
    """Raises Lacking when libzbar is missing, the library that reads codes in the native packages."""
    if ctypes.util.find_library("zbar") is None:
        raise Lacking(
            "The library libzbar0 is missing: install it (Debian: sudo apt-get install libzbar0; macOS: brew install zbar)."
        )


def faketime() -> Path:
    """The path of libfaketime, the library that shows a process another time. Raises Lacking."""
    for folder in map(Path, LIBRARIES):
        for file in (*folder.glob("faketime/libfaketime.so.1"), *folder.glob("*/faketime/libfaketime.so.1")):
            return file
    raise Lacking("The library libfaketime is missing: install it (Debian: sudo apt-get install libfaketime).")


def nginx() -> str:
    """The path of nginx. Raises Lacking."""
    return _program("nginx", "nginx-light")


def caddy() -> str:
    """The path of Caddy. Raises Lacking."""
    return _program("caddy", "caddy")


def _program(name: str, package: str, kind: str = "") -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/sbin")
    if path is None:
        raise Lacking(f"The {kind or f'proxy {name}'} is missing: install it (Debian: sudo apt-get install {package}).")
    return path


def firefox() -> str:
    """The path of Firefox ESR. Raises Lacking."""
    return _program("firefox-esr", "firefox-esr", "browser Firefox ESR")


def webkit() -> str:
    """The path of the Python that has WebKitGTK's bindings, once all that drives it is here. Raises Lacking."""
    path = "/usr/bin/python3"
    if subprocess.run([path, "-c", WEBKIT], stderr=subprocess.DEVNULL, check=False).returncode:
        raise Lacking(f"WebKitGTK is missing: install it (Debian: sudo apt-get install {WEBKIT_PACKAGES}).")
    for name in ("Xvfb", "xdotool"):
        _program(name, name.lower(), f"program {name}")
    return path


def venv() -> None:
    """Raises Lacking when Python came without the module that makes environments, as on a fresh Debian."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Lacking(f"Python's venv module is missing: install it (Debian: sudo apt-get install python{version}-venv).")


def room(folder: Path, megabytes: int) -> None:
    """Raises Lacking when the disk of `folder`, which exists, has fewer free megabytes than this."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise Lacking(
            f"There is too little room on the disk: {megabytes} MB are needed and {free} MB are free;"
            f" make room (df -h {folder} shows it) and run the same command again."
        )


def main(names: list[str]) -> int:
    """Look for each of the named programs and libraries. Returns 0, or 3 after a sentence on stderr for each missing one."""
    checks = {"chromium": chromium, "firefox": firefox, "webkit": webkit, "zbar": zbar}
    checks |= {"faketime": faketime, "nginx": nginx, "caddy": caddy, "venv": venv}
    missing = False
    for name in names:
        try:
            checks[name]()
        except Lacking as lacking:
            print(lacking, file=sys.stderr)
            missing = True
    return EXIT_CODE if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
