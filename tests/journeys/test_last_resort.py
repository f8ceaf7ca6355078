"""The shell fails where nobody expects it: every method of every interface, in every role, and the person can go on.

The whole app runs on the real store in Flet's own session; only the shell's answers are played. In each story one method
raises, first on and on, then no more. While it does, every screen has something to tap and nothing stays busy; afterwards the
same taps do what they always do. What is kept for whoever helps names the fault and nobody.
"""

from __future__ import annotations

import asyncio
import re
import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import flet as ft
import httpx
import pytest

from app import main as composition
from app import platform as interfaces
from app.newcomer import update as newcomer
from app.newcomer.views import VIEWS
from app.organisation import model as organisation
from app.platform import (
    Platform,
    camera,
    card_cipher,
    clock,
    desk,
    files,
    keys,
    left_wishes,
    own_parts,
    page,
    quota,
    sharers,
    speaker,
    storage,
)
from app.platform.camera import CameraResult
from app.platform.clock import ClockReading
from app.platform.desk import Batch, WaitingFile
from app.platform.errors import START_AGAIN, PlatformError
from app.platform.files import PickedFile
from app.platform.page import LightChain
from app.platform.phone.shell import native_platform
from app.protocol import qr_text, record
from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.record import ChainPosition, Device
from app.records import proof_file
from app.records.trust import Trust
from app.store.opening import open_store
from app.ui import diagnosis
from app.ui.diagnosis import KEY, Diagnosis
from app.ui.events import Tapped
from app.ui.failures import EffectRunner
from sync_server.__main__ import invite
from sync_server.config import Config
from tests.journeys.buddies import line, two
from tests.journeys.region import published
from tests.journeys.test_proof import amina_s_week
from tests.journeys.town import ORIGIN, no_network
from tests.native.headless import Client, running
from tests.people import AMINA, CARE_HOME, LIBRARY, NOON, token
from tests.server.test_server import Town

PHONE, BUDDY, COUNSELLOR, DISPLAY = "phone", "buddy", "counsellor", "display-12345678"
# No role asks these in its story: they have stories of their own, and these do not break them yet.
IN_NO_STORY = {f"card_cipher.{method}" for method in ("stretch", "seal", "open")}
IN_NO_STORY |= {"files.hand_over_card", "files.pick", "forget_all"}
IN_NO_STORY |= {f"left_wishes.{method}" for method in ("drop", "keep")}
IN_NO_STORY |= {f"sharers.{method}" for method in ("keep", "switch", "take_hand")}
FORGOTTEN = "forget_light_chain"  # asked only where a light page wrote something, and then other methods are not
SECRET = "Amina Tesfay +32470123456 https://uren.example.be/#/s/1234567890 0123456789abcdef"
BEFORE = diagnosis.Fault(NOON - 60, 1, "", "", "Sync", "KeyError", "app/sync/runner.py:1").to_text()  # kept by an earlier start
# What each role asks of its shell in its story. A row more or less is noticed.
EVERYBODY = ("storage.open", "storage.flush", "transport", "set_language")
SIGNING = ("signer.public_key", "signer.sign", "verifier.verify", "settle_in", "files.hand_over")
SPEAKING = ("scanner.scan", "speaker.keep", "speaker.say", "speaker.hush", "go")
ASKED = {
    PHONE: (
        *(*EVERYBODY, *SIGNING, *SPEAKING, "signer.is_kept", "at_home", "install", "stay_awake", "start_again"),
        *("light_chain", "screens"),
        *("quota.ask_to_keep", "quota.is_low", "quota.release_reserved_space", "quota.secret_apart", "quota.keep_secret_apart"),
        *("quota.wants_secret", "left_wishes.kept", "sharers.here", "scanner.collect", "picture"),
    ),
    BUDDY: (*EVERYBODY, *SIGNING, *SPEAKING, "signer.others", "light_page_state", "stay_awake", "screens"),
    COUNSELLOR: (
        *(*EVERYBODY, "files.hand_over", "verifier.verify", "screens"),
        *(f"desk.{method}" for method in ("on_files", "choose", "read", "copy", "open_page")),
    ),
    DISPLAY: tuple(one for one in (*EVERYBODY, *SIGNING, "stay_awake") if one not in ("set_language",)),
}


class Unforeseen(Exception):
    """Outside of the families."""


