"""A counsellor's screens: open a proof, see in seconds what it comes to and whether every signature holds."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.counsellor.model import (
    DIAGNOSIS,
    LANGUAGE,
    MOMENT,
    OPEN,
    PROOF,
    REFUSED,
    Chose,
    CounsellorModel,
    Event,
    JudgedProof,
    OfKind,
    Tapped,
    by_kind,
    by_reason,
    reason,
)
from app.protocol import brussels
from app.protocol.activities import Kind
from app.protocol.terms import State, Terms
from app.records.page import VISIT, Entry
from app.ui.controls.action import Tap, big_action, card, round_button, tappable
from app.ui.controls.choices import title
from app.ui.controls.day import day_line
from app.ui.controls.floor import Tile, floor, row_of_tiles, tiles
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import calm, gentle
from app.ui.controls.moment import gone, moment_row
from app.ui.screens import diagnosis, words
from app.ui.screens.language import names, of_names
from app.ui.texts import Texts, isolate, isolate_name

Send = Callable[[Event], None]
ANSWERS = {True: State.AGREED, None: State.TO_BE_JUDGED, False: State.NOT_AGREED}
WORD_ROOM, SMALL = 240.0, 20  # dp: for a word of a line, and the side of the picture before it
WAY = ("phone", "next", "forty", "next", "counsellor")  # from the newcomer's phone to the counsellor


def view(model: CounsellorModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    if model.screen == LANGUAGE:
        rows = names(look, texts.language, model.turned, lambda code: send(Chose(code)), tap)
        return of_names(look, [picture(look, "counsellor", 132)], rows, _back(texts, look, tap), None)
    if model.screen == DIAGNOSIS:
        return diagnosis.view(model.diagnosis, texts, look, tap)
    if model.screen == REFUSED:
        return _refused(model, texts, look, tap)
    if model.screen == PROOF and model.shown:
        return _proof(model, model.shown, texts, look, tap, now)
    return _first(model, texts, look, tap)


def _first(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """What to do here, in one row of pictures, and the one action."""
    shown: list[ft.Control] = [picture(look, name, 24 if name == "next" else 64) for name in WAY]
    centred = ft.MainAxisAlignment.CENTER
    body = [
        title(look, texts("counsellor", "Proof of taking part"), ""),
        ft.Row(shown, alignment=centred, spacing=10),
        look.text(texts("counsellor", "The newcomer sends you a file. Open it here."), 18),
        calm(look, "phone", "", texts("counsellor", "It is judged on this device and not kept."), "not-kept"),
    ]
    language = round_button(look, "language", texts("settings", "Language"), tap, LANGUAGE)
    odd = [diagnosis.way(texts, look, tap)] if model.diagnosis else []
    return screen(look, [*body, *odd], end=language, bottom=[_open(texts, look, tap, 160)])


def _refused(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    icon, sentence = words.COUNSELLOR_REFUSAL.get(model.refusal, words.refusal(model.refusal))
    context = "counsellor" if model.refusal in words.COUNSELLOR_REFUSAL else "refusal"
    told = gentle(look, icon, texts(context, sentence), "")
    return screen(look, told, start=_back(texts, look, tap), bottom=[_open(texts, look, tap, 104)])


def _proof(model: CounsellorModel, shown: JudgedProof, texts: Texts, look: Look, tap: Tap, now: int) -> ft.Control:
    page = shown.page
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    done = texts.hours(page.total)
    total = f"{page.total // 60}:{page.total % 60:02d}\u00a0/\u00a0{shown.policy.target // 60}:{shown.policy.target % 60:02d}"
    left = texts("counsellor", "{left} to go", left=texts.length(shown.left))
    body = [
        floor(look, laid, texts("home", "{done} of 40 hours", done=done), 188),
        ft.Semantics(identifier="total", content=look.text(isolate(total), 28, bold=True, whole=True)),
        look.text(left if shown.left else texts("counsellor", "The target is reached"), 15),
        _policy(shown, texts, look),
        *_holds(shown, texts, look),
        *(_of_kind(one, texts, look) for one in by_kind(page)),
        *(_reason(one, number, minutes, texts, look) for one, number, minutes in by_reason(page)),
        *_days(shown, model.looked, texts, look, tap, now),
    ]
    named = look.text(isolate_name(model.name), 13, color=look.palette.quiet, lines=1)
    again = _open(texts, look, tap, 64)
    return screen(look, [named, *body], start=_back(texts, look, tap), bottom=[again], long=True)


def _holds(shown: JudgedProof, texts: Texts, look: Look) -> list[ft.Control]:
    """Whether everything holds; else what does not, each with its picture."""
    if shown.holds:
        return [calm(look, "saved", "", texts("counsellor", "Every signature holds."), "holds")]
    found: list[ft.Control] = []
    if not shown.known:
        elsewhere = texts("counsellor", "From another region. Here nobody can say who signed.")
        found.append(_odd(look, "new_place", "", elsewhere, "elsewhere"))
    if shown.left_out:
        number = isolate(str(shown.left_out))
        found.append(_odd(look, "broken_code", number, texts("counsellor", "Left out: could not be confirmed."), "left-out"))
    if not shown.whole:
        missing = texts("counsellor", "Something is missing. Ask for the file once more.")
        found.append(_odd(look, "list", "", missing, "not-whole"))
    return [card(look, ft.Column(found, spacing=6, tight=True), padding=(12, 8), chosen=True)]


def _odd(look: Look, icon: str, number: str, words: str, key: str) -> ft.Control:
    """One line of what does not hold."""
    counted = [look.text(number, 18, bold=True)] if number else []
    said = ft.Container(look.text(words, 15, align=ft.TextAlign.START), expand=True)
    return ft.Semantics(identifier=key, content=ft.Row([picture(look, icon, 30), *counted, said], spacing=10))


def _reason(one: str, number: int, minutes: int, texts: Texts, look: Look) -> ft.Control:
    icon, msgid = words.REASONS[one]
    named = f"{texts('counsellor', msgid)} {isolate(f'({number})')}"
    said = ft.Container(look.text(named, 15, align=ft.TextAlign.START), expand=True)
    parts: list[ft.Control] = [picture(look, icon, 28), said, look.text(texts.length(minutes), 18, bold=True)]
    return ft.Semantics(identifier=f"reason-{one}", content=card(look, ft.Row(parts, spacing=10), padding=(12, 3)))


def _policy(shown: JudgedProof, texts: Texts, look: Look) -> ft.Control:
    """By which version of the region's rules this is counted."""
    version = isolate(str(shown.policy.version))
    said = texts("counsellor", "Counting rules, version {version}", version=version)
    return ft.Semantics(identifier="policy", content=look.text(said, 13, color=look.palette.quiet))


