"""Stories of what is printed: posters and invitations as they lie on the table, and what is refused before anything is made."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import numpy as np
import pytest

from app.protocol import enrolment, qr_text
from app.tools.translations.forbidden import FORBIDDEN
from sync_server.__main__ import main
from sync_server.commands.sentences import SENTENCES
from sync_server.errors import ServerRefusal
from sync_server.print import sheet
from sync_server.print.lettering import pieces
from sync_server.print.poster import CODE
from sync_server.region import acts, posters, publication
from tests import paper
from tests.contrast import contrast
from tests.server.region_commands import told
from tests.server.test_server import Town

ORIGIN = "https://uren.example.be"
LONG = "Vereniging voor ontmoeting, taal en buurtwerk van de wijken Rabot en Blaisantvst"
NAMES = {
    "of eighty letters": LONG,
    "of one word of eighty letters": "Wijkgezondheidscentrum" * 3 + "voorontmoeting",
    "in Arabic": "مكتبة الحي في غنت",
    "in Tigrinya": "ቤት ንባብ ጋንት",
    "in Ukrainian": "Бібліотека мікрорайону",
    "in Kurdish": "Pirtûkxaneya Şêrko û Xecê",
}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    told(made, 'organisation-add "De Krook"')
    return made


def printed(town: Town, words: str) -> Path:
    file = town.folder / "printed.pdf"
    told(town, f"{words} --out {file}")
    return file


# --- the paper ---


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_large_and_whole_and_beside_the_code(town: Town, name: str) -> None:
    told(town, f'organisation-add "{name}"')
    file = printed(town, f'poster-make "{name}" --activity sewing --size a4')
    letters = paper.text(file).replace(" ", "")
    assert name.replace(" ", "") in letters
    drawn = paper.picture(file)
    assert paper.code(drawn).startswith(f"{ORIGIN}/#/s/")
    high = np.any(paper.levels(drawn, 15, 8, 180, 38) < 128, axis=1)
    assert high.any()
    assert not np.any(paper.levels(drawn, 0, 0, 210, 6) < 250), "printers leave an edge"


def test_both_sizes_are_one_poster_and_come_without_being_asked_for(town: Town) -> None:
    file = town.folder / "krook.pdf"
    said = told(town, f'poster-make "De Krook" --activity library --out {file}')
    files = [town.folder / "krook-a4.pdf", town.folder / "krook-a5.pdf"]
    assert said.split() == ["1", str(files[0]), "1", str(files[1])]
    assert [paper.size(one) for one in files] == [(210, 297), (148, 210)]
    assert paper.code(paper.picture(files[0])) == paper.code(paper.picture(files[1], dots=150))
    again = printed(town, "poster-print 1 --size a5")
    assert paper.code(paper.picture(again, dots=150)) == paper.code(paper.picture(files[0]))


def test_the_code_is_black_on_white_with_four_white_modules_around_it_and_nearly_as_wide_as_the_paper(town: Town) -> None:
    file = printed(town, 'poster-make "De Krook" --activity library --size a4')
    (one,) = posters.listed(town.registry)
    code = one.code(ORIGIN)
    assert code.version <= 8
    drawn = paper.picture(file, grey=True)
    black = np.argwhere(paper.levels(drawn, 0, 50, 210, 195) < 128)
    (top, left), (bottom, right) = black.min(axis=0), black.max(axis=0)
    wide, module = (right - left + 1) / 100 * paper.INCH, CODE / code.side
    assert wide == pytest.approx(CODE, abs=0.6)
    assert (bottom - top + 1) == pytest.approx(right - left + 1, abs=2)
    x, y = left / 100 * paper.INCH, top / 100 * paper.INCH + 50
    for around in (
        (0.3, y - 4 * module + 0.3, 209, 4 * module - 0.6),
        (0.3, y + CODE + 0.3, 209, 4 * module - 0.6),
        (0.3, y, 4 * module - 0.6, CODE),
        (x + CODE + 0.3, y, 4 * module - 0.6, CODE),
    ):
        assert paper.levels(drawn, *around).min() == 255
    inside = paper.levels(drawn, x, y, CODE, CODE)
    assert np.mean((inside < 20) | (inside > 235)) > 0.9, "only edges between modules are grey"


def test_it_says_whose_it_is_its_number_where_it_hangs_and_its_last_day_and_nothing_of_why(town: Town) -> None:
    file = printed(town, 'poster-make "De Krook" --activity library --size a4 --until 2027-06-30 --label "1e verdieping"')
    said = paper.text(file)
    for part in ("De Krook", "Nr. 1 · 1e verdieping", "Tot en met 30 juni 2027", "Scan als je komt"):
        assert part in said
    assert not re.search(f"inburger|participat|traject|{FORBIDDEN['nl']}", said, re.I)


def test_without_colour_everything_is_still_told_apart() -> None:
    assert contrast(sheet.INK, "#FFFFFF") > 7
    assert contrast(sheet.QUIET_INK, "#FFFFFF") > 7
    assert contrast(sheet.INK, sheet.PAPER) > 7
    assert contrast(sheet.ACTION, sheet.PAPER) > 4.5
    assert contrast(sheet.EDGE, "#FFFFFF") > 3


def test_in_grey_the_steps_and_the_picture_are_seen_and_the_code_is_read(town: Town) -> None:
    drawn = paper.picture(printed(town, 'poster-make "De Krook" --activity coffee --size a4'), grey=True)
    assert paper.code(drawn).startswith(ORIGIN)
    for x, y, width, height in ((15, 10, 34, 34), (16, 256, 84, 18), (108, 256, 84, 18)):
        field = paper.levels(drawn, x, y, width, height)
        assert np.mean(field < 200) > 0.05


# --- scripts ---


def test_arabic_letters_are_joined_and_run_from_the_right(town: Town) -> None:
    told(town, 'organisation-add "محمد"')
    file = printed(town, 'poster-make "محمد" --activity library --size a4')
    columns = np.any(paper.levels(paper.picture(file), 15, 10, 136, 34) < 128, axis=0)
    strokes = np.count_nonzero(np.diff(columns.astype(int)) == 1)
    assert strokes == 1, "four letters that join are one stroke"
    words = paper.opened(file).get_textpage()
    at = words.get_text_range().index("محمد")
    assert words.get_charbox(at)[0] > words.get_charbox(at + 3)[0]


def test_a_number_in_brackets_after_an_arabic_name_stands_at_its_left(town: Town) -> None:
    told(town, 'organisation-add "مكتبة (2)"')
    words = paper.opened(printed(town, 'poster-make "مكتبة (2)" --activity library --size a4')).get_textpage()
    letters = words.get_text_range()
    left = {letter: words.get_charbox(letters.index(letter))[0] for letter in "()2م"}
    first, last = sorted((left["("], left[")"]))
    assert first < left["2"] < last < left["م"]


@pytest.mark.parametrize(
    ("line", "backwards", "seen"),
    [
        ("De Krook 2", False, [("De Krook 2", False)]),
        ("مكتبة (2)", True, [(")", True), ("2", False), ("مكتبة (", True)]),
        ("Vzw القدس 12 - Huis", False, [("Vzw 12", False), ("القدس ", True), (" - Huis", False)]),
        ("القدس Huis", True, [("Huis", False), ("القدس ", True)]),
    ],
)
def test_words_of_two_directions_stand_on_a_line_as_unicode_says(
    line: str, backwards: bool, seen: list[tuple[str, bool]]
) -> None:
    assert pieces(line, backwards=backwards) == seen


# --- what is refused ---


REFUSED = [
    ('poster-make "De Krok" --activity library', "unknown-organisation"),
    ('poster-make "De Krook" --activity library --planned 1441', "bad-planned"),
    ('poster-make "De Krook" --activity library --planned -5', "bad-planned"),
    ('poster-make "De Krook" --activity library --until 2026-11-22', "bad-date"),
    ('poster-make "De Krook" --activity library --until 2999-01-01', "bad-date"),
    ('poster-make "De Krook" --activity library --label "in\u202egang"', "bad-label"),
    ('poster-make "De Krook" --activity library --label "図書館"', "no-letters"),
    ('poster-make "図書館" --activity library', "no-letters"),
    ("poster-print 9", "unknown-poster"),
    ("poster-end 9", "unknown-poster"),
    ("poster-end 1 --after 2026-11-01", "bad-date"),
    ("poster-end 2", "poster-over"),
    ("poster-print 2", "poster-over"),
    ("poster-replace 2", "poster-over"),
]


def test_what_cannot_be_is_refused_with_a_sentence_and_changes_nothing(town: Town) -> None:
    told(town, 'organisation-add "図書館"')
    for _ in range(2):
        printed(town, 'poster-make "De Krook" --activity library --size a4')
    told(town, "poster-end 2")
    before = publication.bundle(town.registry), acts.audit_entries(town.registry), posters.listed(town.registry)
    for words, code in REFUSED:
        with pytest.raises(ServerRefusal) as refused:
            told(town, words)
        assert (words, refused.value.code, code in SENTENCES) == (words, code, True)
        assert (
            publication.bundle(town.registry),
            acts.audit_entries(town.registry),
            posters.listed(town.registry),
        ) == before, words


def test_the_command_line_says_in_one_sentence_what_to_do(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(town.registry.data))
    assert main(["poster-end", "7"]) == 1
    assert capsys.readouterr().err == "No poster has this number: see poster-list. (unknown-poster)\n"


def test_an_address_that_makes_a_code_too_fine_for_a_wall_is_refused(town: Town) -> None:
    with pytest.raises(ServerRefusal, match="long-address"):
        told(town, 'poster-make "De Krook" --activity library', f"https://{'a' * 37}")
    assert posters.listed(town.registry) == []


def test_a_folder_that_is_not_there_is_said_and_the_poster_can_be_printed_elsewhere(
    town: Town,
) -> None:
    with pytest.raises(SystemExit) as ended:
        told(town, 'poster-make "De Krook" --activity library --out /nowhere/krook.pdf')
    assert "print it with poster-print 1" in str(ended.value)
    assert paper.text(printed(town, "poster-print 1 --size a4"))


# --- lists ---


def test_posters_are_listed_by_number_and_are_no_displays(town: Town) -> None:
    for words in ("--activity library --label ingang", "--activity coffee --until 2026-12-31"):
        printed(town, f'poster-make "De Krook" {words} --size a4')
    told(town, "poster-end 1")
    assert told(town, "poster-list").splitlines() == [
        "1\tDe Krook\tlibrary\tover since 2026-11-23\tingang",
        "2\tDe Krook\tcoffee\tuntil 2026-12-31",
    ]
    assert told(town, "organisation-list").splitlines()[2] == "    poster\t2\tcoffee\tuntil 2026-12-31"
    assert told(town, "display-list") == ""
    assert [act.act for act in acts.audit_entries(town.registry)[:3]] == ["poster-end", "poster-make", "poster-make"]


def test_with_its_organisation_a_poster_ends_too_also_one_that_was_to_hang_two_weeks_more(town: Town) -> None:
    printed(town, 'poster-make "De Krook" --activity library --size a4')
    printed(town, "poster-replace 1 --size a4")
    told(town, 'organisation-end "De Krook"')
    assert [one.over for one in posters.listed(town.registry)] == [town.time, town.time]


# --- invitations ---


@pytest.mark.parametrize(
    ("words", "role", "step"),
    [
        ('display-invite "De Krook" --activity library', enrolment.DISPLAY, "camera van de tablet"),
        ('buddy-invite "De Krook"', enrolment.BUDDY, "camera van je telefoon"),
    ],
)
def test_an_invitation_on_paper_is_the_link_itself_with_its_steps_and_last_day(
    town: Town, words: str, role: int, step: str
) -> None:
    file = town.folder / "invitation.pdf"
    link = told(town, f"{words} --days 8 --print {file}").strip()
    assert paper.code(paper.picture(file)) == link
    letter, sealed = qr_text.from_text(link)
    assert (letter, enrolment.invitation_from_bytes(sealed)[1].role) == (qr_text.ENROLMENT, role)
    said = paper.text(file)
    for part in ("De Krook", step, "één keer", "tot en met 30 november 2026"):
        assert part in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "it holds a secret"
