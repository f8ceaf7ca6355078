"""Stories of the target: the region's counting policy says how many hours are asked for, and each screen shows that number."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app.counsellor import model as counsellor
from app.counsellor import screens as counsellor_screens
from app.counsellor.opened import judged_file
from app.newcomer.events import Wrote
from app.newcomer.model import NewcomerModel
from app.newcomer.screens import home, saved
from app.newcomer.update import HOME, update
from app.protocol.ed25519 import Ed25519Verifier
from app.records import judge_proof, proof_file
from app.records.page import Saved
from app.records.trust import Trust
from app.store.opening import open_store
from app.ui.controls.look import Look
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from sync_server.__main__ import main
from sync_server.region import publication
from tests.journeys.buddies import line
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import LIBRARY, NOON
from tests.screens.few import found
from tests.server.test_server import Town

REPOSITORY = Path(__file__).parents[2]
DAY, MORNING = 86400, NOON - 2 * 3600
TICK = f'fill="{LIGHT.good}"><circle'
UNMARKED = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))


class Shown:
    """What one drawn screen says and draws."""

    def __init__(self, drawn: ft.Control) -> None:
        controls = found(drawn)
        self.texts = [str(one.value).translate(UNMARKED) for one in controls if isinstance(one, ft.Text)]
        floors = [one for one in controls if isinstance(one, ft.Semantics) and one.identifier == "floor"]
        self.names = [str(one.label).translate(UNMARKED) for one in floors]
        self._drawn = [str(one.content.src) for one in floors if isinstance(one.content, ft.Image)]

    @property
    def tiles(self) -> list[int]:
        """Of each floor the number of tiles, laid and still to be laid, without those beyond the target."""
        return [len(re.findall(r'<g transform="translate\([^)]+\)"', drawn)) for drawn in self._drawn]

    @property
    def carries_tick(self) -> bool:
        return any(TICK in drawn for drawn in self._drawn)


class Story:
    """A region, its operator, and one newcomer's phone."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch, self.town = folder, monkeypatch, Town(folder)
        self.days = 0

    async def begin(self) -> None:
        self.amina = await Handset(self.folder, transport=line(self.town)).open()
        await self.amina.runner.wake()

    async def asks(self, minutes: int) -> None:
        """The operator sets the target, and the phone learns of it."""
        self._patch.setenv("VEERTIG_DATA", str(self.town.folder / "data"))
        self._patch.setattr("sync_server.__main__.unix_time", lambda: self.town.time)
        assert main(["policy-set", "--target", str(minutes)]) == 0
        self.town.time += 9 * DAY
        self.amina.clock.wall = self.town.time
        await self.amina.runner.wake()

    async def visits(self, days: int) -> Saved:
        """Four hours on each of the next days; what the last scan said."""
        for _ in range(days):
            start, self.days = MORNING + (20 + self.days) * DAY, self.days + 1
            for time in (start, start + 4 * 3600):
                self.amina.clock.wall = time
                scan = await self.amina.diary.scanned(code(LIBRARY, time=time, number=self.days))
        return scan

    def home(self) -> Shown:
        model = NewcomerModel(screen=HOME, language="nl", page=self.amina.diary.page())
        return Shown(home.view(model, Texts("nl"), Look(LIGHT), lambda event: None, self.amina.clock.wall))

    def saved(self, scan: Saved) -> Shown:
        before = NewcomerModel(screen=HOME, language="nl")
        model, _ = update(before, Wrote(scan, self.amina.diary.page()))
        return Shown(saved.view(model, Texts("nl"), Look(LIGHT), lambda event: None, self.amina.clock.wall))

    async def proof(self) -> tuple[counsellor.JudgedProof, Shown]:
        """What a counsellor of this region sees of the proof that the phone gives now."""
        store = open_store(self.folder / f"counsellor-{self.days}.db", wal=True)
        offered = publication.bundle(self.town.registry)
        await Trust(store, Ed25519Verifier()).offer(offered.root, offered.certificate, offered.listed)
        text = proof_file.as_text(proof_file.gather(self.amina.store), ORIGIN)
        judged = await judge_proof.judge(text, store, Ed25519Verifier())
        model = counsellor.CounsellorModel(screen=counsellor.PROOF, files=(judged_file(1, "uren.txt", judged, NOON),), at=0)
        drawn = counsellor_screens.view(model, Texts("nl"), Look(LIGHT), lambda event: None, self.amina.clock.wall)
        return judged, Shown(drawn)


