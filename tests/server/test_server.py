"""Stories of the server: what it keeps, what it refuses, and that it never acknowledges what is not on the disk."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sqlite3
from collections.abc import AsyncIterator, Coroutine, MutableMapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Receive, Send

from app.protocol import enrolment, envelope, pull, receipt, record, trust
from app.protocol.ed25519 import Key, verify
from app.protocol.enrolment import Enrolment
from app.protocol.pull import Pull
from app.protocol.record import CheckIn
from sync_server.__main__ import main
from sync_server.config import Config
from sync_server.errors import NewerDatabase, ServerRefusal
from sync_server.http.api import from_text, to_text
from sync_server.http.asgi import create_app
from sync_server.records import pushes
from sync_server.records.connections import Connections, connect
from sync_server.records.store import Row, SqliteStore
from sync_server.records.tables import migrate
from sync_server.region import creation, invitations, members, organisations, publication
from sync_server.region.registry import DAY, Registry
from tests.people import NOON, STRANGER, Phone, key, token


class Town:
    """A server without sockets, and a clock that can be moved."""

    def __init__(self, folder: Path, time: int = NOON, **settings: Any) -> None:
        self.folder, self.time = folder, time
        web = folder / "web"
        web.mkdir(parents=True, exist_ok=True)
        (web / "index.html").write_text("<p>Veertig")
        (web / "index.html.br").write_bytes(b"packed")
        (web / "headers.json").write_text(json.dumps({"Content-Security-Policy": "default-src 'self'"}))
        (folder / "secret.txt").write_text("not for the web")
        config = Config(folder / "data", web, "https://uren.example.be", **settings)
        self.app = create_app(config, lambda: self.time)
        self.registry = Registry(Connections(config.data / "server.db"), config.data, lambda: self.time)
        if not self.registry.exists():
            creation.create(self.registry)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, raise_app_exceptions=False), base_url="http://x"
        )

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        """From start to stop, as a server runs the application."""
        started, stop, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def receive() -> dict[str, str]:
            if not started.is_set():
                return {"type": "lifespan.startup"}
            await stop.wait()
            return {"type": "lifespan.shutdown"}

        async def send(message: MutableMapping[str, Any]) -> None:
            (started if message["type"] == "lifespan.startup.complete" else ended).set()

        running = asyncio.create_task(_run(self.app, receive, send))
        await started.wait()
        yield
        stop.set()
        await running
        assert ended.is_set()

    async def push(self, *records: bytes, secret: bytes = b"") -> list[dict[str, Any]]:
        body = {"records": [to_text(data) for data in records], "secret": to_text(secret)}
        answer = await self.http.post("/v1/push", json=body)
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    def held(self) -> list[bytes]:
        with connect(self.folder / "data" / "server.db") as db:
            return [row[0] for row in db.execute("SELECT data FROM records ORDER BY cursor")]


async def _run(app: ASGIApp, receive: Receive, send: Send) -> None:
    await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def amina(moments: int = 2) -> Phone:
    phone = Phone("amina")
    for number in range(moments):
        phone.write(CheckIn(token(number=number)))
    return phone


def bytes_of(phone: Phone) -> list[bytes]:
    return [one.envelope.data for one in phone.records]


def test_records_are_kept_as_received_and_each_gets_a_receipt_of_the_listed_key(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        results = await town.push(*bytes_of(phone))
        assert [result["status"] for result in results] == ["stored"] * 3
        assert town.held() == bytes_of(phone)
        _, listed = trust.list_from_bytes(publication.bundle(town.registry).listed)
        for one, result in zip(phone.records, results, strict=True):
            outer, said = receipt.from_bytes(from_text(result["receipt"]))
            assert (said.record, said.time) == (one.id, NOON)
            assert verify(outer.check(listed.receipt_keys[0].public))

    run(story())


def test_pushing_twice_changes_nothing_verifies_nothing_and_signs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        first = await town.push(*bytes_of(phone))
        monkeypatch.setattr(pushes, "verify", None)  # calling it would be an error
        monkeypatch.setattr(Key, "sign", None)
        town.time += 1000
        again = await town.push(*bytes_of(phone), *bytes_of(phone))
        assert [result["status"] for result in again] == ["known"] * 6
        assert [result["receipt"] for result in again] == [result["receipt"] for result in first] * 2
        assert len(town.held()) == 3

    run(story())


def test_one_odd_record_never_spoils_the_others(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        device, one, two = bytes_of(phone)
        forged = two[:-1] + bytes([two[-1] ^ 1])
        results = await town.push(device, b"rubbish", forged, one, one)
        assert [(result["status"], result.get("code")) for result in results] == [
            ("stored", None),
            ("refused", "bad-code"),
            ("refused", "bad-signature"),
            ("stored", None),
            ("known", None),
        ]
        assert all(result["receipt"] for result in results if result["status"] in ("stored", "known"))
        assert town.held() == [device, one]

    run(story())


def test_a_phone_that_never_introduced_itself_is_asked_to(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        assert [result["status"] for result in await town.push(*bytes_of(phone)[1:])] == ["unknown-device"] * 2
        assert town.held() == []

    run(story())


def test_a_later_kind_of_record_is_kept_byte_for_byte_and_a_fork_is_marked_not_refused(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(1)
        later = {1: 60, 2: 2, 3: phone.records[1].id, 4: NOON, 16: "later"}
        fork = {1: 61, 2: 1, 3: phone.records[0].id, 4: NOON}
        gap = {1: 61, 2: 9, 3: bytes(32), 4: NOON}
        extra = [phone.key.seal(envelope.draft(record.KIND, phone.key.public, fields)) for fields in (later, fork, gap)]
        assert [result["status"] for result in await town.push(*bytes_of(phone), *extra)] == ["stored"] * 5
        assert town.held()[2:] == extra
        with connect(tmp_path / "data" / "server.db") as db:
            assert [row[0] for row in db.execute("SELECT mark FROM records ORDER BY cursor")] == ["", "", "", "fork", "gap"]

    run(story())


def test_nobody_hears_stored_before_another_connection_can_read_it(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db")
    seen: list[int] = []

    def heard(_: object) -> None:  # runs at the very moment the writer answers
        with sqlite3.connect(tmp_path / "server.db") as db:
            seen.append(db.execute("SELECT count(*) FROM records").fetchone()[0])

    for number in range(5):
        row = Row(bytes([number]) * 32, bytes(16), bytes(32), number, None, NOON, b"data", b"receipt", False)
        future = store.put([row])
        future.add_done_callback(heard)
        future.result(10)
    store.close()
    assert seen == [1, 2, 3, 4, 5]


def test_a_full_disk_is_never_answered_with_stored(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db")
    with sqlite3.connect(tmp_path / "server.db") as db:
        db.execute("DROP TABLE devices")
    row = Row(bytes(32), bytes(16), bytes(32), 0, None, NOON, b"data", b"receipt", True)
    with pytest.raises(sqlite3.Error):
        store.put([row]).result(10)
    assert store.newest_cursor() == 0
    store.close()


async def ask(town: Town, asker: Key, *, nonce: bytes | None = None, cursor: int = 0, limit: int = 200) -> httpx.Response:
    fresh = from_text((await town.http.post("/v1/challenge")).json()["nonce"])
    wanted = Pull(nonce or fresh, cursor, limit)
    return await town.http.post("/v1/pull", json={"request": to_text(asker.seal(pull.to_draft(wanted, asker.public)))})


def test_a_person_gets_everything_back_in_order_page_by_page_and_nobody_elses(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina(7)
        other = Phone("other", person=b"\x22" * 16)
        other.write(CheckIn(token()))
        mixed = bytes_of(phone) + bytes_of(other)
        random.Random(1).shuffle(rest := mixed[1:])
        await town.push(*bytes_of(phone)[:1], *bytes_of(other)[:1])
        await town.push(*rest)
        rows, cursor, more = [], 0, True
        while more:
            page = (await ask(town, phone.key, cursor=cursor, limit=3)).json()
            rows += page["rows"]
            cursor, more = page["cursor"], page["more"]
        assert sorted(from_text(row["record"]) for row in rows) == sorted(bytes_of(phone))
        assert [row["cursor"] for row in rows] == sorted(row["cursor"] for row in rows)

    run(story())


def test_every_wrong_pull_gets_the_same_answer(tmp_path: Path) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        await town.push(*bytes_of(phone))
        old = from_text((await town.http.post("/v1/challenge")).json()["nonce"])
        town.time += 121
        answers = [
            await ask(town, STRANGER),
            await ask(town, phone.key, nonce=bytes(32)),
            await ask(town, phone.key, nonce=old),
            await town.http.post("/v1/pull", json={"request": "AAAA"}),
        ]
        assert {(answer.status_code, answer.text) for answer in answers} == {(403, '{"code":"not-allowed"}')}
        assert (await ask(town, phone.key, cursor=99)).json() == {"code": "bad-cursor"}

    run(story())


def test_an_invitation_makes_one_display_and_a_lost_answer_may_be_asked_again(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        library = organisations.add(town.registry, "Bibliotheek")

        def answer(invitation: bytes, display: Key) -> dict[str, str]:
            return {"enrolment": to_text(display.seal(enrolment.enrolment_draft(Enrolment(invitation, display.public, NOON))))}

        late = invitations.display(town.registry, library, [1], 240, 1)
        town.time += DAY
        good = invitations.display(town.registry, library, [1], 240, 1)
        first = await town.http.post("/v1/enrol", json=answer(good, STRANGER))
        again = await town.http.post("/v1/enrol", json=answer(good, STRANGER))
        assert (first.status_code, again.json()) == (200, first.json())
        for wrong, code, status in (
            (answer(good, key("second")), "used", 409),
            (answer(late, key("second")), "expired", 410),
            (answer(token(), key("second")), "bad-code", 400),
        ):
            refused = await town.http.post("/v1/enrol", json=wrong)
            assert (refused.status_code, refused.json()) == (status, {"code": code})
        [display] = members.displays(town.registry)
        assert display.revoked is None
        version = trust.list_from_bytes(publication.bundle(town.registry).listed)[1].version
        members.revoke(town.registry, display.key)
        listed = trust.list_from_bytes(publication.bundle(town.registry).listed)[1]
        assert (listed.version, listed.displays[0].key.revoked) == (version + 1, town.time)

    run(story())


@given(st.sampled_from(["push", "pull", "enrol"]), st.binary(max_size=300) | st.text(max_size=80).map(str.encode))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rubbish_is_refused_and_never_breaks_anything(town: Town, address: str, body: bytes) -> None:
    async def story() -> None:
        answer = await town.http.post(f"/v1/{address}", content=body)
        assert 400 <= answer.status_code < 500
        assert set(answer.json()) == {"code"}

    run(story())


def test_too_much_is_refused_before_it_is_read_and_deep_rubbish_is_only_rubbish(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        assert (await town.http.post("/v1/push", content=b"x" * 1_000_000)).status_code == 413
        assert (await town.http.post("/v1/push", json={"records": ["AA"] * 101})).status_code == 413
        for body in (
            b"[" * 100_000,
            b'{"records":' + b"[" * 50_000,
            b'{"records":["*"]}',
            b'{"records":[1]}',
            b'{"records":[],"x":1}',
        ):
            assert (await town.http.post("/v1/push", content=body)).status_code == 400

    run(story())


def test_files_are_served_packed_with_safe_headers_and_nothing_outside(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        packed = await town.http.get("/", headers={"accept-encoding": "br;q=1.0"})
        plain = await town.http.get("/index.html", headers={"accept-encoding": "identity"})
        assert (packed.headers["content-encoding"], plain.text) == ("br", "<p>Veertig")
        assert packed.headers["etag"] != plain.headers["etag"]
        same = await town.http.get("/", headers={"accept-encoding": "identity", "if-none-match": plain.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert (await town.http.head("/", headers={"accept-encoding": "identity"})).headers["etag"] == plain.headers["etag"]
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/index.html.br", "/nothing", "/v1/nothing"):
            answer = await town.http.get(path)
            assert answer.status_code == 404, path
            assert answer.headers["content-security-policy"] == "default-src 'self'"
            assert answer.headers["x-content-type-options"] == "nosniff"

    run(story())


def test_a_link_without_its_mark_opens_the_page_and_the_page_learns_which_site_opened_it(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        for path in ("/", "/index.html", "/%23/s/12", "/%23%2Fs%2F" + "1" * 900, "/s/12", "/M/%2012."):
            answer = await town.http.get(path, headers={"accept-encoding": "identity", "sec-fetch-site": "cross-site"})
            assert (answer.status_code, answer.text) == (200, "<p>Veertig"), path
            assert answer.headers["server-timing"] == 'site;desc="cross-site"'
            assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        for path in ("/s/", "/q/12", "/sheet", "/x/s/12"):
            assert (await town.http.get(path)).status_code == 404, path
        for sent, told in (("none", "none"), ('"; desc', ""), ("", "")):
            assert (await town.http.get("/", headers={"sec-fetch-site": sent})).headers[
                "server-timing"
            ] == f'site;desc="{told}"'
        ahead = await town.http.get("/", headers={"service-worker-navigation-preload": "true", "sec-fetch-site": "none"})
        assert (ahead.status_code, ahead.content, ahead.headers["server-timing"]) == (204, b"", 'site;desc="none"')

    run(story())


def test_a_fault_inside_tells_nobody_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        town, phone = Town(tmp_path), amina()
        monkeypatch.setattr(SqliteStore, "receipts", lambda *_: 1 / 0)
        body = {"records": [to_text(data) for data in bytes_of(phone)]}
        with caplog.at_level(logging.DEBUG, "veertig"):
            answer = await town.http.post("/v1/push?secret=1", json=body)
        assert (answer.status_code, answer.json()) == (500, {"code": "server-odd"})
        assert "ZeroDivisionError at /v1/push" in caplog.text
        assert not any(hidden in caplog.text for hidden in ("secret", body["records"][0], phone.records[0].id.hex()))

    run(story())


def test_a_newer_database_is_left_alone_and_keys_are_for_this_user_only(tmp_path: Path) -> None:
    town = Town(tmp_path)
    for name in ("root/root.key", "list.key", "receipt.key"):
        assert (town.folder / "data" / name).stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(tmp_path / "new.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerDatabase):
        SqliteStore(tmp_path / "new.db")


def test_a_refused_command_changes_nothing_and_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    ours, theirs = Connections(tmp_path / "server.db"), Connections(tmp_path / "server.db")
    with closing(ours), closing(theirs):
        migrate(ours.of_this_thread())
        with pytest.raises(ServerRefusal, match="no-region"):
            organisations.add(Registry(ours, tmp_path, lambda: NOON), "Sportclub")
        theirs.of_this_thread().execute("PRAGMA busy_timeout = 0")
        creation.create(Registry(theirs, tmp_path, lambda: NOON))
        assert theirs.of_this_thread().execute("SELECT count(*) FROM organisations").fetchone() == (0,)


def test_the_command_line_makes_a_region_and_looks_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    assert main(["display-list"]) == 0
    assert main(["organisation-add", "Sportclub"]) == 1
    assert "no-region" in capsys.readouterr().err
    assert [main([command]) for command in ("region-create", "region-create")] == [0, 1]
    monkeypatch.setenv("VEERTIG_ORIGIN", "HTTPS://Uren.Example.be/")
    assert main(["organisation-add", "Sportclub"]) == 0
    assert main(["display-invite", "sportclub", "--activity", "sport"]) == 0
    assert "\nhttps://uren.example.be/#/e/" in capsys.readouterr().out
    assert main(["display-revoke", "00"]) == 1
    assert main(["demo"]) == 0
    assert capsys.readouterr().out.count("/#/e/") == 2
