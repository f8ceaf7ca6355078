"""Yesterday's backup is put back: everything is whole after one sync of each phone, whoever comes first."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Coroutine
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.protocol import enrolment, qr_text, trust
from app.protocol.activities import ActivityType
from app.protocol.agreement import Agreement
from app.protocol.ed25519 import Ed25519Verifier, Key
from app.protocol.enrolment import Enrolment
from app.protocol.keys import key_id
from app.records.trust import Trust
from app.store.opening import open_or_begin_anew
from app.sync.client import Client
from app.sync.display_round import DisplayRound
from app.sync.errors import Declined
from app.sync.runner import Runner
from sync_server.__main__ import invite
from sync_server.config import Config
from sync_server.errors import CommandRefusal
from sync_server.region import agreements, members, organisations, policy, posters, publication
from sync_server.safekeeping import archive, backups, restoration, soundness
from tests import forged
from tests.journeys.buddies import BuddyPhone, held_meetings, invitation, level, line, meet
from tests.journeys.town import ORIGIN, Clock, Disk, Handset, HeldKey, code, waiting
from tests.people import NOON, key
from tests.server.test_server import Town

DAY, WEEK = 86400, 7 * 86400


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


@dataclass
class Display:
    """An organisation's tablet: it enrols, and asks for the list once a week."""

    folder: Path
    name: str
    clock: Clock = field(default_factory=Clock)
    transport: httpx.AsyncBaseTransport | None = None

    @property
    def private(self) -> Key:
        return key(f"display of {self.name}")

    async def join(self, town: Town) -> Display:
        self.transport = line(town)
        disk, signer = Disk(self.folder / f"display-{self.name}"), HeldKey(self.private)
        self.store = open_or_begin_anew(await disk.open(), wal=True, now=self.clock.wall).store
        self.trust = Trust(self.store, Ed25519Verifier())
        link = invite(Config(town.folder, town.folder, ORIGIN), town.registry, self.name, ["library"], 240, 30)
        draft = enrolment.enrolment_draft(Enrolment(qr_text.from_text(link)[1], self.private.public, self.clock.wall))
        answer = await self.client().enrol(draft.seal(await signer.sign(draft.message)))
        await self.trust.offer(answer.trust.root, answer.trust.certificate, answer.trust.trust_list)
        self.runner = Runner(DisplayRound(self.store, disk, self.trust, signer, self.clock), self.client, self._changed)
        return self

    async def _changed(self, code: str) -> None:
        return None

    def client(self) -> Client:
        return Client(httpx.AsyncClient(base_url=ORIGIN, transport=self.transport, trust_env=False))


Device = Handset | BuddyPhone | Display