@dataclass
class Shell:
    """What the shell does, which of its methods raises what, and what was asked of it."""

    method: str = ""
    make: Callable[[], Exception] = lambda: Unforeseen(SECRET)
    broken: bool = True
    now: int = NOON
    full: str = ""  # the disk, so that a role may ask for the reserved space
    codes: list[str] = field(default_factory=list)  # what the camera will see; the last one on and on
    picked: str = ""
    asked: set[str] = field(default_factory=set)
    times: int = 0  # that it raised
    told: dict[str, Callable[..., Awaitable[None]]] = field(default_factory=dict)

    def check(self, method: str) -> None:
        self.asked.add(method)
        if method == self.method and self.broken:
            self.times += 1
            raise self.make()
        if method == "storage.flush" and self.full:
            raise PlatformError(self.full)

    async def scan(self, labels: dict[str, str], rtl: bool) -> CameraResult:
        return CameraResult((self.codes[0] if len(self.codes) == 1 else self.codes.pop(0),))

    async def say(self, language: str, clip: str) -> str:
        await asyncio.sleep(0.02)
        return "stopped"

    async def quiet(self, *words: str) -> str:
        return "shared"

    async def pick(self) -> PickedFile | None:
        return PickedFile("mine.txt", self.picked)

    async def choose(self) -> Batch:
        return Batch((WaitingFile(1, "mine.txt"),))

    async def read(self, file: WaitingFile) -> PickedFile:
        return PickedFile(file.name, self.picked)

    async def words(self, *words: Any, rtl: bool) -> str:
        return "copied"

    async def light_chain(self) -> LightChain:
        """A light page that began a chain."""
        secret = bytes(16)
        draft = record.to_draft(Device(AMINA.public, record.person_of(secret)), ChainPosition(0, None, NOON), AMINA.public)
        return LightChain((AMINA.seal(draft),), secret)

    def platform(self, role: str, folder: Path, transport: httpx.AsyncBaseTransport) -> Platform:
        """A native shell's real store, keys and quota, with everything else played; each method asks `check` first."""
        real = native_platform(role, folder, ORIGIN)
        played: dict[str, Any] = {
            "scanner": Played(scan=self.scan, collect=self.scan),
            "speaker": Played(keep=self.quiet, say=self.say, hush=self.quiet),
            "files": Played(hand_over=self.quiet, hand_over_card=self.quiet, pick=self.pick),
            "desk": Played(on_files=lambda _: None, choose=self.choose, read=self.read, copy=self.words, open_page=self.words),
            "transport": lambda: transport,
            "set_language": self.quiet,
            "go": self.quiet,
            "install": self.quiet,
            "clock": lambda: ClockReading(self.now),
            **({"light_chain": self.light_chain} if self.method == FORGOTTEN else {}),
        }
        shell = replace(real, **played)
        hooks: dict[str, Any] = {name: self._listens(name) for name in ("on_link", "on_wake", "on_installable")}
        return replace(shell, **hooks, **{name: self._checked(name, getattr(shell, name)) for name in PARTS})

    def _listens(self, name: str) -> Callable[[Any], None]:
        return lambda handler: self.told.__setitem__(name, handler)

    def _checked(self, name: str, part: Any) -> Any:
        if not callable(part):
            plain = {"slot": part.slot} if name == "sharers" else {}
            asked = {method: self._asks(f"{name}.{method}", getattr(part, method)) for method in PARTS[name]}
            return Played(**plain, **asked)
        return self._asks(name, part)

    def _asks(self, name: str, method: Any) -> Any:
        if asyncio.iscoroutinefunction(method):

            async def later(*words: Any, **named: Any) -> Any:
                self.check(name)
                return await method(*words, **named)

            return later

        def at_once(*words: Any) -> Any:
            self.check(name)
            return method(*words)

        return at_once


class Played:
    """An object with these methods."""

    def __init__(self, **methods: Any) -> None:
        self.__dict__ |= methods


def parts() -> dict[str, tuple[str, ...]]:
    """Every part of a shell that does something, by the field of `Platform`, with the methods of its interface."""
    names: dict[str, Any] = vars(interfaces) | {"httpx": httpx}
    for module in (
        camera,
        card_cipher,
        clock,
        desk,
        files,
        keys,
        left_wishes,
        own_parts,
        page,
        quota,
        sharers,
        speaker,
        storage,
    ):
        names |= vars(module)
    hints = typing.get_type_hints(Platform, globalns=names)
    found: dict[str, tuple[str, ...]] = {}
    for name, hint in hints.items():
        if getattr(hint, "_is_protocol", False):
            found[name] = tuple(one for one in vars(hint) if callable(getattr(hint, one)) and not one.startswith("_"))
        elif typing.get_origin(hint) is not None and not name.startswith("on_") and name not in ("clock", "parts_of"):
            found[name] = ()
    return found


