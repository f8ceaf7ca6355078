"""The workflow that builds the APK elsewhere: it never runs here, so what can go stale is held."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import flet.version
import pytest
import yaml

from app.tools.native_build import built, check

REPOSITORY = Path(__file__).parent.parent.parent
FILE = REPOSITORY / ".github" / "workflows" / "apk.yml"


@pytest.fixture
def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text())["jobs"]["apk"]["steps"]
    return found


def test_every_command_is_one_of_build_sh(steps: list[dict[str, Any]]) -> None:
    usage = subprocess.run(["./build.sh", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"\./build\.sh ([a-z-]+)", " ".join(step.get("run", "") for step in steps))
    assert commands == ["check-native", "apk"]
    assert all(re.search(rf"[ |]{command}[ |]", usage) for command in commands)


def test_flutter_is_the_one_that_flet_asks_for() -> None:
    assert yaml.safe_load(FILE.read_text())["jobs"]["apk"]["env"]["FLUTTER"] == flet.version.flutter_version


def test_every_foreign_step_has_a_whole_version(steps: list[dict[str, Any]]) -> None:
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", one)] == []


def test_secrets_reach_only_the_steps_that_sign(steps: list[dict[str, Any]]) -> None:
    told = [step.get("name") for step in steps if "secrets." in str(step.get("env", ""))]
    assert told == ["The key", "The app"]
    assert "secrets." not in " ".join(str(step.get("run", "")) for step in steps)


TOLD = """package: be.veertig.app
uses-permission: name='android.permission.INTERNET'
uses-permission: name='android.permission.CAMERA'
uses-permission: name='android.permission.ACCESS_NETWORK_STATE'
uses-permission: name='android.permission.WRITE_EXTERNAL_STORAGE' maxSdkVersion='28'
permission: be.veertig.app.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION
uses-permission: name='be.veertig.app.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION'
uses-permission: name='android.permission.RECORD_AUDIO'
"""


def test_a_built_package_that_may_more_than_the_camera_is_noticed() -> None:
    allowed = built.permissions(TOLD)
    assert len(allowed) == 6
    assert built.unwanted(allowed) == ["android.permission.WRITE_EXTERNAL_STORAGE", "android.permission.RECORD_AUDIO"]
    assert built.unwanted(sorted(check.PERMISSIONS)) == []


def test_a_built_package_is_looked_at_with_androids_own_tools(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version, said in (("34.0.0", "old"), ("35.0.0", TOLD)):
        for name in ("aapt2", "apksigner"):
            file = tmp_path / "build-tools" / version / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"#!/bin/sh\ncat <<'END'\n{said if name == 'aapt2' else 'SHA-256 digest: 0a'}\nEND\n")
            file.chmod(0o755)
    monkeypatch.setenv("ANDROID_HOME", str(tmp_path))
    assert built.main(["veertig.apk"]) == 1
    told = capsys.readouterr()
    assert "may android.permission.CAMERA" in told.out
    assert "SHA-256 digest" in told.out
    assert "must not android.permission.RECORD_AUDIO" in told.err