class Region:
    """A region that lives, is backed up, lives on, and is put back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.town = folder, Town(folder)
        self.devices: list[Device] = []

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def backup(self) -> None:
        backups.make(self.town.registry, self.folder / "yesterday")

    def put_back(self, root: bool = False, replace: bool = False) -> None:
        """Days later the machine is lost (or still there, to `replace`), and the backup is put back."""
        self.town.time += DAY
        key = self.folder / "root.key"
        if not key.exists():
            shutil.copy(self.data / "root" / "root.key", key)
        if not replace:
            shutil.rmtree(self.data)
        now = self.town.time
        restoration.restore(self.data, self.folder / "yesterday", lambda: now, "test", key if root else None, replace)
        self.start(now)

    def start(self, now: int) -> None:
        """The server is started on the folder, and every device has it at the same address."""
        self.town = Town(self.folder, time=now)
        for one in self.devices:
            one.transport = line(self.town)
            one.runner._client = None

    async def sync(self, *devices: Device) -> None:
        """Each of them syncs once, as it would within a week."""
        for one in devices:
            one.clock.wall += 8 * DAY
            await one.runner.wake()
        self.town.time += 1

    def newest(self) -> trust.TrustList:
        return publication.parsed_bundle(self.town.registry).trust_list

    def names(self) -> set[str]:
        return {one.name for one in self.newest().organisations}

    def state(self, name: str) -> str:
        """Is the display of this name listed, and as what?"""
        public = key(f"display of {name}").public
        found = [one for one in self.newest().displays_with(key_id(public)) if one.key.public == public]
        return "revoked" if found and found[0].key.revoked else "listed" if found else "unknown"


async def visit(phone: Handset, display: Key, number: int, day: int = 0) -> None:
    await phone.diary.scanned(code(display, time=NOON + day * DAY - 3600, number=number))
    await phone.diary.scanned(code(display, time=NOON + day * DAY, number=number))


async def newcomer(region: Region, name: str) -> Handset:
    phone = await Handset(region.folder, name, clock=Clock(), transport=line(region.town)).open()
    region.devices.append(phone)
    return phone


async def buddy(region: Region, name: str) -> BuddyPhone:
    phone = await BuddyPhone(region.folder, name, clock=Clock(), transport=line(region.town)).open()
    await phone.cosigning.enrol(phone.client(), invitation(region.town))
    region.devices.append(phone)
    return phone


async def display(region: Region, name: str) -> Display:
    made = await Display(region.folder, name, clock=Clock()).join(region.town)
    region.devices.append(made)
    return made


def agree(region: Region, name: str) -> None:
    """The region agrees with an organisation that its library hours count as voluntary work."""
    agreed = Agreement(1, NOON - DAY, ActivityType.VOLUNTEERING, True, True, None)
    agreements.offer_agree(region.town.registry, organisations.find(region.town.registry, name).id, [agreed])


@dataclass
class Life:
    """What happened: before the backup, and since."""

    region: Region
    amina: Handset
    sara: Handset
    jan: BuddyPhone
    piet: BuddyPhone
    library: Display
    house: Display

    @property
    def devices(self) -> tuple[Device, ...]:
        return (self.amina, self.sara, self.jan, self.piet, self.library, self.house)


async def life(folder: Path) -> Life:
    region = Region(folder)
    library, old = await display(region, "Bibliotheek"), await display(region, "Buurtwinkel")
    amina, sara = await newcomer(region, "amina"), await newcomer(region, "sara")
    piet = await buddy(region, "piet")
    await visit(amina, library.private, 1)
    await visit(sara, library.private, 2)
    for one in (amina, sara):
        await one.runner.wake()
    region.backup()
    # since then: an organisation with its display, a buddy, two who are withdrawn, hours, a meeting that only the server holds
    house, jan = await display(region, "Buurthuis"), await buddy(region, "jan")
    members.revoke(region.town.registry, key_id(old.private.public).hex())
    members.revoke(region.town.registry, key_id(key("phone of piet").public).hex())
    agree(region, "Buurthuis")
    agree(region, "Bibliotheek")
    policy.policy_set(region.town.registry, target=1800)
    await visit(amina, house.private, 3, day=1)
    await meet(amina, jan, back=2)
    shown = await sara.meetings.propose(6, 60, 3)
    await jan.signs(shown)
    await jan.runner.wake()
    await visit(sara, house.private, 4, day=1)
    for one in (amina, sara):
        await one.runner.wake()
    assert level(sara) == 2
    assert len(held_meetings(region.town)) == 2
    return Life(region, amina, sara, jan, piet, library, house)


def mine(*phones: Handset) -> set[bytes]:
    return {one.record.envelope.data for phone in phones for one in phone.store.records()}


ORDERS = [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 2, 0, 5, 1, 4), (4, 1, 3, 0, 5, 2)]


@pytest.mark.parametrize("root", [False, True], ids=["without the root", "with the root"])
@pytest.mark.parametrize("order", ORDERS, ids=["phones first", "displays first", "buddies first", "mixed"])
def test_yesterdays_backup_is_whole_after_one_sync_of_each_phone(order: tuple[int, ...], root: bool, tmp_path: Path) -> None:
    async def story() -> None:
        lived = await life(tmp_path)
        region, amina, sara = lived.region, lived.amina, lived.sara
        minutes = amina.diary.page().total, sara.diary.page().total
        region.put_back(root)
        assert (region.state("Buurthuis"), region.state("Buurtwinkel"), len(region.town.held())) == ("unknown", "listed", 6)
        await region.sync(*(lived.devices[at] for at in order))
        assert set(region.town.held()) == mine(amina, sara)
        assert len(held_meetings(region.town)) == 2
        assert (region.state("Bibliotheek"), region.state("Buurthuis"), region.state("Buurtwinkel")) == (
            *("listed", "listed"),
            "revoked",
        )
        assert {"Bibliotheek", "Buurthuis", "Buurtwinkel"} <= region.names()
        assert [one.public for one in region.newest().revoked] == [key("phone of piet").public]
        assert {one.name for one in region.newest().organisations if one.agreements} == {"Buurthuis", "Bibliotheek"}
        assert region.newest().policy.target == 1800
        known = region.town.registry.db.execute("SELECT public FROM buddies WHERE revoked IS NULL AND certificate != x''")
        assert known.fetchall() == [(key("phone of jan").public,)]
        assert (amina.diary.page().total, sara.diary.page().total) == minutes
        for phone in (amina, sara):
            assert waiting(phone.store) == 0
            assert phone.trust.trust_list is not None
            assert phone.trust.trust_list.version >= region.town.time - WEEK  # a list of after the restore
            assert not set(phone.notices) - {""}
        assert list(soundness.troubles(region.town.registry)) == []
        # whoever is new now is known to all, and old strengths are as they were
        assert level(sara) == 2
        again = await newcomer(region, "olena")
        await visit(again, lived.house.private, 9, day=2)
        await again.runner.wake()
        assert [(one.organisation, one.sent) for one in again.diary.page().entries] == [("Buurthuis", True)]

    run(story())


def test_a_phone_of_which_nothing_was_lost_gets_the_meetings_that_come_after_a_restore(tmp_path: Path) -> None:
    """Its place among the meetings was one in a log that is gone."""

    async def story() -> None:
        region = Region(tmp_path)
        sara, amina = await newcomer(region, "sara"), await newcomer(region, "amina")
        jan = await buddy(region, "jan")
        await visit(sara, key("x"), 1)
        await sara.runner.wake()
        region.backup()
        for back in range(5):
            shown = await sara.meetings.propose(6, 60, back)
            await jan.signs(shown)
        await jan.runner.wake()
        await sara.runner.wake()
        assert sara.store.number("meetings-after") == 5
        region.put_back()
        jan.store.close()  # his phone is gone; the meetings that Sara holds come with her records
        other = await buddy(region, "piet")
        for back in range(3):
            shown = await sara.meetings.propose(6, 60, back)
            await other.signs(shown)
        await other.runner.wake()
        before = len(sara.diary.page().entries)
        await region.sync(sara)
        assert len(sara.diary.page().entries) == before + 3
        assert amina.notices == []

    run(story())


def test_a_buddy_who_signs_nothing_more_sends_again_what_was_lost(tmp_path: Path) -> None:
    async def story() -> None:
        region = Region(tmp_path)
        amina, jan = await newcomer(region, "amina"), await buddy(region, "jan")
        region.backup()
        await jan.signs(await amina.meetings.propose(6, 60, 0))
        await jan.runner.wake()
        assert not jan.runner._round.is_due()
        region.put_back()
        assert held_meetings(region.town) == []
        await region.sync(jan)
        assert len(held_meetings(region.town)) == 1
        assert not jan.runner._round.is_due()

    run(story())


def test_a_backup_of_months_ago_is_put_back_and_signs_receipts_at_once(tmp_path: Path) -> None:
    """For the server's own clock the time since is implausible; whoever gives the command says that it is right."""

    async def story() -> None:
        region = Region(tmp_path)
        amina = await newcomer(region, "amina")
        region.backup()
        region.town.time += 100 * DAY
        region.put_back()
        await visit(amina, key("x"), 1)
        await amina.runner.wake()
        assert set(region.town.held()) == mine(amina)
        assert waiting(amina.store) == 0

    run(story())


