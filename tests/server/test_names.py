"""Names of organisations: what a newcomer's phone would show wrongly never becomes one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.protocol import trust
from sync_server.__main__ import main
from sync_server.errors import ServerRefusal
from sync_server.region import organisations, publication
from sync_server.region.names import check_label, check_name, mended
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


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("Cafe\u0301 Zoe\u0308", "Café Zoë"),
        ("De\u00a0Krook", "De Krook"),
        ("\u202fDe \u3000 Krook\t", "De Krook"),
        ("De\r\nKrook", "De Krook"),
        ("Biblio\u00adtheek", "Bibliotheek"),
        ("Kro\u200bok\ufeff", "Krook"),
        ("\u200fمركز الشباب\u200f", "مركز الشباب"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("می‌خانه", "می‌خانه"),
        ("Клуб Киї\u200eв", "Клуб Київ"),
        ("\u110e\u1165\u11bc\u1102\u1167\u11ab", "청년"),
        ("Huis van het Kind", "Huis van het Kind"),
    ],
)
def test_a_name_pasted_from_elsewhere_is_mended(pasted: str, name: str) -> None:
    assert check_name(mended(pasted)) == name
    assert check_label(mended(pasted)) == name
    assert mended(name) == name


@pytest.mark.parametrize(
    "name", ["Krook\u202e4202", "Krook\u2067", "\u3164", "Kro\u200cok", "K" + "\u0328" * 30, "\u0301Krook", "Bibliothe\u0435k"]
)
def test_what_hides_something_is_not_mended_into_a_name(name: str) -> None:
    with pytest.raises(ServerRefusal, match="bad-name"):
        check_name(mended(name))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("\u200b ", "it is empty"),
        ("K" * 81, "it has 81 characters"),
        ("Krook\u202e", r"'Krook\u202e': U+202E does not show"),
        ("Krook \U0001f600", "U+1F600 does not show, or phones do not know it"),
        ("Kr\u3164k", "U+3164"),
        ("- -", "no letter and no digit"),
        ("e" + "\u0328\u0323" * 15, "more than 3 marks on one letter"),
        ("Huis Bibliothe\u0435k", r"'Bibliothe\u0435k' has letters of Cyrillic and Latin"),
        ("Kro\u200cok", "a joiner or a mark that belongs to no letter"),
    ],
)
def test_a_refusal_says_why(name: str, why: str) -> None:
    for check in (check_name, check_label):
        with pytest.raises(ServerRefusal) as refused:
            check(mended(name) or " ")
        assert why in refused.value.about


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


def test_the_command_line_mends_what_was_pasted_wherever_a_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_ORIGIN", "https://uren.example.be")
    pasted = "Cafe\u0301\u00a0Zoe\u0308"
    assert main(["region-create"]) == 0
    assert main(["organisation-add", pasted]) == 0
    assert main(["display-invite", pasted, "--activity", "library", "--label", "Entre\u0301e\u00a0"]) == 0
    assert (
        main(["poster-make", pasted, "--activity", "library", "--label", "Cafe\u0301", "--out", str(tmp_path / "a.pdf")]) == 0
    )
    assert main(["offer-list", pasted]) == 0
    assert main(["organisation-rename", pasted, f"{pasted} 2"]) == 0
    capsys.readouterr()
    assert main(["organisation-list"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("Café Zoë 2")
    assert "Entrée" in listed
    assert main(["organisation-add", "Krook" + "\u0320" * 30]) == 1
    assert "more than 3 marks on one letter" in capsys.readouterr().err
