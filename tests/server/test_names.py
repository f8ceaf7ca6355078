"""Names of organisations: what a newcomer's phone would show wrongly never becomes one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.protocol import trust
from sync_server.__main__ import main
from sync_server.errors import ServerRefusal
from sync_server.region import organisations, publication
from sync_server.region.names import check_name
from tests.server.test_server import Town

UNSEEN = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFFA0)


@pytest.mark.parametrize(
    "name",
    [
        "Bibliotheek De Krook",
        "OCMW Gent, dienst 3 (Zuid) – 'Huis van het Kind'",
        "Café Ça Va & Zoë",
        "Клуб Київ",
        "Клуб Kiev",
        "Σύλλογος Ελλήνων Gent",
        "مركز الشباب",
        "می‌خانه",  # Persian needs the joiner between two letters
        "ማሕበር ተጋሩ",
        "日本語テーブル",
        "مُحَمَّد",  # two marks on one letter
        "נִקּוּד שָׁלוֹם",
        "क्षिँ संस्था",
        "Krook\u0320\u0320\u0320",  # three, as some scripts need them
        "K" * 60,
        "é" * 80,
        "VZW 't Vlot µ-lab",
    ],
)
def test_a_name_of_any_script_is_welcome(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "nothing"),
        (" ", "nothing"),
        ("Krook ", "a space at the end"),
        ("De  Krook", "two spaces"),
        ("De\u00a0Krook", "a space that is not one"),
        ("De\nKrook", "two lines"),
        ("K" * 81, "too long"),
        ("Krook\u202e4202", "turns what follows"),
        ("\u2067Krook", "an isolate"),
        ("Kro\u200bok", "a letter that takes no room"),
        ("Kro\u00adok", "a hyphen that does not show"),
        ("Kro\u200cok", "a joiner outside of Arabic"),
        ("Kafe\u0301", "two spellings of one letter"),
        ("\u0301Krook", "a mark on nothing"),
        ("Krook \U0001f600", "an emoji"),
        ("Bibliothe\u0435k", "a Cyrillic e in a Latin word"),
        ("\u041aROOK", "a Cyrillic K"),
        ("Kr\u03bfok", "a Greek o"),
        ("\u0421\u043eop", "Latin in a Cyrillic word"),
        ("\uff2b\u0440\u043e\u043e\u043a", "a wide Latin letter beside Cyrillic ones"),
        ("...", "signs only"),
        ("- -", "signs only"),
        ("Krook\u0320\u0320\u0320\u0320", "four marks on a letter"),
        ("K" + "\u0328" * 78, "marks without end"),
        *((f"Krook{chr(code)}", "a letter that does not show") for code in UNSEEN),
        *((chr(code), "nothing that shows") for code in UNSEEN),
    ],
)
def test_a_name_that_hides_something_is_refused(name: str, why: str) -> None:
    with pytest.raises(ServerRefusal, match="bad-name"):
        check_name(name)


def test_a_refused_name_leaves_the_trust_list_as_it_was_and_a_good_one_is_on_it(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        before = publication.bundle(town.registry).listed
        with pytest.raises(ServerRefusal, match="bad-name"):
            organisations.add(town.registry, "Bibliothe\u0435k")
        assert publication.bundle(town.registry).listed == before
        organisations.add(town.registry, "ማሕበር " + "x" * 60)
        _, listed = trust.list_from_bytes(publication.bundle(town.registry).listed)
        assert "ማሕበር " + "x" * 60 in [one.name for one in listed.organisations]

    asyncio.run(story())


def test_the_command_line_says_so_and_shows_what_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    assert main(["region-create"]) == 0
    assert main(["organisation-add", "Krook\u202e"]) == 1
    said = capsys.readouterr().err
    assert "bad-name" in said
    assert r"\u202e" in said  # seen, and never sent to the terminal as it is