def test_a_poster_that_was_made_after_the_backup_is_believed_where_it_hangs_and_not_printed_again(tmp_path: Path) -> None:
    async def story() -> None:
        region = Region(tmp_path)
        await display(region, "Bibliotheek")
        region.backup()
        id = organisations.find(region.town.registry, "Bibliotheek").id
        made = posters.make(region.town.registry, ORIGIN, posters.Wish(id, 1))
        amina = await newcomer(region, "amina")
        await amina.runner.wake()
        region.put_back()
        await region.sync(amina)
        [found] = posters.listed(region.town.registry)
        assert (found.organisation, found.activity, found.end, found.ended) == ("Bibliotheek", 1, made.end, None)
        assert [one.poster for one in region.newest().displays if one.poster] == [True]
        with pytest.raises(CommandRefusal, match="poster-replace"):
            found.code(ORIGIN)

    run(story())


def losing_one(inner: httpx.AsyncBaseTransport, path: str) -> httpx.AsyncBaseTransport:
    """The way to the server; the first answer from this address is lost, though the server heard."""
    lost = False

    async def ask(request: httpx.Request) -> httpx.Response:
        nonlocal lost
        response = await inner.handle_async_request(request)
        if request.url.path == path and not lost:
            lost = True
            raise httpx.ReadError("the line broke", request=request)
        return response

    return httpx.MockTransport(ask)


