"""Changes the app shell that Flet made from its template, before Flutter builds it. The template has no settings for these.

Android: links to our server open the app without a question (`autoVerify`). Permissions that plug-ins add and that we do not
use are removed. Nothing goes into a backup or to the next phone.
iOS: the entitlement for links to our server is added.

Another template may look different. Then this raises ShellChanged, so that no package is built without these changes.
"""

from __future__ import annotations

import plistlib
from pathlib import Path
from xml.etree import ElementTree

ANDROID = "http://schemas.android.com/apk/res/android"
TOOLS = "http://schemas.android.com/tools"
VIEW = "android.intent.action.VIEW"
# The camera plug-in asks for the microphone and for the phone's files; to read a code it needs neither.
NOT_OURS = (
    "android.permission.RECORD_AUDIO",
    "android.permission.READ_EXTERNAL_STORAGE",
    "android.permission.WRITE_EXTERNAL_STORAGE",
)
MANIFEST = "android/app/src/main/AndroidManifest.xml"
RULES = "android/app/src/main/res/xml/veertig_keeps_nothing.xml"
ENTITLEMENTS = "ios/Runner/Runner.entitlements"
XCODE_SETTINGS = "ios/Flutter/Release.xcconfig"
XCODE_PROJECT = "ios/Runner.xcodeproj/project.pbxproj"
XCODE_LINE = "CODE_SIGN_ENTITLEMENTS = Runner/Runner.entitlements"
KEEPS_NOTHING = """<?xml version="1.0" encoding="utf-8"?>
<data-extraction-rules>
    <cloud-backup><exclude domain="root" path="." /></cloud-backup>
    <device-transfer><exclude domain="root" path="." /></device-transfer>
</data-extraction-rules>
"""


class ShellChanged(Exception):
    """The app shell is not the one that this file is made for; the message says what is different."""


def finish_android(shell: Path) -> None:
    """Change the Android part of the app shell; a second call changes nothing. Raises ShellChanged."""
    ElementTree.register_namespace("android", ANDROID)
    ElementTree.register_namespace("tools", TOOLS)
    tree = ElementTree.parse(_there(shell / MANIFEST))  # noqa: S314 - Flet's own template
    manifest = tree.getroot()
    application = manifest.find("application")
    if application is None or application.get(f"{{{ANDROID}}}allowBackup") != "false":
        raise ShellChanged("the manifest does not forbid backups")
    filters = [element for element in manifest.iter("intent-filter") if VIEW in _names(element, "action")]
    if len(filters) != 1:
        raise ShellChanged(f"{len(filters)} places in the manifest open links")
    filters[0].set(f"{{{ANDROID}}}autoVerify", "true")
    for name in NOT_OURS:
        if name not in _names(manifest, "uses-permission"):
            removal = {f"{{{ANDROID}}}name": name, f"{{{TOOLS}}}node": "remove"}
            manifest.append(ElementTree.Element("uses-permission", removal))
    tree.write(shell / MANIFEST, encoding="utf-8", xml_declaration=True)
    (shell / RULES).parent.mkdir(parents=True, exist_ok=True)
    (shell / RULES).write_text(KEEPS_NOTHING)


def finish_ios(shell: Path, host: str) -> None:
    """Change the iOS part of the app shell for links to `host`; a second call changes nothing. Raises ShellChanged."""
    settings = _there(shell / XCODE_SETTINGS)
    if "CODE_SIGN_ENTITLEMENTS" in _there(shell / XCODE_PROJECT).read_text():
        raise ShellChanged("the Xcode project has entitlements of its own")
    (shell / ENTITLEMENTS).write_bytes(plistlib.dumps({"com.apple.developer.associated-domains": [f"applinks:{host}"]}))
    if XCODE_LINE not in settings.read_text():
        settings.write_text(f"{settings.read_text().rstrip()}\n{XCODE_LINE}\n")


def _there(file: Path) -> Path:
    if not file.is_file():
        raise ShellChanged(f"no {file.name}")
    return file


def _names(element: ElementTree.Element, tag: str) -> set[str]:
    """The names of all elements with this tag inside of `element`."""
    return {inner.get(f"{{{ANDROID}}}name", "") for inner in element.iter(tag)}
