"""`./build.sh check-native`: checks what Flet would make of our packages, without Flutter and without network.

For apk, aab, ipa and linux Flet's own steps run up to Flutter's first call (`flet_build`). Then the result is compared with
what a package may be: its name, permissions, links, pictures, libraries, and each file that would be packed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from app.tools.native_build import flet_build, project, stage

TARGETS = ("apk", "aab", "ipa", "linux")
ID = "be.veertig.app"
PERMISSIONS = {"android.permission.INTERNET", "android.permission.CAMERA"}
USES = {"NSCameraUsageDescription", "NSPhotoLibraryUsageDescription"}
EVERYWHERE = {"flet", "sqlite-utils", "cryptography", "qrcode", "httpx", "pillow"}
LIBRARIES = {
    "android": EVERYWHERE | {"flet-audio", "flet-camera", "flet-secure-storage", "pyzbar"},
    "ios": EVERYWHERE | {"flet-audio", "flet-camera", "flet-secure-storage", "pyzbar"},
    "linux": EVERYWHERE | {"zxing-cpp"},
}
# Platform -> the pictures that Flet draws, and how many pixels wide and high each is.
PICTURES = {
    "android": {
        "android/app/src/main/res/mipmap-xxxhdpi/ic_launcher.png": 192,
        "android/app/src/main/res/drawable-xxxhdpi/ic_launcher_foreground.png": 432,
        "android/app/src/main/res/drawable-xxxhdpi/splash.png": 1024,
        "android/app/src/main/res/drawable-xxxhdpi/android12splash.png": 1152,
    },
    "ios": {
        flet_build.APPLE_ICON: 1024,
        "ios/Runner/Assets.xcassets/LaunchImage.imageset/LaunchImage@3x.png": 768,
    },
    "linux": {f"linux/icons/hicolor/512x512/apps/{ID}.png": 512},
}
# Every file of a package matches this pattern, whatever `stage` copies.
MAY_TRAVEL = re.compile(
    r"main\.py|(origin|release)\.txt|pyproject\.toml"
    r"|app/(?!web_shell/|tools/|platform/browser/)[a-z0-9_/]+\.py"
    r"|assets/icon\.png|assets/icons/(card/)?[a-z0-9_-]+\.svg|assets/fonts/[A-Za-z-]+\.ttf|assets/audio/[A-Za-z0-9_/-]+\.(mp3|json)"
    r"|assets/(icons|fonts|audio)/(OFL|LICEN[CS]E)[A-Za-z0-9_-]*\.txt"
    r"|locales/[A-Za-z_]+\.mo"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The result for the package of one target: its faults, none when all is well, and one line that describes it."""

    target: str
    faults: tuple[str, ...]
    summary: str


def check(target: str, folder: Path, origin: str) -> Finding:
    """Stage and rehearse `target` in the empty `folder`, for the server at `origin`. Raises BadOrigin."""
    staged = stage.make_stage(stage.REPOSITORY, folder, origin)
    files = stage.files(staged)
    try:
        rehearsal, printed = flet_build.rehearse(target, staged)
    except flet_build.Stopped as stopped:
        return Finding(target, (f"Flet stops: {stopped}",), "")
    faults = [*wrong_files(files), *_wrong_settings(rehearsal, project.host(origin)), *_wrong_pictures(rehearsal)]
    faults += [f"Flet warns: {line.strip()}" for line in printed.splitlines() if "Warning" in line]
    links = _links(rehearsal) or "by the browser"
    return Finding(target, tuple(faults), f"{rehearsal.template_data['bundle_id']}, links {links}, {len(files)} files")


def wrong_files(files: list[str]) -> list[str]:
    """A fault for each file that may not be in a package, and for each missing file without which it does not start."""
    needed = {"main.py", "origin.txt", "app/main.py", "app/platform/phone/shell.py", "locales/nl.mo", "assets/icons/scan.svg"}
    return [f"{file} would travel" for file in files if not MAY_TRAVEL.fullmatch(file)] + [
        f"{file} is missing" for file in sorted(needed - set(files))
    ]


def _links(rehearsal: Any) -> str:
    """The name of the server whose links open the app; "" when they open in the browser."""
    if rehearsal.config_platform == "ios" and rehearsal.template_data["options"]["info_plist"].get("FlutterDeepLinkingEnabled"):
        return project.host(flet_build.origin_of(rehearsal.python_app_path))
    linked = rehearsal.template_data["options"]["deep_linking"]
    return str(linked["host"]) if linked["scheme"] == "https" else ""


def _wrong_settings(rehearsal: Any, host: str) -> list[str]:
    data, platform = rehearsal.template_data, rehearsal.config_platform
    options = data["options"]
    allowed = {name for name, wanted in options["android_permissions"].items() if wanted}
    packed = rehearsal.packing
    libraries = {re.split(r"[ =<>]", packed[place + 1])[0] for place, word in enumerate(packed) if word == "-r"}
    checks = {
        f"the name is {data['bundle_id']}": data["bundle_id"] == ID,
        f"it packs {libraries}": libraries == LIBRARIES[platform],
        f"it packs {packed[5]}": Path(packed[5]) == rehearsal.python_app_path,
        "the splash is not paper": data["splash"]["color"] == "#FBF7F0",
    }
    if platform == "android":
        application = data["pyproject"]["tool"]["flet"]["android"]["manifest_application"]
        checks |= {
            f"it may {allowed}": allowed == PERMISSIONS,
            "the key would go into a backup": application["allowBackup"] == "false",
            f"links open {_links(rehearsal)}": _links(rehearsal) == host,
        }
    if platform == "ios":
        uses = {name for name in options["info_plist"] if name.endswith("UsageDescription")}
        checks |= {
            f"it uses {uses}": uses == USES,
            "the camera is not asked for in Dutch": "code" in options["info_plist"].get("NSCameraUsageDescription", ""),
            "links do not open the app": _links(rehearsal) == host,
        }
    return [fault for fault, good in checks.items() if not good]


def _wrong_pictures(rehearsal: Any) -> list[str]:
    faults = []
    for name, size in PICTURES[rehearsal.config_platform].items():
        file = rehearsal.flutter_dir / name
        if not file.is_file() or not file.stat().st_size:
            faults.append(f"{name} was not drawn")
            continue
        with Image.open(file) as drawn:
            if drawn.size != (size, size):
                faults.append(f"{name} is {drawn.size}")
    return faults


def main() -> int:
    """Print one line for each target. Returns 1 when a target has a fault, else 0."""
    origin = os.environ.get("VEERTIG_ORIGIN", project.SAMPLE)
    findings = []
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            findings.append(check(target, Path(folder), origin))
        print(f"{target:5} ", "; ".join(findings[-1].faults) or f"good: {findings[-1].summary}", flush=True)
    return int(any(finding.faults for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
