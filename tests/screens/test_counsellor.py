"""Stories of a counsellor's screens: what is said at once, what only when it is asked for, and what a second tap does."""

from __future__ import annotations

from app import counsellor
from app.controls.look import Look
from app.counsellor import Judged, Model, Open, Refused, Tapped, update
from app.i18n import Texts
from app.screens import counsellor as screens
from app.theme import LIGHT
from tests.looks import samples
from tests.screens.walk import said, seen

PLACE = "Bibliotheek De Krook"


def words(model: Model) -> list[str]:
    return said(tuple(seen(screens.view(model, Texts("nl"), Look(LIGHT, False, dutch=False), lambda _: None, samples.NOW))))


def proof() -> Model:
    return samples.counsellor_model("counsellor_proof", "nl")


def test_whose_place_it_was_is_said_only_when_the_moment_is_tapped() -> None:
    model = proof()
    assert not [text for text in words(model) if PLACE in text]
    key = f"moment-{model.shown.page.entries[0].visit.check_in.hex()}"  # type: ignore[union-attr]
    asked, effects = update(model, Tapped(key))
    assert (len([text for text in words(asked) if PLACE in text]), effects) == (1, [])
    again, _ = update(asked, Tapped(key))
    assert words(again) == words(model)


def test_a_chooser_that_was_closed_changes_nothing_and_a_second_tap_opens_no_second_one() -> None:
    first = Model()
    waiting, effects = update(first, Tapped("open"))
    assert effects == [Open()]
    assert update(waiting, Tapped("open"))[1] == []
    closed, _ = update(waiting, Judged(None))
    assert closed == first
    assert update(closed, Tapped("open"))[1] == [Open()]


def test_the_next_proof_takes_the_place_of_the_one_before_and_a_refused_one_shows_nothing_of_it() -> None:
    model = proof()
    refused, _ = update(model, Refused("bad-code"))
    assert (refused.screen, refused.shown) == (counsellor.REFUSED, None)
    assert not any("13:50" in text for text in words(refused))
    left, _ = update(model, Tapped("back"))
    assert (left.screen, left.shown) == (counsellor.FIRST, None)


def test_what_the_reasons_come_to_is_the_total() -> None:
    page = proof().shown.page  # type: ignore[union-attr]
    assert sum(minutes for _, _, minutes in counsellor.by_reason(page)) == page.total
    assert [one for one, _, _ in counsellor.by_reason(page)] == list(counsellor.REASONS)


def test_what_does_not_hold_is_said_in_words_and_never_called_a_fault_of_somebody() -> None:
    odd = words(samples.counsellor_model("counsellor_proof_odd", "nl"))
    for told in ("Niet meegeteld: kon niet bevestigd worden.", "Er ontbreekt iets. Vraag het bestand nog eens."):
        assert told in odd
    assert any("De klokken verschilden." in text for text in odd)
    assert "Elke handtekening klopt." not in odd
    assert "Elke handtekening klopt." in words(proof())
