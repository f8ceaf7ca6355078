"""An invitation on paper: the first device that scans it becomes a display or a buddy's phone."""

from __future__ import annotations

from app.protocol import enrolment, qr_text
from app.protocol.enrolment import DISPLAY
from sync_server.print.code import IN_THE_HAND, QUIET, code
from sync_server.print.dates import in_words
from sync_server.print.lettering import right_to_left
from sync_server.print.sheet import WIDTH, LinePlace, Sheet
from sync_server.region.days import last_day

CODE = 112.0  # mm along a side
EDGE, TOP, STEPS_AT, FOOT = 19.0, 15.0, 204.0, 266.0
TABLET = (
    ("camera", "scan", "Scan de code met de camera van de tablet."),
    ("scan", "display", "Open de link en laat die pagina open."),
    ("display", "enter", "Zet de tablet waar mensen binnenkomen."),
)
PHONE = (
    ("camera", "scan", "Scan de code met de camera van je telefoon."),
    ("scan", "phone", "Open de link."),
    ("buddy", "saved", "Klaar. Deze groep kent je telefoon."),
)


def page(sealed: bytes, organisation: str, origin: str, made: int) -> bytes:
    """The PDF (A4) of a signed invitation, `sealed`, of this organisation (its name); `made` in Unix seconds.

    Raises ServerRefusal: "long-address" or "no-letters".
    """
    _, invitation = enrolment.invitation_from_bytes(sealed)
    printed = code(qr_text.to_text(origin, qr_text.ENROLMENT, sealed), IN_THE_HAND)
    module = CODE / printed.side
    for_tablet = invitation.role == DISPLAY
    sheet = Sheet("a4", organisation, made)
    _head(sheet, organisation, "display" if for_tablet else "buddy_with_cup")
    sheet.code(printed, (WIDTH - CODE) / 2, TOP + 40 + 2 * QUIET * module, module)
    for number, step in enumerate(TABLET if for_tablet else PHONE):
        _step(sheet, number, step)
    until = in_words(last_day(invitation.expires))
    sheet.words(f"Deze code werkt één keer, tot en met {until}.", (EDGE, FOOT, WIDTH - 2 * EDGE, 8), 14, place=LinePlace.MIDDLE)
    kept = "Bewaar dit blad tot dan waar niemand anders het ziet."
    sheet.words(kept, (EDGE, FOOT + 8, WIDTH - 2 * EDGE, 7), 11, place=LinePlace.MIDDLE)
    return sheet.to_bytes()


def _head(sheet: Sheet, organisation: str, name: str) -> None:
    """The picture and the name; the picture stands on the side where reading begins."""
    backwards, wide = right_to_left(organisation), WIDTH - 2 * EDGE
    sheet.picture(name, EDGE + (wide - 40 if backwards else 0), TOP, 40)
    sheet.name(organisation, (EDGE + (0 if backwards else 48), TOP, wide - 48, 40), (13, 40))


def _step(sheet: Sheet, number: int, step: tuple[str, str, str]) -> None:
    before, after, words = step
    wide, gap = (WIDTH - 2 * EDGE - 8) / 3, 4
    x = EDGE + number * (wide + gap)
    sheet.card(x, STEPS_AT, wide, 52)
    sheet.words(str(number + 1), (x + 5, STEPS_AT + 3, 10, 9), 18, bold=True)
    middle = x + wide / 2
    for name, at in ((before, middle - 21), ("next", middle - 4), (after, middle + 5)):
        side = 8 if name == "next" else 16
        sheet.picture(name, at, STEPS_AT + 11 + (16 - side) / 2, side)
    sheet.words(words, (x + 4, STEPS_AT + 32, wide - 8, 18), 12, place=LinePlace.MIDDLE)
