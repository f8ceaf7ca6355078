"""A backup of the phone puts an old file back, with its key: what the server holds comes back, and nothing forks for nobody."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import httpx

from sync_server.safekeeping import soundness
from tests.journeys.test_sync import server, visit
from tests.journeys.town import Handset, code, waiting
from tests.people import LIBRARY, NOON

WEEK = 7 * 86400


async def put_back(folder: Path) -> Handset:
    """A phone with an hour, 90 more minutes that were sent, and then the file as it was before them."""
    transport = httpx.ASGITransport(app=server(folder)[0])
    amina = await Handset(folder, transport=transport).open()
    await visit(amina, 1)
    await amina.runner.wake()
    amina.store.close()
    shutil.copytree(amina.disk.folder, folder / "backup")
    await amina.open()
    await amina.diary.scanned(code(LIBRARY, time=NOON + 7200, number=2))
    await amina.diary.scanned(code(LIBRARY, time=NOON + 7200 + 5400, number=2))
    await amina.runner.wake()
    assert amina.diary.page().total == 150
    amina.store.close()
    shutil.rmtree(amina.disk.folder)
    shutil.copytree(folder / "backup", amina.disk.folder)
    await amina.open()
    assert amina.diary.page().total == 60
    return amina


def test_the_next_moment_brings_back_what_the_old_file_lacks(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await put_back(tmp_path)
        await amina.diary.scanned(code(LIBRARY, time=NOON + 30000, number=3))
        await amina.diary.scanned(code(LIBRARY, time=NOON + 30000 + 1800, number=3))
        await amina.runner.wake()
        assert (amina.diary.page().total, waiting(amina.store)) == (180, 0)
        before = len(amina.store.records())
        for number in (4, 5):  # the chain goes on after the longest branch, and nothing is pulled again and again
            await visit(amina, number)
            await amina.runner.wake()
        assert len(amina.store.records()) == before + 4
        assert amina.notices == [""] * len(amina.notices)
        assert list(soundness.troubles(server(tmp_path)[1])) == []

    asyncio.run(story())


def test_also_who_scans_nothing_more_has_them_back_within_a_week(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await put_back(tmp_path)
        amina.clock.wall += WEEK + 60
        await amina.runner.wake()
        assert amina.diary.page().total == 150
        assert [kept.record.position.number for kept in amina.store.records()] == list(range(5))

    asyncio.run(story())
