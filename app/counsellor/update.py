"""What a tap, a key or an answer changes on the counsellor's page, and what is to be done. Pure."""

from __future__ import annotations

from dataclasses import replace

from app.counsellor.model import (
    BACK,
    COPY,
    DIAGNOSIS,
    FIRST,
    GIVE,
    LANGUAGE,
    LIST,
    MORE,
    NEXT_PAGE,
    OPEN,
    PAGE_BEFORE,
    PRINT,
    PROOF,
    REFUSED,
    Arrived,
    Calm,
    Chose,
    Copied,
    CopyLine,
    CounsellorModel,
    Diagnosed,
    Effect,
    Event,
    FilesJudged,
    GiveDiagnosis,
    JudgeFiles,
    Open,
    OpenPage,
    Pressed,
    RefusalShown,
    Remember,
    Resized,
    Tapped,
)
from app.counsellor.opened import OpenedFile, changes, listed, with_files
from app.counsellor.taps import ChooseAnswer, ChooseFile
from app.platform.desk import Batch
from app.ui.taps import Hear, OpenMoment, unknown

ONE = {"Arrow Down": 1, "Arrow Up": -1}  # lines of the list, by the name of a key
PAGES = {"Page Down": 1, "Page Up": -1}


def update(model: CounsellorModel, event: Event) -> tuple[CounsellorModel, list[Effect]]:
    """The model after this event, and what is to be done."""
    match event:
        case Arrived(batch):
            return _arrived(model, batch)
        case FilesJudged(files, run):
            return (_judged(model, files) if run == model.run else model), []
        case Copied(digest):
            return replace(model, busy=False, copied=digest), []
        case Calm():
            return replace(model, busy=False), []
        case Resized(wide, rows):
            return _in_view(replace(model, wide=wide, rows=rows)), []
        case Pressed(key):
            return _pressed(model, key), []
        case RefusalShown(code):
            return replace(model, screen=REFUSED, refusal=code, busy=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case Chose(language):
            return replace(model, language=language, screen=FIRST, turned=0), [Remember("language", language)]
        case Tapped(OpenMoment(id)):
            return replace(model, looked=b"" if id == model.looked else id), []
        case Tapped(ChooseFile(number)):
            return _looking(model, next((at for at, file in enumerate(model.files) if file.number == number), -1)), []
        case Tapped(ChooseAnswer(answer)):
            return replace(model, only="" if answer == model.only else answer, page=0), []
        case Tapped(str(name)):
            return _tapped(model, name)
        case Tapped(Hear()):
            return model, []  # nothing is said aloud here
        case Tapped(meaning):
            raise unknown(meaning)


def _arrived(model: CounsellorModel, batch: Batch) -> tuple[CounsellorModel, list[Effect]]:
    if not batch.files:
        return replace(model, busy=False), []
    arrived = len(batch.files) + (model.arrived if model.waiting else 0)
    waiting, more = model.waiting + len(batch.files), model.more + batch.more
    screen = LIST if arrived > 1 else model.screen
    begun = replace(model, busy=False, arrived=arrived, waiting=waiting, more=more, refusal="", screen=screen)
    return begun, [JudgeFiles(batch.files, model.run)]


def _judged(model: CounsellorModel, files: tuple[OpenedFile, ...]) -> CounsellorModel:
    """A file that came alone is looked at, or refused. Of several the first one is looked at, and they are listed."""
    after = replace(model, waiting=max(0, model.waiting - len(files)))
    if model.arrived == 1 and len(files) == 1 and files[0].code:
        return replace(after, screen=REFUSED, refusal=files[0].code)
    after = replace(after, files=with_files(model.files, files))
    if model.arrived == 1:
        return _looking(after, next((at for at, file in enumerate(after.files) if file.number == files[0].number), -1))
    return replace(after, at=0) if after.at < 0 and after.files else after


def _looking(model: CounsellorModel, at: int) -> CounsellorModel:
    """The model when the counsellor looks at this file. One that is no proof has nothing to look at but why."""
    if at < 0:
        return model
    code = model.files[at].code
    looks = replace(model, at=at, looked=b"", copied=b"", refusal=code)
    if model.wide:
        return _in_view(replace(looks, screen=LIST))
    return _in_view(replace(looks, screen=REFUSED if code else PROOF))


def _in_view(model: CounsellorModel) -> CounsellorModel:
    """The model with that page of the list on which the file is that the counsellor looks at."""
    file = model.file
    files = listed(model.files, model.only)
    if file in files:
        return replace(model, page=files.index(file) // model.rows)
    return replace(model, page=min(model.page, max(0, len(files) - 1) // model.rows))


def _pressed(model: CounsellorModel, key: str) -> CounsellorModel:
    """The keyboard: arrows choose, Enter opens, Escape leaves."""
    if model.screen not in (LIST, PROOF) or not model.files:
        return _back(model) if key == "Escape" else model
    files = listed(model.files, model.only)
    at = files.index(model.file) if model.file in files else -1
    if key in (*ONE, *PAGES) and files:
        step = ONE.get(key, model.rows * PAGES.get(key, 0))
        chosen = files[max(0, min(len(files) - 1, at + step))]
        return _marked(model, model.files.index(chosen))
    if key == "Enter" and at >= 0 and model.screen == LIST:
        return _looking(model, model.at)
    if key == "Escape" and not (model.wide and model.screen == LIST):
        return _back(model)
    return model


def _marked(model: CounsellorModel, at: int) -> CounsellorModel:
    """Arrows on a list only mark; on a proof, or beside one, they lead to the next."""
    if model.screen == PROOF:
        return _looking(model, at)
    return _in_view(replace(model, at=at, looked=b"", copied=b""))


def _back(model: CounsellorModel) -> CounsellorModel:
    """From a proof or a refusal to what is open; else to the first screen, and everything is closed."""
    if model.screen in (PROOF, REFUSED) and (len(model.files) > 1 or model.waiting):
        return replace(model, screen=LIST, refusal="")
    if model.screen == REFUSED and model.shown:
        return replace(model, screen=LIST if model.wide else PROOF, refusal="")
    if model.screen in (LANGUAGE, DIAGNOSIS):
        return replace(model, screen=FIRST)
    return CounsellorModel(
        language=model.language, run=model.run + 1, rows=model.rows, wide=model.wide, diagnosis=model.diagnosis, busy=model.busy
    )


def leaving(model: CounsellorModel) -> str:
    """The name of the tap that leaves the screen; "" on the first screen."""
    return "" if model.screen == FIRST else BACK


def _tapped(model: CounsellorModel, name: str) -> tuple[CounsellorModel, list[Effect]]:
    """A tap that only names a screen or an action; an unknown name changes nothing."""
    file = model.file
    if name == OPEN and not model.busy:
        return replace(model, busy=True), [Open()]
    if name == COPY and file and file.summary and not model.busy:
        return replace(model, busy=True, copied=b""), [CopyLine(file)]
    if name == PRINT and file and file.summary and not model.busy:
        return replace(model, busy=True), [OpenPage(file, changes(model.files, file))]
    if name == LANGUAGE:
        return replace(model, screen=LANGUAGE, turned=0), []
    if name == DIAGNOSIS and model.diagnosis:
        return replace(model, screen=DIAGNOSIS), []
    if name == GIVE and model.screen == DIAGNOSIS:
        return model, [GiveDiagnosis()]
    if name == BACK:
        return _back(model), []
    if name == MORE:
        return replace(model, turned=model.turned + 1), []
    if name in (NEXT_PAGE, PAGE_BEFORE):
        last = max(0, len(listed(model.files, model.only)) - 1) // model.rows
        return replace(model, page=max(0, min(last, model.page + (1 if name == NEXT_PAGE else -1)))), []
    return model, []
