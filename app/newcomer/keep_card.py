"""Keeping the hours safe with a recovery card: when home offers it, and what the taps on its screens change. Pure.

Rules:
1. Home offers a card when three moments are saved and the server has every record; and again at 10 and at 30 hours, as long as
   nobody said that the card is kept. It never stands beside another question, and never adds a tap to a saved moment.
2. A card is on the screen only after the server has what it opens.
3. A new card makes the old one useless, so that is asked first.
4. An iPhone deletes a page that nobody opens for a week. Where the home screen is no way out, the card is offered once after a
   saved moment, as the icon is elsewhere: when the server has every record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.newcomer.model import HOME, NEVER, NewcomerModel
from app.ui.events import Remember
from app.ui.taps import Meaning

KEEP, MY_CARD, NEW_CARD = "keep", "my-card", "new-card"  # screens, and the taps that lead to them
MAKE, KEPT, SEND = "make-card", "card-kept", "send-card"  # taps
ASKED, IS_KEPT = "card-asked", "card"  # settings
FIRST, AGAIN = 3, (600, 1800)  # offered after so many moments, and again after so many minutes


@dataclass(frozen=True, slots=True)
class MakeCard:
    """Make a card, or finish the one that was begun."""


@dataclass(frozen=True, slots=True)
class GiveCard:
    """Let the person choose who gets the picture of the card."""


@dataclass(frozen=True, slots=True)
class CheckCard:
    """Ask the server whether it still knows this card."""


@dataclass(frozen=True, slots=True)
class CardMade:
    """The server has this card, and it is durable here: its `pictures` and its `region`."""

    pictures: tuple[int, ...] = field(repr=False)
    region: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardGiven:
    """The picture of the card was `shared`, `saved` on this phone, or neither: `cancel`."""

    how: str


@dataclass(frozen=True, slots=True)
class CardGone:
    """The server no longer knows the card of this phone: another one was made elsewhere."""


@dataclass(frozen=True, slots=True)
class CardKnown:
    """This person's card from now on, durably here, because hours came: one that was kept, or () for none that is known."""

    pictures: tuple[int, ...] = field(repr=False)
    region: bytes = field(repr=False)


Event = CardMade | CardGiven | CardGone | CardKnown
Effect = MakeCard | GiveCard | CheckCard
Decided = tuple[NewcomerModel, Sequence[Effect | Remember]]


def is_offered(model: NewcomerModel) -> bool:
    """Does home offer a card now? `app.newcomer.screens.home` lets every other question come first."""
    keeping, page = model.keeping, model.page
    if model.notice or page.only_here or page.waiting or page.restoring or not page.entries:
        return False
    if keeping.pending:
        return True
    if keeping.kept:
        return False
    if keeping.asked == NEVER:
        return sum(not entry.taken_back for entry in page.entries) >= FIRST
    return any(keeping.asked < minutes <= page.total for minutes in AGAIN)


def replaces_icon(model: NewcomerModel) -> bool:
    """Is a card the way to keep the hours here, and can it be made now (rule 4)?"""
    page, keeping = model.page, model.keeping
    return model.install == "card" and not (keeping.pictures or page.only_here or page.waiting or page.restoring)


def is_against_a_week(model: NewcomerModel) -> bool:
    """Is the card for a week in which nobody opens the app? Elsewhere it is for a phone that is lost."""
    return model.install == "card"


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap about the card changes; None when it is about something else."""
    keeping = model.keeping
    match meaning:
        case "keep" | "my-card":
            after, seen = opened(model)
            return after, [*seen, CheckCard()] if keeping.pictures else seen
        case "new-card" if keeping.pictures:
            return replace(model, screen=NEW_CARD), []
        case "make-card" if model.screen in (KEEP, NEW_CARD) and not keeping.making:
            return replace(model, keeping=replace(keeping, making=True)), [MakeCard()]
        case "make-card":  # once more, from the screen that says that a card needs internet
            return (model, []) if keeping.making else (_making(replace(model, screen=KEEP, refusal="")), [MakeCard()])
        case "card-kept" if model.screen == MY_CARD:
            return replace(model, screen=HOME, keeping=replace(keeping, kept=True)), [Remember(IS_KEPT, "kept")]
        case "send-card" if model.screen == MY_CARD:
            return model, [GiveCard()]
    return None


def _making(model: NewcomerModel) -> NewcomerModel:
    return replace(model, keeping=replace(model.keeping, making=True))


def opened(model: NewcomerModel) -> tuple[NewcomerModel, Sequence[Remember]]:
    """The card, or the screen on which it is made. Whoever sees either was asked."""
    total = model.page.total
    keeping = replace(model.keeping, asked=total, handed=False)
    seen = [] if model.keeping.asked == total else [Remember(ASKED, str(total))]
    after = replace(model, keeping=keeping, screen=MY_CARD if keeping.pictures else KEEP, turned=0)
    return after, seen


def happened(model: NewcomerModel, event: Event) -> NewcomerModel:
    """A card was made or handed over, or is gone."""
    keeping = model.keeping
    match event:
        case CardMade(pictures, region):
            made = replace(keeping, pictures=pictures, region=region, kept=False, pending=False, making=False, handed=False)
            waits = model.screen in (KEEP, NEW_CARD)  # whoever left meanwhile finds the card in the settings
            return replace(model, keeping=made, screen=MY_CARD if waits else model.screen)
        case CardGiven(how):
            return model if how == "cancel" else replace(model, keeping=replace(keeping, handed=True))
        case CardKnown(pictures, region):
            known = replace(keeping, pictures=pictures, region=region, kept=bool(pictures), pending=False)
            return replace(model, keeping=known)
        case CardGone():
            gone = replace(keeping, pictures=(), kept=False)
            return replace(model, keeping=gone, screen=KEEP if model.screen == MY_CARD else model.screen)


def stopped(model: NewcomerModel) -> NewcomerModel:
    """Nothing is being made any more: something stopped it. Whether the server has the card is then not known."""
    keeping = model.keeping
    return replace(model, keeping=replace(keeping, making=False)) if keeping.making else model