PARTS = parts()
METHODS = {f"{name}.{method}" if method else name for name, methods in PARTS.items() for method in methods or ("",)}


class Person:
    """Somebody who taps, and looks at every screen after it."""

    def __init__(self, client: Client, shell: Shell, apps: list[Any]) -> None:
        self.client, self.shell, self._apps = client, shell, apps

    @property
    def app(self) -> Any:
        return self._apps[-1]

    def seen(self) -> set[str]:
        return {str(one.identifier) for one in self.client.walk() if isinstance(one, ft.Semantics)}

    def buttons(self) -> set[str]:
        return {str(one.identifier) for one in self.client.walk() if isinstance(one, ft.Semantics) and one.button}

    @property
    def is_stopped(self) -> bool:
        """Did the app not even begin? Then one sentence says why."""
        return "message" in self.seen() and not self.buttons()

    async def settled(self) -> None:
        """Until what was begun has ended; then there is a way on, and nothing keeps a tap from being heard."""
        for _ in range(5):
            await asyncio.sleep(0.005)
        await self.client.until(lambda: self.buttons() - {"speak"} and not busy(self.app._model))
        assert self.client.crashes == []

    async def tap(self, *keys: str) -> None:
        """Tap these one after the other, as far as they are there."""
        for key in keys:
            if key in self.buttons():
                await self.client.tap(key)
                await self.settled()

    async def listen(self) -> None:
        """Tap the speaker, and again while it speaks."""
        for _ in range(2):
            if "speak" in self.buttons():
                await self.client.tap("speak")
                await asyncio.sleep(0.005)
        await self.settled()

    async def hears(self, what: str, *words: str) -> None:
        """The shell tells the app something."""
        if what in self.shell.told:
            await self.shell.told[what](*words)
            await self.settled()


def busy(model: Any) -> list[str]:
    """What keeps a screen from being tapped, or says that it is busy."""
    return [name for name in ("scanning", "signing", "busy", "held", "saying") if getattr(model, name, None)]


HELP = ("settings", "help", "diagnosis", "give-diagnosis", "back", "back", "back", "back")


async def as_newcomer(person: Person) -> None:
    await person.hears("on_installable", "prompt")
    await person.tap("language-nl", "back", "scan", "home", "install", "back", "home")
    await person.hears("on_wake")
    await person.listen()
    await person.tap("settings", "buddy", "back", "back", *HELP)
    await person.hears("on_link", "/s/256")
    for code, way_on in (("storage-full", "back"), (START_AGAIN, START_AGAIN)):
        person.shell.full = code
        await person.tap("back", "scan", way_on, "back", "home")
    person.shell.full = ""
    await person.tap("moments", "give", "hand", "home", "back", "home", "back")
    await person.tap("settings", "more", "mine", "take", "hand-all", "back", "back", "back")
    await person.tap("settings", "more", "come-back", "old-phone", "back", "back", "back", "home")
    await person.tap("together", "who-buddy", "what-6", "long-120", "when-0", *["back"] * 5, "home")


async def as_newcomer_again(person: Person) -> bool:
    await person.tap("home", "back", "language-nl", "scan")
    return "saved" in person.seen()


async def as_buddy(person: Person) -> None:
    await person.hears("on_wake")
    await person.listen()
    await person.tap("scan", "together", "home", "back", "settings", "language", "language-nl", "back", "settings", "phone")
    await person.tap("back", "back", *HELP)


async def as_buddy_again(person: Person) -> bool:
    await person.tap("home", "back", "scan", "together")
    return bool(person.app._model.screen == "code")


async def as_counsellor(person: Person) -> None:
    await person.hears("on_wake")
    await person.tap("open", "back", "language", "language-nl", "back", "diagnosis", "give-diagnosis", "back")
    await person.tap("open", "copy-line", "print", "back", "back")


async def as_counsellor_again(person: Person) -> bool:
    await person.tap("back", "open")
    return bool(person.app._model.screen == "proof")


