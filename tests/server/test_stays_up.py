"""Stories of the server as a process: a locked file, slow clients, and an end that loses nothing."""

from __future__ import annotations

import concurrent.futures
import resource
import shutil
import socket
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.protocol import enrolment, qr_text
from app.protocol.enrolment import Enrolment
from app.protocol.record import CheckIn
from sync_server.http.api import to_text
from tests.browser.drive import Server
from tests.people import NOON, Phone, key, token
from tests.server.test_writer import locked

pytestmark = pytest.mark.slow


def started(folder: Path) -> Server:
    one = Server(folder / "server", folder / "no-web")
    one.command("region-create")
    one.start()
    return one


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = started(tmp_path)
    yield one
    one.stop()


def push(server: Server, name: str) -> httpx.Response:
    phone = Phone(name, person=name.encode().ljust(16))
    phone.write(CheckIn(token()))
    body = {"records": [to_text(one.envelope.data) for one in phone.records]}
    return httpx.post(f"http://127.0.0.1:{server.port}/v1/push", json=body, timeout=30)


def test_under_a_lock_of_twelve_seconds_all_are_told_when_to_come_again_and_health_answers(server: Server) -> None:
    server.command("organisation-add", "Bibliotheek")
    link = server.command("display-invite", "Bibliotheek", "--activity", "library")
    _, invitation = qr_text.from_text(link)
    display = key("new display")
    sealed = to_text(display.seal(enrolment.enrolment_draft(Enrolment(invitation, display.public, NOON))))
    base = f"http://127.0.0.1:{server.port}"

    def enrol() -> httpx.Response:
        return httpx.post(f"{base}/v1/enrol", json={"enrolment": sealed}, timeout=30)

    with concurrent.futures.ThreadPoolExecutor(16) as people:
        with locked(server.data / "server.db"):
            end = time.monotonic() + 12
            waiting = [people.submit(enrol) for _ in range(6)] + [people.submit(push, server, f"p{at}") for at in range(6)]
            looks, seen = [], set()
            while time.monotonic() < end:
                began = time.monotonic()
                looked = httpx.get(f"{base}/v1/health", timeout=30)
                assert httpx.get(f"{base}/v1/trust", timeout=30).status_code == 200
                looks.append(time.monotonic() - began)
                seen.add((looked.status_code, *looked.json()["codes"]))
                time.sleep(0.3)
        for answer in (one.result() for one in waiting):
            assert (answer.status_code, answer.json()) == (503, {"code": "busy"})
            assert answer.headers["retry-after"] == "10"
        assert (503, "busy") in seen
        assert statistics.median(looks) < 1, looks
        assert max(looks) < 5, looks  # a busy machine; on the event loop an enrolment alone would take longer
    assert enrol().status_code == 200
    assert push(server, "p0").json()["results"][0]["status"] == "stored"


def test_a_disk_that_takes_no_more_is_told_and_what_was_put_off_comes_in_later(server: Server) -> None:
    base, process = f"http://127.0.0.1:{server.port}", server._process
    assert process
    assert push(server, "before").status_code == 200
    full = sum(path.stat().st_size for path in server.data.glob("server.db-wal"))
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))  # no file grows beyond that
    answers = [push(server, f"phone {at}") for at in range(3)]
    assert {(one.status_code, one.text, one.headers["retry-after"]) for one in answers} == {
        (503, '{"code":"cannot-write"}', "600")
    }
    time.sleep(2.1)  # a look counts for two seconds
    looked = httpx.get(f"{base}/v1/health", timeout=30)
    assert (looked.status_code, looked.json()["codes"]) == (503, ["cannot-write"])
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert [push(server, f"phone {at}").json()["results"][1]["status"] for at in range(3)] == ["stored"] * 3
    time.sleep(2.1)
    assert httpx.get(f"{base}/v1/health", timeout=30).status_code == 200


def test_five_hundred_slow_clients_are_let_go_and_phones_are_served_meanwhile(server: Server) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(500)]
    for at, one in enumerate(slow):
        one.sendall((b"", b"POST /v1/push HT", b"GET / HTTP/1.1\r\nA: ")[at % 3])
    began = time.monotonic()
    assert push(server, "amina").status_code == 200
    assert time.monotonic() - began < 5
    for one in slow:
        one.settimeout(25)
        assert one.recv(1) == b""
        one.close()
    assert time.monotonic() - began < 25


def test_an_end_with_slow_clients_comes_within_ten_seconds_loses_nothing_and_leaves_one_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server = started(tmp_path)
    acknowledged = [push(server, f"phone {at}") for at in range(10)]
    assert {answer.status_code for answer in acknowledged} == {200}
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(60)]
    for at, one in enumerate(slow):
        one.sendall((b"GET / HT", b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n{")[at % 2])
    time.sleep(0.5)
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 10
    assert "ERROR" not in capfd.readouterr().err  # nobody had to be torn off
    assert [path.name for path in server.data.glob("server.db*")] == ["server.db"]
    shutil.copy(server.data / "server.db", server.data.with_name("copy.db"))
    with closing(sqlite3.connect(server.data.with_name("copy.db"))) as db:
        assert db.execute("SELECT count(*) FROM records").fetchone() == (20,)


def test_an_end_under_a_lock_comes_within_ten_seconds_and_what_was_answered_is_there(server: Server) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as people, locked(server.data / "server.db"):
        waiting = [people.submit(push, server, f"phone {at}") for at in range(8)]
        time.sleep(0.5)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 10
        answers = [one for one in waiting if one.exception() is None]
    assert {one.result().status_code for one in answers} <= {503}
    with closing(sqlite3.connect(server.data / "server.db")) as db:
        assert db.execute("SELECT count(*) FROM records").fetchone() == (0,)


def test_people_who_hang_up_leave_one_quiet_line_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_LOG", "info")
    server = started(tmp_path)
    for at in range(100):
        with socket.create_connection(("127.0.0.1", server.port)) as one:
            one.sendall(b"POST /v1/push?amina HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"{" * (at * 40))
    for path in ("/%00", "/" + "a" * 300, "/a" * 3000, "/%1b%5b2Jx%00"):
        assert httpx.get(f"http://127.0.0.1:{server.port}{path}").status_code == 404
    assert push(server, "amina").status_code == 200
    server.stop()
    lines = [line for line in capfd.readouterr().err.splitlines() if "region" not in line]
    assert [line.split(" ", 2)[2] for line in lines] == ["INFO started", "INFO stopped"]
    assert all(line[:4].isdigit() for line in lines)  # each with its time
