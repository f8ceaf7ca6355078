"""A machine that lacks something says so in one sentence that ends the trouble, with exit code 3 and without a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.tools import environment, lacking
from sync_server import port

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def build(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "build.sh", *words],
        cwd=REPOSITORY,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def one_sentence(text: str, *words: str) -> None:
    """One line, with these words in it and no traceback."""
    assert len(text.strip().splitlines()) == 1, text
    assert "Traceback" not in text
    for word in words:
        assert word in text


def test_a_python_that_is_too_old_or_not_there_is_named_with_what_to_do() -> None:
    for python in ("/bin/false", "/nowhere/python3"):
        done = build("run", PYTHON=python)
        assert done.returncode == 3
        one_sentence(done.stderr, "Python 3.11 or newer", "apt-get install", "PYTHON")


@pytest.mark.parametrize("command", ["test", "bench", "screenshots"])
def test_without_chromium_nothing_is_installed_and_a_sentence_says_what_is_missing(tmp_path: Path, command: str) -> None:
    for program in ("bash", "dirname"):
        (tmp_path / program).symlink_to(f"/bin/{program}" if Path(f"/bin/{program}").exists() else f"/usr/bin/{program}")
    done = build(command, PATH=str(tmp_path), PYTHON=sys.executable, CHROMIUM="")
    assert done.returncode == 3
    assert done.stdout == ""
    one_sentence(done.stderr, "Chromium is missing", "apt-get install chromium", "CHROMIUM")


def test_the_variable_chromium_names_another_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "browser"))
    with pytest.raises(lacking.Lacking):
        lacking.chromium()
    (tmp_path / "browser").touch()
    assert lacking.chromium() == tmp_path / "browser"


def test_without_libzbar0_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    assert lacking.main(["zbar"]) == 3
    one_sentence(capsys.readouterr().err, "libzbar0 is missing", "apt-get install libzbar0")


@pytest.mark.parametrize(("name", "package"), [("nginx", "nginx-light"), ("caddy", "caddy")])
def test_without_a_proxy_a_sentence_says_so(
    name: str, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path="": None)
    assert lacking.main([name]) == 3
    one_sentence(capsys.readouterr().err, f"The proxy {name} is missing", f"apt-get install {package}")


def test_without_firefox_or_webkit_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path="": None)
    assert lacking.main(["firefox"]) == 3
    one_sentence(capsys.readouterr().err, "browser Firefox ESR is missing", "apt-get install firefox-esr")
    monkeypatch.setattr(lacking, "WEBKIT", "raise SystemExit(1)")
    assert lacking.main(["webkit"]) == 3
    one_sentence(capsys.readouterr().err, "WebKitGTK is missing", "apt-get install gir1.2-webkit2-4.1", "xvfb", "xdotool")


def test_without_libfaketime_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lacking, "LIBRARIES", [str(tmp_path)])
    assert lacking.main(["faketime"]) == 3
    one_sentence(capsys.readouterr().err, "libfaketime is missing", "apt-get install libfaketime")
    folder = tmp_path / "aarch64-linux-gnu" / "faketime"
    folder.mkdir(parents=True)
    (folder / "libfaketime.so.1").touch()
    assert lacking.faketime() == folder / "libfaketime.so.1"


def test_without_the_venv_module_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    assert lacking.main(["venv"]) == 3
    one_sentence(capsys.readouterr().err, "venv module is missing", "apt-get install python3", "-venv")


def test_with_too_little_room_nothing_is_begun(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").touch()
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    monkeypatch.setitem(environment.ROOM, "run", 10**9)
    assert environment.main(["run"]) == 3
    one_sentence(capsys.readouterr().err, "too little room on the disk", "df -h")
    assert not environment.python_of("run").exists()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", "The disk is full"),
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\nERROR: x\n", "internet"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n", "pip says: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"),
        ("something\nnobody\nhas seen\n", "pip says: something nobody has seen"),
    ],
)
def test_what_pip_says_becomes_one_sentence(printed: str, said: str) -> None:
    one_sentence(str(environment.reason(printed)), said)


@pytest.mark.slow
def test_without_a_network_a_sentence_says_so_and_a_later_try_begins_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "lock.txt").write_bytes((REPOSITORY / "requirements" / "lock.txt").read_bytes())
    monkeypatch.setattr(environment, "REPOSITORY", tmp_path)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CACHE_DIR": str(tmp_path / "cache"), "PIP_RETRIES": "0"}
    with monkeypatch.context() as offline:
        for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
            offline.delenv(name, raising=False)
        for name, value in nowhere.items():
            offline.setenv(name, value)
        assert environment.main(["lock"]) == 3
    one_sentence(capsys.readouterr().err, "connect to the internet", "PIP_INDEX_URL")
    (tmp_path / "requirements" / "lock.txt").write_text("")
    assert environment.main(["lock"]) == 0
    assert environment.python_of("lock").exists()


def test_a_port_in_use_is_named_and_the_next_free_one_is_offered() -> None:
    with socket.create_server((port.LOOPBACK, 0)) as taken:
        number = taken.getsockname()[1]
        done = build("run", "--port", str(number))
        assert done.returncode == 3
        assert done.stdout == ""
        one_sentence(done.stderr, f"Port {number} is in use", "./build.sh run --port ")
        offered = int(done.stderr.split("--port ")[1])
        assert offered > number
        socket.create_server((port.LOOPBACK, offered)).close()
        server = [sys.executable, "-m", "sync_server", "serve", "--port", str(number)]
        serve = subprocess.run(server, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert serve.returncode == 3
        one_sentence(serve.stderr, f"Port {number} is in use", "./build.sh serve --port ")
