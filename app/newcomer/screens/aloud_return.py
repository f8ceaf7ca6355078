"""What the screens say aloud on which hours come back."""

from __future__ import annotations

from collections.abc import Callable

from app.newcomer.come_back import LAST, MINE, OTHERS, SCAN_CARD, are_back, on_the_way, waits
from app.newcomer.model import BACK_AGAIN, BOTH_PHONES, COME_BACK, COMING, NEW_PHONE, PHONE_CODES, PICTURES, WHOSE
from app.newcomer.new_phone import OLD_PHONE, OWN_FILE
from app.newcomer.update import NewcomerModel
from app.ui.screens import words
from app.ui.speech import Said, hours, phrase

GOOD = phrase("saved", "Good", "home")


def _ways(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    asked = _phrase("How do your hours come back?")
    return (
        asked,
        _phrase("Scan your card", SCAN_CARD),
        _phrase("Ten pictures", PICTURES),
        _phrase("From your old phone", OLD_PHONE),
        _phrase("From your file", OWN_FILE),
    )


def _pictures(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    chosen = bool(model.coming and model.coming.pictures)
    return _phrase("Tap the pictures of your card"), *([_phrase("Take the last one away", LAST)] if chosen else [])


def _coming(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    if waits(model):
        return phrase("home", words.SAFETY["full" if model.notice == "storage-full" else "back"][1]), GOOD
    so_far = hours(model.page.total) if model.coming and model.coming.safe else ()
    return _phrase(on_the_way(model)), *so_far


def _back_again(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase(are_back(model)), *hours(model.page.total), GOOD


def _whose(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    asked = _phrase("There are hours here. Whose are the others?")
    return asked, _phrase("Mine, too. Put them together.", MINE), _phrase("Of somebody else", OTHERS)


def _both_phones(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase("Another phone of yours has your hours, too. Use both."), GOOD


def _phrase(text: str, key: str = "") -> Said:
    return phrase("return", text, key)


def _question(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase("To a new phone"), _phrase("Show this only to your own new phone."), _phrase("Show the code", PHONE_CODES)


def _codes(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase("Scan this with your new phone"), GOOD


SCREENS: dict[str, Callable[[NewcomerModel, int], tuple[Said, ...]]] = {
    COME_BACK: _ways,
    PICTURES: _pictures,
    COMING: _coming,
    BACK_AGAIN: _back_again,
    WHOSE: _whose,
    BOTH_PHONES: _both_phones,
    NEW_PHONE: _question,
    PHONE_CODES: _codes,
}
