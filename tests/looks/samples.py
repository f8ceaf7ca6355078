"""Sample screens to look at: every screen of the phone and the display, with a life of some weeks in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import flet as ft

from app import phone
from app.controls.look import Look
from app.diary import Entry, Page, Saved
from app.i18n import Texts
from app.protocol.activities import ACTIVITIES
from app.protocol.moments import Verdict, Visit
from app.screens import display, home, language, moments, refused, saved, settings
from app.voice import Said
from app.voice import name as name_of

NOW = 1_795_439_100  # Monday 23 November 2026, 14:05 in Brussels
HOUR, DAY = 3600, 86400

# (days ago, activity, minutes); None is still there
LIFE = [
    (20, 4, 180), (18, 1, 90), (15, 8, 120), (13, 8, 120), (11, 6, 120), (9, 16, 60), (6, 16, 35), (5, 3, 15),
    (1, 1, 90), (0, 2, None),
]  # fmt: skip


def entry(ago: int, activity: int, minutes: int | None, sent: bool = True) -> Entry:
    start = NOW - ago * DAY - HOUR
    visit = Visit(
        check_in=bytes([ago]) * 32,
        check_outs=(),
        session=bytes(16),
        display=bytes(8),
        activity=activity,
        planned=120,
        start=start,
        end=None if minutes is None else start + 60 * minutes,
        verdict=Verdict.TRUSTED,
    )
    return Entry(visit, minutes or 0, int(ACTIVITIES[activity][1]), "Bibliotheek De Krook", sent)


def page(times: int = 1, here: bool = False) -> Page:
    life = [one for one in LIFE if here or one[2] is not None]
    entries = [entry(*one, sent=one[0] > 1) for one in life * times]
    return Page(sum(one.minutes for one in entries), tuple(entries), 2)


def phone_model(name: str, code: str) -> phone.Model:
    """The model behind a phone screen called `name`."""
    base = phone.Model(screen=name, language=code, page=page())
    came, left = entry(0, 2, None, False), entry(0, 1, 90, False)
    return {
        "language": phone.Model(screen="language", language=code),
        "home": base,
        "home_here": phone.Model(screen="home", language=code, page=page(here=True)),
        "home_more": phone.Model(screen="home", language=code, page=page(4)),
        "home_new": phone.Model(screen="home", language=code),
        "moments_none": phone.Model(screen="moments", language=code),
        "came": phone.Model(screen="saved", language=code, saved=Saved("came", came, "")),
        "left": phone.Model(screen="saved", language=code, saved=Saved("left", left, "")),
        "remark": phone.Model(screen="saved", language=code, saved=Saved("left", left, "old-code")),
        "heard": phone.Model(screen="home", language=code, page=page(), asked="speak", saying=(Said("home/Scan", "scan"),)),
        "silent": phone.Model(screen="home", language=code, page=page(), asked="speak", silent=True),
        "dutch_voice": phone.Model(screen="home", language="so", page=page()),
        "language_heard": phone.Model(
            screen="language", language=code, asked="hear-language-ar", saying=(name_of("ar", "language-ar"),)
        ),
    }.get(name, base)


VIEWS: dict[str, Callable[..., ft.Control]] = {
    "language": language.view,
    "home": home.view,
    "home_here": home.view,
    "home_more": home.view,
    "home_new": home.view,
    "came": saved.view,
    "left": saved.view,
    "remark": saved.view,
    "moments": moments.view,
    "moments_none": moments.view,
    "settings": settings.view,
    "heard": home.view,
    "silent": home.view,
    "dutch_voice": home.view,
    "language_heard": language.view,
}
PHONE = [*VIEWS, "refused-not-ours", "refused-storage-full"]
DISPLAY = ["display", "display_choose", "display_refused", "display_wait"]
DIGITS = "".join(str(n * 7 % 10) for n in range(330))


def draw(name: str, texts: Texts, look: Look, size: tuple[float, float]) -> ft.Control:
    """The screen called `name`, with nothing behind its buttons."""
    if name.startswith("refused-"):
        model = phone.Model(screen="refused", language=texts.language, refusal=name.removeprefix("refused-"))
        return refused.view(model, texts, look, lambda _: None, NOW)
    if name.startswith("display"):
        running = display.Model(display.RUNNING, activity=1, organisation="De Krook", text=f"https://veertig.example/#/s/{DIGITS}",
                                signed_at=NOW, now=NOW, progress=0.64)  # fmt: skip
        shown = {
            "display": running,
            "display_choose": display.Model(display.CHOOSE, activities=(1, 2, 3, 7)),
            "display_refused": display.Model(display.REFUSED, code="used"),
        }.get(name, display.Model())
        return display.view(shown, texts, look, lambda _: None, size)
    model = phone_model(name, texts.language)
    lit = model.saying[0].key if model.saying else ""
    return VIEWS[name](model, texts, replace(look, lit=lit), lambda _: None, NOW)
