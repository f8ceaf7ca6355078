"""Stories of a counsellor's desk: real proofs are judged one after the other, compared, printed and copied."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.counsellor.desk_work import DeskWork
from app.counsellor.model import Event, FilesJudged
from app.counsellor.opened import UNREAD, Changes, OpenedFile, changes, counts, judged_file, with_files
from app.counsellor.printed_proof import as_page
from app.counsellor.register_line import register_line
from app.platform.absent import NoDesk
from app.platform.desk import PrintedPage, WaitingFile
from app.platform.errors import ODD
from app.platform.files import PickedFile
from app.platform.phone.shell import native_platform
from app.protocol import proof
from app.protocol.brussels import date_of
from app.records.proof_summary import HOLDS, TALK_ABOUT
from app.ui.texts import Texts
from tests.journeys.test_proof import amina_s_week, desk, given, judged
from tests.journeys.town import ORIGIN, Handset
from tests.people import NOON

WEEK = 7 * 86400
Judged = tuple[list[OpenedFile], list[Event]]


@dataclass
class Paper(NoDesk):
    """A desk on which these texts lie; `raises` is the name of one that nobody foresaw."""

    texts: Sequence[str] = ()
    raises: int = -1
    copied: list[str] = field(default_factory=list)
    opened: list[PrintedPage] = field(default_factory=list)
    read_ones: list[int] = field(default_factory=list)

    async def read(self, file: WaitingFile) -> PickedFile:
        self.read_ones.append(file.number)
        if file.number == self.raises:
            raise KeyError(file.name)
        return PickedFile(file.name, self.texts[file.number])

    async def copy(self, text: str, title: str, close: str, *, rtl: bool) -> str:
        self.copied.append(text)
        return "copied"

    async def open_page(self, page: PrintedPage, word: str, *, rtl: bool) -> str:
        self.opened.append(page)
        return "opened"


async def work(folder: Path, paper: Paper, is_wanted: Callable[[], bool] = lambda: True) -> tuple[DeskWork, Judged, list[str]]:
    """All texts of this desk, judged; the events that the model got, and what was noted."""
    platform = replace(native_platform("counsellor", folder, ORIGIN), desk=paper)
    events: list[Event] = []
    noted: list[str] = []

    async def note(doing: str, error: Exception) -> None:
        noted.append(type(error).__name__)

    doing = DeskWork(platform, await desk(folder / "desk"), events.append, note)
    files = [WaitingFile(number, f"mijn-uren ({number}).txt") for number in range(len(paper.texts))]
    await doing.judge(files, 7, is_wanted)
    return doing, ([file for event in events if isinstance(event, FilesJudged) for file in event.files], events), noted


def broken(text: str) -> str:
    """The proof with one bit of its last record changed."""
    data = bytearray(proof.from_text(text))
    data[data.rindex(proof.from_bytes(bytes(data)).records[-1]) + 60] ^= 1
    return proof.to_text(bytes(data))


class Words(HTMLParser):
    """What a page says, and every tag and attribute in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_two_hundred_files_are_judged_one_after_the_other_and_one_that_fails_stops_none(tmp_path: Path) -> None:
    async def story() -> None:
        good = given(await amina_s_week(tmp_path))
        texts = [good, broken(good), "\x89PNG rommel", good[: len(good) // 2], good] * 40
        paper = Paper(texts, raises=4)
        _, (files, events), noted = await work(tmp_path, paper)
        assert paper.read_ones == list(range(200))
        assert [file.answer for file in files[:5]] == [HOLDS, TALK_ABOUT, UNREAD, UNREAD, UNREAD]
        assert [file.code for file in files[:5]] == ["", "", "not-ours", "bad-code", ODD]
        assert counts(files) == {TALK_ABOUT: 40, UNREAD: 81, HOLDS: 79}
        assert len(with_files((), files)) == 2 + 81  # a copy of a proof is one line
        assert all(isinstance(event, FilesJudged) and event.run == 7 for event in events)
        assert set(noted) == {"KeyError", "NotOurs", "Malformed"} or "KeyError" in noted

    asyncio.run(story())


def test_who_leaves_the_list_has_nothing_more_judged(tmp_path: Path) -> None:
    async def story() -> None:
        good = given(await amina_s_week(tmp_path))
        paper = Paper([good] * 9)
        await work(tmp_path, paper, lambda: len(paper.read_ones) < 2)
        assert paper.read_ones == [0, 1]

    asyncio.run(story())


async def two_proofs(folder: Path) -> tuple[Handset, OpenedFile, OpenedFile]:
    """What Amina gave, and what she gives after one more moment and after she took one back."""
    amina = await amina_s_week(folder)
    store = await desk(folder / "desk")
    first = judged_file(1, "mijn-uren.txt", await judged(given(amina), store), NOON)
    await amina.afterwards.declare(2, 60, 2)
    later = judged_file(2, "mijn-uren (1).txt", await judged(given(amina), store), NOON)
    return amina, first, later


def test_two_proofs_of_one_person_say_what_is_new_whichever_was_opened_first(tmp_path: Path) -> None:
    async def story() -> None:
        _, first, later = await two_proofs(tmp_path)
        for files in ((first, later), (later, first)):
            since = changes(files, later)
            assert since is not None
            assert since.earlier is first
            assert (len(since.compared.new), since.compared.gone, since.compared.minutes) == (1, (), 60)
            assert changes(files, first) is None
        assert first.judged
        of_another = replace(first.judged, evidence=replace(first.judged.evidence, person=bytes(16)))
        stranger = replace(first, judged=of_another)
        assert changes((stranger, later), later) is None

    asyncio.run(story())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[OpenedFile, Changes | None, str]:
    """The later of two proofs, printed."""

    async def story() -> tuple[OpenedFile, Changes | None, str]:
        _, first, later = await two_proofs(tmp_path_factory.mktemp("printed"))
        since = changes((first, later), later)
        return later, since, as_page(later, since, NOON)

    return asyncio.run(story())


def test_the_page_says_what_the_screen_says_and_has_a_line_for_each_moment(
    printed: tuple[OpenedFile, Changes | None, str],
) -> None:
    file, _, html = printed
    assert file.summary
    words = " ".join(" ".join(Words(html).words).split())
    for text in ("Bewijs van deelname", "Alles klopt", "5:00 uur van minstens 40:00 uur", "Nog 35:00 uur te gaan"):
        assert text in words
    assert f"De momenten ({len(file.summary.lines)})" in words
    assert html.count('<td class="when">') == len(file.summary.lines)
    assert "Nieuw (1):" in words
    assert "hoogstens 10:00 uur, van één dag hoogstens 12:00 uur" in words
    assert file.digest.hex() in words
    assert "Trajectbegeleider" in words


def test_the_page_runs_nothing_fetches_nothing_and_writes_names_as_text(
    printed: tuple[OpenedFile, Changes | None, str],
) -> None:
    file, since, html = printed
    page = Words(html)
    assert not page.tags & {"script", "img", "link", "iframe", "form", "object", "svg", "a"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "href", "style")}
    odd = "<script>alert(1)</script>.txt"
    named = Words(as_page(replace(file, name=odd), since, NOON))
    assert "script" not in named.tags
    assert odd in "".join(named.words)


def test_the_line_for_the_register_is_one_line_without_a_name_and_begins_with_a_letter(tmp_path: Path) -> None:
    async def story() -> None:
        good = given(await amina_s_week(tmp_path))
        paper = Paper([good])
        doing, (files, _), _ = await work(tmp_path, paper)
        named = replace(files[0], name="Fatima Benali.txt")
        assert await doing.copy(named, Texts("ar")) == named.digest
        (line,) = paper.copied
        assert line == register_line(named, date_of(native_platform("counsellor", tmp_path, ORIGIN).clock().wall))
        assert line.startswith("Bewijs van deelname 4:00 uur (doel 40:00); van ")
        assert "; alles klopt; beoordeeld op " in line
        assert line.endswith(f"SHA-256 {named.digest.hex()}")
        assert "Fatima" not in line
        assert line.isprintable()
        await doing.open_page(named, None, Texts("nl"))
        assert [page.name for page in paper.opened] == ["bewijs-van-deelname.html"]

    asyncio.run(story())


def test_a_file_that_is_no_proof_can_be_neither_printed_nor_copied() -> None:
    rubbish = OpenedFile(1, "vakantie.jpg", code="not-ours")
    with pytest.raises(ValueError, match="no proof"):
        as_page(rubbish, None, NOON)
    with pytest.raises(ValueError, match="no proof"):
        register_line(rubbish, date_of(NOON))
