"""The same screen when what is kept changed: a sync, a signature or another count. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer import report
from app.newcomer.model import SAVED, entry_of
from app.records.page import Saved

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry, Page


def recounted(model: NewcomerModel, page: Page) -> NewcomerModel:
    """The same screen of what is kept now: its moments with their newest ticks and minutes, and by the ids they have now."""
    saved = model.saved
    if saved and not model.taken:  # what is taken back stays so on its screen, also before it is signed
        saved = replace(saved, entry=_same(saved.entry, page) or saved.entry)
    before = model.entry
    now = _same(before, page) if before else None
    return replace(model, page=page, saved=saved, moment=now.visit.check_in if now else model.moment)


def arrived(before: NewcomerModel, model: NewcomerModel) -> NewcomerModel:
    """While a meeting's code is shown its answer may come from the server: then the meeting is saved. A code that is shown once
    more has an answer already, and stays until one comes that counts more.
    """
    shown = model.shown
    if model.screen != report.CODE or not shown:
        return model
    entry, known = entry_of(model.page, shown.id), entry_of(before.page, shown.id)
    if entry is None or (known and known.buddy == entry.buddy and known.visit.verdict is entry.visit.verdict):
        return model
    return replace(model, screen=SAVED, saved=Saved("met", entry, ""))


def _same(moment: Entry, page: Page) -> Entry | None:
    """The same moment on another page. Its id changes when it was saved before the chain was known."""
    same = [entry for entry in page.entries if _facts(entry) == _facts(moment)]
    exact = [entry for entry in same if entry.visit.check_in == moment.visit.check_in]
    return (exact or same)[-1] if same else None


def _facts(entry: Entry) -> tuple[object, ...]:
    """What one moment keeps whatever becomes of its record."""
    visit = entry.visit
    return entry.what, visit.display, visit.session, visit.start, visit.activity
