"""The newcomer's app as values: everything its screens show, and the names of the screens. Pure; `update` changes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.platform.sharers import FIRST, Sharer
from app.records.page import NOTHING, Entry, Expected, Page, Saved
from app.ui.shared_model import HOME as HOME
from app.ui.shared_model import LANGUAGE as LANGUAGE
from app.ui.shared_model import READING as READING
from app.ui.shared_model import REFUSED as REFUSED
from app.ui.shared_model import SETTINGS as SETTINGS
from app.ui.shared_model import SharedModel

SAVED, MOMENTS, INSTALL, REACHED = "saved", "moments", "install", "reached"
OTHER_WAY = "other-way"  # the tap that says: I came, I did not leave; or the other way round
# Somebody who has hours already: by which way they come back, what becomes of them (`come_back`).
COME_BACK, PICTURES, COMING, BACK_AGAIN, WHOSE = "come-back", "ten-pictures", "coming", "back-again", "whose"
CARD, CARD_LENGTH = "VEERTIG-CARD:", 10  # what the text of a recovery card begins with, and how many pictures it has
JOINED_TOLD = "joined-told"  # the setting: of how many phones that joined this one the person has heard
BOTH_PHONES = "both-phones"  # the old phone is told, once
NEW_PHONE, PHONE_CODES = "new-phone", "phone-codes"  # hours go to a new phone: the question, and the codes
FORGOTTEN = "forgotten"  # the person asked another phone to have everything forgotten; and the setting: was told
NEWEST = -1  # the newest month of the list is open
NEVER = -1  # nobody was asked yet


@dataclass(frozen=True, slots=True)
class Telling:
    """What is chosen so far of a moment that is being told.

    `who` is `report.BUDDY`, `THERE` or `ALONE`, "" before the first answer. `sign`: the picture of the buddy who is probably
    there, None when nobody was named. `activity` is its code, `minutes` the length; 0 before they are chosen.
    """

    who: str = ""
    sign: int | None = None
    activity: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """The moment with this id is taken back since `at` (Unix seconds). While `undoable`, it is held and not signed."""

    id: bytes
    reason: int
    at: int
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shares this phone (`here`, () for one newcomer alone), who uses it (`slot`), and the question that is asked now.

    In hand is a link (`route`) or another text (`hand`), for the one who is `chosen` (a slot). `asked`: the question is whose
    the link is. `wrote`: it is written down already in the name of who is here; `take_back`: that was a mistake. `own`: the
    picture that the first one chose when the second one comes. `pattern`: the pictures tapped so far of a lock, and `before`
    those of the first time; `wrong`: they did not fit, and for `wait` seconds no other try is looked at. `away`: the app was
    left for some minutes, and its owner's lock is asked for. `begun`: the app starts again for somebody else, and a second
    tap changes nothing. `back`: the screen that asked.
    """

    here: tuple[Sharer, ...] = ()
    slot: int = FIRST
    route: str = ""
    hand: str = field(default="", repr=False)
    chosen: int = 0
    asked: bool = False
    wrote: bool = False
    take_back: bool = False
    own: int | None = None
    pattern: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    wrong: bool = False
    wait: int = 0
    away: bool = False
    begun: bool = False
    back: str = HOME


@dataclass(frozen=True, slots=True)
class Keeping:
    """What this phone knows of its person's card. `pictures`: the ten numbers, () while there is none; `region` has 8 bytes.
    Both are a secret and stand in no report.

    `kept`: the person said so. `asked`: how many minutes there were when it was last offered, or NEVER. `pending`: a card was
    begun, and whether the server has it is not known. `making`: one is being made now. `handed`: the picture of the card was
    handed over since it is on the screen.
    """

    pictures: tuple[int, ...] = field(default=(), repr=False)
    region: bytes = field(default=b"", repr=False)
    kept: bool = False
    asked: int = NEVER
    pending: bool = False
    making: bool = False
    handed: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """How far somebody is who has hours already. `pictures`: those of the recovery card that were tapped, the first one first.
    `card`: the text of the card that was scanned; `hand`: what somebody else would begin with, while it is asked whose the
    hours are. All are secrets, are kept in memory only, and stand in no report.

    `safe`: the recovery secret is durable here, so the hours come back, now or later. `same`: they were here before.
    """

    pictures: tuple[int, ...] = field(default=(), repr=False)
    card: str = field(default="", repr=False)
    hand: str = field(default="", repr=False)
    safe: bool = False
    same: bool = False


@dataclass(frozen=True, slots=True)
class NewcomerModel(SharedModel):
    """Everything the screens show.

    `notice` is the code of the last sync that did not go through, "" after one that did. `tight`: the device is almost full.
    `promised`: the system promised to keep what is stored; `asked`: it was asked since the start.
    """

    page: Page = NOTHING
    saved: Saved | None = None
    notice: str = ""
    tight: bool = False
    promised: bool = False
    asked: bool = False
    telling: Telling | None = None  # a moment that is being told, question by question
    met_with: str = ""  # with whom the newest meeting was whose code was made: as `Telling.who`
    meant: int | None = None  # the picture of the buddy who is probably there; anybody may sign
    taken: Taken | None = None  # the moment that is taken back just now
    shown: Expected | None = None  # the meeting whose code is on the screen
    origin: str = ""  # of the server, as every code names it
    moment: bytes = b""  # the id of the moment that is looked at, as in Page.entry
    chosen: bool = True  # a language was chosen; a link may come before that
    scans_next: bool = False  # a scan was asked for before a language was chosen
    install: str = ""  # the way to the home screen: prompt, share, "" for none; card: none, and a card is offered
    handed: bool = False  # the proof was handed over since this screen was opened
    offered: bool = False  # the home screen was offered before: once is enough
    month: int = NEWEST  # the month that is open in the list of moments, as in `months.month_of`
    asked_on: str = HOME  # the screen that asked until when a visit was: home, the list, or the moment
    link: str = ""  # the scanned or opened link that is being dealt with, or that only a new start of the app can deal with
    scanned: str = ""  # the scan that is on the screen and may be handed to somebody else, for a minute
    sharing: Sharing = Sharing()
    mine: bool = False  # a link that comes now is of who was chosen just now; after the first tap it is asked whose it is
    keeping: Keeping = Keeping()  # the recovery card of this person
    coming: Coming | None = None  # this person's hours are to come back
    joined_told: int = 0  # of how many phones that joined this one the person has heard
    forgotten_told: bool = False  # the person has heard that these hours are only here, because the region forgot them
    returns_next: bool = False  # hours are to come back, as soon as a language is chosen
    codes: tuple[str, ...] = field(default=(), repr=False)  # what the codes say that are shown to the new phone: a secret
    code_at: int = 0  # which of them is shown
    put_off: int = 0  # when the newest visit began about which home asked and heard "later", in Unix seconds

    helped: bool = False  # somebody helps with the phone: records say so
    reached: int | None = None  # the minutes of the highest milestone that was shown, 0 before the first; None: none is shown

    @property
    def entry(self) -> Entry | None:
        """The moment that is looked at; None when it is not in the list."""
        return entry_of(self.page, self.moment)


def entry_of(page: Page, id: bytes) -> Entry | None:
    """The moment with this id, as in `Page.entry`; None when it is not in the list."""
    return next((entry for entry in page.entries if entry.visit.check_in == id), None)
