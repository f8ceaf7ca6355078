"""The operator erases by a name: of somebody who was two persons once, and of a stranger who only names somebody."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.protocol.keys import key_id
from app.protocol.record import CheckIn
from app.records.joining import join
from sync_server.safekeeping import erasure
from tests.journeys.buddies import line
from tests.journeys.test_one_person import phone
from tests.journeys.test_sync import visit
from tests.journeys.town import Handset, code
from tests.people import LIBRARY, NOON, Phone, token
from tests.server.test_server import Town, bytes_of


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def joined(folder: Path, town: Town) -> tuple[Handset, Handset, bytes]:
    """An old phone of Amina, and one that was of another pseudonym before both became hers; that pseudonym."""
    old, new = await phone(folder, "old", line(town)), await phone(folder, "new", line(town))
    await visit(old, 1)
    await old.runner.wake()
    await new.diary.scanned(code(LIBRARY, time=NOON + 7200, number=2))
    await new.runner.wake()
    former = new.store.person() or b""
    assert new.key
    await join(new.store, new.disk, new.disk, new.key, old.store.secret() or b"", new.clock())
    await new.runner.wake()
    assert new.store.person() == old.store.person() != former
    return old, new, former


async def sara(town: Town) -> list[bytes]:
    """Somebody else, with hours; her records."""
    other = Phone("sara", b"person of sara..")
    other.write(CheckIn(token()))
    await town.push(*bytes_of(other))
    return bytes_of(other)


def test_each_name_of_somebody_who_was_two_persons_erases_all_of_hers_and_nobody_elses(tmp_path: Path) -> None:
    async def story(which: str) -> None:
        folder = tmp_path / which
        town = Town(folder)
        old, new, former = await joined(folder, town)
        others = await sara(town)
        assert new.key
        name = {"new": new.store.person() or b"", "former": former, "device": key_id(await new.key.public_key())}[which]
        erasure.erase(town.registry, name.hex())
        assert town.held() == others
        for handset in (old, new):
            handset.clock.wall += 8 * 86400
            await handset.runner.wake()
            assert handset.diary.page().erased
        assert town.held() == others

    for which in ("new", "former", "device"):
        run(story(which))


def test_erasing_a_stranger_who_only_names_amina_leaves_her_every_hour(tmp_path: Path) -> None:
    """He was shown her proof, and sent a first record that names her, without her secret."""

    async def story() -> None:
        town = Town(tmp_path)
        old, _, _ = await joined(tmp_path, town)
        hers = set(town.held())
        thief = Phone("was shown a proof", old.store.person() or b"")
        thief.write(CheckIn(token(number=9)))
        await town.push(*bytes_of(thief))
        erasure.erase(town.registry, key_id(thief.key.public).hex())
        assert set(town.held()) == hers
        await town.push(*bytes_of(thief))
        assert set(town.held()) == hers
        erasure.erase(town.registry, (old.store.person() or b"").hex())
        assert town.held() == []

    run(story())


def test_who_joined_his_own_device_to_himself_after_naming_amina_takes_none_of_hers_with_him(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        old, new, _ = await joined(tmp_path, town)
        hers = set(town.held())
        his = await phone(tmp_path, "his", line(town))
        his.store.set_settings({"secret": b"a secret of his."})
        await his.diary.scanned(code(LIBRARY, time=NOON + 9 * 7200, number=7))
        thief = Phone("his", old.store.person() or b"")  # the same key names her, too
        await town.push(*bytes_of(thief))
        await his.runner.wake()
        erasure.erase(town.registry, (his.store.person() or b"").hex())
        assert hers <= set(town.held())
        assert not new.diary.page().erased

    run(story())
