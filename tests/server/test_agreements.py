"""Stories of a region that says what counts: what stands in the list that phones get, and what is refused without a change."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.protocol import trust
from app.protocol.activities import ActivityType
from app.protocol.agreement import MOST_AGREEMENTS, Agreement
from app.protocol.ed25519 import verify
from app.protocol.hours import Policy
from app.protocol.trust import Roots
from app.protocol.trust_list import TrustList
from sync_server.__main__ import main
from sync_server.commands.agreements import midnight
from sync_server.errors import ServerRefusal
from sync_server.region import acts, agreements, counting, organisations, policy, publication
from sync_server.region.agreements import FIRST
from sync_server.region.registry import YEAR
from tests.people import NOON
from tests.server.test_server import Town

LIBRARY, CARE_HOME = "Bibliotheek De Krook", "Woonzorgcentrum Zonnehof"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    organisations.add(town.registry, LIBRARY)
    return town


def listed(town: Town) -> TrustList:
    """The newest list, admitted as a phone does that meets the region now."""
    newest = publication.bundle(town.registry)
    offered = trust.bundle_from_bytes(newest.certificate, newest.listed)
    admitted, _ = trust.admit(Roots(newest.root), None, offered, verify)
    return admitted.trust_list


def agreed(town: Town, name: str = LIBRARY) -> tuple[Agreement, ...]:
    return next(one.agreements for one in listed(town).organisations if one.name == name)


def state(town: Town) -> tuple[int, int, dict[bytes, tuple[Agreement, ...]], Policy]:
    """All that a refusal must leave as it is."""
    registry = town.registry
    return (
        publication.version(registry),
        len(acts.audit_entries(registry)),
        counting.agreements(registry),
        counting.policy(registry),
    )


def test_what_is_agreed_stands_in_the_next_list_and_what_is_agreed_later_stands_beside_it(town: Town) -> None:
    library = organisations.find(town.registry, LIBRARY).id
    first = Agreement(1, NOON - YEAR, ActivityType.VOLUNTEERING, True, True, True)
    second = Agreement(1, NOON, ActivityType.PLACEMENT, True, None, False)
    sport = Agreement(2, NOON + 300 * 86400, ActivityType.ALTERNATIVE, False, None)
    version = publication.version(town.registry)
    agreements.offer_agree(town.registry, library, [second, sport])
    agreements.offer_agree(town.registry, library, [first])
    assert agreed(town) == (first, second, sport)
    assert publication.version(town.registry) == version + 2
    assert [(one.act, one.who) for one in acts.audit_entries(town.registry, 2)] == [("offer-agree", "server")] * 2
    agreements.offer_agree(town.registry, library, [first])
    assert publication.version(town.registry) == version + 2  # it says nothing new


def test_a_mistake_is_mended_by_the_same_day_again_and_what_was_never_right_is_taken_out(town: Town) -> None:
    library = organisations.find(town.registry, LIBRARY).id
    wrong, right = (
        Agreement(1, NOON, ActivityType.BUDDY, False),
        Agreement(1, NOON, ActivityType.VOLUNTEERING, True, True, True),
    )
    agreements.offer_agree(town.registry, library, [wrong])
    agreements.offer_agree(town.registry, library, [right])
    assert agreed(town) == (right,)
    agreements.offer_drop(town.registry, library, 1, NOON)
    assert agreed(town) == ()
    before = state(town)
    with pytest.raises(ServerRefusal, match="no-agreement"):
        agreements.offer_drop(town.registry, library, 1, NOON)
    assert state(town) == before


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("bad-activities", []),
        ("bad-activities", [Agreement(99, NOON, 3)]),
        ("bad-kind", [Agreement(1, NOON, 0)]),
        ("bad-kind", [Agreement(1, NOON, 5)]),
        ("bad-from", [Agreement(1, FIRST - 1, 3)]),
        ("bad-from", [Agreement(1, NOON + YEAR + 1, 3)]),
        ("bad-from", [Agreement(1, NOON, 3), Agreement(2, 1 << 70, 3)]),
        ("too-many-agreements", [Agreement(1, NOON + day, 3) for day in range(MOST_AGREEMENTS + 1)]),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_changes_nothing(town: Town, code: str, wrong: list[Agreement]) -> None:
    library = organisations.find(town.registry, LIBRARY).id
    agreements.offer_agree(town.registry, library, [Agreement(1, NOON - 1, 3)])
    before = state(town)
    with pytest.raises(ServerRefusal, match=code):
        agreements.offer_agree(town.registry, library, wrong)
    with pytest.raises(ServerRefusal, match="unknown-organisation"):
        agreements.offer_agree(town.registry, bytes(4), [Agreement(1, NOON, 3)])
    assert state(town) == before


def test_as_many_agreements_as_phones_read_are_admitted(town: Town) -> None:
    library = organisations.find(town.registry, LIBRARY).id
    agreements.offer_agree(town.registry, library, [Agreement(1, NOON + day, 3, True, True, True) for day in range(256)])
    assert len(agreed(town)) == 256


def test_the_policy_has_a_version_that_rises_with_each_change_and_only_then(town: Town) -> None:
    assert listed(town).policy == Policy()
    assert policy.policy_set(town.registry, session=480, levels=[4, 2, 3]) == Policy(480, 720, 2400, (2, 3, 4), 1)
    assert policy.policy_set(town.registry, session=480).version == 1
    assert policy.policy_set(town.registry, target=1200, day=600).version == 2
    assert listed(town).policy == Policy(480, 600, 1200, (2, 3, 4), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"session": 0},
        {"session": 1441},
        {"day": -1},
        {"day": 10**40},
        {"target": 0},
        {"target": 100_001},
        {"levels": []},
        {"levels": [5]},
        {"levels": [-1, 2]},
        {"levels": [2, 2]},
        {"late": 5},
        {"late": -1},
        {"session": 300, "target": 0},
    ],
)
def test_a_policy_out_of_bounds_is_refused_and_changes_nothing(town: Town, wrong: dict[str, Any]) -> None:
    policy.policy_set(town.registry, session=480)
    before = state(town)
    with pytest.raises(ServerRefusal, match="bad-policy"):
        policy.policy_set(town.registry, **wrong)
    assert state(town) == before


def test_a_day_begins_at_midnight_in_brussels_also_when_the_clocks_change() -> None:
    assert midnight(date(2026, 11, 23)) == NOON - 12 * 3600
    assert midnight(date(2020, 1, 1)) == FIRST
    for day, length in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)):
        assert midnight(day + timedelta(1)) - midnight(day) == length * 3600


def test_the_command_line_says_what_counts_and_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    for name in (LIBRARY, CARE_HOME):
        assert main(["region-create" if name == LIBRARY else "policy-show"]) == 0
        assert main(["organisation-add", name]) == 0
    agree = ["offer-agree", LIBRARY, "--activity", "library", "--activity", "computer", "--social", "yes"]
    assert main([*agree, "--kind", "volunteering", "--dutch", "yes", "--papers", "yes", "--from", "2026-01-01"]) == 0
    assert main([*agree, "--kind", "alternative", "--dutch", "judge", "--from", "2026-06-01"]) == 0
    assert main(["offer-agree", CARE_HOME, "--activity", "coffee", "--kind", "buddy", "--dutch", "no", "--social", "no"]) == 0
    capsys.readouterr()
    assert main(["offer-list", LIBRARY]) == 0
    lines = capsys.readouterr().out.splitlines()
    older, newer = "from 2026-01-01\tvolunteering\tdutch yes\tsocial yes\tpapers yes\tuntil 2026-06-01", "from 2026-06-01"
    assert lines[0] == f"{LIBRARY}\tlibrary\t{older}"
    assert lines[1] == f"{LIBRARY}\tlibrary\t{newer}\talternative\tdutch judge\tsocial yes\tpapers judge"
    assert len(lines) == 4
    assert main(["offer-drop", LIBRARY, "--activity", "computer", "--from", "2026-01-01"]) == 0
    assert main(["offer-list"]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == [
        "library",
        "library",
        "computer",
        "coffee",
    ]
    assert main(["policy-set", "--minutes-a-moment", "480", "--levels", "2", "3", "4"]) == 0
    assert main(["policy-show"]) == 0
    shown = "version 1\tminutes a moment 480\tminutes a day 720\ttarget 2400\tlevels 2 3 4\tlate 0"
    assert capsys.readouterr().out.splitlines() == [shown, shown]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unknown-organisation", ["offer-agree", "Nobody", "--from", "2026-01-01"]),
        ("bad-from", ["offer-agree", LIBRARY, "--from", "1 juni"]),
        ("bad-from", ["offer-agree", LIBRARY, "--from", "0001-01-01"]),
        ("bad-from", ["offer-agree", LIBRARY, "--from", "9999-12-31"]),
        ("unknown-organisation", ["offer-list", "Nobody"]),
        ("no-agreement", ["offer-drop", LIBRARY, "--activity", "library", "--from", "2026-01-01"]),
        ("bad-policy", ["policy-set", "--target", "0"]),
        ("bad-policy", ["policy-set", "--target", "40"]),  # hours, typed where minutes are meant
    ],
)
def test_the_command_line_refuses_with_one_sentence_and_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, words: list[str]
) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path))
    assert main(["region-create"]) == 0
    assert main(["organisation-add", LIBRARY]) == 0
    rest = ["--activity", "library", "--kind", "buddy", "--dutch", "yes", "--social", "yes"]
    capsys.readouterr()
    assert main([*words, *(rest if words[0] == "offer-agree" else [])]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.endswith(f"({code})\n")
    assert len(said.err) > len(code) + 20
