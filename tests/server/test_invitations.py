"""Invitations: told apart, taken back, never printed for an address that no phone opens; and a sentence for each refusal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.protocol import enrolment, pull, qr_text
from app.protocol.keys import key_id
from app.protocol.pull import Pull
from sync_server import config
from sync_server.__main__ import main
from sync_server.commands.sentences import SENTENCES, sentence
from sync_server.errors import STATUS, ServerRefusal
from sync_server.region import invitations, members, organisations
from sync_server.region.registry import DAY
from tests.people import key
from tests.server.region_commands import told
from tests.server.test_organisations import LIBRARY, answer, enrol, enrol_buddy
from tests.server.test_server import Town

SERVER = Path(__file__).parent.parent.parent / "sync_server"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_invitations_are_told_apart_by_label_role_and_state(town: Town) -> None:
    id = organisations.add(town.registry, LIBRARY)
    enrol(town, id, key("tablet"), label="inkom")
    enrol_buddy(town, id, key("buddy"))
    invitations.display(town.registry, id, [1, 8], 240, 1, "zaal 1")
    town.time += DAY
    kept = invitations.display(town.registry, id, [1], 240, 30, "zaal 2")
    taken_back = invitations.display(town.registry, id, [1], 240, 30, "zaal 3")
    last = invitations.listed(town.registry)[-2:]
    [doomed] = [one for one in last if one.label == "zaal 3"]
    invitations.cancel(town.registry, doomed.id.upper())
    told = {(one.role, one.label): (one.organisation, one.activities, one.state) for one in invitations.listed(town.registry)}
    assert told == {
        (enrolment.DISPLAY, "inkom"): (LIBRARY, (1,), "used"),
        (enrolment.BUDDY, ""): (LIBRARY, (), "used"),
        (enrolment.DISPLAY, "zaal 1"): (LIBRARY, (1, 8), "expired"),
        (enrolment.DISPLAY, "zaal 2"): (LIBRARY, (1,), "open"),
        (enrolment.DISPLAY, "zaal 3"): (LIBRARY, (1,), "cancelled"),
    }
    with pytest.raises(ServerRefusal, match="cancelled"):
        answer(town, taken_back, key("second"))
    answer(town, kept, key("third"))
    assert [(one.label, one.activities) for one in members.displays(town.registry)] == [("inkom", (1,)), ("zaal 2", (1,))]
    used = next(one.id for one in invitations.listed(town.registry) if one.state == "used")
    for wrong, code in (
        (doomed.id, "cancelled"),
        (used, "used"),
        ("00000000", "not-found"),
        ("", "not-found"),
        ("%", "not-found"),
    ):
        with pytest.raises(ServerRefusal, match=code):
            invitations.cancel(town.registry, wrong)


def test_a_tablet_that_is_emptied_each_night_uses_its_link_again_and_is_the_only_display_of_it(town: Town) -> None:
    id = organisations.add(town.registry, LIBRARY)
    link = invitations.display(town.registry, id, [1], 240, 30, "kiosk", times=3)
    nights = [key(f"tablet of night {night}") for night in range(4)]
    for night, tablet in enumerate(nights[:3]):
        [listed] = invitations.listed(town.registry)
        assert listed.state == "open"
        answer(town, link, tablet)
        answer(town, link, tablet)  # the same tablet may ask again
        believed = [display for display in members.displays(town.registry) if display.revoked is None]
        assert [display.key for display in believed] == [key_id(tablet.public).hex()], night
        town.time += DAY
    with pytest.raises(ServerRefusal, match="used"):
        answer(town, link, nights[3])
    [listed] = invitations.listed(town.registry)
    assert listed.state == "used"
    revoked = [display.revoked for display in members.displays(town.registry)]
    assert revoked == [town.time - 2 * DAY, town.time - DAY, None]  # what was signed before counts


def test_a_link_for_several_times_ends_with_its_days_with_cancelling_and_with_the_organisation(town: Town) -> None:
    id = organisations.add(town.registry, LIBRARY)
    cancelled, ended = (invitations.display(town.registry, id, [1], 240, 30, label, times=9) for label in ("a", "b"))
    old = invitations.display(town.registry, id, [1], 240, 1, "c", times=9)
    for link in (cancelled, ended, old):
        answer(town, link, key("first tablet"))
    town.time += DAY
    with pytest.raises(ServerRefusal, match="expired"):
        answer(town, old, key("second tablet"))
    doomed = next(listed.id for listed in invitations.listed(town.registry) if listed.label == "a")
    invitations.cancel(town.registry, doomed)
    organisations.end(town.registry, LIBRARY)
    for link, code in ((cancelled, "cancelled"), (ended, "cancelled"), (old, "expired|cancelled")):
        with pytest.raises(ServerRefusal, match=code):
            answer(town, link, key("second tablet"))


def test_the_command_makes_a_link_for_as_many_mornings_as_it_says(town: Town) -> None:
    organisations.add(town.registry, LIBRARY)
    printed = told(town, f'display-invite "{LIBRARY}" --activity library --times 2').strip()
    link = qr_text.from_text(printed)[1]
    for tablet in ("first tablet", "second tablet"):
        answer(town, link, key(tablet))
    with pytest.raises(ServerRefusal, match="used"):
        answer(town, link, key("third tablet"))


def test_a_tablet_that_was_revoked_stays_revoked_from_that_day_when_its_link_is_used_again(town: Town) -> None:
    id = organisations.add(town.registry, LIBRARY)
    link = invitations.display(town.registry, id, [1], 240, 30, "kiosk", times=3)
    answer(town, link, key("first tablet"))
    revoked = town.time
    members.revoke(town.registry, key_id(key("first tablet").public).hex())
    town.time += DAY
    answer(town, link, key("second tablet"))
    assert [display.revoked for display in members.displays(town.registry)] == [revoked, None]


def test_a_tablet_that_got_another_invitation_stays_when_its_old_link_is_used_again(town: Town) -> None:
    id = organisations.add(town.registry, LIBRARY)
    link = invitations.display(town.registry, id, [1], 240, 30, "kiosk", times=3)
    answer(town, link, key("first tablet"))
    enrol(town, id, key("first tablet"), label="zaal")
    answer(town, link, key("second tablet"))
    assert [display.revoked for display in members.displays(town.registry)] == [None, None]


@pytest.mark.parametrize("times", [0, -1, 101])
def test_a_link_can_be_used_once_to_a_hundred_times(town: Town, times: int) -> None:
    id = organisations.add(town.registry, LIBRARY)
    with pytest.raises(ServerRefusal, match="bad-times"):
        invitations.display(town.registry, id, [1], 240, 30, times=times)
    for allowed in (1, 100):
        assert invitations.display(town.registry, id, [1], 240, 30, times=allowed)


@pytest.mark.parametrize("label", ["x" * 41, "in\u202ekom", "\u3164", "a\tb", " x"])
def test_a_label_hides_nothing_and_is_short(town: Town, label: str) -> None:
    id = organisations.add(town.registry, LIBRARY)
    with pytest.raises(ServerRefusal, match="bad-label"):
        invitations.display(town.registry, id, [1], 240, 30, label)
    assert invitations.listed(town.registry) == []


@pytest.mark.parametrize(
    "origin",
    ["uren.test", "ftp://uren.test", "http://uren.test", "https://uren.test/app", "https://a:99999", "https://é.be", " "],
)
def test_no_invitation_is_printed_for_an_address_that_no_phone_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], origin: str
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    assert [main(words) for words in (["region-create"], ["organisation-add", LIBRARY])] == [0, 0]
    capsys.readouterr()
    monkeypatch.setenv("VEERTIG_ORIGIN", origin)
    for words in (["display-invite", LIBRARY, "--activity", "library"], ["buddy-invite", LIBRARY]):
        assert main(words) == 1
        said = capsys.readouterr()
        assert (said.out, "(bad-origin)" in said.err, "https://uren.example.be" in said.err) == ("", True, True)
    monkeypatch.delenv("VEERTIG_ORIGIN")
    assert main(["buddy-invite", LIBRARY]) == 1
    assert "not set" in capsys.readouterr().err
    assert main(["invitation-list"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("origin", ["", "https://uren.test/app"])
def test_a_server_that_phones_cannot_find_says_so_when_it_starts(tmp_path: Path, origin: str) -> None:
    env = {**os.environ, "VEERTIG_DATA": str(tmp_path), "VEERTIG_ORIGIN": origin}
    command = [sys.executable, "-m", "sync_server", "serve", "--port", "0"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        said = server.stderr.readline()
        server.terminate()
    assert f"(bad-origin): {origin or 'not set'}" in said


@pytest.mark.parametrize(
    "origin", ["HTTPS://Uren.TEST", "https://uren.test/", " https://uren.test:8443 ", "http://localhost:8000"]
)
def test_an_origin_is_spelt_as_phones_know_it(origin: str) -> None:
    link = qr_text.to_text(config.link_origin(config.from_environment({"VEERTIG_ORIGIN": origin})), "e", b"x")
    assert qr_text.from_text(link) == ("e", b"x")
    assert link.lower() == link


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--planned", "1441"], "bad-planned"),
        (["--planned", "-5"], "bad-planned"),
        (["--days", "0"], "bad-days"),
        (["--days", "99999999999999999"], "bad-days"),
        (["--activity", "library"], "bad-activities"),
        (["--label", "x" * 41], "bad-label"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_ORIGIN", "https://uren.test")
    assert [main(words) for words in (["region-create"], ["organisation-add", LIBRARY])] == [0, 0]
    capsys.readouterr()
    assert main(["display-invite", LIBRARY, "--activity", "library", *words]) == 1
    assert capsys.readouterr().err.splitlines()[0] == f"{SENTENCES[code]} ({code})"


def test_every_refusal_has_a_sentence_that_says_what_to_do() -> None:
    named = {
        code for file in SERVER.rglob("*.py") for code in re.findall(r'(?:Refused|_refuse)\(\s*"([a-z-]+)"', file.read_text())
    }
    assert (named | set(STATUS)) - set(SENTENCES) == set()
    for code, said in SENTENCES.items():
        assert re.fullmatch(r"[A-Z].{20,200}\.", said), code
        assert sentence(ServerRefusal(code, about="a\nb")) == f"{said} ({code})\n    a\n    b"


def test_the_audit_and_the_lists_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path)
    id = organisations.add(town.registry, LIBRARY)
    enrol(town, id, key("tablet"), label="inkom")
    asking = pull.to_draft(Pull(bytes(32), 0, 1), key("tablet").public)
    members.note_request(town.registry, pull.from_bytes(key("tablet").seal(asking))[0])
    enrol_buddy(town, id, key("buddy"))
    invitations.display(town.registry, id, [8], 240, 400, "zaal")
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))

    def printed(*words: str) -> list[list[str]]:
        assert main([*words]) == 0
        return [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    [display] = members.displays(town.registry)
    [buddy] = members.buddies(town.registry)
    times = ["since 2026-11-23", "seen 2026-11-23 12:00", "until 2027-11-24"]
    assert printed("display-list") == [[display.key, LIBRARY, "inkom", "library", *times]]
    assert printed("buddy-list") == [[buddy.key, LIBRARY, times[0], times[2]]]
    waiting = invitations.listed(town.registry)[-1]
    last = printed("invitation-list")[-1]
    assert last[:-1] == [waiting.id, "display", LIBRARY, "zaal", "care_home"]
    assert last[-1] in ("open until 2027-12-28 12:00", "expired 2027-12-28 12:00")  # as the clock of this machine says
    listed = printed("organisation-list")
    assert [line[0].strip() for line in listed] == [LIBRARY, "display", "buddy", "invitation", "invitation", "invitation"]
    assert listed[1][1:] == [display.key, "inkom", "library", *times]
    done = printed("audit", "--most", "2")
    assert [line[2] for line in done] == ["enrol", "display-invite"]
