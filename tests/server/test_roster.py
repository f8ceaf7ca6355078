"""A table of organisations: all of it is taken in, or nothing and every line that is amiss is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.protocol import trust
from sync_server.__main__ import account, main
from sync_server.errors import ServerRefusal
from sync_server.region import acts, organisations, publication, roster
from tests.server.test_server import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    organisations.add(town.registry, "Bibliotheek De Krook")
    return town


def names(town: Town) -> list[str]:
    _, listed = trust.list_from_bytes(publication.bundle(town.registry).listed)
    return sorted(one.name for one in listed.organisations)


@pytest.mark.parametrize(
    "table",
    [
        "Sportclub\nHuis van het Kind\n",
        "\ufeffSportclub\r\nHuis van het Kind",
        "\n\n  Sportclub  \n\nHuis van het Kind\n\n",
        "naam\nSportclub\nHuis van het Kind\n",
        "Straat;Naam;Telefoon\nDok 1;Sportclub;09 1\n;Huis van het Kind;\n",
        'name,city\n"Sportclub",Gent\n"Huis van het Kind","Gent, Zuid"\n',
        "name\tcity\nSportclub\tGent\nHuis van het Kind\t\n",
        "Bibliotheek De Krook\nSportclub\nHuis van het Kind\n",
        "naam\u00a0\n\u200bSport\u00adclub\nHuis\u00a0van  het\u202fKind\n",
    ],
)
def test_a_table_as_spreadsheets_save_it_is_taken_in_at_once(town: Town, table: str) -> None:
    assert roster.take_in(town.registry, table.encode()) == 2
    assert names(town) == ["Bibliotheek De Krook", "Huis van het Kind", "Sportclub"]
    assert [one.act for one in acts.audit_entries(town.registry)][:2] == ["organisations-import", "organisation-add"]
    assert roster.take_in(town.registry, table.encode()) == 0


def test_a_comma_in_a_name_is_no_border_when_the_heading_is_one_column(town: Town) -> None:
    assert roster.take_in(town.registry, b"naam\nOCMW Gent, dienst 3\n") == 1
    assert "OCMW Gent, dienst 3" in names(town)


@pytest.mark.parametrize(
    ("table", "code", "about"),
    [
        ('Sportclub\n=HYPERLINK("x")\n', "bad-file", "line 2: a cell begins with = + - @, as a formula does"),
        ("name;note\nSportclub;+32 9\n", "bad-file", "line 2: a cell begins with"),
        ("Sportclub\n -1+1\n", "bad-file", "line 2: a cell begins with"),
        ("@SUM(1)\n", "bad-file", "line 1: a cell begins with"),
        ("Sportclub\nKrook\u202e4202\n", "bad-file", "line 2: no name of an organisation: 'Krook\\u202e4202'"),
        ("Sportclub\n\u3164\n", "bad-file", "line 2: no name of an organisation: '\\u3164'"),
        ("Sportclub\n" + "K" * 81 + "\n", "bad-file", "line 2: no name"),
        ("Sportclub\nSport\x00club\n", "bad-file", "line 2: "),
        ("Sportclub\n\u200b=1\n", "bad-file", "line 2: a cell begins with"),
        ("Sportclub\nK" + "\u0328" * 30, "bad-file", "line 2: no name of an organisation: 'K\\u0328"),
        ("Sportclub\nHuis\nSport\u00adclub\n", "bad-file", "line 3: Sportclub stands in line 1, too"),
        ("Sportclub\nHuis\nSportclub\n", "bad-file", "line 3: Sportclub stands in line 1, too"),
        ("name;city\nSportclub;Gent\nHuis\n", "bad-file", "line 3: 1 columns, the first line has 2"),
        ('name\n"Sportclub\n', "bad-file", "line 2: "),
        ("", "bad-file", "no line with a name"),
        ("Sportclub\nSportc1ub\n", "like-another", "line 2: Sportc1ub   line 1: Sportclub"),
        ("Sportclub\nbibliotheek de krook\n", "like-another", "line 2: bibliotheek de krook   Bibliotheek De Krook"),
        ("\n" * 10_000 + "Sportclub\n", "too-many-names", ""),
        ("".join(f"Club {number:05d} x\n" for number in range(5_000)), "too-many-names", ""),
        ("x" * 5_000_000, "too-many-names", ""),
    ],
    ids=lambda value: None,
)
def test_a_table_with_something_amiss_changes_nothing_and_says_where(town: Town, table: str, code: str, about: str) -> None:
    before, done = publication.bundle(town.registry).listed, acts.audit_entries(town.registry)
    with pytest.raises(ServerRefusal, match=code) as refused:
        roster.take_in(town.registry, table.encode(), different=code == "too-many-names")
    assert refused.value.about.startswith(about)
    assert (publication.bundle(town.registry).listed, acts.audit_entries(town.registry)) == (before, done)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16"])
def test_another_encoding_is_refused_and_never_guessed(town: Town, encoding: str) -> None:
    with pytest.raises(ServerRefusal, match="bad-file") as refused:
        roster.take_in(town.registry, "Sportclub\nCafé Zoë\n".encode(encoding))
    assert "UTF-8" in refused.value.about


def test_ten_thousand_lines_are_not_too_many(town: Town) -> None:
    assert roster.take_in(town.registry, ("\n" * 9_999 + "Sportclub\n").encode()) == 1


def test_who_knows_better_says_so_and_the_most_that_a_region_can_have_is_taken_in(town: Town) -> None:
    assert roster.take_in(town.registry, b"Sportclub\nSportc1ub\n", different=True) == 2
    table = "".join(f"Club {number:05d}\n" for number in range(4_997)).encode()
    assert roster.take_in(town.registry, table, different=True) == 4_997
    assert len(names(town)) == 5_000


def test_every_fault_is_named_and_many_are_counted(town: Town) -> None:
    with pytest.raises(ServerRefusal) as refused:
        roster.take_in(town.registry, ("Sportclub\n" + "=1\n" * 50).encode())
    lines = refused.value.about.splitlines()
    assert (len(lines), lines[-1]) == (21, "and 30 more")


def test_the_command_line_prints_the_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
    assert main(["region-create"]) == 0
    table = tmp_path / "all.csv"
    table.write_text("Sportclub\n=1\n")
    assert [main(["organisations-import", str(file)]) for file in (table, tmp_path / "none.csv", tmp_path)] == [1, 1, 1]
    said = capsys.readouterr().err
    assert "(bad-file)\n    line 2: a cell begins with = + - @, as a formula does\n" in said
    assert "none.csv: No such file" in said
    table.write_text("Sportclub\nHuis\n")
    assert main(["organisations-import", str(table)]) == 0
    assert capsys.readouterr().out == "2 added\n"


def test_an_account_without_a_name_stands_in_the_audit_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert account() == str(os.getuid())