async def as_display(person: Person) -> None:
    await person.tap("again", *["staff"] * 3, "next", *["staff"] * 3, "diagnosis", "give-diagnosis", "back")


async def as_display_again(person: Person) -> bool:
    await person.tap("again", "back", "back")
    return bool(person.app._model.text) and person.app._model.step == organisation.RUNNING


STORIES = {
    PHONE: (as_newcomer, as_newcomer_again),
    BUDDY: (as_buddy, as_buddy_again),
    COUNSELLOR: (as_counsellor, as_counsellor_again),
    DISPLAY: (as_display, as_display_again),
}


async def prepare(role: str, folder: Path, shell: Shell) -> tuple[str, httpx.AsyncBaseTransport]:
    """What this role meets in its story; returns the link that opens the app, and the way to a server."""
    offline = httpx.MockTransport(no_network)
    (folder / "app" / role).mkdir(parents=True, exist_ok=True)
    store = open_store(folder / "app" / role / "veertig.db", wal=True)
    store.set_settings({KEY: BEFORE})
    if role == PHONE:
        await Trust(store, Ed25519Verifier()).take((await published()).trust)
    store.close()
    if role == DISPLAY:
        town = Town(folder)
        link = invite(Config(folder, folder, ORIGIN), town.registry, "Bibliotheek De Krook", ["library"], 240, 30)
        return qr_text.to_route(*qr_text.from_text(link)), line(town)
    if role == COUNSELLOR:
        shell.picked = proof_file.as_text(proof_file.gather((await amina_s_week(folder)).store), ORIGIN)
    elif role == BUDDY:
        amina, _ = await two(folder)
        shell.codes = [qr_text.to_text(ORIGIN, qr_text.MEETING, (await amina.meetings.propose(6, 120, 0)).data)]
    else:
        tokens = (token(LIBRARY), token(CARE_HOME, number=2))
        shell.codes = [qr_text.to_text(ORIGIN, qr_text.SESSION, one) for one in tokens]
    return "/", offline


