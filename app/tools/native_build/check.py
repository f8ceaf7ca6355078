"""`./build.sh check-native`: what Flet would make of our packages, without Flutter and without network.

For apk, aab, ipa and linux Flet's own steps run up to Flutter's first call (`flet_build`). What they made is held against what
a package may be: its name, the permissions, the links, the pictures, the libraries, and every single file that would travel.
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
# Every file of a package fits one of these, whatever the stage thinks it does.
MAY_TRAVEL = re.compile(
    r"main\.py|(origin|release)\.txt|pyproject\.toml"
    r"|app/(?!web/|native/|tools/|i18n_tool)[a-z0-9_/]+\.py"
    r"|assets/icon\.png|assets/icons/[a-z0-9_-]+\.svg|assets/fonts/[A-Za-z-]+\.ttf|assets/audio/[A-Za-z0-9_/-]+\.(mp3|json)"
    r"|assets/(icons|fonts|audio)/(OFL|LICEN[CS]E)[A-Za-z0-9_-]*\.txt"
    r"|locales/[A-Za-z_]+\.mo"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it should be in the package of one target; nothing when all is well. `said` is one line about it."""

    target: str
    faults: tuple[str, ...]
    said: str


def check(target: str, folder: Path, origin: str) -> Finding:
    """Stage and rehearse `target` in `folder`, an empty one."""
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
    """Those that have no business in a package, and those without which it does not start."""
    needed = {"main.py", "origin.txt", "app/main.py", "app/platform/phone/shell.py", "locales/nl.mo", "assets/icons/scan.svg"}
    return [f"{file} would travel" for file in files if not MAY_TRAVEL.fullmatch(file)] + [
        f"{file} is missing" for file in sorted(needed - set(files))
    ]


def _links(rehearsal: Any) -> str:
    """The server whose links open the app."""
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
    """One line for each target; 1 when something is not as it should be."""
    origin = os.environ.get("VEERTIG_ORIGIN", project.SAMPLE)
    found = []
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            found.append(check(target, Path(folder), origin))
        print(f"{target:5} ", "; ".join(found[-1].faults) or f"good: {found[-1].said}", flush=True)
    return int(any(one.faults for one in found))


if __name__ == "__main__":
    sys.exit(main())
