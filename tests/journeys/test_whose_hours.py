"""Stories of a phone that has hours, to which others come: whose are they? And what the phone knows of a card afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.newcomer import keep_card
from app.newcomer import model as screens
from app.newcomer.app import keeping_of
from app.newcomer.model import Coming, Keeping, NewcomerModel
from app.newcomer.return_work import Hours
from app.newcomer.update import HoursSynced, InHand, OpenCard, Tapped, update
from app.protocol import card
from app.records.proof_file import gather
from tests.journeys.test_come_back import Hand, hour, keep_a_card, line, lost, new_phone
from tests.journeys.test_phone_to_phone import texts
from tests.journeys.test_sync import held
from tests.journeys.town import Handset, waiting


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def offline(folder: Path, name: str, *hours: int) -> Hand:
    """A phone that never had network, with these hours."""
    phone = await Handset(folder, name).open()
    phone.store.set_settings({"secret": f"secret of {name}".ljust(16).encode()[:16]})
    for number in hours:
        await hour(phone, number)
    return Hand(phone, NewcomerModel(screens.HOME, "nl", phone.diary.page()))


async def online(hand: Hand, folder: Path) -> None:
    hand.handset.transport, hand.handset.runner._client = line(folder), None
    await hand.handset.runner.wake()


def known(phone: Handset) -> Keeping:
    """What the app knows of the card at its start."""
    return keeping_of(phone.store, phone.trust)


def ids(hand: Hand) -> set[bytes]:
    return {kept.record.id for kept in hand.handset.store.records()}


def test_both_phones_without_network_and_both_persons_are_she_every_hour_is_here_and_goes_to_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1, 2, 3), await offline(tmp_path, "new", 8)
        assert await new.reads(texts(old.handset)) == "whose"
        assert await new.does(Tapped("mine-too")) == "back-again"
        assert new.model.page.total == 4 * 60
        assert new.kept == 1
        phone = await new.handset.reopen()
        assert (phone.diary.page().total, phone.store.person()) == (4 * 60, old.handset.store.person())  # it was durable
        assert await phone.disk.secret_apart() == (old.handset.store.secret() or b"").hex()
        await online(new, tmp_path)
        assert waiting(phone.store) == 0
        assert {kept.record.envelope.data for kept in old.handset.store.records()} < set(held(tmp_path))
        third = await new_phone(tmp_path, "third")
        await third.reads(texts(phone))
        await third.handset.runner.wake()
        assert third.handset.diary.page().total == 4 * 60

    run(story())


def test_what_the_old_phone_sent_before_comes_from_the_server_after_both_are_put_together(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1, 2), await offline(tmp_path, "new", 8)
        await online(old, tmp_path)
        assert len(texts(old.handset)) == 1
        assert await new.reads(texts(old.handset)) == "whose"
        assert await new.does(Tapped("mine-too")) == "coming"  # none of the other hours is here yet, and nothing says so
        await online(new, tmp_path)
        await new.does(HoursSynced(new.handset.diary.page(), ""))
        assert (new.model.screen, new.model.page.total) == ("back-again", 3 * 60)

    run(story())


def test_killed_right_after_two_became_one_the_other_hours_come_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1, 2), await offline(tmp_path, "new", 8)
        await online(old, tmp_path)
        await new.reads(texts(old.handset))
        monkeypatch.setattr(new.handset.store, "mark_durable", killed)
        with pytest.raises(KeyboardInterrupt):
            await new.does(Tapped("mine-too"))
        phone = await new.handset.reopen()
        await online(new, tmp_path)
        assert (phone.diary.page().total, phone.store.is_restoring, phone.store.text("joining")) == (3 * 60, False, "")
        assert not (await new.handset.reopen()).store.is_restoring

    def killed() -> None:
        raise KeyboardInterrupt

    run(story())


def test_before_an_answer_nothing_of_the_other_person_is_here_and_back_forgets_it(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1), await offline(tmp_path, "new", 8)
        before, person, secret = ids(new), new.handset.store.person(), old.handset.store.secret()
        assert await new.reads(texts(old.handset)) == "whose"
        await online(new, tmp_path)
        assert (ids(new), new.handset.store.person()) == (before, person)
        assert await new.does(Tapped("back")) == "home"
        assert new.model.coming is None
        assert secret is not None
        assert all(secret not in file.read_bytes() for file in new.handset.disk.folder.iterdir())
        assert not {kept.record.envelope.data for kept in old.handset.store.records()} & set(held(tmp_path))

    run(story())


def test_hours_of_somebody_else_go_to_the_new_person_on_this_phone_and_to_nobody_else(tmp_path: Path) -> None:
    async def story() -> None:
        old, amina = await offline(tmp_path, "old phone of yusuf", 1, 2), await offline(tmp_path, "amina", 8)
        before = ids(amina)
        await amina.reads(texts(old.handset))
        await amina.does(Tapped("somebody-elses"))
        assert amina.model.screen == "own-sign"
        hand = amina.model.sharing.hand
        yusuf = await offline(tmp_path, "yusuf here")
        yusuf.handset.store.set_settings({"secret": b""})
        yusuf.model = replace(yusuf.model, screen=screens.LANGUAGE, chosen=False)
        assert await yusuf.does(InHand(hand)) == "back-again"
        assert (yusuf.model.page.total, ids(amina)) == (2 * 60, before)
        assert {row.record.envelope.key for row in yusuf.handset.store.records()}.isdisjoint(
            {row.record.envelope.key for row in amina.handset.store.records()}
        )
        assert gather(amina.handset.store).person != gather(yusuf.handset.store).person

    run(story())


def test_a_phone_that_is_full_keeps_both_apart_and_says_nothing_is_here(tmp_path: Path) -> None:
    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1, 2), await offline(tmp_path, "new", 8)
        before, person = ids(new), new.handset.store.person()
        await new.reads(texts(old.handset))
        new.handset.disk.full = True
        with pytest.raises(Exception, match="storage-full"):
            await new.does(Tapped("mine-too"))
        assert (ids(new), new.handset.store.person()) == (before, person)
        new.handset.disk.full = False
        new.model = replace(new.model, screen=screens.WHOSE)
        assert await new.does(Tapped("mine-too")) == "back-again"
        assert new.model.page.total == 3 * 60

    run(story())


def test_a_scan_that_waits_is_of_who_scanned_it_and_never_of_who_comes_by_a_card(tmp_path: Path) -> None:
    """Amina's hours are still on their way to this phone, and she scanned already; then somebody brings another card."""

    async def story() -> None:
        hers, _ = await lost(tmp_path)
        yusuf = await offline(tmp_path, "yusuf", 7)
        await online(yusuf, tmp_path)
        his = await keep_a_card(yusuf.handset, 3)
        hand = await new_phone(tmp_path)
        kept = hand.handset.transport
        await hand.work.do(OpenCard(card.to_text(hers)))
        hand.handset.transport, hand.handset.runner._client = None, None
        await hour(hand.handset, 5)
        assert hand.handset.store.scans()
        amina = hand.handset.store.person()
        hand.events.clear()
        hand.handset.transport = kept
        assert await hand.scans(card.to_text(his)) == "whose"
        assert await hand.does(Tapped("mine-too")) == "refused stay-two"
        await online(hand, tmp_path)
        assert hand.handset.store.person() == amina
        assert hand.handset.diary.page().total == 4 * 60

    run(story())


