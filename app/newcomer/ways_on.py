"""After something was refused: what may be tapped, so that the button says the same as the picture above it. Pure.

Rules:
1. The large green action is what the picture tells to do, and there is none where that is done elsewhere: with somebody, in the
   settings, with internet.
2. What may also be done is white: scanning once more, or going home.
3. "Show your code again" shows the code that was on the screen, or the only one that waits; of several, the list has them all.
   Where no code waits, a meeting is told anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.newcomer.keep_card import MAKE
from app.newcomer.model import HOME, MOMENTS, NewcomerModel
from app.newcomer.report import open_now
from app.newcomer.taps import ShowCode
from app.platform.errors import START_AGAIN
from app.ui.taps import Meaning, key_of


@dataclass(frozen=True, slots=True)
class Way:
    """A button: its picture, its text by context and msgid, and what a tap on it means. `main`: large and green."""

    icon: str
    context: str
    word: str
    meaning: Meaning
    main: bool = True

    @property
    def key(self) -> str:
        """The name of the button."""
        return key_of(self.meaning)


SCAN = Way("scan", "home", "Scan", "scan")
SCAN_TOO = Way("scan", "home", "Scan", "scan", main=False)
TOGETHER = Way("together", "together", "Together", "together")
PHOTO = Way("photo", "scan", "Photo", "scan")  # the window of the camera has it
DAY = Way("calendar", "together", "Tell when it was", "together")
ANEW = Way("again", "common", "Once more", START_AGAIN)
CARD_AGAIN = Way("again", "common", "Once more", MAKE)
CARD = Way("card_scans", "return", "Scan your card", "scan-card")
CARD_TOO = Way("card_scans", "return", "Scan your card", "scan-card", main=False)
PICTURES = Way("ten_pictures", "return", "Ten pictures", "ten-pictures")
PICTURES_TOO = Way("ten_pictures", "return", "Ten pictures", "ten-pictures", main=False)
ASK_AGAIN = Way("again", "common", "Once more", "card-again")
OLD_PHONE = Way("old_phone_code", "return", "From your old phone", "old-phone")
OLD_PHONE_TOO = Way("old_phone_code", "return", "From your old phone", "old-phone", main=False)
FILE = Way("hours_file", "return", "From your file", "own-file")
GO_HOME = Way("home", "saved", "Good", HOME, main=False)

ELSEWHERE = ("newer-app", "storage-blocked", "storage-lost", "no-keys", "stolen-key", "offline", "newer-database")
WITH_SOMEBODY = ("damaged-database", "used", "expired", "cancelled", "unknown-invitation", "not-yet")
WAYS: dict[str, tuple[Way, ...]] = {
    **dict.fromkeys(("no-camera", "insecure", "camera"), (PHOTO,)),
    **dict.fromkeys((*ELSEWHERE, *WITH_SOMEBODY), (GO_HOME,)),
    "card-needs-internet": (CARD_AGAIN, GO_HOME),
    **dict.fromkeys(("no-card", "wrong-card", "other-region", "too-many", "stay-two"), (GO_HOME,)),
    "no-card-seen": (CARD, PICTURES_TOO),
    "torn-card": (PICTURES, CARD_TOO),
    "wrong-pictures": (PICTURES, CARD_TOO),
    "old-card": (CARD,),
    "card-busy": (ASK_AGAIN,),
    "card-offline": (ASK_AGAIN,),
    **dict.fromkeys(("phone-odd", "phone-other"), (OLD_PHONE,)),
    "phone-region": (GO_HOME,),
    "file-alone": (CARD, OLD_PHONE_TOO),
    **dict.fromkeys(("file-odd", "file-other"), (FILE,)),
    "other-week": (DAY,),
    "denied": (SCAN_TOO,),
    START_AGAIN: (ANEW,),
}


def ways_on(model: NewcomerModel, now: int) -> tuple[Way, ...]:
    """The buttons beneath the refusal that is shown, the main one first; `now` in Unix seconds."""
    if model.refusal == "other-meeting":
        return _code_again(model, now)
    return WAYS.get(model.refusal, (SCAN,))


def _code_again(model: NewcomerModel, now: int) -> tuple[Way, ...]:
    """After a code of another meeting: show the code once more, or scan the right one."""
    waiting = [meeting.id for meeting in open_now(model.page.expected, now)]
    if not waiting:
        return TOGETHER, SCAN_TOO
    shown = [id for id in waiting if model.shown and id == model.shown.id] or waiting
    leads_to = ShowCode(shown[0]) if len(shown) == 1 else MOMENTS
    return Way("code_again", "together", "Show my code again", leads_to), SCAN_TOO
