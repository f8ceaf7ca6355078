"""Newcomers who take everything of theirs along, and who remove everything: from this phone, and from everywhere."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from app.newcomer import everything
from app.newcomer.model import NewcomerModel
from app.platform import Platform
from app.platform.errors import PlatformError
from app.platform.phone.left_wishes import FileLeftWishes
from app.platform.phone.shell import picture
from app.protocol import base64url, forget
from app.protocol.ed25519 import Ed25519Verifier, verify
from app.protocol.record import person_of
from app.records import proof_file
from app.records.judge_proof import judge
from app.store.opening import open_store
from app.sync import leaving
from app.ui.texts import Texts
from tests.journeys.buddies import BuddyPhone, line, meet
from tests.journeys.town import ORIGIN, Handset, HeldKey, Jar, code, waiting
from tests.people import LIBRARY, key
from tests.server.test_server import Town


@dataclass
class Shell:
    """What leaving asks of a phone. `killed` ends it before that step: keep, forget or again."""

    phone: Handset
    folder: Path
    killed: str = ""
    started: int = 0
    left: FileLeftWishes = field(init=False)

    def __post_init__(self) -> None:
        self.left = FileLeftWishes(self.folder)

    def platform(self) -> Platform:
        wishes = SimpleNamespace(keep=self._keep, kept=self.left.kept, drop=self.left.drop)
        parts = {"storage": self.phone.disk, "signer": self.phone.key, "clock": self.phone.clock, "left_wishes": wishes}
        return cast("Platform", SimpleNamespace(forget_all=self._forget_all, start_again=self._start_again, **parts))

    async def _keep(self, text: str) -> None:
        self._live("keep")
        await self.left.keep(text)

    async def _forget_all(self) -> None:
        self._live("forget")
        self.phone.store.close()
        shutil.rmtree(self.phone.disk.folder)
        self.phone.disk.folder.with_name(f"{self.phone.disk.folder.name}.note").unlink(missing_ok=True)

    async def _start_again(self, text: str) -> None:
        self._live("again")
        self.phone.key = HeldKey(key(f"new key {self.started}"))
        self.started += 1
        await self.phone.open()

    def _live(self, step: str) -> None:
        if self.killed == step:
            raise PlatformError("killed")


async def amina_of(folder: Path, town: Town | None) -> tuple[Handset, Shell]:
    """Amina has a moment, which the region has too if there is network; the secret lies on her phone."""
    phone = await Handset(folder, transport=line(town) if town else None, jar=Jar()).open()
    await phone.diary.scanned(code(LIBRARY))
    await phone.runner.wake()
    return phone, Shell(phone, folder)


async def remove(shell: Shell, *, far: bool) -> None:
    listed = shell.phone.trust.trust_list
    await leaving.begin(shell.phone.store, shell.platform(), listed.region if listed else None, far=far)
    await leaving.finish(shell.phone.store, shell.platform())


def test_only_from_this_phone_leaves_nothing_here_and_everything_far_away(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, shell = await amina_of(tmp_path, town)
        kept = town.held()
        amina.jar = None
        await remove(shell, far=False)
        assert (amina.store.records(), amina.store.secret(), amina.diary.page().total) == ([], None, 0)
        assert await shell.left.kept() == []
        assert town.held() == kept

    asyncio.run(story())


def test_from_everywhere_without_network_is_carried_out_when_there_is_some(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, shell = await amina_of(tmp_path, town)
        secret, traces = amina.store.secret() or b"", [one.record.envelope.data for one in amina.store.records()]
        amina.jar, amina.transport = None, None  # no network any more
        await remove(shell, far=True)
        await leaving.send_wishes(shell.left, amina._client)
        assert (len(await shell.left.kept()), bool(town.held())) == (1, True)
        files = [file.read_bytes() for file in tmp_path.glob("[!t]*/**/*") if file.is_file()] + [
            (tmp_path / "wishes").read_bytes()
        ]
        for found in files:  # all that is left is the wish
            assert secret not in found
            assert base64url.encode(secret).encode() not in found
            assert not [trace for trace in traces if trace in found]
        amina.transport = line(town)
        await leaving.send_wishes(shell.left, amina._client)
        assert (await shell.left.kept(), town.held()) == ([], [])

    asyncio.run(story())


def test_what_waits_is_a_signed_wish_that_names_a_pseudonym_and_nothing_else(tmp_path: Path) -> None:
    async def story() -> None:
        amina, shell = await amina_of(tmp_path, Town(tmp_path / "town"))
        person = amina.store.person()
        amina.jar, amina.transport = None, None
        await remove(shell, far=True)
        [text] = await shell.left.kept()
        assert "." not in text  # the secret is not with it: the region knows the phone
        outer, wish = forget.from_bytes(base64url.decode(text))
        assert (wish.person, verify(outer.check(wish.public))) == (person, True)

    asyncio.run(story())


def test_a_phone_that_the_region_never_heard_of_proves_the_person_with_the_secret(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, _ = await amina_of(tmp_path / "old", town)
        new = await Handset(
            tmp_path / "new", "second phone of amina", jar=Jar(cookie=(amina.store.secret() or b"").hex())
        ).open()
        new.store.set_settings({"secret": amina.store.secret() or b""})
        shell = Shell(new, tmp_path / "new")
        await leaving.begin(new.store, shell.platform(), town.registry.list_certificate().region, far=True)
        new.jar = None
        await leaving.finish(new.store, shell.platform())
        new.transport = line(town)
        await leaving.send_wishes(shell.left, new._client)
        assert (await shell.left.kept(), town.held()) == ([], [])

    asyncio.run(story())


@pytest.mark.parametrize("step", ["keep", "forget", "again"])
def test_who_is_interrupted_between_any_two_steps_is_gone_after_the_next_start(step: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, shell = await amina_of(tmp_path, town)
        amina.jar, shell.killed = None, step
        with pytest.raises(PlatformError):
            await remove(shell, far=True)
        shell.killed = ""
        if step == "again":  # all is gone already: the app was only not started again
            await shell.platform().start_again("")
        else:
            await amina.reopen()
            assert amina.store.text(leaving.LEAVING)
            await leaving.finish(amina.store, shell.platform())
        await leaving.send_wishes(shell.left, amina._client)
        assert (amina.store.records(), amina.store.text(leaving.LEAVING), town.held()) == ([], "", [])
        assert await shell.left.kept() == []

    asyncio.run(story())


def test_the_mark_is_durable_before_anything_is_deleted(tmp_path: Path) -> None:
    async def story() -> None:
        amina, shell = await amina_of(tmp_path, None)
        before = amina.disk.flushes
        await leaving.begin(amina.store, shell.platform(), None, far=False)
        assert amina.disk.flushes == before + 1
        assert open_store(amina.disk.folder / "veertig.db", wal=True).text(leaving.LEAVING) == leaving.ONLY_HERE

    asyncio.run(story())


def test_a_full_phone_can_be_emptied(tmp_path: Path) -> None:
    async def story() -> None:
        amina, shell = await amina_of(tmp_path, None)
        amina.jar, amina.disk.full = None, True
        await remove(shell, far=False)
        assert amina.store.records() == []

    asyncio.run(story())


def test_her_other_phone_keeps_what_it_has_and_sends_no_more(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, shell = await amina_of(tmp_path, town)
        jar = Jar(cookie=(amina.store.secret() or b"").hex())
        other = await Handset(tmp_path / "other", "other phone of amina", transport=line(town), jar=jar).open()
        await other.runner.wake()
        await other.diary.scanned(code(LIBRARY, number=2))
        await other.runner.wake()
        total = len(other.diary.page().entries)
        amina.jar = None
        await remove(shell, far=True)
        await leaving.send_wishes(shell.left, amina._client)
        await other.diary.scanned(code(LIBRARY, number=3, time=other.clock.wall + 7200))
        await other.runner.wake()
        assert town.held() == []
        assert len(other.diary.page().entries) == total + 1
        assert (waiting(other.store), other.notices[-1]) == (0, "")

    asyncio.run(story())


def test_a_busy_server_is_asked_again_and_a_final_answer_ends_it(tmp_path: Path) -> None:
    async def story() -> None:
        amina, shell = await amina_of(tmp_path, None)
        answers = iter([(503, "busy"), (404, "not-found"), (409, "came-back")])

        def answer(request: httpx.Request) -> httpx.Response:
            status, refusal = next(answers)
            return httpx.Response(status, json={"code": refusal})

        amina.transport = httpx.MockTransport(answer)
        await shell.left.keep("AAAA")
        left = []
        for _ in range(3):
            await leaving.send_wishes(shell.left, amina._client)
            left.append(await shell.left.kept())
        assert left == [["AAAA"], ["AAAA"], []]

    asyncio.run(story())


async def a_page_of(phone: Handset, language: str) -> str:
    """Everything of this phone, as the app hands it over."""
    model = NewcomerModel("take", language, page=phone.diary.page())
    drawn = {name: await picture(name) for name in everything.pictures(model)}
    proof = proof_file.as_text(proof_file.gather(phone.store), ORIGIN, 1)
    return everything.as_page(model, Texts(language), proof, drawn)


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_the_page_with_everything_is_also_the_proof(language: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path / "town")
        amina, _ = await amina_of(tmp_path, town)
        jan = await BuddyPhone(tmp_path, transport=line(town)).open()
        await meet(amina, jan)
        text = await a_page_of(amina, language)
        desk = await Handset(tmp_path / "desk", "desk", transport=line(town)).open()
        await desk.runner.wake()
        shown = await judge(text, desk.store, Ed25519Verifier())
        assert (shown.page.total, shown.left_out, shown.complete) == (amina.diary.page().total, 0, True)
        assert shown.page.total > 0

    asyncio.run(story())


def test_the_page_with_everything_holds_no_secret_no_script_and_nothing_to_fetch(tmp_path: Path) -> None:
    async def story() -> None:
        amina, _ = await amina_of(tmp_path, None)
        text = await a_page_of(amina, "ar")
        secret = amina.store.secret() or b""
        assert person_of(secret) == amina.store.person()
        for hidden in (secret.hex(), base64url.encode(secret), key("phone of amina").seed.hex()):
            assert hidden not in text
        lowered = text.lower()
        for foreign in ("<script", "<img", "<link", "<iframe", "url(", "@import", "javascript:", " onload", " src="):
            assert foreign not in lowered
        outside = text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert [word for word in outside.split() if "http" in word and ORIGIN not in word and "http-equiv" not in word] == []
        assert 'dir="rtl"' in text

    asyncio.run(story())


def test_a_name_with_brackets_stays_a_name(tmp_path: Path) -> None:
    async def story() -> None:
        amina, _ = await amina_of(tmp_path, None)
        page = amina.diary.page()
        odd = replace(page, entries=(replace(page.entries[0], organisation="<script>alert(1)</script>"),))
        model = NewcomerModel("take", "nl", page=odd)
        text = everything.as_page(model, Texts("nl"), "", {})
        assert "<script" not in text
        assert "&lt;script&gt;" in text

    asyncio.run(story())
