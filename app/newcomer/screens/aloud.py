"""What each screen says aloud, in the order in which it is read, and the speaker that says it.

A new screen gets a row in `SCREENS`. Each thing said may name the control that lights up meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import beside_saved, lock, mine, people, rating, report, share_proof
from app.newcomer.keep_card import KEEP, is_offered
from app.newcomer.navigation import may_install
from app.newcomer.screens import aloud_list, aloud_mine, aloud_people, aloud_report
from app.newcomer.take_back import leads_on
from app.newcomer.taps import AskUntil
from app.newcomer.update import (
    BACK,
    COME_BACK,
    FULL,
    HOME,
    INSTALL,
    LANGUAGE,
    MOMENTS,
    NEW_PHONE,
    ONLINE,
    OTHER_WAY,
    REACHED,
    READING,
    REFUSED,
    SAVED,
    SETTINGS,
    Event,
    NewcomerModel,
    safety,
)
from app.newcomer.ways_on import ways_on
from app.records.open_visits import asked_about, has_reported_end, here
from app.records.page import VISIT
from app.records.target import WHOLE, stage
from app.ui import help_model
from app.ui.controls.choices import six_of
from app.ui.controls.look import Look
from app.ui.events import tap_of
from app.ui.screens import aloud_help, pages, reading, refusals, speakers, words
from app.ui.speech import Said, hours, phrase
from app.ui.taps import ChooseFace
from app.ui.texts import Texts


def screen_clips(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The clips of the whole screen, in their order; `now` in Unix seconds."""
    if model.screen not in SCREENS:  # what home does not need
        from app.newcomer.screens import aloud_keep, aloud_return

        return {**aloud_keep.SCREENS, **aloud_return.SCREENS}[model.screen](model, now)
    return SCREENS[model.screen](model, now)


def clips(model: NewcomerModel, now: int, key: str) -> tuple[Said, ...]:
    """The clips of the whole screen, or only of its control with this key. Some controls are heard only when they are asked."""
    alone = {
        MOMENTS: aloud_list.rows(model, now),
        rating.LIKED: aloud_list.rows(model, now),
        SAVED: [
            phrase("settings", "Somebody else", people.PEOPLE) if model.chosen else phrase("settings", "Language", LANGUAGE)
        ],
        LANGUAGE: [*pages.following(pages.is_large(model), model.turned), *_also(model)],
        **dict.fromkeys((lock.LOCK, lock.SET_LOCK), aloud_people.keys()),
    }.get(model.screen, [])
    alone += speakers.round_ones(closes=model.screen == report.SIGN or leads_on(model.taken))
    every = [*screen_clips(model, now), *(alone if key else [])]
    return tuple(clip for clip in every if not key or clip.key == key)


def button(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control | None:
    """The speaker of the screen; None when the voice is switched off."""
    return speakers.button(model, model.language, texts, look, tap_of(send))


def of_tile(
    model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], tile: str, language: str
) -> ft.Control | None:
    """A speaker for the control with the key `tile`, in a `language` of its own."""
    return speakers.button(model, language, texts, look, tap_of(send), tile)


