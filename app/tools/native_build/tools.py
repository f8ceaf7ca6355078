"""Which tools a native package needs and this machine lacks.

This file imports the standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable

from app.tools.native_build import project

FLUTTER = "Flutter SDK 3.44 (the commands flutter and dart)"
MACOS = "macOS: Apple's tools run nowhere else"
XCODE = "Xcode (the command xcodebuild)"


def missing(target: str, has: Callable[[str], object] = shutil.which, system: str = platform.system()) -> list[str]:
    """The tools that `target` (apk, aab or ipa) needs and that are missing. Flet fetches the JDK and the Android SDK itself.

    `has` finds a program by its name, and `system` is the name of the operating system.
    """
    lacking = [] if has("flutter") and has("dart") else [FLUTTER]
    if target == "ipa" and system != "Darwin":
        lacking.append(MACOS)
    elif target == "ipa" and not has("xcodebuild"):
        lacking.append(XCODE)
    return lacking


def main(wanted: str, origin: str) -> int:
    """Returns 0 when `wanted` can be built for `origin`; after a sentence 3 for a missing tool, 2 for no server."""
    if lacks := missing(wanted):
        print(f"The {wanted} cannot be built on this machine. It lacks:", file=sys.stderr)
        print(*(f"  - {tool}" for tool in lacks), sep="\n", file=sys.stderr)
        print("app/tools/native_build/README.md says how to build it elsewhere, by hand or by a workflow.", file=sys.stderr)
        return 3
    try:
        project.host(origin)
    except project.BadOrigin:
        print("Set VEERTIG_ORIGIN to the https address of your server: the package belongs to it.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.environ.get("VEERTIG_ORIGIN", "")))
