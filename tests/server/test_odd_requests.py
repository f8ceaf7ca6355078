"""Whatever is asked: no answer is a fault of ours, every refusal of the API has a code, and the log holds nothing of it."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.protocol import enrolment
from app.protocol.enrolment import Enrolment
from sync_server.http import pages
from sync_server.http.api import to_text
from sync_server.region import invitations, organisations
from tests.people import NOON, STRANGER
from tests.server.test_server import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"]
ADDRESSES = ["push", "pull", "trust", "meetings", "enrol", "challenge", "health", "nothing", "../../server.db"]
LONG = ["/" + "a" * 300, "/a" * 3000, "/" + "a" * 100_000, "/%00", "/a%00b", "/index.html%00.png", "/%1b%5b2Jx%00", "//", "/\\"]
HEADERS = [b"host", b"accept-encoding", b"if-none-match", b"content-length", b"content-type", b"range", b"x-forwarded-for"]
STEPS = ["..", ".", "%2e%2e", "%00", "\x00", "assets", "index.html", "", "é", "\ud800"]


async def ask(
    town: Town, method: str, path: str, headers: list[tuple[bytes, bytes]], parts: list[bytes], hangs_up: bool = False
) -> tuple[int | None, bytes]:
    """What the application answers to a request as a server hands it over; None when there was nobody left to answer."""
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": part, "more_body": hangs_up or at < len(parts) - 1} for at, part in enumerate(parts)
    ]
    status, body = None, b""

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        nonlocal status, body
        status = message.get("status", status)
        body += message.get("body", b"")

    raw, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": unquote(raw), "raw_path": raw.encode("latin-1", "replace"), "query_string": query.encode("latin-1", "replace"),
        "headers": headers, "client": ("8.8.8.8", 1), "server": ("x", 80), "state": {},
    }  # fmt: skip
    await town.app(scope, receive, send)
    return status, body


paths = st.one_of(
    st.sampled_from(LONG),
    st.sampled_from(ADDRESSES).map("/v1/{}".format),
    st.text(max_size=60).map("/{}".format),
    st.lists(st.sampled_from(STEPS)).map(lambda steps: f"/{'/'.join(steps)}"),
)
headers = st.lists(st.tuples(st.sampled_from(HEADERS), st.binary(max_size=40)), max_size=4)
bodies = st.lists(
    st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
            max_leaves=10,
        ).map(lambda value: json.dumps(value).encode()),
        st.binary(max_size=60).map(lambda data: b"\x01" + data),
    ),
    max_size=3,
)


@given(st.sampled_from(METHODS), paths, headers, bodies, st.booleans())
@example("GET", "/%00", [], [], False)
@example("GET", "/" + "a" * 300, [], [], False)
@example("GET", "/a" * 3000, [], [], False)
@example("GET", "/", [(b"host", b"[::1")], [], False)
@example("GET", "/", [(b"range", b"bytes=9-1")], [], False)
@example("POST", "/v1/push", [(b"content-length", "²".encode("latin-1"))], [b"{}"], False)
@example("POST", "/v1/push", [], [b'{"records": ['], True)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_request_is_a_fault_of_ours_or_leaves_a_trace_in_the_log(
    town: Town,
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    headers: list[tuple[bytes, bytes]],
    parts: list[bytes],
    hangs_up: bool,
) -> None:
    town.time += 5  # so that it is not the number of requests that is refused
    caplog.clear()
    with caplog.at_level(logging.DEBUG, "veertig"):
        status, body = asyncio.run(ask(town, method, path, headers, parts, hangs_up))
    assert status is not None
    assert status < 500, (status, body)
    if status >= 400 and path.startswith("/v1/") and method != "HEAD":
        assert set(json.loads(body)) == {"code"}, body
    said = [record.getMessage() for record in caplog.records]
    assert all(line.startswith("hung up at /") and len(line) < 40 for line in said), said
    assert all(record.exc_info is None for record in caplog.records)


def test_paths_that_no_file_has_are_not_found(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        for path in LONG:
            assert (await ask(town, "GET", path, [], []))[0] == (200 if path == "//" else 404), path[:40]

    asyncio.run(story())


@pytest.mark.parametrize("path", ["a/" * 300, "a" * 121, "a\x00b", "\x1b[2J", "a\u202eb", "\ud800"])
def test_no_file_system_is_asked_for_what_no_file_of_ours_is_called(path: str) -> None:
    assert not pages._is_ordinary(path)
    assert pages._is_ordinary("assets/fonts/noto-sans é.woff2")


def test_a_method_that_an_address_does_not_take_is_refused_in_our_words(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        for method, path in (("GET", "/v1/push"), ("DELETE", "/v1/trust"), ("BREW", "/v1/nothing"), ("POST", "/index.html")):
            answer = await town.http.request(method, path)
            assert (answer.status_code, answer.json()) == (405, {"code": "bad-method"}), path
            assert answer.headers["allow"]

    asyncio.run(story())


def test_one_display_key_with_two_invitations_is_no_fault(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        library = organisations.add(town.registry, "Bibliotheek")
        for _ in range(2):
            invitation = invitations.display(town.registry, library, [1], 240, 1)
            sealed = STRANGER.seal(enrolment.enrolment_draft(Enrolment(invitation, STRANGER.public, NOON)))
            assert (await town.http.post("/v1/enrol", json={"enrolment": to_text(sealed)})).status_code == 200

    asyncio.run(story())


def test_a_fault_of_ours_is_one_line_and_the_next_request_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        monkeypatch.setattr("sync_server.region.publication.bundle", lambda _: 1 / 0)
        assert await ask(town, "GET", "/v1/trust?name=amina", [], []) == (500, b'{"code":"server-odd"}')
        monkeypatch.undo()
        assert (await ask(town, "GET", "/v1/trust", [], []))[0] == 200

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG] == [
        "ZeroDivisionError at /v1/trust"
    ]