def of_more(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control | None:
    """A speaker for the languages on the next page, each by its own name in its own voice."""
    following = pages.following(pages.is_large(model), model.turned)
    return speakers.of_more(model, following, texts, look, tap_of(send))


def _language(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return pages.names(pages.is_large(model), model.turned)


def _also(model: NewcomerModel) -> list[Said]:
    """What else the first screen has, until a language is chosen."""
    return [] if model.chosen else [phrase("settings", "I have hours already", COME_BACK)]


def _home(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    scan, place, left = [phrase("home", "Scan", "scan")], here(model.page, now), asked_about(model.page, now, model.put_off)
    if place is not None:
        _, activity = words.activity(place.visit.activity)
        scan = [phrase("activity", activity, "here"), phrase("home", "You are here now", "here")]
        scan += [phrase("home", "Scan again when you leave", "scan")]
    elif left is not None:
        scan.insert(0, phrase("together", "Until when?", AskUntil(left.visit.check_in).key))
    new = report.is_new(model.page, now)
    if new:
        scan.insert(0, phrase("help", "Scan when you come", "first"))
    state = safety(model, now)
    free = place is None and left is None and not new and not shows_first(model, now)
    if free and state not in (FULL, BACK, ONLINE) and is_offered(model):
        scan.append(phrase("keep", "Keep your hours safe", KEEP))
    safe = [phrase("home", words.SAFETY[state][1], f"safety-{state}")] if state else []
    if shows_first(model, now):
        scan.insert(0, phrase("give", "Show my counsellor", share_proof.GIVE))
    more = phrase("together", "Together", "together"), phrase("home", "My moments", MOMENTS)
    return (*hours(model.page.total), *safe, *scan, *more)


def shows_first(model: NewcomerModel, now: int) -> bool:
    """Is showing the hours the one clear step of home? With all hours, unless somebody is somewhere and will scan again, or
    home asks until when somebody was there.
    """
    asks = here(model.page, now) is not None or asked_about(model.page, now, model.put_off) is not None
    return model.page.is_target_reached and not asks


def _saved(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    if model.saved is None:
        return ()
    entry = model.saved.entry
    good = phrase("saved", "Good", "home")
    if entry.taken_back:
        return *aloud_report.taken_back(model.taken), *([] if leads_on(model.taken) else [good])
    _, activity = words.activity(entry.visit.activity)
    way = [] if entry.what != VISIT else [phrase("saved", "You came" if entry.visit.end is None else "You left")]
    saved = phrase("saved", "Already saved" if model.saved.what == "already" else "Saved")
    clips = [phrase("activity", activity), *way, saved]
    if entry.visit.end is None:
        clips.append(phrase("saved", "Scan again when you leave"))
    if model.saved.other:
        clips.append(phrase("saved", words.OTHER_WAY[entry.visit.end is None][1], OTHER_WAY))
    elif has_reported_end(entry):
        clips.append(phrase("together", "Another time", report.UNTIL))
    faces = _faces() if beside_saved.is_asked(model.saved, model.page) else []
    remark = words.remark(beside_saved.remark(model.saved, model.page))
    return (*clips, *faces, *([phrase("saved", remark[1], "remark")] if remark else []), good)


def _faces() -> list[Said]:
    return [phrase("liked", words.FACES[face], ChooseFace(face).key) for face in rating.FACES]


def _refused(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    _, sentence = refusals.refusal(model.refusal)
    return phrase("refusal", sentence), *(phrase(way.context, way.word, way.key) for way in ways_on(model, now))


def _give(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    if model.handed:
        return phrase("give", "It is ready for your counsellor."), phrase("saved", "Good", "home")
    action = phrase("give", "Give my hours", share_proof.HAND)
    return phrase("give", "Show my counsellor"), phrase("give", "You choose who sees your hours."), action


def _settings(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    rows = (
        ("Language", LANGUAGE),
        ("Reading and listening", READING),
        ("I am a buddy", "buddy"),
        ("My card", "my-card"),
        ("I have hours already", COME_BACK),
        ("To a new phone", NEW_PHONE),
        ("Somebody else", people.PEOPLE),
        ("Everything of mine", mine.MINE),
    )
    to_phone = (phrase("install", "Put Veertig on your phone", INSTALL),) if may_install(model) else ()
    own = [phrase("settings", text, key) for text, key in rows if key != NEW_PHONE or model.page.entries]
    own += [phrase("people", "Picture lock", lock.SET_LOCK)] if lock.is_set_alone(model) else []
    shown, others = six_of([*own[:2], phrase("help", "Help", help_model.HELP), *to_phone, *own[2:]], model.turned)
    return (*shown, *([phrase("together", "More", "more")] if others else []))


def _install(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    title, later = phrase("install", "Put Veertig on your phone"), phrase("install", "Later", "home")
    if model.install == "prompt":
        why = phrase("install", "Then it opens at once, also without internet")
        return title, why, phrase("install", "Put it there", INSTALL), later
    stays = phrase("install", "Not opened for a week? With the icon your hours stay.")
    return title, stays, phrase("install", "Tap Share"), phrase("install", "Choose Add to Home Screen"), later


def _reached(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    minutes = model.reached or 0
    which = stage(model.page.target, minutes)
    clips = phrase("reached", words.REACHED[which]), *hours(minutes)
    if which < WHOLE:
        return *clips, phrase("saved", "Good", "home")
    return *clips, phrase("give", "Show my counsellor", share_proof.GIVE), phrase("install", "Later", "home")


def _help(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return aloud_help.spoken(model.screen, help_model.FOR_NEWCOMERS, odd=bool(model.diagnosis))


SCREENS: dict[str, Callable[[NewcomerModel, int], tuple[Said, ...]]] = {
    LANGUAGE: _language,
    HOME: _home,
    SAVED: _saved,
    REFUSED: _refused,
    MOMENTS: aloud_list.moments,
    SETTINGS: _settings,
    READING: lambda model, now: reading.spoken(newcomer=True),
    INSTALL: _install,
    REACHED: _reached,
    rating.LIKED: aloud_list.liked,
    share_proof.GIVE: _give,
    **dict.fromkeys(help_model.NEWCOMERS, _help),
    **aloud_report.SCREENS,
    **aloud_people.SCREENS,
    **aloud_mine.SCREENS,
}