def test_a_region_that_asks_for_sixty_hours_is_believed_by_phone_and_counsellor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        life = Story(tmp_path, monkeypatch)
        await life.begin()
        assert "0 / 40" in life.home().texts
        await life.asks(60 * 60)
        assert (life.home().names, life.home().tiles) == (["0 van 60 uur"], [60])

        fortieth = life.saved(await life.visits(10))
        assert fortieth.names == []  # forty hours are nothing great here
        assert "40 / 60" in life.home().texts
        assert (life.home().names, life.home().tiles, life.home().carries_tick) == (["40 van 60 uur"], [60], False)
        judged, shown = await life.proof()
        assert judged.left == 20 * 60
        assert (shown.names, shown.tiles) == (["40 van 60 uur"], [60])
        assert {"40:00\u00a0/\u00a060:00", "nog 20:00"} <= set(shown.texts)

        assert not life.saved(await life.visits(4)).carries_tick
        sixtieth = life.saved(await life.visits(1))
        assert (sixtieth.names, sixtieth.tiles, sixtieth.carries_tick) == (["60 van 60 uur"], [60], True)
        assert "60 / 60" in life.home().texts
        assert life.home().carries_tick
        judged, shown = await life.proof()
        assert judged.left == 0
        assert {"60:00\u00a0/\u00a060:00", "Het doel is bereikt"} <= set(shown.texts)

        assert not life.saved(await life.visits(1)).carries_tick  # it was reached before
        assert {"60", "+ 4"} <= set(life.home().texts)

    asyncio.run(story())


def test_a_region_that_asks_for_twenty_five_hours_has_two_rows_and_a_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        life = Story(tmp_path, monkeypatch)
        await life.begin()
        await life.asks(25 * 60)
        assert not life.saved(await life.visits(6)).carries_tick
        assert ("24 / 25" in life.home().texts, life.home().tiles, life.home().carries_tick) == (True, [25], False)
        reached = life.saved(await life.visits(1))
        assert (reached.names, reached.tiles, reached.carries_tick) == (["28 van 25 uur"], [25], True)
        assert ({"25", "+ 3"} <= set(life.home().texts), life.home().tiles, life.home().carries_tick) == (True, [25], True)
        judged, shown = await life.proof()
        assert (judged.left, shown.names) == (0, ["28 van 25 uur"])

    asyncio.run(story())


def numbers_of_forty(source: str) -> Iterator[int]:
    """The lines of a module that count to forty hours by a number of their own: 2400 minutes, 40 times 60, a comparison or a
    division with 40, a part of a list up to 40, "40 hours" or "/ 40" in a text, or a name of forty. Sizes in dp are none.
    """
    tree = ast.parse(source)
    documents = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        parts: list[Any] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Slice):
            parts = [node.lower, node.upper]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            both = [node.left, node.right]
            parts = both if any(isinstance(one, ast.Constant) and one.value in (60, 3600) for one in both) else []
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.FloorDiv, ast.Mod)):
            parts = [node.left, node.right]
        is_number = any(isinstance(one, ast.Constant) and one.value == 40 for one in parts)
        if isinstance(node, ast.Constant) and id(node) not in documents:
            is_text = isinstance(node.value, str) and re.search(r"\b40 (hours|uur)|/ ?40\b|\b40 ?\+", node.value)
            is_number = bool(node.value == 2400 or is_text)
        if is_number or (isinstance(node, ast.Name) and "FORTY" in node.id.upper()):
            yield getattr(node, "lineno", 0)


def test_no_screen_and_no_count_has_a_forty_of_its_own() -> None:
    """The default of the policy stands in the protocol; a picture may be called forty, and what the law says may be said."""
    files = [*(REPOSITORY / "app").rglob("*.py")]
    files = [file for file in files if "tools" not in file.parts and file.parts[-2:] != ("protocol", "hours.py")]
    assert len(files) > 150
    where = [f"{file.relative_to(REPOSITORY)}:{at}" for file in files for at in numbers_of_forty(file.read_text())]
    assert where == []
    texts = [text for file in (REPOSITORY / "locales").glob("*.po") for text in file.read_text().split("\n\n")]
    shown = [text for text in texts if 'msgctxt "speech"' not in text]  # the voice has a clip of each number up to its last
    assert [text for text in shown if re.search(r"\b40\b", text)] == []


@pytest.mark.parametrize(
    "line",
    [
        *("target = 2400", "target = 40 * 60", "target = 60 * 40", "shown = laid[:40]", "row = FORTY", "if hours >= 40: pass"),
        *("row = number // 40", "number = f'{done} / 40'", "number = f'40 + {more}'", "text('{done} of 40 hours')"),
    ],
)
def test_a_forty_of_its_own_is_seen(line: str) -> None:
    assert list(numbers_of_forty(line))
    assert not list(numbers_of_forty("picture(look, icon, 40)\nROOM - 40\nBADGE = 40\nimages = ('forty',)\n"))
