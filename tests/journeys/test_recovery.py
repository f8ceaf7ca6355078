"""Stories of loss: a damaged or lost file, a lost key, a server put back from yesterday. No hour is lost, no chain forks."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.newcomer.model import HOME, NewcomerModel
from app.newcomer.returning import arrived
from app.protocol import record
from app.protocol.record import ChainPosition, Device, person_of
from app.sync.client import to_text
from app.sync.errors import Offline
from app.sync.responses import from_text
from tests import forged
from tests.journeys.test_sync import held, server, visit
from tests.journeys.town import Handset, HeldKey, code, waiting
from tests.people import LIBRARY, NOON, STRANGER, key


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def line(folder: Path) -> httpx.ASGITransport:
    return httpx.ASGITransport(app=server(folder)[0])


def spoil(handset: Handset) -> None:
    """The file's first pages turn to zeros, as flash memory does."""
    handset.store.close()
    path = handset.disk.folder / "veertig.db"
    path.write_bytes(bytes(8192) + path.read_bytes()[8192:])


def lose(handset: Handset) -> None:
    handset.store.close()
    for file in handset.disk.folder.iterdir():
        file.unlink()


def chain(handset: Handset) -> list[int]:
    """Places of the records of this phone's own key."""
    return sorted(one.record.position.number for one in handset.store.records())


def marks(folder: Path) -> set[str]:
    """What the server noted about chains: gaps and forks."""
    from sync_server.records.connections import connect

    with connect(folder / "server" / "server.db") as db:
        rows = db.execute("SELECT DISTINCT mark FROM records WHERE mark != ''").fetchall()
    db.close()
    return {row[0] for row in rows}


def test_a_damaged_file_is_set_aside_and_every_hour_comes_back_from_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        for number in range(3):
            await visit(amina, number)
        await amina.runner.wake()
        before = amina.diary.page()
        spoil(amina)
        await amina.open()
        assert len(list(amina.disk.folder.glob("*damaged*"))) == 1
        await amina.runner.wake()
        assert amina.diary.page() == before
        assert chain(amina) == list(range(7))
        await visit(amina, 3)
        await amina.runner.wake()
        assert chain(amina) == list(range(9))
        assert marks(tmp_path) == set()
        assert waiting(amina.store) == 0

    run(story())


def test_what_was_never_sent_is_found_in_the_damaged_file(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)
        mine = [one.record.envelope.data for one in amina.store.records()]
        amina.store.close()
        path = amina.disk.folder / "veertig.db"
        path.write_bytes(b"not a database " + path.read_bytes()[15:])
        await amina.open()
        assert [one.record.envelope.data for one in amina.store.records()] == mine
        assert amina.diary.page().total == 60
        amina.transport, amina.runner._client = line(tmp_path), None
        await amina.runner.wake()
        assert sorted(held(tmp_path)) == sorted(mine)

    run(story())


def test_what_only_looks_like_a_record_of_this_phone_is_not_taken_from_a_damaged_file(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)
        last = amina.store.records()[-1].record.envelope.data
        amina.store.close()
        path = amina.disk.folder / "veertig.db"
        path.write_bytes(b"not a database " + path.read_bytes()[15:].replace(last, last[:-1] + bytes([last[-1] ^ 1])))
        await amina.open()
        assert chain(amina) == [0, 1]

    run(story())