def test_a_phone_whose_newest_moment_is_there_again_sends_those_before_it_too(tmp_path: Path) -> None:
    """It offered the newest, the server kept it, and the answer got lost: what is missing lies in the middle of the chain."""

    async def story() -> None:
        region = Region(tmp_path)
        amina = await newcomer(region, "amina")
        await visit(amina, key("x"), 1)
        await amina.runner.wake()
        region.backup()
        for number in (2, 3):
            await visit(amina, key("x"), number, day=number)
        await amina.runner.wake()
        region.put_back()
        amina.transport = losing_one(line(region.town), "/v1/push")
        await region.sync(amina)
        assert len(region.town.held()) == 4
        await region.sync(amina)
        assert set(region.town.held()) == mine(amina)

    run(story())


def test_a_buddy_whose_newest_meeting_is_there_again_sends_those_before_it_too(tmp_path: Path) -> None:
    async def story() -> None:
        region = Region(tmp_path)
        amina, jan = await newcomer(region, "amina"), await buddy(region, "jan")
        region.backup()
        for back in range(3):
            await jan.signs(await amina.meetings.propose(6, 60, back))
        await jan.runner.wake()
        region.put_back()
        jan.transport = losing_one(line(region.town), "/v1/meetings")
        await region.sync(jan)
        assert len(held_meetings(region.town)) == 1
        await region.sync(jan)
        assert len(held_meetings(region.town)) == 3

    run(story())


def test_a_server_that_is_put_back_between_two_words_of_a_phone_tells_it_of_every_meeting(tmp_path: Path) -> None:
    """The push met the server as it was, the question after meetings the one that was put back."""

    async def story() -> None:
        region = Region(tmp_path)
        sara, jan = await newcomer(region, "sara"), await buddy(region, "jan")
        await visit(sara, key("x"), 1)
        for back in range(3):
            await jan.signs(await sara.meetings.propose(6, 60, back))
        await sara.runner.wake()
        await jan.runner.wake()
        await region.sync(sara)
        assert sara.store.number("meetings-after") == 3
        with closing(sqlite3.connect(region.data / "server.db")) as db:
            db.execute("DELETE FROM meetings")
            db.commit()
        region.backup()
        inner = line(region.town)

        async def ask(request: httpx.Request) -> httpx.Response:
            nonlocal inner
            if request.url.path == "/v1/challenge" and inner is not None and not region.town.time > NOON + DAY:
                region.put_back()
                piet = await buddy(region, "piet")
                piet.clock.wall = sara.clock.wall
                await piet.signs(await sara.meetings.propose(6, 60, 4))
                await piet.runner.wake()
                inner = line(region.town)
            return await inner.handle_async_request(request)

        await sara.meetings.propose(6, 60, 5)
        sara.transport, sara.runner._client = httpx.MockTransport(ask), None
        before = len(sara.diary.page().entries)
        client = sara._client()
        await sara.round.run(client)
        assert len(sara.diary.page().entries) == before + 1

    run(story())