def _of_kind(one: OfKind, texts: Texts, look: Look) -> ft.Control:
    """One of the four kinds: how much, and how much of it is agreed. How long stands beneath large letters."""
    word = look.text(_kind_word(one.kind, texts), 15, align=ft.TextAlign.START, room=WORD_ROOM if look.large else 190)
    long = look.text(texts.length(one.minutes), 18, bold=True)
    named: list[ft.Control] = [_tile(look, one.kind, 26), ft.Container(word, expand=True)]
    first: list[ft.Control] = [ft.Row(named, spacing=10), long] if look.large else [ft.Row([*named, long], spacing=10)]
    parts = [_state(state, texts, look, minutes if len(one.states) > 1 else 0) for state, minutes in one.states]
    column = ft.Column([*first, _line(look, parts)], spacing=2, tight=True)
    return ft.Semantics(identifier=f"kind-{int(one.kind)}", content=card(look, column, padding=(12, 4)))


def _tile(look: Look, kind: Kind, side: float) -> ft.Control:
    return row_of_tiles(look, [Tile(kind, 4)], "", side)


def _kind_word(kind: Kind, texts: Texts) -> str:
    return texts("counsellor", words.LEGAL_KIND[kind])


def _line(look: Look, parts: list[ft.Control]) -> ft.Control:
    """Beside each other as far as there is room; large letters beneath each other."""
    if look.large:
        return ft.Column(parts, spacing=2, tight=True)
    return ft.Row(parts, wrap=True, spacing=14, run_spacing=2)


