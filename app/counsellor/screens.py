"""The counsellor's screens: open a proof, and see in seconds how many hours it has and whether every signature holds."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.counsellor.agreed_hours import condition_lines, sum_card, terms_line
from app.counsellor.desk import answer_card, beside, days, list_screen
from app.counsellor.findings_card import cut_lines, finding_cards
from app.counsellor.model import (
    COPY,
    DIAGNOSIS,
    LANGUAGE,
    LIST,
    OPEN,
    PRINT,
    PROOF,
    REFUSED,
    Chose,
    CounsellorModel,
    Event,
    JudgedProof,
    by_kind,
    by_reason,
    reason,
)
from app.counsellor.opened import Changes, OpenedFile, changes
from app.protocol import brussels
from app.records.page import VISIT, Entry
from app.ui.controls.action import HALF, big_action, card, round_button, tappable, word_card
from app.ui.controls.choices import title
from app.ui.controls.day import day_line
from app.ui.controls.floor import floor, tiles
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import calm, gentle
from app.ui.controls.moment import moment_row, taken_back_mark
from app.ui.events import tap_of
from app.ui.screens import diagnosis, refusals, words
from app.ui.screens.language import names, of_names
from app.ui.taps import OpenMoment, Tap
from app.ui.texts import Texts, isolate, isolate_name

Send = Callable[[Event], None]
SIDE = 640  # dp: width at most of a proof that stands beside the list
TO_COUNSELLOR = ("phone", "next", "forty", "next", "counsellor")  # pictures: the way of a proof


def view(model: CounsellorModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """The screen of this model. `send` gets the events of taps; `now` in Unix seconds."""
    tap = tap_of(send)

    if model.screen == LANGUAGE:
        rows = names(look, texts.language, model.turned, lambda code: send(Chose(code)), tap)
        return of_names(look, [picture(look, "counsellor", 132)], rows, _back(texts, look, tap), None)
    if model.screen == DIAGNOSIS:
        return diagnosis.view(model.diagnosis, texts, look, tap)
    if model.screen == REFUSED:
        return _refused(model, texts, look, tap)
    if model.screen in (LIST, PROOF) and model.wide:
        return beside(look, list_screen(model, texts, look, tap), _at_the_side(model, texts, look, tap, now))
    if model.screen == LIST:
        return list_screen(model, texts, look, tap)
    if model.screen == PROOF and model.file and model.shown:
        back, again = _back(texts, look, tap), _open(texts, look, tap, 64)
        body = _proof(model, model.file, model.shown, texts, look, tap, now)
        return screen(look, body, start=back, bottom=[again], long=True)
    return _first(model, texts, look, tap)


def _at_the_side(model: CounsellorModel, texts: Texts, look: Look, tap: Tap, now: int) -> ft.Control:
    """What stands beside the list: the proof, or why the file is none."""
    file = model.file
    if file and model.shown:
        return screen(look, _proof(model, file, model.shown, texts, look, tap, now), long=True, widest=SIDE)
    if file:
        return screen(look, [answer_card(file, texts, look), *gentle(look, *_why(file.code, texts), "")])
    return screen(look, [picture(look, "counsellor", 132)])


def _first(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The first screen: a row of pictures that says what to do, and the one action."""
    shown: list[ft.Control] = [picture(look, name, 24 if name == "next" else 64) for name in TO_COUNSELLOR]
    centred = ft.MainAxisAlignment.CENTER
    body = [
        title(look, texts("counsellor", "Proof of taking part"), ""),
        ft.Row(shown, alignment=centred, spacing=10),
        look.text(texts("counsellor", "The newcomer sends you a file. Open it here."), 18),
        *([look.text(texts("counsellor", "Or drag files or a folder onto this page."), 16)] if model.wide else []),
        calm(look, "phone", "", texts("counsellor", "It is judged on this device and not kept."), "not-kept"),
    ]
    language = round_button(look, "language", texts("settings", "Language"), tap, LANGUAGE)
    odd = [diagnosis.link_card(texts, look, tap)] if model.diagnosis else []
    return screen(look, [*body, *odd], end=language, bottom=[_open(texts, look, tap, 160)])


