"""`python -m tests.bench.saving`: how long it takes to save a moment when a thousand records are kept already.

From the text of the code to "saved" and the counted page: verdict, signature, row, flush, count. The same Python runs natively
and in the browser's worker, there with WebCrypto and IndexedDB.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.probe import probe
from tests.bench.row import Row

RECORDS, SAVES = 1000, 60
CODE = """
import itertools, secrets, time
from app.records.diary import Diary
from app.records.scanned_text import read
from app.protocol import display_token, qr_text, record
from app.protocol.keys import key_id
from app.protocol.moments import Verdict
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Device
from app.protocol.display_token import Session
from app.store.opening import open_store
from app.records.trust import Trust

NOON = 1_795_431_600
display = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def token(number, time):
    said = Session(number.to_bytes(8, "big"), time, 1, 240)
    return display_token.to_draft(said, display).seal(bytes(64))  # a display that nobody knows: its signature is not looked at


async def chain(public, sign):
    made = []
    for number in range(RECORDS):
        visit, leaving = divmod(max(0, number - 1), 2)
        said = token(visit, NOON + 86400 * visit + 5400 * leaving)
        body = Device(public, bytes(16)) if not made else CheckOut(said, made[-1].id) if leaving else CheckIn(said)
        draft = record.to_draft(body, ChainPosition(number, made[-1].id if made else None, NOON + number), public)
        made.append(record.from_bytes(draft.seal(await sign(draft.message))))
    return made


store = open_store(PATH, wal=WAL)
store.add([(one, Verdict.UNKNOWN) for one in await chain(await platform.signer.public_key(), platform.signer.sign)])
store.close()
started = time.perf_counter()
store = open_store(PATH, wal=WAL)
trust = Trust(store, platform.verifier)
diary = Diary(store, platform.storage, platform.quota, platform.signer, trust, platform.clock, secrets.token_bytes)
page = diary.page()
opening = time.perf_counter() - started
times = []
for number in range(SAVES):
    visit, leaving = divmod(number, 2)
    said = token(RECORDS + visit, NOON + 86400 * (RECORDS + visit) + 5400 * leaving)
    text = qr_text.to_text("https://uren.example.be", "s", said)
    began = time.perf_counter()
    await diary.scanned(read(text))
    page = diary.page()
    times.append(time.perf_counter() - began)
_ = [opening * 1000, page.total, *[one * 1000 for one in times]]
"""


@dataclass(frozen=True, slots=True)
class Saving:
    """Milliseconds: opening with everything counted, and each save."""

    where: str
    opening: float
    times: tuple[float, ...]

    @property
    def p95(self) -> float:
        return p95(self.times)

    @property
    def quiet_p95(self) -> float:
        """The p95 of the quietest third of the run: other work on the machine comes and goes."""
        third = len(self.times) // 3
        return min(p95(self.times[start : start + third]) for start in range(0, 3 * third, third))

    def text(self) -> str:
        middle = sorted(self.times)[len(self.times) // 2]
        saves = f"p50 {middle:.0f} ms, p95 {self.p95:.0f} ms over {len(self.times)} saves"
        return f"saving with {RECORDS} records kept, {self.where}: {saves}; opening and counting {self.opening:.0f} ms"


def rows() -> list[Row]:
    with probe() as (tab, _, _):
        saves = in_browser(tab)
    print(natively().text(), saves.text(), sep="\n", flush=True)
    return [Row("saving with 1,000 records kept, in the worker, p95", 0.15, saves.p95 / 1000, "s")]


def p95(times: Sequence[float]) -> float:
    return sorted(times)[round(0.95 * len(times)) - 1]


def program(path: str, wal: bool) -> str:
    return f"PATH, WAL, RECORDS, SAVES = {path!r}, {wal}, {RECORDS}, {SAVES}\n{CODE}"


def read(where: str, found: list[float]) -> Saving:
    opening, total, *times = found
    assert total == 90 * ((RECORDS - 1) // 2 + SAVES // 2), total
    return Saving(where, opening, tuple(times))


def natively() -> Saving:
    """In this process, on a real file."""
    from app.platform.phone.shell import native_platform

    async def run(folder: Path) -> list[float]:
        platform = native_platform("phone", folder, "https://uren.example.be")
        path = str(await platform.storage.open())
        names: dict[str, Any] = {"platform": platform}
        result = eval(compile(program(path, True), "<saving>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)  # noqa: S307
        if inspect.isawaitable(result):
            await result
        found: list[float] = names["_"]
        return found

    with tempfile.TemporaryDirectory() as name:
        return read("natively", asyncio.run(run(Path(name))))


def in_browser(tab: Any) -> Saving:
    """In the worker of a probe (tests/browser/probe) that is shown."""
    return read("in the browser", tab.python(program(tab.python("_ = path"), False)))


if __name__ == "__main__":
    print(natively().text())
