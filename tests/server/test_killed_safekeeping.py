"""Backups and restores that are killed anywhere: what is called a backup is whole, and a region is the old one or the new."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sync_server.__main__ import main
from sync_server.safekeeping import archive

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A region that has something to pack."""
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
    assert main(["region-create"]) == 0
    with closing(sqlite3.connect(tmp_path / "data" / "server.db")) as db:
        db.executemany("INSERT INTO erased VALUES (?, 0)", ((os.urandom(32),) for _ in range(20_000)))
        db.commit()
    return tmp_path / "data"


def started(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.server.killed_at", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def is_put_back(data: Path) -> bool:
    """Is it the region of the backup? Only a restore gives its list a version as large as a time."""
    with closing(sqlite3.connect(data / "server.db")) as db:
        return int(db.execute("SELECT value FROM region WHERE key = 'version'").fetchone()[0]) > 1 << 30


def test_a_backup_that_is_killed_at_any_step_or_moment_is_never_half_a_file(data: Path, tmp_path: Path) -> None:
    dice, file = random.Random(14), tmp_path / "b"
    begun = time.monotonic()
    assert started(0, "backup", file).wait() == 0
    whole_run = time.monotonic() - begun
    code, step = -signal.SIGKILL, 0
    while code == -signal.SIGKILL:
        file.unlink(missing_ok=True)
        step += 1
        code = started(step, "backup", file).wait()
        if file.exists():
            archive.read_through(file)
    assert (code, file.exists()) == (0, True)
    assert step > 4
    for _ in range(8):
        process = started(0, "backup", file)
        time.sleep(dice.uniform(0, whole_run))
        process.kill()
        process.wait()
        archive.read_through(file)
    assert main(["backup", str(file)]) == 0
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []  # what the killed left is swept away


def test_a_restore_that_is_killed_at_any_step_leaves_the_old_region_or_the_new_one(data: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "b")]) == 0
    assert main(["organisation-add", "Na de back-up"]) == 0
    for file in data.glob("server.db-*"):
        file.unlink()
    shutil.copytree(data, tmp_path / "as it was")
    outcomes, step = [], 0
    while True:
        step += 1
        shutil.rmtree(data)
        shutil.copytree(tmp_path / "as it was", data)
        process = started(step, "restore", tmp_path / "b", "--replace")
        code = process.wait()
        assert main(["check"]) == 0  # as any command does, it goes on with what was decided
        outcomes.append(is_put_back(data))
        assert not (data / "restore-decided").exists()
        kept = list(data.glob("before-*"))
        assert len(kept) == outcomes[-1]
        if kept:
            assert not is_put_back(kept[0])
            assert {one.name for one in kept[0].iterdir()} >= {"server.db", "list.key", "receipt.key"}
        if code != -signal.SIGKILL:
            assert (code, process.stderr.read() if process.stderr else b"") == (0, b"")
            break
    assert step > 10
    assert outcomes == sorted(outcomes)  # decided once
    assert sum(outcomes) > 5  # killed after the decision, and gone on with


def test_a_restore_into_an_empty_folder_that_was_killed_can_be_given_again(data: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "b")]) == 0
    for step in range(1, 30, 2):
        shutil.rmtree(data)
        code = started(step, "restore", tmp_path / "b").wait()
        if main(["restore", str(tmp_path / "b")]) != 0:
            assert is_put_back(data)  # the first one was decided, and `restore` went on with it
        assert main(["check"]) == 0
        if code == 0:
            return
    raise AssertionError("it never ended")
