"""Which tools a native package needs and this machine lacks. Standard library only: asked before anything is installed."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable

FLUTTER = "Flutter SDK 3.44 (the commands flutter and dart)"
MACOS = "macOS: Apple's tools run nowhere else"
XCODE = "Xcode (the command xcodebuild)"


def missing(target: str, has: Callable[[str], object] = shutil.which, system: str = platform.system()) -> list[str]:
    """What `target` (apk, aab or ipa) needs and is not here. Flet fetches the JDK and the Android SDK itself."""
    lacking = [] if has("flutter") and has("dart") else [FLUTTER]
    if target == "ipa" and system != "Darwin":
        lacking.append(MACOS)
    elif target == "ipa" and not has("xcodebuild"):
        lacking.append(XCODE)
    return lacking


if __name__ == "__main__":
    wanted = sys.argv[1]
    if lacks := missing(wanted):
        print(
            f"The {wanted} cannot be built on this machine. It lacks:",
            *(f"  - {one}" for one in lacks),
            sep="\n",
            file=sys.stderr,
        )
        print("app/native/README.md says how to build it elsewhere, by hand or by a workflow.", file=sys.stderr)
        sys.exit(3)
