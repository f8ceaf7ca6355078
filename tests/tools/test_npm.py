"""What checks our JavaScript comes from npm, by a lock like those of Python: versions and hashes, and no address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.tools import javascript, npm
from app.tools.web_build.source import PAGE
from tests.page.modules import OURS, imports


def test_the_lock_has_a_version_and_a_hash_of_every_package_and_no_address() -> None:
    text = (npm.LISTS / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    asked = json.loads((npm.LISTS / "package.json").read_text("utf-8"))["devDependencies"]
    packages = json.loads(text)["packages"]
    assert packages.pop("")["devDependencies"] == asked
    for name, package in packages.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"]), name
        assert package["integrity"].startswith("sha512-"), name
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_the_lock_serves_every_system_that_people_work_on() -> None:
    packages = json.loads((npm.LISTS / "package-lock.json").read_text("utf-8"))["packages"]
    for system in ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"):
        assert f"node_modules/@biomejs/cli-{system}" in packages
        assert f"node_modules/@typescript/typescript-{system}" in packages


def test_without_network_one_sentence_says_what_to_do_and_nothing_half_made_is_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(npm, "FOLDER", tmp_path / "venv" / "npm")
    monkeypatch.setattr(npm, "RETRIES", ("--fetch-retries=0",))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    for _ in range(2):
        assert npm.main() == 3
        said = capfd.readouterr().err.strip()
        assert said == npm.UNREACHED
    assert not (tmp_path / "venv" / "npm" / "made-from").exists()


def test_what_npm_prints_becomes_a_reason() -> None:
    assert "disk is full" in str(npm.reason("npm error code ENOSPC\nnpm error No space left on device"))
    assert str(npm.reason("npm error code ENOTFOUND")) == npm.UNREACHED
    assert "EINTEGRITY" in str(npm.reason("npm error code EINTEGRITY\nnpm error sha512-x"))


def test_every_script_of_the_page_is_read_by_the_compiler_in_the_world_it_runs_in() -> None:
    names = {file.relative_to(PAGE).as_posix() for file in OURS}
    worlds = {name: json.loads((javascript.TYPES / f"{name}.json").read_text("utf-8")) for name in javascript.WORLDS}
    left_out = {Path(path).name for path in worlds["page"]["exclude"]}
    page = {name for name in names if name.split("/")[0] not in left_out}
    # What is asked for later, by import(), is read as well.
    worker = imports("worker.js") | imports("alive.js") | imports("maker.js") | imports("storage.js") | imports("light/box.js")
    service_worker = imports("service_worker/sw.js")
    assert names <= page | worker | service_worker
    assert left_out <= worker | {"service_worker"}