def _state(state: State, texts: Texts, look: Look, minutes: int = 0) -> ft.Control:
    icon, msgid = words.STATES[state]
    long = [look.text(texts.length(minutes), 14, bold=True)] if minutes else []
    return _pictured(look, picture(look, icon, SMALL), texts("counsellor", msgid), *long)


def _pictured(look: Look, drawn: ft.Control, word: str, *more: ft.Control) -> ft.Control:
    """A small picture and its word."""
    said = look.text(word, 14, align=ft.TextAlign.START, room=(170 if more else WORD_ROOM))
    return ft.Row([drawn, ft.Container(said, expand=True) if look.large else said, *more], spacing=6, tight=not look.large)


def _terms(entry: Entry, texts: Texts, look: Look) -> ft.Control:
    """Of which kind, and whether it is agreed that it counts."""
    kind = _pictured(look, _tile(look, entry.kind, SMALL), _kind_word(entry.kind, texts))
    return _line(look, [kind, _state(entry.terms.state, texts, look)])


def _conditions(terms: Terms, texts: Texts, look: Look) -> list[ft.Control]:
    """What was agreed, one by one."""
    said = zip(words.CONDITIONS, terms.needed, strict=False)
    return [
        _pictured(look, picture(look, words.STATES[ANSWERS[answer]][0], SMALL), texts("counsellor", msgid))
        for msgid, answer in said
    ]


def _days(shown: JudgedProof, looked: bytes, texts: Texts, look: Look, tap: Tap, now: int) -> list[ft.Control]:
    """Every moment by day, the newest first."""
    found: list[ft.Control] = []
    day = None
    for entry in reversed(shown.page.entries):
        begun = brussels.day(entry.visit.start)
        if begun != day:
            day = begun
            found.append(day_line(look, texts.weekday(entry.visit.start)[1], texts.day(entry.visit.start, now)))
        id = entry.visit.check_in
        row = _row(entry, shown.marks.get(id, frozenset()), looked == id, texts, look)
        key = f"{MOMENT}{id.hex()}"
        row.on_click = lambda _, key=key: tap(key)
        row.ink = True  # with ink it is reached by a keyboard, too
        found.append(tappable(row, key))
    return found


def _row(entry: Entry, marks: frozenset[str], looked: bool, texts: Texts, look: Look) -> ft.Container:
    """What, when, how strong, and as what it counts; at whose place, and what was agreed, only when it is asked for."""
    icon, name = words.activity(entry.visit.activity)
    strong, msgid = words.REASONS[reason(entry)]
    lines = [texts("counsellor", msgid)]
    if entry.what == VISIT and entry.visit.end is not None:
        lines.insert(0, f"\u2066{texts.clock(entry.visit.start)} - {texts.clock(entry.visit.end)}\u2069")
    if entry.taken_back:
        lines = [texts("together", "Taken back")]
    lines += [texts("counsellor", words.MARKS[mark]) for mark in sorted(marks)]
    length = "" if entry.taken_back else "..." if entry.visit.end is None else texts.length(entry.minutes)
    if looked and entry.organisation:
        lines.append(isolate_name(entry.organisation))
    taken = entry.taken_back
    mark = gone(look, texts("together", "Taken back")) if taken else picture(look, strong, 26)
    row = moment_row(look, icon, texts("activity", name), "", " · ".join(lines), length, [], mark)
    beneath = [] if taken else [_terms(entry, texts, look), *(_conditions(entry.terms, texts, look) if looked else [])]
    row.content = ft.Column([row.content, *beneath], spacing=6, tight=True) if row.content else None
    return row


def _open(texts: Texts, look: Look, tap: Tap, height: float) -> ft.Control:
    return big_action(look, "enter", texts("counsellor", "Open the file"), "", tap, OPEN, height=height)


def _back(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")
