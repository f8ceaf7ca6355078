"""A newcomer was erased at the server: her phone keeps what is hers, and brings nothing of it back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sync_server.safekeeping import erasure
from tests.journeys.buddies import held_meetings, meet, two
from tests.journeys.town import code, waiting
from tests.people import LIBRARY
from tests.server.test_server import Town


def test_the_phone_of_who_was_erased_keeps_its_hours_and_asks_no_more(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await amina.diary.scanned(code(LIBRARY))
        await meet(amina, jan)
        await amina.runner.wake()
        await jan.runner.wake()
        receipts = [one.receipt for one in amina.store.records()]
        total = amina.diary.page().total
        erasure.erase(town.registry, (amina.store.person() or b"").hex())
        for _ in range(3):  # weeks go by, she goes on scanning
            for phone in (amina, jan):
                phone.clock.wall += 8 * 86400
            await amina.diary.scanned(code(LIBRARY, time=amina.clock.wall))
            await amina.runner.wake()
            await jan.runner.wake()
        assert town.held() == []
        assert held_meetings(town) == []
        assert [one.receipt for one in amina.store.records()][: len(receipts)] == receipts
        assert amina.diary.page().total >= total
        assert waiting(amina.store) == 0
        assert set(amina.notices) | set(jan.notices) == {""}
        assert len(jan.cosigning.moments()) == 1
        assert not amina.runner._round.is_due()

    asyncio.run(story())
