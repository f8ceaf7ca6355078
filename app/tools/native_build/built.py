"""`python -m app.tools.native_build.built APK ...`: shows the permissions of an Android package and who signed it.

Plug-ins add permissions when Gradle joins all parts, so only the finished package has the whole list. The check fails when a
package has a permission that Android asks a person about, other than the camera.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

# Parts of the names of permissions that Android asks a person about, or that reach beyond the app.
ASKED = re.compile(
    r"AUDIO|CAMERA|LOCATION|CONTACTS|ACCOUNTS|CALENDAR|PHONE|CALL|SMS|MMS|WAP_PUSH|SIP|SENSORS|ACTIVITY_RECOGNITION|BLUETOOTH_"
    r"|NEARBY|UWB|NOTIFICATIONS|MEDIA|EXTERNAL_STORAGE|ALL_PACKAGES|ALERT_WINDOW|INSTALL_PACKAGES|BOOT_COMPLETED|EXACT_ALARM"
)
WANTED = "android.permission.CAMERA"


def permissions(printed: str) -> list[str]:
    """The names of the permissions in what `aapt2 dump permissions` printed."""
    return re.findall(r"^uses-permission(?:-sdk-23)?: name='([^']+)'", printed, re.MULTILINE)


def unwanted(allowed: list[str]) -> list[str]:
    """The permissions among `allowed` that Android asks about or that reach beyond the app, without the camera."""
    return [name for name in allowed if ASKED.search(name) and name != WANTED]


def ask(tool: str, *words: str) -> str:
    """Run the newest build tool of Android with this name. Returns what it printed.

    Raises KeyError without ANDROID_HOME, IndexError without the tool, and CalledProcessError when the tool fails.
    """
    places = sorted(Path(os.environ["ANDROID_HOME"]).glob(f"build-tools/*/{tool}"))
    return subprocess.run([str(places[-1]), *words], capture_output=True, text=True, check=True).stdout


def main(packages: list[str]) -> int:
    """Print the permissions and the signer of each package. Returns 1 when one has too many, or not the camera; else 0."""
    worst = 0
    for package in packages:
        allowed = permissions(ask("aapt2", "dump", "permissions", package))
        print(package, *(f"  may {name}" for name in allowed), sep="\n")
        for name in unwanted(allowed):
            print(f"  must not {name}: add it to NOT_OURS in app/tools/native_build/shell.py", file=sys.stderr)
        worst |= int(bool(unwanted(allowed)) or WANTED not in allowed)
        print(ask("apksigner", "verify", "--print-certs", package))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