def test_files_that_were_copied_back_by_hand_are_noticed_by_the_first_phone(tmp_path: Path) -> None:
    """No command was used, so the log has its old name and the list its old number, with other content."""

    async def story() -> None:
        lived = await life(tmp_path)
        region = lived.region
        for file in region.data.glob("server.db*"):
            file.unlink()
        (region.folder / "apart").mkdir()
        archive.unpack(region.folder / "yesterday", region.folder / "apart")
        shutil.copy(region.folder / "apart" / "server.db", region.data / "server.db")
        region.start(region.town.time + DAY)
        for name in ("Een", "Twee"):  # the operator goes on, and the numbers meet those that phones hold
            await display(region, name)
        await region.sync(*lived.devices)
        await region.sync(*lived.devices)
        assert set(region.town.held()) == mine(lived.amina, lived.sara)
        assert len(held_meetings(region.town)) == 2
        assert (region.state("Buurthuis"), region.state("Buurtwinkel"), region.state("Een")) == ("listed", "revoked", "listed")
        assert lived.amina.trust.trust_list == region.newest()

    run(story())


def test_what_the_old_folder_knows_is_taken_over_when_it_is_replaced(tmp_path: Path) -> None:
    async def story() -> None:
        lived = await life(tmp_path)
        lived.region.put_back(replace=True)
        assert lived.region.state("Buurtwinkel") == "revoked"
        assert lived.region.state("Buurthuis") == "listed"
        assert [one.public for one in lived.region.newest().revoked] == [key("phone of piet").public]

    run(story())


def test_a_second_restore_of_the_same_backup_is_as_good_as_the_first(tmp_path: Path) -> None:
    async def story() -> None:
        lived = await life(tmp_path)
        region = lived.region
        region.put_back()
        await region.sync(*lived.devices)
        await visit(lived.amina, lived.house.private, 7, day=3)
        await lived.amina.runner.wake()
        region.put_back()
        await region.sync(*lived.devices)
        assert set(region.town.held()) == mine(lived.amina, lived.sara)
        assert (region.state("Buurthuis"), region.state("Buurtwinkel")) == ("listed", "revoked")
        assert lived.amina.trust.trust_list == region.newest()

    run(story())


def test_a_list_that_is_not_the_regions_own_is_never_taken_over(tmp_path: Path) -> None:
    async def story() -> None:
        lived = await life(tmp_path)
        region, client = lived.region, lived.library.client()
        ours = publication.parsed_bundle(region.town.registry)
        region.put_back()
        before = region.newest()
        client = Client(httpx.AsyncClient(base_url=ORIGIN, transport=line(region.town), trust_env=False))
        thief, data = Key.generate(), ours.certificate_envelope.data
        for version in (5, 10**12, region.town.time + 5):
            listed = forged.trust_list(thief, ours.list_envelope.data)
            with pytest.raises(Declined):
                await client.send_trust_list(data, listed)
            certified = forged.list_key_certificate(thief, data, public=thief.public, start=0, end=1 << 40, serial=version)
            with pytest.raises(Declined):
                await client.send_trust_list(certified, listed)
        with pytest.raises(Declined):
            await client.send_trust_list(b"x", b"y")
        assert region.newest() == before

    run(story())


def test_a_root_of_another_region_puts_nothing_back(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.backup()
    (tmp_path / "other.key").write_bytes(Key.generate().seed)
    (tmp_path / "no.key").write_bytes(b"")
    (tmp_path / "there").mkdir()
    for name in ("other.key", "no.key", "none"):
        with pytest.raises(CommandRefusal, match="root key"):
            restoration.restore(tmp_path / "there", tmp_path / "yesterday", lambda: NOON, "test", tmp_path / name)
        assert list((tmp_path / "there").iterdir()) == []


def test_a_display_is_seen_when_it_asks_and_nobody_else_is(tmp_path: Path) -> None:
    async def story() -> None:
        region = Region(tmp_path)
        library = await display(region, "Bibliotheek")
        await region.sync(library)
        with closing(sqlite3.connect(region.data / "server.db")) as db:
            assert db.execute("SELECT seen FROM displays").fetchall() == [(NOON,)]
        assert not library.runner._round.is_due()

    run(story())
