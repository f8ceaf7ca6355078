"""A poster on paper: the organisation, the activity, the code, and when to scan it. Pictures first; few words."""

from __future__ import annotations

from app.protocol.activities import picture
from sync_server.print.code import QUIET
from sync_server.print.dates import in_words
from sync_server.print.lettering import right_to_left
from sync_server.print.sheet import QUIET_INK, WIDTH, LinePlace, Sheet
from sync_server.region.posters import ListedPoster

CODE = 180.5  # mm of a side on A4: with the quiet zone on both sides the code is as wide as the paper
STEPS = (("enter", "Scan als je komt"), ("leave", "Scan nog eens als je weggaat"))
TOP, HEAD, STEP, FOOT = 10.0, 34.0, 27.0, 283.5  # mm: top edge, height of the head, height of a step, y of the last line


def page(poster: ListedPoster, origin: str, size: str, made: int) -> bytes:
    """The PDF, `size` "a4" or "a5"; `made` in Unix seconds. Raises ServerRefusal: "long-address" or "no-letters"."""
    code = poster.code(origin)
    module = CODE / code.side
    edge, below = (WIDTH - CODE) / 2, TOP + HEAD + QUIET * module + CODE
    sheet = Sheet(size, poster.organisation, made)
    _head(sheet, poster, edge)
    sheet.code(code, edge, below - CODE, module)
    for number, (door, words) in enumerate(STEPS):
        _step(sheet, door, words, edge + number * (CODE / 2 + 2), below + QUIET * module, CODE / 2 - 2)
    where = f"  ·  {poster.label}" if poster.label else ""
    sheet.words(f"Nr. {poster.number}{where}", (edge, FOOT, CODE / 2 - 2, 6), 10, ink=QUIET_INK)
    sheet.words(
        f"Tot en met {in_words(poster.last_day)}", (edge + CODE / 2, FOOT, CODE / 2, 6), 10, ink=QUIET_INK, place=LinePlace.END
    )
    return sheet.to_bytes()


def _head(sheet: Sheet, poster: ListedPoster, edge: float) -> None:
    """The picture and the name; the picture stands on the side where reading begins."""
    backwards = right_to_left(poster.organisation)
    sheet.picture(f"activity-{picture(poster.activity)}", edge + (CODE - HEAD if backwards else 0), TOP, HEAD)
    sheet.name(poster.organisation, (edge + (0 if backwards else HEAD + 8), TOP, CODE - HEAD - 8, HEAD), (13, 40))


def _step(sheet: Sheet, door: str, words: str, x: float, y: float, width: float) -> None:
    """One step: the pictures of a door, the phone and the code, as a display shows them, and words below."""
    sheet.card(x, y, width, STEP)
    first = x + width / 2 - 29
    for number, name in enumerate((door, "phone", "scan")):
        sheet.picture(name, first + number * 21, y + 2.5, 16)
    sheet.words(words, (x + 3, y + 19, width - 6, 7), 13, place=LinePlace.MIDDLE)
