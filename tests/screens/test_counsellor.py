"""Stories of a counsellor's screens: what is said at once, what only when it is asked for, and what a second tap does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.counsellor import model as counsellor
from app.counsellor import screens
from app.counsellor.model import Arrived, CounsellorModel, FilesJudged, JudgeFiles, Open, RefusalShown, Tapped
from app.counsellor.opened import OpenedFile, judged_file
from app.counsellor.update import update
from app.platform.desk import Batch, WaitingFile
from app.protocol.activities import ActivityType
from app.protocol.terms import State
from app.records import findings
from app.ui.controls.look import Look
from app.ui.screens.finding_words import FINDINGS
from app.ui.screens.words import LEGAL_KIND, STATES
from app.ui.taps import OpenMoment
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.screens.walk import said, seen

UNMARKED = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
PLACE = "Bibliotheek De Krook"
REPOSITORY = Path(__file__).parent.parent.parent


def words(model: CounsellorModel) -> list[str]:
    return said(tuple(seen(screens.view(model, Texts("nl"), Look(LIGHT, False, dutch=False), lambda _: None, samples.NOW))))


def proof() -> CounsellorModel:
    return samples.counsellor_model("counsellor_proof", "nl")


def all_known() -> CounsellorModel:
    """The same proof without the scan at a place that nobody here knows."""
    model = proof()
    assert model.shown
    known = tuple(entry for entry in model.shown.page.entries if counsellor.reason(entry) != counsellor.UNKNOWN_PLACE)
    judged = replace(model.shown, page=replace(model.shown.page, entries=known))
    return replace(model, files=(judged_file(1, "mijn-uren.txt", judged, samples.NOW),))


def test_whose_place_it_was_is_said_only_when_the_moment_is_tapped() -> None:
    model = proof()
    assert not [text for text in words(model) if PLACE in text]
    meaning = OpenMoment(model.shown.page.entries[0].visit.check_in)  # type: ignore[union-attr]
    asked, effects = update(model, Tapped(meaning))
    assert (len([text for text in words(asked) if PLACE in text]), effects) == (1, [])
    again, _ = update(asked, Tapped(meaning))
    assert words(again) == words(model)


def test_a_chooser_that_was_closed_changes_nothing_and_a_second_tap_opens_no_second_one() -> None:
    first = CounsellorModel()
    waiting, effects = update(first, Tapped("open"))
    assert effects == [Open()]
    assert update(waiting, Tapped("open"))[1] == []
    closed, _ = update(waiting, Arrived(Batch()))
    assert closed == first
    assert update(closed, Tapped("open"))[1] == [Open()]


def test_the_next_proof_takes_the_place_of_the_one_before_and_a_refused_one_shows_nothing_of_it() -> None:
    model = proof()
    waiting, effects = update(model, Arrived(Batch((WaitingFile(2, "foto.jpg"),))))
    assert effects == [JudgeFiles((WaitingFile(2, "foto.jpg"),), 0)]
    refused, _ = update(waiting, FilesJudged((OpenedFile(2, "foto.jpg", code="bad-code"),), 0))
    assert refused.screen == counsellor.REFUSED
    assert not any("13:50" in text for text in words(refused))
    back, _ = update(refused, Tapped("back"))
    assert (back.screen, back.shown) == (counsellor.PROOF, model.shown)
    left, _ = update(back, Tapped("back"))
    assert (left.screen, left.files) == (counsellor.FIRST, ())
    failed, _ = update(model, RefusalShown("odd"))
    assert failed.screen == counsellor.REFUSED


def test_what_the_reasons_come_to_is_the_total() -> None:
    page = proof().shown.page  # type: ignore[union-attr]
    assert sum(minutes for _, _, minutes in counsellor.by_reason(page)) == page.total
    assert [one for one, _, _ in counsellor.by_reason(page)] == list(counsellor.REASONS)


def test_what_the_kinds_come_to_is_the_total_and_so_is_what_their_states_come_to() -> None:
    page = proof().shown.page  # type: ignore[union-attr]
    found = counsellor.by_kind(page)
    assert [one.kind for one in found] == list(ActivityType)
    assert sum(one.minutes for one in found) == page.total
    assert all(sum(minutes for _, minutes in one.states) == one.minutes for one in found)
    assert len({state for one in found for state, _ in one.states}) == 3


def test_each_moment_says_its_kind_and_whether_it_is_agreed_and_a_tap_says_what_was_agreed() -> None:
    model = proof()
    told = words(model)
    moments = [one for one in model.shown.page.entries if not one.taken_back]  # type: ignore[union-attr]
    for state, word in (
        (State.AGREED, "Afgesproken"),
        (State.NOT_AGREED, "Niet afgesproken"),
        (State.TO_BE_JUDGED, "Te beoordelen"),
    ):
        kinds = [one for one in counsellor.by_kind(model.shown.page) if state in dict(one.states)]  # type: ignore[union-attr]
        assert told.count(word) == sum(one.terms.state is state for one in moments) + len(kinds)
    assert told.count("Kennismakingsstage") == 1 + sum(one.kind == ActivityType.PLACEMENT for one in moments)
    assert "Telregels, versie 3" in "".join(told).translate(UNMARKED)
    assert "Nederlandstalige context" not in told
    stage = next(one for one in moments if one.kind == ActivityType.PLACEMENT)
    looked, _ = update(model, Tapped(OpenMoment(stage.visit.check_in)))
    for condition in ("Nederlandstalige context", "Participatie op sociaal vlak", "Papieren in orde"):
        assert words(looked).count(condition) == 1


def test_every_state_and_kind_has_its_own_words_and_picture() -> None:
    for table, every in ((LEGAL_KIND, ActivityType), (STATES, State)):
        assert set(table) == set(every)
        assert len(set(table.values())) == len(table)


def test_what_does_not_hold_is_said_in_words_and_never_called_a_fault_of_somebody() -> None:
    odd = words(samples.counsellor_model("counsellor_proof_odd", "nl"))
    for told in ("Niet meegeteld: kon niet bevestigd worden.", "Er ontbreekt iets. Vraag het bestand nog eens."):
        assert told in odd
    assert any("De klokken verschilden." in text for text in odd)
    assert "Elke handtekening klopt." not in odd
    assert "Elke handtekening klopt." not in words(proof())  # a scan at a place that nobody here knows could not be checked
    assert "Elke handtekening klopt." in words(all_known())


def test_every_finding_has_a_picture_and_a_sentence_and_only_what_is_grave_asks_to_talk() -> None:
    assert set(FINDINGS) == set(findings.CODES)
    assert all((REPOSITORY / "assets" / "icons" / f"{icon}.svg").exists() for icon, _ in FINDINGS.values())
    assert "Bespreek dit samen." in words(proof())
    assert "Bespreek dit samen." not in words(all_known())


def test_what_the_limits_cut_is_said_above_and_at_the_moment_with_its_reason() -> None:
    told = [text.translate(UNMARKED) for text in words(all_known())]
    assert "Van een lang moment telt een deel." in told
    assert "1:59" in told
    assert [text for text in told if "1:59 telt niet. Van een lang moment telt een deel." in text] != []
