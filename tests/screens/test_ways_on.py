"""After a refusal, and beside a code: the button says the same as the picture, so that nobody goes round in circles."""

from __future__ import annotations

from dataclasses import replace

import flet as ft
import pytest

from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.screens import refused
from app.newcomer.ways_on import WAYS, ways_on
from app.platform.errors import START_AGAIN
from app.ui.controls.look import Look
from app.ui.screens import refusals
from app.ui.screens.help_pages import HOWS
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.looks import samples
from tests.looks.samples import NOW
from tests.screens.few import found
from tests.screens.test_told_in_pictures import part, pictures

AGAIN = (START_AGAIN, "card-offline", "card-busy", "card-needs-internet")
CARD = {"no-card-seen": "card_scans", "old-card": "card_scans", "torn-card": "ten_pictures", "wrong-pictures": "ten_pictures"}
OF_PHONES = {"phone-odd": "old_phone_code", "phone-other": "old_phone_code", "file-alone": "card_scans"}
OF_FILES = {"file-odd": "hours_file", "file-other": "hours_file"}
DONE_HERE = {
    "card_scans",
    "old_phone_code",
    "hours_file",
    "card_new",
    "ten_pictures",
    "scan",
    "photo",
    "code_again",
    "calendar",
    "code_on_wall",
    "right_code",
    "buddy_phone",
}


def refusal(code: str) -> newcomer.NewcomerModel:
    return replace(samples.meetings("refused", "nl"), screen=newcomer.REFUSED, refusal=code)


def green(model: newcomer.NewcomerModel) -> list[list[str]]:
    """The pictures of each large green button."""
    tree = found(refused.view(model, Texts("nl"), Look(LIGHT), lambda event: None, NOW))
    return [pictures(found(one)) for one in tree if isinstance(one, ft.Container) and one.bgcolor == LIGHT.action]


@pytest.mark.parametrize("code", sorted({*refusals.REFUSAL, "unheard-of"}))
def test_the_large_button_does_what_the_picture_tells_and_there_is_none_where_that_is_done_elsewhere(code: str) -> None:
    told = refusals.WAY_ON.get(code, "scan")
    buttons = green(refusal(code))
    assert bool(buttons) == (told in DONE_HERE or code in AGAIN)
    if told in ("photo", "code_again", "calendar"):
        assert buttons == [[told]]
    elif buttons:
        assert buttons == [["again" if code in AGAIN else (CARD | OF_PHONES | OF_FILES).get(code, "scan")]]


def test_the_answer_of_another_meeting_leads_straight_to_the_own_code() -> None:
    model = refusal("other-meeting")
    main, too = ways_on(model, NOW)
    assert (main.main, too.main, too.key) == (True, False, "scan")
    after, _ = newcomer.update(model, newcomer.Tapped(main.meaning))
    assert (after.screen, after.shown) == (report.CODE, model.shown)


def test_of_several_codes_the_one_that_was_on_the_screen_is_shown_else_the_list_has_them_all() -> None:
    model = refusal("other-meeting")
    (one,) = model.page.expected
    two = replace(model, page=replace(model.page, expected=(replace(one, id=bytes([7]) * 32), one)))
    assert ways_on(two, NOW)[0].key == f"show-{one.id.hex()}"
    assert ways_on(replace(two, shown=None), NOW)[0].key == newcomer.MOMENTS
    assert ways_on(replace(model, shown=None), NOW)[0].key == f"show-{one.id.hex()}"


def test_where_no_code_waits_any_more_a_meeting_is_told_anew() -> None:
    model = refusal("other-meeting")
    for gone in (replace(model, page=replace(model.page, expected=())), model):
        later = NOW + (0 if gone is not model else report.SHOWN_FOR)
        main, _ = ways_on(gone, later)
        assert newcomer.update(gone, newcomer.Tapped(main.meaning))[0].screen == report.WHO


def test_every_way_on_leads_away_from_the_refusal_or_opens_the_camera() -> None:
    for code in (*WAYS, "other-meeting", "unheard-of"):
        for way in ways_on(refusal(code), NOW):
            after, effects = newcomer.update(refusal(code), newcomer.Tapped(way.meaning))
            assert after.screen != newcomer.REFUSED or effects in ([newcomer.OpenCamera()], [newcomer.StartAgain("")]), code


def test_what_only_a_new_start_can_save_is_scanned_no_second_time() -> None:
    model, effects = newcomer.update(samples.meetings("refused", "nl"), newcomer.LinkOpened("/s/1"))
    assert effects == [newcomer.Write("/s/1")]
    lost, _ = newcomer.update(model, newcomer.RefusalShown(START_AGAIN))
    assert newcomer.update(lost, newcomer.Tapped(START_AGAIN))[1] == [newcomer.StartAgain("/s/1")]
    refused_otherwise, _ = newcomer.update(model, newcomer.RefusalShown("bad-code"))
    later, _ = newcomer.update(refused_otherwise, newcomer.RefusalShown(START_AGAIN))
    assert newcomer.update(later, newcomer.Tapped(START_AGAIN))[1] == [newcomer.StartAgain("")]  # that one was dealt with


def test_what_is_said_of_a_refusal_are_its_sentence_and_its_buttons() -> None:
    for name in ("refused-other-meeting", "refused-damaged-database", "refused-no-camera"):
        model = samples.model(name, "nl")
        assert isinstance(model, newcomer.NewcomerModel)
        assert [one.key for one in samples.said(name, "nl")] == ["", *(way.key for way in ways_on(model, NOW))]


def test_every_button_says_aloud_what_stands_on_it() -> None:
    texts = Texts("nl")
    for code in (*WAYS, "other-meeting", "unheard-of"):
        tree = found(refused.view(refusal(code), texts, Look(LIGHT), lambda event: None, NOW))
        for way in ways_on(refusal(code), NOW):
            (button,) = [one for one in tree if isinstance(one, ft.Semantics) and one.button and one.identifier == way.key]
            assert texts(way.context, way.word) in [one.value for one in found(button) if isinstance(one, ft.Text)], code


@pytest.mark.parametrize("name", ["code", "code_likely"])
def test_beside_a_code_comes_first_that_the_buddy_scans_it_and_the_button_is_the_answer_on_the_buddys_phone(name: str) -> None:
    whole = samples.draw(name, Texts("nl"), Look(LIGHT), (360, 640))
    shown = [one for one in pictures(found(whole)) if one not in ("back", "speaker", "sign-bird")]
    assert shown[:4] == ["code_phone", "next", "buddy", "phone_scans"]
    answer = [one for one in pictures(part(name, "scan")) if one != "sign-bird"]
    assert answer == list(HOWS["how-buddy"].steps[2][0])
    assert ("sign-bird" in pictures(part(name, "scan"))) == (name == "code_likely")
