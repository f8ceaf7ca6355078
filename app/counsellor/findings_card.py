"""The findings about a proof on the counsellor's page: a card with what has to be talked about, then the notes."""

from __future__ import annotations

import flet as ft

from app.counsellor.model import JudgedProof
from app.records.findings import CUTS, ProofFinding, findings
from app.records.page import Cut
from app.ui.controls.action import card
from app.ui.controls.look import Look, picture
from app.ui.controls.message import calm
from app.ui.screens.finding_words import FINDINGS, NOT_COUNTED, TOGETHER
from app.ui.texts import Texts, isolate

CUT_CODES = {field: code for code, field in CUTS.items()}


def finding_cards(judged: JudgedProof, texts: Texts, look: Look, now: int) -> list[ft.Control]:
    """A line that says that every signature holds, or a card with what has to be talked about; then the notes, if there are
    any. `now` is in Unix seconds.
    """
    every = findings(judged, now)
    grave = [_line(finding, texts, look) for finding in every if finding.is_to_talk_about]
    notes = [_line(finding, texts, look) for finding in every if not finding.is_to_talk_about]
    if grave:
        words = look.text(texts("counsellor", TOGETHER), 18, bold=True, align=ft.TextAlign.START)
        title = ft.Row([picture(look, "together", 34), ft.Container(words, expand=True)], spacing=10)
        first: ft.Control = card(look, ft.Column([title, *grave], spacing=6, tight=True), padding=(12, 8), chosen=True)
        first = ft.Semantics(identifier="talk", content=first)
    else:
        first = calm(look, "saved", "", texts("counsellor", "Every signature holds."), "holds")
    beneath = [card(look, ft.Column(notes, spacing=4, tight=True), padding=(12, 6))] if notes else []
    return [first, *beneath]


def cut_lines(cut: Cut, texts: Texts) -> list[str]:
    """How many minutes of a moment do not count, and why."""
    lines = []
    for field, code in CUT_CODES.items():
        if minutes := getattr(cut, field):
            not_counted = texts("counsellor", NOT_COUNTED, length=texts.length(minutes))
            lines.append(f"{not_counted} {texts('counsellor', FINDINGS[code][1])}")
    return lines


def _line(finding: ProofFinding, texts: Texts, look: Look) -> ft.Control:
    """A finding: its picture, how many records or moments it is about, its sentence, and the minutes that do not count."""
    icon, sentence = FINDINGS[finding.code]
    number = [look.text(isolate(str(finding.number)), 16, bold=True)] if finding.number > 1 or finding.moments else []
    label = ft.Container(look.text(texts("counsellor", sentence), 15, align=ft.TextAlign.START), expand=True)
    minutes = [look.text(texts.length(finding.minutes), 16, bold=True)] if finding.minutes else []
    row = ft.Row([picture(look, icon, 28), *number, label, *minutes], spacing=10)
    return ft.Semantics(identifier=f"finding-{finding.code}", content=row)