# --- the card that brought the hours is a card that is kept ---


@pytest.mark.parametrize("way", ["scanned", "tapped"])
def test_who_came_back_by_a_card_is_offered_no_other_and_finds_it_in_the_settings(tmp_path: Path, way: str) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path, visits=11)
        hand = await new_phone(tmp_path)
        if way == "scanned":
            await hand.scans(card.to_text(kept))
        else:
            await hand.does(Tapped("ten-pictures"))
            await hand.taps(*kept.pictures)
        await hand.does(Tapped("home"))
        assert hand.model.page.total == total > keep_card.AGAIN[0]
        assert not keep_card.is_offered(hand.model)
        phone = await hand.handset.reopen()
        after = replace(hand.model, keeping=known(phone))
        assert after.keeping == hand.model.keeping
        shown, _ = update(after, Tapped("my-card"))
        assert (shown.screen, shown.keeping.pictures, shown.keeping.region) == (keep_card.MY_CARD, kept.pictures, kept.region)
        assert not keep_card.is_offered(after)

    run(story())


def test_after_the_old_phones_codes_a_card_is_still_offered(tmp_path: Path) -> None:
    async def story() -> None:
        old = await offline(tmp_path, "old", 1, 2, 3)
        await online(old, tmp_path)
        await keep_a_card(old.handset)
        hand = await new_phone(tmp_path)
        assert await hand.reads(texts(old.handset)) == "back-again"
        await hand.does(Tapped("home"))
        assert keep_card.is_offered(hand.model)

    run(story())


def test_when_two_become_one_the_card_of_the_former_person_is_shown_no_more(tmp_path: Path) -> None:
    """It would bring back only what was there before."""

    async def story() -> None:
        old, new = await offline(tmp_path, "old", 1, 2), await offline(tmp_path, "new", 8)
        await online(new, tmp_path)
        mine = await keep_a_card(new.handset)
        new.handset.store.set_settings({"card-pictures": bytes(mine.pictures), "card": "kept", "card-making": b"\1" * 10})
        new.model = replace(new.model, keeping=known(new.handset))
        await new.reads(texts(old.handset))
        await new.does(Tapped("mine-too"))
        assert (new.model.keeping.pictures, new.model.keeping.kept, new.model.keeping.pending) == ((), False, False)
        assert known(await new.handset.reopen()) == new.model.keeping

    run(story())


def test_the_card_that_put_two_together_is_the_card_of_both(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        new = await offline(tmp_path, "new", 8)
        await online(new, tmp_path)
        own = await keep_a_card(new.handset, 5)
        new.handset.store.set_settings({"card-pictures": bytes(own.pictures), "card": "kept"})
        await new.scans(card.to_text(kept))
        assert await new.does(Tapped("mine-too")) == "back-again"
        assert (new.model.page.total, new.model.keeping.pictures) == (total + 60, kept.pictures)
        assert known(await new.handset.reopen()) == new.model.keeping

    run(story())


def test_the_own_card_scanned_where_the_hours_are_is_known_here_from_then_on(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await offline(tmp_path, "amina", 1, 2, 3)
        await online(amina, tmp_path)
        kept = await keep_a_card(amina.handset)
        amina.model = replace(amina.model, page=amina.handset.diary.page())
        assert keep_card.is_offered(amina.model)
        assert await amina.scans(card.to_text(kept)) == "back-again"
        assert (amina.model.keeping.pictures, keep_card.is_offered(amina.model)) == (kept.pictures, False)
        assert known(await amina.handset.reopen()) == amina.model.keeping

    run(story())


def test_nothing_of_what_waits_for_an_answer_stands_in_a_report(tmp_path: Path) -> None:
    coming, effect = Coming(hand="VEERTIG-PHONE:4711"), Hours(b"secret of nobody", None, ())
    event = keep_card.CardKnown((4, 7, 11), b"regional")
    shown = f"{coming!r} {effect!r} {event!r} {InHand('VEERTIG-PHONE:4711')!r}"
    assert not [secret for secret in ("4711", "secret", "11", "regional") if secret in shown]
