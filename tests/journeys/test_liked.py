"""Stories of faces: how a moment was, for Amina alone. Her phone keeps them, and nobody else ever hears of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from app.newcomer import rating
from app.store.opening import open_or_begin_anew
from tests.journeys.test_sync import server, visit
from tests.journeys.town import Handset
from tests.people import NOON
from tests.store.test_store import VERSION_1


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


Asked = tuple[str, str, bytes, bytes]


async def said(request: httpx.Request) -> Asked:
    return request.method, str(request.url), repr(sorted(request.headers.raw)).encode(), await request.aread()


class Overheard(httpx.AsyncBaseTransport):
    """The real server; everything that is asked of it and answered is written down."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.talk: list[tuple[Asked, httpx.Response]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = await said(request)
        response = await self._inner.handle_async_request(request)
        body = await response.aread()
        self.talk.append(
            (asked, httpx.Response(response.status_code, headers=response.headers.raw, stream=httpx.ByteStream(body)))
        )
        return httpx.Response(response.status_code, headers=response.headers.raw, stream=httpx.ByteStream(body))


class Again(httpx.AsyncBaseTransport):
    """The same answers once more, as long as the very same is asked."""

    def __init__(self, talk: list[tuple[Asked, httpx.Response]]) -> None:
        self.left = list(talk)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked, answer = self.left.pop(0)
        assert await said(request) == asked
        return answer


def like(amina: Handset, face: int) -> None:
    entry = amina.diary.page().entries[0]
    amina.store.liked.put(entry.visit.start, entry.visit.activity, face)


async def two_visits(folder: Path, wire: httpx.AsyncBaseTransport, *, with_faces: bool) -> list[bytes]:
    """Two visits, each told to the server; returns all records."""
    amina = Handset(folder)
    amina.transport = wire
    await amina.open()
    for number in (1, 2):
        await visit(amina, number)
        if with_faces:
            like(amina, rating.NICE)
        await amina.runner.wake()
    assert amina.notices == ["", ""]
    assert bool(rating.liked(amina.diary.page())) is with_faces
    return [kept.record.envelope.data for kept in amina.store.records()]


def test_a_face_is_in_no_request_and_in_no_record(tmp_path: Path) -> None:
    """Two phones that differ in nothing but faces ask the same and keep the same, byte for byte."""

    async def story() -> None:
        app, _ = server(tmp_path)
        wire = Overheard(httpx.ASGITransport(app=app))
        plain = await two_visits(tmp_path / "without", wire, with_faces=False)
        again = Again(wire.talk)
        assert len([1 for (method, *_), _ in wire.talk if method == "POST"]) >= 2
        assert await two_visits(tmp_path / "with", again, with_faces=True) == plain
        assert again.left == []

    run(story())


def test_a_face_outlives_the_app_and_what_becomes_of_the_record_and_can_be_taken_away(tmp_path: Path) -> None:
    async def story() -> None:
        app, _ = server(tmp_path)
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)
        like(amina, rating.NICE)
        await amina.reopen()
        amina.transport = httpx.ASGITransport(app=app)
        await amina.runner.wake()
        (entry,) = rating.liked(amina.diary.page())
        assert entry.sent
        like(amina, 1)
        assert (amina.diary.page().face(entry), rating.liked(amina.diary.page())) == (1, [])
        like(amina, 0)
        assert amina.diary.page().face(entry) == 0

    run(story())


def test_a_moment_that_was_taken_back_is_no_longer_among_those_she_liked(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await visit(amina, 1)
        like(amina, rating.NICE)
        await amina.afterwards.take_back(amina.diary.page().entries[0].visit.check_in, 1)
        assert rating.liked(amina.diary.page()) == []

    run(story())


def test_a_file_of_the_first_version_gets_room_for_faces_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1.read_text())
    store = open_or_begin_anew(path, wal=True, now=NOON).store
    assert len(store.records()) == 4
    store.liked.put(NOON, 1, rating.NICE)
    assert store.liked.all() == {(NOON, 1): rating.NICE}
    store.close()
