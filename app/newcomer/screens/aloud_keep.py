"""What the screens of the recovery card say aloud."""

from __future__ import annotations

from collections.abc import Callable

from app.newcomer import keep_card
from app.newcomer.update import NewcomerModel
from app.ui.speech import Said, phrase


def _offer(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    why = "Is your phone lost or broken? This card brings your hours back."
    if keep_card.is_against_a_week(model):
        why = "Not opened for a week? This card brings your hours back."
    return _phrase("Keep your hours safe"), _phrase(why), _make(model), _phrase("Later", "home")


def _card(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    if not model.keeping.pictures:
        return (_phrase("Keep your hours safe"),)
    give = _phrase("Send or print", keep_card.SEND)
    last = _phrase("A new card", keep_card.NEW_CARD) if model.keeping.kept else _phrase("I have kept it", keep_card.KEPT)
    photo = _phrase("Take a photo of this card with another phone.", "photo")
    return photo, _phrase("Give it only to somebody you trust."), give, last


def _new(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    keep = _phrase("Keep this card", "back")
    return _phrase("A new card"), _phrase("The old card then opens nothing."), _make(model), keep


def _make(model: NewcomerModel) -> Said:
    return _phrase("One moment" if model.keeping.making else "Make my card", keep_card.MAKE)


def _phrase(msgid: str, key: str = "") -> Said:
    return phrase("keep", msgid, key)


SCREENS: dict[str, Callable[[NewcomerModel, int], tuple[Said, ...]]] = {
    keep_card.KEEP: _offer,
    keep_card.MY_CARD: _card,
    keep_card.NEW_CARD: _new,
}
