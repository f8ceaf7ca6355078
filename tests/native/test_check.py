"""The rehearsal of the native packages: good for four targets, and it sees what must not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.tools.native_build import check, project, tools
from tests.languages import compiled

compiled()
REPOSITORY = Path(__file__).parent.parent.parent
CLOSED = """
import runpy, sys
def deny(event, args):
    if event in ("socket.connect", "socket.getaddrinfo") or event == "subprocess.Popen" and "flutter" in str(args):
        raise PermissionError(event, args)
sys.addaudithook(deny)
runpy.run_module("app.tools.native_build.check", run_name="__main__")
"""


def checked(target: str, folder: Path) -> tuple[str, ...]:
    return check.check(target, folder, project.SAMPLE).faults


def with_phone_toml(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> None:
    """Somebody changes phone.toml."""
    text = project.PHONE.read_text()
    assert old in text
    changed = folder / "phone.toml"
    changed.write_text(text.replace(old, new))
    monkeypatch.setattr(project, "PHONE", changed)


def test_four_targets_are_good_without_flutter_and_without_network() -> None:
    env = {**os.environ, "VEERTIG_ORIGIN": "https://veertig.example.be"}
    done = subprocess.run([sys.executable, "-c", CLOSED], cwd=REPOSITORY, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["apk", "aab", "ipa", "linux"]
    assert all("good: be.veertig.app" in line for line in lines)
    assert all("veertig.example.be" in line for line in lines[:3])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "old", "new", "seen"),
    [
        ("apk", '"android.permission.INTERNET" = true', '"android.permission.RECORD_AUDIO" = true', "RECORD_AUDIO"),
        ("apk", 'permissions = ["camera"]', 'permissions = ["camera", "location"]', "LOCATION"),
        ("apk", 'permissions = ["camera"]', "permissions = []", "it may"),
        ("aab", 'allowBackup = "false"', 'allowBackup = "true"', "backup"),
        ("aab", "be.veertig.app", "be.example.app", "be.example.app"),
        ("ipa", 'NSCameraUsageDescription = "Om de code', 'NSCameraUsageDescription = "To see', "Dutch"),
        ("ipa", "FlutterDeepLinkingEnabled = true", "", "links do not open"),
        ("ipa", "[tool.flet.ios.info]", '[tool.flet.ios.info]\nNSMicrophoneUsageDescription = "x"', "NSMicrophone"),
        ("apk", '"pyzbar==0.1.9", ', '"zxing-cpp", ', "it packs"),
        ("linux", '"zxing-cpp>=3.1", ', "", "it packs"),
        ("apk", '"arm64-v8a", "armeabi-v7a"', '"arm64-v8a", "mips"', "Flet stops"),
    ],
)
def test_a_change_that_must_not_be_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: str, old: str, new: str, seen: str
) -> None:
    with_phone_toml(monkeypatch, tmp_path, old, new)
    assert seen in "; ".join(checked(target, tmp_path / "stage"))


@pytest.mark.slow
def test_a_deep_link_to_another_server_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = project.pyproject
    monkeypatch.setattr(project, "pyproject", lambda repository, origin: ours(repository, "https://other.example.be"))
    assert "links open other.example.be" in checked("apk", tmp_path)


@pytest.mark.slow
def test_an_icon_that_is_too_small_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.tools.native_build.drawing.SIZE", 100)
    assert "icon source is 100px" in "; ".join(checked("ipa", tmp_path))


@pytest.mark.slow
def test_an_icon_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.tools.native_build.stage.ICON", "assets/logo.png")
    faults = "; ".join(checked("ipa", tmp_path))
    assert "assets/logo.png would travel" in faults
    assert "1024x1024@1x.png was not drawn" in faults


def test_a_file_that_has_no_business_in_a_package_is_named() -> None:
    assert check.wrong_files(["app/web_shell/boot.js"])[0] == "app/web_shell/boot.js would travel"
    for name in (
        "tests/people.py",
        "app/tools/native_build/check.py",
        "assets/icons/README.md",
        "app/main.pyc",
        "locales/nl.po",
        ".env",
    ):
        assert f"{name} would travel" in check.wrong_files([name])
    assert "main.py is missing" in check.wrong_files([])


def test_what_a_package_needs_is_said_before_anything_is_installed() -> None:
    nothing = {"flutter": None, "dart": None, "xcodebuild": None}.get
    assert tools.missing("apk", nothing, "Linux") == [tools.FLUTTER]
    assert tools.missing("ipa", nothing, "Linux") == [tools.FLUTTER, tools.MACOS]
    assert tools.missing("ipa", nothing, "Darwin") == [tools.FLUTTER, tools.XCODE]
    assert tools.missing("aab", lambda name: f"/usr/bin/{name}", "Linux") == []
    assert tools.missing("ipa", lambda name: f"/usr/bin/{name}", "Darwin") == []


@pytest.mark.parametrize("target", ["apk", "aab", "ipa"])
def test_without_flutter_build_sh_says_plainly_what_is_missing(target: str) -> None:
    bare = {**os.environ, "PATH": "/usr/bin:/bin", "VEERTIG_ORIGIN": project.SAMPLE, "PYTHON": sys.executable}
    done = subprocess.run(["./build.sh", target], cwd=REPOSITORY, capture_output=True, text=True, check=False, env=bare)
    assert done.returncode == 3
    assert "Flutter SDK" in done.stderr
    assert (target == "ipa") == ("macOS" in done.stderr)


def test_a_package_for_no_server_is_not_built(tmp_path: Path) -> None:
    for name in ("flutter", "dart"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 9\n")
        (tmp_path / name).chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "VEERTIG_ORIGIN": ""}
    done = subprocess.run(["./build.sh", "apk"], cwd=REPOSITORY, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 2
    assert "VEERTIG_ORIGIN" in done.stderr


def test_the_version_of_flutter_that_is_asked_for_is_flets_own() -> None:
    import flet.version

    assert re.search(r"SDK (\d+\.\d+)", tools.FLUTTER)[1] == flet.version.flutter_version.rsplit(".", 1)[0]  # type: ignore[index]
