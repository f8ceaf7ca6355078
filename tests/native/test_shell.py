"""The last touch to the app shell that Flet makes: links without a question, no microphone, no backup."""

from __future__ import annotations

import plistlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.tools.native_build import shell

NAME, NODE = f"{{{shell.ANDROID}}}name", f"{{{shell.TOOLS}}}node"
MANIFEST = """<manifest xmlns:android="http://schemas.android.com/apk/res/android">
    <!-- of a template -->
    <uses-permission android:name="android.permission.CAMERA" />
    <application android:label="Veertig" android:allowBackup="false">
        <activity android:name=".MainActivity">
            <intent-filter>
                <action android:name="android.intent.action.MAIN" />
            </intent-filter>
            <intent-filter>
                <action android:name="android.intent.action.VIEW" />
                <data android:scheme="https" android:host="uren.example.be" />
            </intent-filter>
        </activity>
    </application>
</manifest>
"""


@pytest.fixture
def app_shell(tmp_path: Path) -> Path:
    """The few files of a Flutter project that are looked at here."""
    for name, text in {
        shell.MANIFEST: MANIFEST,
        shell.XCODE_SETTINGS: '#include "Generated.xcconfig"\n',
        shell.XCODE_PROJECT: "// !$*UTF8*$!\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / shell.ENTITLEMENTS).parent.mkdir(parents=True)
    return tmp_path


def manifest(app_shell: Path) -> ElementTree.Element:
    return ElementTree.fromstring((app_shell / shell.MANIFEST).read_text())  # noqa: S314 - our own


def test_links_open_the_android_app_without_a_question(app_shell: Path) -> None:
    shell.finish_android(app_shell)
    sure = [one.get(f"{{{shell.ANDROID}}}autoVerify") for one in manifest(app_shell).iter("intent-filter")]
    assert sure == [None, "true"]


def test_the_microphone_that_the_camera_brings_along_is_taken_out(app_shell: Path) -> None:
    shell.finish_android(app_shell)
    asked = {one.get(NAME): one.get(NODE) for one in manifest(app_shell).iter("uses-permission")}
    assert asked["android.permission.RECORD_AUDIO"] == "remove"
    assert asked["android.permission.CAMERA"] is None


def test_nothing_goes_into_a_backup_or_to_the_next_phone(app_shell: Path) -> None:
    shell.finish_android(app_shell)
    rules = ElementTree.fromstring((app_shell / shell.RULES).read_text())  # noqa: S314 - our own
    assert [(one.tag, one[0].tag, one[0].get("domain")) for one in rules] == [
        ("cloud-backup", "exclude", "root"),
        ("device-transfer", "exclude", "root"),
    ]


def test_an_iphone_app_is_entitled_to_the_links_of_its_server(app_shell: Path) -> None:
    shell.finish_ios(app_shell, "uren.example.be")
    entitled = plistlib.loads((app_shell / shell.ENTITLEMENTS).read_bytes())
    assert entitled == {"com.apple.developer.associated-domains": ["applinks:uren.example.be"]}
    assert shell.XCODE_LINE in (app_shell / shell.XCODE_SETTINGS).read_text().splitlines()


def test_doing_it_twice_is_doing_it_once(app_shell: Path) -> None:
    def all_bytes() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in app_shell.rglob("*") if file.is_file()}

    shell.finish_android(app_shell)
    shell.finish_ios(app_shell, "uren.example.be")
    once = all_bytes()
    shell.finish_android(app_shell)
    shell.finish_ios(app_shell, "uren.example.be")
    assert all_bytes() == once


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('android:allowBackup="false"', "", "backups"),
        ("android.intent.action.VIEW", "android.intent.action.SEND", "0 places"),
        ("android.intent.action.MAIN", "android.intent.action.VIEW", "2 places"),
    ],
)
def test_another_template_of_android_is_noticed(app_shell: Path, old: str, new: str, said: str) -> None:
    (app_shell / shell.MANIFEST).write_text(MANIFEST.replace(old, new))
    with pytest.raises(shell.ShellChanged, match=said):
        shell.finish_android(app_shell)


def test_another_template_of_ios_is_noticed(app_shell: Path) -> None:
    (app_shell / shell.XCODE_PROJECT).write_text("CODE_SIGN_ENTITLEMENTS = Runner/Own.entitlements;")
    with pytest.raises(shell.ShellChanged, match="of its own"):
        shell.finish_ios(app_shell, "uren.example.be")
    (app_shell / shell.XCODE_SETTINGS).unlink()
    with pytest.raises(shell.ShellChanged, match=r"Release\.xcconfig"):
        shell.finish_ios(app_shell, "uren.example.be")