def _refused(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    message = gentle(look, *_why(model.refusal, texts), "")
    return screen(look, message, start=_back(texts, look, tap), bottom=[_open(texts, look, tap, 104)])


def _why(code: str, texts: Texts) -> tuple[str, str]:
    """Picture and sentence of a refusal."""
    icon, sentence = refusals.COUNSELLOR_REFUSAL.get(code, refusals.refusal(code))
    return icon, texts("counsellor" if code in refusals.COUNSELLOR_REFUSAL else "refusal", sentence)


def _proof(
    model: CounsellorModel, file: OpenedFile, shown: JudgedProof, texts: Texts, look: Look, tap: Tap, now: int
) -> list[ft.Control]:
    """Everything about a proof: the one large answer, the total, what can be done with it, sums, and its moments."""
    page = shown.page
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    done, target = texts.hours(page.total), texts.exact_hours(page.target)
    name = texts("home", "{done} of {target} hours", done=done, target=target)
    total = f"{page.total // 60}:{page.total % 60:02d}\u00a0/\u00a0{page.target // 60}:{page.target % 60:02d}"
    left = texts("counsellor", "{left} to go", left=texts.length(shown.left))
    reached = left if shown.left else texts("counsellor", "The target is reached")
    period = days(file.summary.first, file.summary.last) if file.summary else ""
    since = changes(model.files, file)
    return [
        look.text(isolate_name(file.name), 13, color=look.palette.quiet, lines=1),
        answer_card(file, texts, look),
        ft.Semantics(identifier="total", content=look.text(isolate(total), 28, bold=True, one_line=True)),
        look.text(reached, 15),
        *([look.text(period, 15, color=look.palette.quiet)] if period else []),
        _actions(model, file, texts, look, tap),
        *finding_cards(shown, texts, look, now),
        *([_changed(since, texts, look)] if since else []),
        floor(look, laid, name, 188, target=page.target),
        _policy(shown, texts, look),
        *(sum_card(total, texts, look) for total in by_kind(page)),
        *(_reason(name, number, minutes, texts, look) for name, number, minutes in by_reason(page)),
        *_days(shown, model.looked, texts, look, tap, now),
    ]


def _actions(model: CounsellorModel, file: OpenedFile, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The page to print, and the line for the register; with large letters one beneath the other."""
    copied = bool(file.digest) and model.copied == file.digest
    word = texts("counsellor", "Copied.") if copied else texts("counsellor", "Copy a line for the register")
    line = word_card(look, "saved" if copied else "add_in_list", word, "", tap, COPY, room=HALF, side=44)
    paper = word_card(look, "list", texts("counsellor", "Page to print"), "", tap, PRINT, room=HALF, side=44)
    if look.large:
        return ft.Column([ft.Row([paper]), ft.Row([line])], spacing=10, tight=True)
    return ft.Row([paper, line], spacing=10, vertical_alignment=ft.CrossAxisAlignment.STRETCH, intrinsic_height=True)


def _changed(since: Changes, texts: Texts, look: Look) -> ft.Control:
    """What changed since the earlier proof of the same person: how many moments."""
    compared = since.compared
    numbers = (
        ("new", "plus", "New since the earlier proof", compared.new),
        ("gone", "take_back", "Gone since the earlier proof", compared.gone),
        ("changed", "again", "Changed since the earlier proof", compared.changed + compared.taken_back),
    )
    lines = [
        _change(look, icon, isolate(str(len(moments))), texts("counsellor", msgid), key)
        for key, icon, msgid, moments in numbers
        if moments
    ]
    if not lines:
        lines = [_change(look, "agreed", "", texts("counsellor", "Nothing changed since the earlier proof"), "unchanged")]
    return ft.Semantics(identifier="since", content=card(look, ft.Column(lines, spacing=6, tight=True), padding=(12, 8)))


def _change(look: Look, icon: str, number: str, words: str, key: str) -> ft.Control:
    """A line about moments of one kind, with their number."""
    counted = [look.text(number, 18, bold=True)] if number else []
    label = ft.Container(look.text(words, 15, align=ft.TextAlign.START), expand=True)
    return ft.Semantics(identifier=key, content=ft.Row([picture(look, icon, 30), *counted, label], spacing=10))


def _reason(name: str, number: int, minutes: int, texts: Texts, look: Look) -> ft.Control:
    """A card for the moments with this reason: how many, and how many minutes of them count."""
    icon, msgid = words.REASONS[name]
    named = f"{texts('counsellor', msgid)} {isolate(f'({number})')}"
    label = ft.Container(look.text(named, 15, align=ft.TextAlign.START), expand=True)
    parts: list[ft.Control] = [picture(look, icon, 28), label, look.text(texts.length(minutes), 18, bold=True)]
    return ft.Semantics(identifier=f"reason-{name}", content=card(look, ft.Row(parts, spacing=10), padding=(12, 3)))


def _policy(shown: JudgedProof, texts: Texts, look: Look) -> ft.Control:
    """The version of the region's counting policy by which the hours are counted."""
    version = isolate(str(shown.policy.version))
    label = texts("counsellor", "Counting rules, version {version}", version=version)
    return ft.Semantics(identifier="policy", content=look.text(label, 13, color=look.palette.quiet))


def _days(shown: JudgedProof, looked: bytes, texts: Texts, look: Look, tap: Tap, now: int) -> list[ft.Control]:
    """All moments by day, the newest first."""
    rows: list[ft.Control] = []
    day = None
    for entry in reversed(shown.page.entries):
        begun = brussels.day(entry.visit.start)
        if begun != day:
            day = begun
            rows.append(day_line(look, texts.weekday(entry.visit.start)[1], texts.day(entry.visit.start, now)))
        id = entry.visit.check_in
        row = _row(entry, shown.marks.get(id, frozenset()), looked == id, texts, look, helped=id in shown.helped)
        meaning = OpenMoment(id)
        row.on_click = lambda _, meaning=meaning: tap(meaning)
        row.ink = True  # with ink a keyboard reaches it, too
        rows.append(tappable(row, meaning.key))
    return rows


def _row(entry: Entry, marks: frozenset[str], looked: bool, texts: Texts, look: Look, *, helped: bool = False) -> ft.Container:
    """A moment: activity, times, reason, marks, activity type and state, and whether somebody `helped` with the phone. With
    `looked` also organisation and conditions."""
    icon, name = words.activity(entry.visit.activity)
    strong, msgid = words.REASONS[reason(entry)]
    lines = [texts("counsellor", msgid)]
    if entry.what == VISIT and entry.visit.end is not None:
        lines.insert(0, f"\u2066{texts.clock(entry.visit.start)} - {texts.clock(entry.visit.end)}\u2069")
    if entry.taken_back:
        lines = [texts("together", "Taken back")]
    lines += [texts("counsellor", words.MARKS[mark]) for mark in sorted(marks)]
    lines += cut_lines(entry.cut, texts)
    length = "" if entry.taken_back else "..." if entry.visit.end is None else texts.length(entry.minutes)
    if looked and entry.organisation:
        lines.append(isolate_name(entry.organisation))
    taken = entry.taken_back
    mark = taken_back_mark(look, texts("together", "Taken back")) if taken else picture(look, strong, 26)
    row = moment_row(look, icon, texts("activity", name), "", " · ".join(lines), length, [], mark)
    beneath = [] if taken else [terms_line(entry, texts, look), *(condition_lines(entry.terms, texts, look) if looked else [])]
    if helped and not taken:
        beneath.append(_helped(texts, look))
    row.content = ft.Column([row.content, *beneath], spacing=6, tight=True) if row.content else None
    return row


def _helped(texts: Texts, look: Look) -> ft.Control:
    """Somebody helped with the phone: said as quietly as the conditions, because nothing is wrong with it."""
    label = look.text(
        texts("counsellor", "Somebody helped with the phone."), 13, color=look.palette.quiet, align=ft.TextAlign.START
    )
    line = ft.Row([picture(look, "helped", 24), ft.Container(label, expand=True)], spacing=8)
    return ft.Semantics(identifier="helped", content=line)


def _open(texts: Texts, look: Look, tap: Tap, height: float) -> ft.Control:
    return big_action(look, "enter", texts("counsellor", "Open files"), "", tap, OPEN, height=height)


def _back(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")
