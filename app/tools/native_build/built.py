"""`python -m app.tools.native_build.built APK ...`: what an Android package may do, and who signed it, by Android's tools.

Plug-ins bring permissions along when Gradle puts everything together, so only the finished package tells. Fails when it may
something that Android asks a person about, other than the camera.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

# Names of permissions that are asked for, or that reach beyond the app.
ASKED = re.compile(
    r"AUDIO|CAMERA|LOCATION|CONTACTS|ACCOUNTS|CALENDAR|PHONE|CALL|SMS|MMS|WAP_PUSH|SIP|SENSORS|ACTIVITY_RECOGNITION|BLUETOOTH_"
    r"|NEARBY|UWB|NOTIFICATIONS|MEDIA|EXTERNAL_STORAGE|ALL_PACKAGES|ALERT_WINDOW|INSTALL_PACKAGES|BOOT_COMPLETED|EXACT_ALARM"
)
WANTED = "android.permission.CAMERA"


def permissions(told: str) -> list[str]:
    """What `aapt2 dump permissions` names."""
    return re.findall(r"^uses-permission(?:-sdk-23)?: name='([^']+)'", told, re.MULTILINE)


def unwanted(allowed: list[str]) -> list[str]:
    """Those that a person would be asked about, or be surprised by."""
    return [name for name in allowed if ASKED.search(name) and name != WANTED]


def ask(tool: str, *words: str) -> str:
    """What the newest tool of this name among Android's build tools says."""
    places = sorted(Path(os.environ["ANDROID_HOME"]).glob(f"build-tools/*/{tool}"))
    return subprocess.run([str(places[-1]), *words], capture_output=True, text=True, check=True).stdout


def main(packages: list[str]) -> int:
    """1 when a package may more than it should, or cannot see codes."""
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