@pytest.fixture
def apps(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The apps that were made, the newest last."""
    made: list[Any] = []
    whole = EffectRunner.__init__

    def noted(self: EffectRunner, page: ft.Page, diagnosis: Diagnosis, send: Any, *more: Any) -> None:
        made.append(send.__self__)
        whole(self, page, diagnosis, send, *more)

    monkeypatch.setattr(EffectRunner, "__init__", noted)
    return made


async def story(role: str, shell: Shell, folder: Path, apps: list[Any], monkeypatch: pytest.MonkeyPatch) -> str:
    """One role's story while a method raises, and once more after it was mended; returns the diagnosis that was kept."""
    route, transport = await prepare(role, folder, shell)
    shell.broken = bool(shell.method)

    async def opened(page: ft.Page, *, named: bool = False, **more: Any) -> Platform:
        return shell.platform(role, folder / "app", transport)

    monkeypatch.setattr(composition, "open_platform", opened)
    first, again = STORIES[role]
    async with running(composition.main, route=route) as client:
        person = Person(client, shell, apps)
        await asyncio.sleep(0.03)
        stopped = person.is_stopped
        if not stopped:
            await person.settled()
            await first(person)
            shell.broken = False
            assert await again(person), (person.app._model, person.seen())
            kept = str(person.app._store.text(KEY))
    if stopped:
        shell.broken = False
        async with running(composition.main, route=route) as client:
            person = Person(client, shell, apps)
            await person.settled()
            await first(person)
            assert await again(person), (person.app._model, person.seen())
            kept = str(person.app._store.text(KEY))
    return kept


def test_the_stories_ask_every_method_of_every_interface(
    tmp_path: Path, apps: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for role, asked in ASKED.items():
        shell = Shell()
        assert asyncio.run(story(role, shell, tmp_path / role, apps, monkeypatch)) == BEFORE, role
        assert shell.asked == set(asked), role
    assert {FORGOTTEN}.union(IN_NO_STORY, *ASKED.values()) == METHODS


EACH = [pytest.param(role, method, id=f"{role}-{method}") for role, asked in ASKED.items() for method in asked]
EACH.append(pytest.param(PHONE, FORGOTTEN, id=f"phone-{FORGOTTEN}"))


@pytest.mark.parametrize(("role", "method"), EACH)
def test_whatever_fails_that_nobody_foresaw_the_person_goes_on_and_the_fault_is_kept_without_a_word_about_her(
    role: str, method: str, tmp_path: Path, apps: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(method)
    kept = asyncio.run(story(role, shell, tmp_path, apps, monkeypatch))
    assert shell.times > 0
    if method == "storage.open":
        return  # there was nothing to keep it in
    assert "tests.Unforeseen" in kept
    assert "app/" in kept
    assert [word for word in SECRET.split() if word in kept] == []
    assert not re.search(r"\d{7}", kept.replace(str(NOON), "").replace(BEFORE, "")), kept


@pytest.mark.parametrize(("role", "method"), EACH)
def test_whatever_the_shell_says_it_cannot_do_the_person_goes_on_and_no_fault_is_kept(
    role: str, method: str, tmp_path: Path, apps: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(method, lambda: PlatformError("storage-blocked", SECRET))
    assert asyncio.run(story(role, shell, tmp_path, apps, monkeypatch)) == BEFORE
    assert shell.times > 0


Tale = Callable[[Person], Awaitable[None]]


@pytest.fixture
def living(tmp_path: Path, apps: list[Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Shell, Tale], None]:
    """What happens to somebody with an app of this role, from its first screen on."""

    async def told(role: str, shell: Shell, tale: Tale) -> None:
        route, transport = await prepare(role, tmp_path, shell)

        async def opened(page: ft.Page, *, named: bool = False, **more: Any) -> Platform:
            return shell.platform(role, tmp_path / "app", transport)

        monkeypatch.setattr(composition, "open_platform", opened)
        async with running(composition.main, route=route) as client:
            person = Person(client, shell, apps)
            await person.settled()
            await tale(person)

    return lambda role, shell, tale: asyncio.run(told(role, shell, tale))


def test_a_screen_that_cannot_be_drawn_gives_way_to_one_that_says_so(living: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: Any) -> ft.Control:
        raise Unforeseen(SECRET)

    async def tale(person: Person) -> None:
        await person.tap("language-nl")
        monkeypatch.setitem(VIEWS, newcomer.MOMENTS, broken)
        await person.tap("moments")
        assert (person.app._model.screen, person.app._model.refusal) == (newcomer.REFUSED, "odd")
        await person.tap("back", "settings", "help")
        assert "diagnosis" in person.buttons()

    living(PHONE, Shell(), tale)


@pytest.mark.parametrize("role", ASKED)
def test_a_decision_that_fails_is_a_refusal_with_a_way_on(role: str, living: Any) -> None:
    async def tale(person: Person) -> None:
        tap = person.app._tapped if role == DISPLAY else lambda key: person.app.send(Tapped(key))
        tap(None)  # no screen sends this
        await person.settled()
        assert await STORIES[role][1](person)
        assert "Tapped" in person.app._model.diagnosis[0]

    living(role, Shell(), tale)


def test_a_display_that_is_known_shows_its_code_whatever_becomes_of_another_invitation(living: Any) -> None:
    async def shows(person: Person) -> None:
        assert (person.app._model.step, bool(person.app._model.text)) == (organisation.RUNNING, True)

    living(DISPLAY, Shell(), shows)
    after_a_restart = Shell("transport")
    living(DISPLAY, after_a_restart, shows)
    assert after_a_restart.times > 0


def test_a_display_that_cannot_sign_for_a_while_signs_again_as_soon_as_it_can(
    living: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.organisation.app.TICK", 0.01)

    async def tale(person: Person) -> None:
        before = person.app._model.text
        person.shell.method = "signer.sign"
        person.shell.now += 60
        await person.client.until(lambda: person.shell.times > 2)
        assert person.app._model.text == before
        person.shell.broken = False
        await person.client.until(lambda: person.app._model.text != before)

    living(DISPLAY, Shell(), tale)


def test_what_went_another_way_is_handed_over_as_it_is_shown(living: Any) -> None:
    given: list[tuple[str, ...]] = []

    async def tale(person: Person) -> None:
        await person.tap("language-nl", "settings", "help", "diagnosis", "give-diagnosis")
        assert [name for name, *_ in given] == ["veertig-diagnosis.txt"]
        assert given[0][1].splitlines() == list(person.app._model.diagnosis)

    class Giving(Shell):
        async def quiet(self, *words: str) -> str:
            if len(words) == 3:
                given.append(words)
            return "shared"

    living(PHONE, Giving(), tale)
