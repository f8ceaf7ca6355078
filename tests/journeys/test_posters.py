"""Stories of a poster: made and printed with the region's own commands, scanned by a phone from the paper."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.protocol import hours
from app.protocol.ed25519 import Key
from app.records import scanned_text
from tests import paper
from tests.journeys.buddies import level
from tests.journeys.town import ORIGIN, Handset
from tests.people import NOON
from tests.server.region_commands import told
from tests.server.test_server import Town

MINUTE, HOUR, DAY = 60, 3600, 86400
MADE = 'poster-make "Bibliotheek De Krook" --activity library --label ingang'


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Library:
    """A region with a library, its posters as PDF, and a phone that holds the region's list."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.town = folder, Town(folder)
        self.tell('organisation-add "Bibliotheek De Krook"')

    def tell(self, words: str) -> str:
        return told(self.town, words, ORIGIN)

    def poster(self, words: str = MADE, size: str = "a4") -> str:
        """What the code on the paper says."""
        file = self.folder / "poster.pdf"
        self.tell(f"{words} --size {size} --out {file}")
        return paper.code(paper.picture(file))

    async def amina(self) -> Handset:
        amina = await Handset(self.folder, transport=self.town.http._transport).open()
        await self.sync(amina)
        return amina

    async def sync(self, amina: Handset) -> None:
        self.town.time = amina.clock.wall
        await amina.runner.wake()

    async def scan(self, amina: Handset, code: str, at: int) -> str:
        """The organisation that the phone shows with it."""
        amina.clock.wall = at
        return (await amina.diary.scanned(scanned_text.read(code))).entry.organisation


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_amina_scans_the_paper_when_she_comes_and_when_she_leaves_and_her_minutes_count(tmp_path: Path, size: str) -> None:
    async def story() -> None:
        library = Library(tmp_path)
        code = library.poster(size=size)
        amina = await library.amina()
        assert await library.scan(amina, code, NOON) == "Bibliotheek De Krook"
        amina.clock.wall = NOON + 90 * MINUTE
        left = await amina.diary.scanned(scanned_text.read(code))
        assert (left.what, left.entry.minutes, left.entry.organisation) == ("left", 90, "Bibliotheek De Krook")
        assert level(amina) == hours.POSTER
        await library.sync(amina)
        assert all(kept.receipt for kept in amina.store.records())

    run(story())


def test_an_ended_poster_is_believed_no_longer_and_what_was_scanned_before_stays(tmp_path: Path) -> None:
    async def story() -> None:
        library = Library(tmp_path)
        code = library.poster()
        amina = await library.amina()
        await library.scan(amina, code, NOON)
        await library.scan(amina, code, NOON + HOUR)
        library.town.time = NOON + 2 * HOUR
        assert "take it down" in library.tell("poster-end 1")
        amina.clock.wall = NOON + 2 * HOUR
        await library.sync(amina)
        await amina.diary.judge_again()
        assert (level(amina), amina.diary.page().total) == (hours.POSTER, 60)
        await library.scan(amina, code, NOON + DAY)
        await library.scan(amina, code, NOON + DAY + HOUR)
        assert level(amina) == hours.DECLARED

    run(story())


def test_a_poster_is_good_on_the_whole_of_the_day_that_is_printed_on_it(tmp_path: Path) -> None:
    async def story() -> None:
        library = Library(tmp_path)
        code = library.poster(f"{MADE} --until 2026-11-27")
        amina = await library.amina()
        midnight = NOON + 4 * DAY + 12 * HOUR
        await library.scan(amina, code, midnight - HOUR)
        await library.scan(amina, code, midnight - 1)
        assert level(amina) == hours.POSTER
        await library.scan(amina, code, midnight + 10 * HOUR)
        assert level(amina) == hours.DECLARED

    run(story())


def test_a_replaced_poster_is_believed_beside_the_new_one_until_its_day_is_over(tmp_path: Path) -> None:
    async def story() -> None:
        library = Library(tmp_path)
        old = library.poster()
        new = library.poster("poster-replace 1 --old-until 2026-11-30")
        amina = await library.amina()
        believed = []
        for code, after in ((old, 7 * DAY), (new, 7 * DAY + HOUR), (old, 8 * DAY), (new, 8 * DAY + HOUR)):
            await library.scan(amina, code, NOON + after)
            believed.append(level(amina))
        assert believed == [hours.POSTER, hours.POSTER, hours.DECLARED, hours.POSTER]

    run(story())


def test_nobody_keeps_the_key_that_signed_a_poster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, made, generate = Library(tmp_path), list[Key](), Key.generate

    def watched() -> Key:
        made.append(generate())
        return made[-1]

    monkeypatch.setattr(Key, "generate", watched)
    library.poster()
    (key,) = made
    files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert any(key.public in content for content in files)
    assert not any(key.seed in content for content in files)
