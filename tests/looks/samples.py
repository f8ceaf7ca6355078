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
from app.screens import display, home, install, language, moments, refused, saved, settings

NOW = 1_795_439_100  # Monday 23 November 2026, 14:05 in Brussels
HOUR, DAY = 3600, 86400

LONG = "Vereniging" * 6  # sixty characters without a space

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
        "language_more": phone.Model(screen="language", language=code, page=page(), turned=1),
        "home": base,
        "home_here": phone.Model(screen="home", language=code, page=page(here=True)),
        "home_more": phone.Model(screen="home", language=code, page=page(4)),
        "home_alone": replace(base, page=replace(page(), since=NOW - HOUR)),
        "home_alone_here": replace(base, page=replace(page(here=True), since=NOW - HOUR)),
        "home_online": replace(base, page=replace(page(), since=NOW - 9 * DAY)),
        "home_full": replace(base, tight=True),
        "home_full_here": replace(base, tight=True, page=page(here=True)),
        "home_back": replace(base, page=replace(page(), restoring=True)),
        "moments_later": replace(base, screen="moments", notice="offline"),
        "home_new": phone.Model(screen="home", language=code),
        "moments_none": phone.Model(screen="moments", language=code),
        "came": phone.Model(screen="saved", language=code, saved=Saved("came", came, "")),
        "left": phone.Model(screen="saved", language=code, saved=Saved("left", left, "")),
        "left_long": phone.Model(screen="saved", language=code, saved=Saved("left", replace(left, organisation=LONG), "")),
        "install_prompt": phone.Model(screen="install", language=code, install="prompt"),
        "install_share": phone.Model(screen="install", language=code, install="share"),
        "remark": phone.Model(screen="saved", language=code, saved=Saved("left", left, "old-code")),
    }.get(name, base)


VIEWS: dict[str, Callable[..., ft.Control]] = {
    "language": language.view,
    "language_more": language.view,
    "home": home.view,
    "home_here": home.view,
    "home_more": home.view,
    "home_alone": home.view,
    "home_alone_here": home.view,
    "home_online": home.view,
    "home_full": home.view,
    "home_full_here": home.view,
    "home_back": home.view,
    "home_new": home.view,
    "came": saved.view,
    "left": saved.view,
    "left_long": saved.view,
    "remark": saved.view,
    "moments": moments.view,
    "moments_later": moments.view,
    "moments_none": moments.view,
    "settings": settings.view,
    "install_prompt": install.view,
    "install_share": install.view,
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
    return VIEWS[name](phone_model(name, texts.language), texts, look, lambda _: None, NOW)
