"""Organisations: found by name, never made by a slip, and what they said stays when they are renamed, merged or ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.protocol import enrolment, trust
from app.protocol.agreement import Agreement
from app.protocol.ed25519 import Key
from app.protocol.enrolment import Enrolment
from app.protocol.trust import TrustList
from sync_server.__main__ import main
from sync_server.errors import ServerRefusal
from sync_server.region import acts, agreements, belongings, enrolments, invitations, members, organisations, publication
from sync_server.region.look_alikes import alike
from sync_server.region.registry import DAY
from tests.people import NOON, key
from tests.server.test_server import Town

LIBRARY = "Bibliotheek De Krook"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def listed(town: Town) -> TrustList:
    return trust.list_from_bytes(publication.bundle(town.registry).listed)[1]


def names(town: Town) -> list[str]:
    return sorted(one.name for one in listed(town).organisations)


def answer(town: Town, invitation: bytes, device: Key) -> enrolments.EnrolmentResult:
    draft = enrolment.enrolment_draft(Enrolment(invitation, device.public, town.time))
    return enrolments.enrol(town.registry, *enrolment.enrolment_from_bytes(device.seal(draft)))


def enrol(town: Town, organisation: bytes, device: Key, *, label: str = "") -> None:
    answer(town, invitations.display(town.registry, organisation, [1], 240, 30, label), device)


def enrol_buddy(town: Town, programme: bytes, phone: Key) -> None:
    answer(town, invitations.buddy(town.registry, programme, 30), phone)


LOOK_ALIKES = [
    "Bibliotheek De KROOK",
    "Bibliotheek De Kr00k",
    "Bib1iotheek De Krook",
    "B1bliotheek De Krook",
    "BibIiotheek De Krook",
    "Bibliotheek De Krook.",
    "Bibliotheek-De-Krook",
    "BibliotheekDeKrook",
    "Bıbliotheek De Krook",
    "Bibliothéék De Krook",
    "Ｂibliotheek De Krook",
    "Bibliotheek De KRO0K",
]


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_name_that_looks_like_one_that_is_there_is_shown_beside_it_and_asked_about(town: Town, name: str) -> None:
    organisations.add(town.registry, LIBRARY)
    organisations.add(town.registry, "Sportclub")
    for act in (
        lambda: organisations.add(town.registry, name),
        lambda: organisations.rename(town.registry, "Sportclub", name),
    ):
        with pytest.raises(ServerRefusal, match="like-another") as refused:
            act()
        assert refused.value.about == f"{name}   {LIBRARY}"
        assert names(town) == [LIBRARY, "Sportclub"]
    other = organisations.add(town.registry, name, different=True)
    assert other != organisations.add(town.registry, LIBRARY)
    assert other == organisations.add(town.registry, name)


def test_names_that_differ_for_the_eye_are_no_look_alikes() -> None:
    known = [LIBRARY, "Huis van het Kind", "Клуб Київ", "مركز الشباب", "ማሕበር ተጋሩ", "日本語テーブル", "School 12"]
    new = ["Bibliotheek De Kruk", "Huis van het Rad", "Клуб Львів", "مركز الشبان", "ማሕበር ተጋር", "日本語", "School 13"]
    assert alike(new, known) == []
    assert alike(["КЛУБ КИЇВ", "SCHOOL l2", "5chool 12"], known) == [
        ("КЛУБ КИЇВ", "Клуб Київ"),
        ("SCHOOL l2", "School 12"),
        ("5chool 12", "School 12"),
        ("5chool 12", "SCHOOL l2"),
    ]
    assert alike(["Zornerhof"], ["Zomerhof"]) == [("Zornerhof", "Zomerhof")]
    assert alike(["ѕсооp", "scoop"], []) == [("scoop", "ѕсооp")]


def test_an_unknown_name_invites_nobody_and_the_nearest_ones_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_ORIGIN", "https://uren.example.be")
    for words in (["region-create"], ["organisation-add", LIBRARY], ["organisation-add", "Samen in Gent"]):
        assert main(words) == 0
    capsys.readouterr()
    for words in (
        ["display-invite", "Bibliotheek De Kruk", "--activity", "library"],
        ["buddy-invite", "Bibliotheek De Kruk"],
        ["organisation-rename", "Bibliotheek De Kruk", "Bib"],
        ["organisation-merge", LIBRARY, "Bibliotheek De Kruk"],
        ["organisation-end", "Bibliotheek De Kruk"],
    ):
        assert main(words) == 1
        said = capsys.readouterr()
        assert (said.out, said.err.splitlines()[1:]) == ("", [f"    {LIBRARY}"])
        assert "organisation-add first. (unknown-organisation)" in said.err
    assert main(["display-invite", LIBRARY.upper(), "--activity", "library"]) == 0
    assert main(["organisation-list"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if not line.startswith((" ", "http"))] == [LIBRARY, "Samen in Gent"]


def test_a_name_in_other_capitals_that_could_be_two_is_neither(town: Town) -> None:
    organisations.add(town.registry, LIBRARY)
    organisations.add(town.registry, LIBRARY.upper(), different=True)
    assert organisations.find(town.registry, LIBRARY).name == LIBRARY
    with pytest.raises(ServerRefusal, match="unknown-organisation"):
        organisations.find(town.registry, LIBRARY.lower())


def test_a_new_name_is_shown_everywhere_and_the_id_stays(town: Town) -> None:
    id = organisations.add(town.registry, "Bibliotheek De Kruk")
    enrol(town, id, key("tablet"))
    organisations.rename(town.registry, "bibliotheek de kruk", LIBRARY)
    assert [(one.id, one.name) for one in listed(town).organisations] == [(id, LIBRARY)]
    assert listed(town).displays[0].organisation == id
    organisations.rename(town.registry, LIBRARY, "Bibliotheek de Krook")  # its own look-alike
    organisations.add(town.registry, "Sportclub")
    with pytest.raises(ServerRefusal, match="taken"):
        organisations.rename(town.registry, "Sportclub", "Bibliotheek de Krook", different=True)
    assert names(town) == ["Bibliotheek de Krook", "Sportclub"]


def test_of_two_that_are_one_everything_is_in_one_place_and_the_old_id_says_the_name(town: Town) -> None:
    wrong, right = organisations.add(town.registry, "Bibliotheek De Kruk"), organisations.add(town.registry, LIBRARY)
    enrol(town, wrong, key("tablet"), label="inkom")
    enrol(town, right, key("second"))
    enrol_buddy(town, wrong, key("buddy"))
    waiting = invitations.display(town.registry, wrong, [1], 240, 30)
    agreements.offer_agree(town.registry, wrong, [Agreement(activity, NOON - DAY, 3, True) for activity in (1, 8)])
    agreements.offer_agree(town.registry, right, [Agreement(8, NOON, 4, False)])
    organisations.merge(town.registry, "Bibliotheek De Kruk", LIBRARY)
    assert {one.id: one.name for one in listed(town).organisations} == {wrong: LIBRARY, right: LIBRARY}
    assert {one.organisation for one in listed(town).displays} == {right}
    [one] = belongings.of_organisations(town.registry)
    assert (one.organisation.id, one.before) == (right, ("Bibliotheek De Kruk",))
    assert [len(each) for each in (one.displays, one.buddies, one.invitations)] == [2, 1, 4]
    assert answer(town, waiting, key("third")).organisation == LIBRARY  # an invitation on its way still makes a display
    sql = "SELECT activity, start_time, kind FROM agreements WHERE organisation = ? ORDER BY activity"
    assert town.registry.db.execute(sql, [right]).fetchall() == [(1, NOON - DAY, 3), (8, NOON, 4)]
    assert organisations.find(town.registry, "bibliotheek de kruk").id == right  # by its old name
    assert organisations.add(town.registry, "Bibliotheek De Kruk") == right
    for pair in ((LIBRARY, LIBRARY), ("Bibliotheek De Kruk", LIBRARY)):
        with pytest.raises(ServerRefusal, match="merged"):
            organisations.merge(town.registry, *pair)
    organisations.merge(town.registry, LIBRARY, organisations_name(town, "Stadsbibliotheek"))
    assert {one.name for one in listed(town).organisations} == {"Stadsbibliotheek"}
    organisations.rename(town.registry, "Stadsbibliotheek", LIBRARY)  # the old name is free for whom it was
    assert organisations.find(town.registry, "Stadsbibliotheek").name == LIBRARY


def organisations_name(town: Town, name: str) -> str:
    organisations.add(town.registry, name)
    return name


def test_what_an_ended_organisation_said_stays_and_nothing_of_it_is_believed_afterwards(town: Town) -> None:
    id, other = organisations.add(town.registry, LIBRARY), organisations.add(town.registry, "Sportclub")
    enrol(town, id, key("tablet"))
    enrol(town, other, key("second"))
    enrol_buddy(town, id, key("buddy"))
    waiting = invitations.display(town.registry, id, [1], 240, 30)
    town.time += 10 * DAY
    organisations.end(town.registry, LIBRARY)
    told = listed(town)
    for name, good in (("tablet", False), ("second", True)):
        [display] = [one for one in told.displays if one.key.public == key(name).public]
        assert (display.key.good_at(town.time - 1), display.key.good_at(town.time)) == (True, good)
    assert [told.stops(key("buddy").public, time) for time in (town.time - 1, town.time)] == [False, True]
    assert names(town) == [LIBRARY, "Sportclub"]
    with pytest.raises(ServerRefusal, match="cancelled"):
        answer(town, waiting, key("third"))
    for act in (
        lambda: invitations.display(town.registry, id, [1], 240, 30),
        lambda: invitations.buddy(town.registry, id, 30),
        lambda: organisations.end(town.registry, LIBRARY),
        lambda: organisations.merge(town.registry, "Sportclub", LIBRARY),
    ):
        with pytest.raises(ServerRefusal, match="ended"):
            act()
    assert organisations.add(town.registry, LIBRARY) == id  # it takes part again; its tablet needs a new invitation
    enrol(town, id, key("fourth"))
    assert [one.revoked is None for one in members.displays(town.registry)] == [False, True, True]


def test_every_act_is_in_the_audit_and_a_refused_one_is_not(town: Town) -> None:
    organisations.add(town.registry, LIBRARY)
    with pytest.raises(ServerRefusal):
        organisations.add(town.registry, LIBRARY.upper())
    organisations.rename(town.registry, LIBRARY, "Bib")
    organisations.end(town.registry, "Bib")
    last = [(one.act, one.about) for one in acts.audit_entries(town.registry)][:3]
    assert last == [("organisation-end", "Bib"), ("organisation-rename", f"{LIBRARY} -> Bib"), ("organisation-add", LIBRARY)]


def at_once(data: Path, *commands: list[str]) -> list[int]:
    """The exit codes of commands that run side by side, each a process of its own."""
    env = {**os.environ, "VEERTIG_DATA": str(data), "VEERTIG_ORIGIN": "https://uren.example.be"}
    running = [
        subprocess.Popen([sys.executable, "-m", "sync_server", *one], env=env, stderr=subprocess.PIPE) for one in commands
    ]
    for one in running:
        _, said = one.communicate()
        assert b"Traceback" not in said, said.decode()
    return [one.returncode for one in running]


def test_two_commands_at_once_that_change_one_thing_leave_one_of_the_two_outcomes(town: Town) -> None:
    data = town.folder / "data"
    assert at_once(data, *[["organisation-add", LIBRARY]] * 3) == [0, 0, 0]
    assert names(town) == [LIBRARY]
    organisations.add(town.registry, "Samen in Gent")
    there_and_back = [["organisation-merge", LIBRARY, "Samen in Gent"], ["organisation-merge", "Samen in Gent", LIBRARY]]
    assert sorted(at_once(data, *there_and_back)) == [0, 1]
    [left] = belongings.of_organisations(town.registry)
    assert {one.name for one in listed(town).organisations} == {left.organisation.name}
    sealed = invitations.display(town.registry, left.organisation.id, [1], 240, 30)
    [invited] = invitations.listed(town.registry)
    twice = [["invitation-cancel", invited.id]] * 2
    assert sorted(at_once(data, *twice, ["organisation-rename", left.organisation.name, "Bib"])) == [0, 0, 1]
    with pytest.raises(ServerRefusal, match="cancelled"):
        answer(town, sealed, key("tablet"))
    assert sorted(at_once(data, *[["organisation-end", "Bib"]] * 2)) == [0, 1]
    assert names(town) == ["Bib", "Bib"]