def test_a_server_that_is_started_anew_between_two_words_still_gives_the_hours_back(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        lose(amina)
        inner, pulls = line(tmp_path), 0

        async def forgetful(request: httpx.Request) -> httpx.Response:
            nonlocal pulls
            pulls += request.url.path == "/v1/pull"
            if request.url.path == "/v1/pull" and pulls < 3:
                return httpx.Response(403, json={"code": "not-allowed"})
            return await inner.handle_async_request(request)

        amina.transport = httpx.MockTransport(forgetful)
        await amina.open()
        await amina.runner.wake()
        assert chain(amina) == [0, 1, 2]

    run(story())


@pytest.mark.parametrize("loss", [spoil, lose])
def test_a_scan_without_network_after_a_loss_is_saved_and_signed_when_the_chain_is_back(tmp_path: Path, loss: Any) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        loss(amina)
        amina.transport = None
        await amina.open()
        for store in amina.disk.folder.glob("*damaged*"):
            store.unlink()  # not even from there
        amina.clock.wall = later = NOON + 7200
        came = await amina.diary.scanned(code(LIBRARY, number=2, time=later))
        assert (came.what, came.entry.visit.start) == ("came", later)
        assert (await amina.diary.scanned(code(LIBRARY, number=2, time=later + 60))).what == "already"
        await amina.runner.wake()
        assert amina.notices == ["", "offline"]
        await amina.reopen()  # the app is killed; what was called saved is still there
        assert amina.diary.page().restoring
        amina.clock.wall += 3600
        left = await amina.diary.scanned(code(LIBRARY, number=2, time=later + 3600))
        assert (left.what, left.entry.minutes) == ("left", 60)
        amina.transport, amina.runner._client = line(tmp_path), None
        await amina.runner.wake()
        page = amina.diary.page()
        assert (len(page.entries), page.restoring, page.only_here) == (2, False, 0)
        assert chain(amina) == list(range(5))
        assert marks(tmp_path) == set()
        walls = {one.record.position.number: one.record.position.wall for one in amina.store.records()}
        assert (walls[3], walls[4]) == (later, later + 3600)  # when they were scanned, not when they were signed

    run(story())


def test_a_new_phone_is_not_asked_about_a_past_it_does_not_have(tmp_path: Path) -> None:
    async def story() -> None:
        asked: list[str] = []
        inner = line(tmp_path)

        async def listen(request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            return await inner.handle_async_request(request)

        amina = await Handset(tmp_path, transport=httpx.MockTransport(listen)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert asked == ["/v1/trust", "/v1/push"]

    run(story())


def test_a_key_that_the_server_does_not_know_begins_its_chain(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)  # never sent, and then lost
        lose(amina)
        await amina.open()
        await visit(amina, 2)
        assert amina.store.records() == []
        amina.transport, amina.runner._client = line(tmp_path), None
        await amina.runner.wake()
        assert chain(amina) == [0, 1, 2]
        assert len(held(tmp_path)) == 3

    run(story())


def test_a_phone_killed_while_its_hours_come_back_goes_on_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        monkeypatch.setattr("app.sync.restore.MOST_ROWS", 4)
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        for number in range(8):
            await visit(amina, number)
        await amina.runner.wake()
        lose(amina)
        inner, pulls = line(tmp_path), 0

        async def dies(request: httpx.Request) -> httpx.Response:
            nonlocal pulls
            pulls += request.url.path == "/v1/pull"
            if request.url.path == "/v1/pull" and pulls == 3:
                raise httpx.ReadError("the line broke", request=request)
            return await inner.handle_async_request(request)

        amina.transport = httpx.MockTransport(dies)
        await amina.open()
        await amina.runner.wake()
        assert len(amina.store.records()) == 8
        assert amina.diary.page().restoring
        await amina.reopen()
        await amina.runner.wake()
        assert chain(amina) == list(range(17))
        assert pulls == 7  # two pages, one lost answer, three pages, and one for meetings

    run(story())


def tampered(folder: Path, change: Any) -> httpx.MockTransport:
    inner = line(folder)

    async def answer(request: httpx.Request) -> httpx.Response:
        response = await inner.handle_async_request(request)
        await response.aread()
        if request.url.path != "/v1/pull" or response.status_code != 200:
            return response
        return httpx.Response(200, json=change(json.loads(response.content)))

    return httpx.MockTransport(answer)


def forged_record(answer: dict[str, Any]) -> dict[str, Any]:
    for row in answer["rows"][1:2]:
        data = bytearray(from_text(row["record"]))
        data[-1] ^= 1
        row["record"] = to_text(bytes(data))
    return answer


def strangers_record(answer: dict[str, Any]) -> dict[str, Any]:
    draft = record.to_draft(Device(STRANGER.public, bytes(16)), ChainPosition(0, None, NOON), STRANGER.public)
    answer["rows"].append({**answer["rows"][0], "record": to_text(STRANGER.seal(draft))})
    return answer


def rubbish(answer: dict[str, Any]) -> dict[str, Any]:
    answer["rows"].append({**answer["rows"][0], "record": to_text(b"rubbish")})
    return answer


@pytest.mark.parametrize(("change", "back"), [(forged_record, 2), (strangers_record, 3), (rubbish, 3)])
def test_only_records_that_this_person_signed_come_back(tmp_path: Path, change: Any, back: int) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        lose(amina)
        amina.transport = tampered(tmp_path, change)
        await amina.open()
        await amina.runner.wake()
        assert len(amina.store.records()) == back
        assert not amina.diary.page().restoring

    run(story())


def test_a_forged_receipt_does_not_come_back_and_the_record_is_sent_again(tmp_path: Path) -> None:
    def forge(answer: dict[str, Any]) -> dict[str, Any]:
        for row in answer["rows"]:
            one = record.from_bytes(from_text(row["record"]))
            row["receipt"] = to_text(forged.receipt(STRANGER, one.id, 5))
        return answer

    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        mine = [one.receipt for one in amina.store.records()]
        lose(amina)
        amina.transport = tampered(tmp_path, forge)
        await amina.open()
        await amina.runner.wake()
        assert [one.receipt for one in amina.store.records()] == mine

    run(story())


ENDLESS = [
    {"rows": [], "cursor": None, "more": True},
    {"rows": [{"record": "AA", "receipt": "AA"}], "cursor": 0, "more": True},
    {"rows": [{"record": "AA", "receipt": "AA"}], "cursor": None, "more": False},
    {"rows": [{"record": "AA"}], "cursor": 1, "more": False},
    {"rows": [5], "cursor": 1, "more": False},
    {"rows": [{"record": "AA", "receipt": "AA"}] * 201, "cursor": 1, "more": False},
    {"rows": "x", "cursor": 1, "more": False},
    {"rows": [], "cursor": None, "more": 1},
]


@pytest.mark.parametrize("answer", ENDLESS, ids=range(len(ENDLESS)))
def test_an_odd_answer_to_a_pull_counts_as_offline_and_never_goes_on_for_ever(tmp_path: Path, answer: dict[str, Any]) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=tampered(tmp_path, lambda _: answer)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        lose(amina)
        await amina.open()
        with pytest.raises(Offline):
            await asyncio.wait_for(amina.runner.once(), 20)
        assert amina.diary.page().restoring

    run(story())


def test_a_phone_whose_key_was_lost_goes_on_with_a_new_one_for_the_same_person(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        amina.key = HeldKey(key("a new key of amina"))
        await amina.reopen()
        await visit(amina, 2)
        await amina.runner.wake()
        devices = [one.record.body for one in amina.store.records() if isinstance(one.record.body, Device)]
        assert len({body.public for body in devices}) == 2
        assert len({body.person for body in devices}) == 1
        assert arrived(NewcomerModel(HOME, "nl", amina.diary.page())).screen == HOME  # it is no other phone
        assert amina.diary.page().total == 60  # the same hour twice
        assert waiting(amina.store) == 0
        assert marks(tmp_path) == set()
        lose(amina)  # and both chains come back, with the new key
        await amina.open()
        await amina.runner.wake()
        assert len(amina.diary.page().entries) == 2

    run(story())


# --- everything is lost, the key too; a note apart is left ---


def people(handset: Handset) -> tuple[int, int]:
    """Keys that speak for somebody, and who that is."""
    devices = [one.record.body for one in handset.store.records() if isinstance(one.record.body, Device)]
    return len({body.public for body in devices}), len({body.person for body in devices})


async def drop_everything(amina: Handset, loss: Any = lose) -> None:
    loss(amina)
    amina.key = HeldKey(key("a new key of amina"))
    await amina.open()


@pytest.mark.parametrize("loss", [spoil, lose])
def test_a_phone_that_lost_everything_gets_its_hours_back_with_a_new_key_by_the_note_it_left(tmp_path: Path, loss: Any) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        amina.transport = None
        await drop_everything(amina, loss)
        amina.clock.wall = later = NOON + 7200
        await amina.diary.scanned(code(LIBRARY, number=2, time=later))
        await amina.reopen()
        assert (len(amina.diary.page().entries), amina.diary.page().restoring) == (1, True)
        assert not await amina.key.is_kept()  # type: ignore[union-attr]  # nothing is signed before the server was asked
        amina.transport = line(tmp_path)
        await amina.runner.wake()
        page = amina.diary.page()
        assert (len(page.entries), page.total, page.only_here, page.restoring) == (2, 60, 0, False)
        assert people(amina) == (2, 1)
        assert marks(tmp_path) == set()
        amina.clock.wall += 90_000
        await amina.runner.wake()  # asks what other phones sent; her own old key is no other phone
        assert arrived(NewcomerModel(HOME, "nl", amina.diary.page())).screen == HOME

    run(story())


@pytest.mark.parametrize("broken", ["/v1/push", "/v1/challenge", "/v1/pull"])
def test_a_phone_that_dies_while_its_new_key_makes_itself_known_goes_on_with_it(tmp_path: Path, broken: str) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        inner = line(tmp_path)

        async def breaks(request: httpx.Request) -> httpx.Response:
            if request.url.path == broken:
                raise httpx.ConnectError("cut")
            return await inner.handle_async_request(request)

        amina.transport = httpx.MockTransport(breaks)
        await drop_everything(amina)
        await amina.runner.wake()
        assert amina.diary.page().restoring
        amina.transport = inner
        await amina.reopen()
        await amina.runner.wake()
        assert (amina.diary.page().total, amina.diary.page().restoring) == (60, False)
        assert people(amina) == (2, 1)
        assert marks(tmp_path) == set()

    run(story())


def test_a_new_key_is_made_only_when_it_is_on_disk_whose_it_is(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        note = (tmp_path / "amina.note").rename(tmp_path / "overlooked")
        await drop_everything(amina)
        await amina.runner.wake()  # it has a list already when it finds the note
        note.rename(tmp_path / "amina.note")
        await amina.reopen()
        amina.disk.full = True
        await amina.runner.wake()
        assert not await amina.key.is_kept()  # type: ignore[union-attr]
        amina.disk.full = False
        await amina.runner.wake()
        assert amina.diary.page().total == 60

    run(story())


@pytest.mark.parametrize("note", ["", "rubbish", "00" * 15, "zz" * 16])
def test_a_note_that_is_none_or_odd_begins_a_new_life(tmp_path: Path, note: str) -> None:
    async def story() -> None:
        (tmp_path / "amina.note").write_text(note)
        amina = await Handset(tmp_path).open()
        assert not amina.diary.page().restoring
        assert (await amina.diary.scanned(code(LIBRARY))).what == "came"
        secret = bytes.fromhex((tmp_path / "amina.note").read_text())
        assert person_of(secret) == amina.store.person()

    run(story())


def test_a_note_on_a_phone_that_lost_nothing_but_its_file_changes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        lose(amina)
        await amina.open()
        await amina.runner.wake()
        assert (chain(amina), people(amina), amina.store.is_recalled) == ([0, 1, 2], (1, 1), False)

    run(story())


# --- a server that lost something ---


def keep_backup(folder: Path) -> None:
    shutil.copytree(folder / "server", folder / "backup")


def put_back(folder: Path) -> None:
    shutil.rmtree(folder / "server")
    shutil.copytree(folder / "backup", folder / "server")


def close_wal(folder: Path) -> None:
    from sync_server.records.connections import connect

    db = connect(folder / "server" / "server.db")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def test_a_server_put_back_from_yesterday_gets_what_it_lost_with_the_next_moment(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        close_wal(tmp_path)
        keep_backup(tmp_path)
        await visit(amina, 2)
        await amina.runner.wake()
        first = {one.record.id: one.receipt for one in amina.store.records()}
        assert len(held(tmp_path)) == 5
        put_back(tmp_path)
        assert len(held(tmp_path)) == 3
        amina.transport, amina.runner._client = line(tmp_path), None
        await visit(amina, 3)
        await amina.runner.wake()
        assert len(held(tmp_path)) == 7
        assert waiting(amina.store) == 0
        assert {id: amina_receipt(amina, id) for id in first} == first  # the old receipts prove what was lost
        assert marks(tmp_path) == set()

    run(story())


def amina_receipt(handset: Handset, id: bytes) -> bytes | None:
    return next(one.receipt for one in handset.store.records() if one.record.id == id)


def test_a_phone_with_nothing_to_send_asks_once_a_week_whether_the_server_still_has_its_hours(tmp_path: Path) -> None:
    async def story() -> None:
        asked: list[str] = []

        def transport() -> httpx.MockTransport:
            inner = line(tmp_path)

            async def listen(request: httpx.Request) -> httpx.Response:
                asked.append(request.url.path)
                return await inner.handle_async_request(request)

            return httpx.MockTransport(listen)

        amina = await Handset(tmp_path, transport=transport()).open()
        await visit(amina, 1)
        await amina.runner.wake()
        close_wal(tmp_path)
        keep_backup(tmp_path)
        await visit(amina, 2)
        await amina.runner.wake()
        put_back(tmp_path)
        amina.transport, amina.runner._client = transport(), None
        asked.clear()
        for _ in range(6):
            amina.clock.wall += 86400
            await amina.runner.wake()
        assert "/v1/push" not in asked
        amina.clock.wall += 2 * 86400
        await amina.runner.wake()
        assert "/v1/push" in asked
        assert len(held(tmp_path)) == 5
        asked.clear()
        amina.clock.wall += 8 * 86400
        await amina.runner.wake()
        assert asked.count("/v1/push") == 1  # it has them; nothing is sent again

    run(story())


def test_a_server_that_never_takes_a_device_is_not_asked_for_ever(tmp_path: Path) -> None:
    async def story() -> None:
        pushes = 0
        inner = line(tmp_path)

        async def stubborn(request: httpx.Request) -> httpx.Response:
            nonlocal pushes
            response = await inner.handle_async_request(request)
            await response.aread()
            if request.url.path != "/v1/push":
                return response
            pushes += 1
            answer = json.loads(response.content)
            answer["results"][-1] = {**answer["results"][-1], "status": "unknown-device", "receipt": None}
            return httpx.Response(200, json=answer)

        amina = await Handset(tmp_path, transport=httpx.MockTransport(stubborn)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        assert pushes <= 5
        assert waiting(amina.store) >= 1

    run(story())
