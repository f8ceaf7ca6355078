"""The newcomer's app as values: everything its screens show, and the names of the screens. Pure; `update` changes it."""

from __future__ import annotations

from dataclasses import dataclass

from app.records.page import NOTHING, Expected, Page, Saved
from app.ui.speech_model import Speaking

HOME, LANGUAGE, SAVED, REFUSED, MOMENTS, SETTINGS = "home", "language", "saved", "refused", "moments", "settings"
OTHER_WAY = "other-way"  # came, not left; or left, not came
INSTALL, READING = "install", "reading"
NEWEST = -1  # the newest month of the list is open


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told so far. `sign`: the picture of the buddy who is probably there, None when nobody was named."""

    who: str = ""
    sign: int | None = None
    activity: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A moment that is taken back, said `at` this time. While `undoable`, it is held and not signed."""

    id: bytes
    reason: int
    at: int
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class NewcomerModel(Speaking):
    """Everything the screens show.

    `notice` is the code of the last sync that did not go through, "" after one that did. `tight`: the device is almost full.
    `promised`: the system promised to keep what is stored; `asked`: it was asked since the start.
    """

    screen: str
    language: str
    page: Page = NOTHING
    saved: Saved | None = None
    refusal: str = ""
    notice: str = ""
    scanning: bool = False
    big: bool = False
    dutch: bool = True
    tight: bool = False
    promised: bool = False
    asked: bool = False
    telling: Telling | None = None  # a moment that is being told, question by question
    told: str = ""  # with whom the last one was
    meant: int | None = None  # the picture of the buddy who is probably there; anybody may sign
    taken: Taken | None = None  # the moment that is taken back just now
    shown: Expected | None = None  # the meeting whose code is on the screen
    origin: str = ""  # of the server, as every code names it
    moment: bytes = b""  # the one that is looked at; as in Page.entry
    chosen: bool = True  # a language was chosen; a link may come before that
    scans_next: bool = False  # a scan was asked for before a language was
    turned: int = 0  # pages turned on a screen with more choices than fit
    install: str = ""  # how this app gets onto the home screen: prompt, share, or "" when it cannot or need not
    handed: bool = False  # the proof was handed over since this screen was opened
    offered: bool = False  # that was offered before: once is enough
    month: int = NEWEST  # the one that is open in the list of moments
    asked_on: str = HOME  # the screen that asked until when a visit was: home, the list, or the moment
    diagnosis: tuple[str, ...] = ()  # what failed here although nobody foresaw it, a line for each, the newest first
    put_off: int = 0  # when the newest visit began about which home asked and heard "later", in Unix seconds
