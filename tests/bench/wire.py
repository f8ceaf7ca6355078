"""`python -m tests.bench.wire`: what a whole programme costs in data: every byte that goes up, headers included.

Forty visits on forty days, so eighty records and the one that names the device; the app is opened for each, and each record is
sent by itself as soon as it is saved: no way of using the app sends more often. Bytes are counted as they come out of a socket
between the real client and the real server, over plain HTTP/1.1: natively with httpx, in the browser with fetch and all the
headers that Chromium adds. What TLS adds, and what HTTP/2 saves, is not counted.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.probe import probe
from tests.bench.row import Row
from tests.browser.drive import Server
from tests.line import Line, line_to

VISITS = 40
GOAL = 60_000
CODE = """
import secrets
from app.records.diary import Diary
from app.records.meetings import Meetings
from app.records.scanned_text import read
from app.platform.clock import ClockReading
from app.protocol import display_token, qr_text
from app.protocol.display_token import Session
from app.store.opening import open_store
from app.sync.answers import Answers
from app.sync.http import connect
from app.sync.restore import Restore
from app.sync.newcomer_round import NewcomerRound
from app.sync.runner import Runner
from app.records.trust import Trust

NOON = 1_795_431_600
display = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def code(time):
    said = Session(secrets.token_bytes(8) if not shown else shown, time, 1, 240)
    token = display_token.to_draft(said, display).seal(secrets.token_bytes(64))
    return said.session, qr_text.to_text("https://uren.example.be", "s", token)


async def changed(code):
    codes.append(code)


now, codes, shown = NOON, [], b""
store, client = open_store(PATH, wal=WAL), connect(platform)
for visit in range(VISITS):
    now = NOON + 86400 * 4 * visit
    trust = Trust(store, platform.verifier)  # the app is opened anew
    shell, clock = platform, lambda: ClockReading(now)
    diary = Diary(store, shell.storage, shell.quota, shell.signer, trust, clock, secrets.token_bytes)
    restore = Restore(store, shell.storage, trust, shell.signer, shell.verifier)
    meetings = Meetings(store, shell.storage, shell.signer, shell.verifier, trust, diary, clock, secrets.token_bytes)
    answers = Answers(store, shell.signer, diary, meetings, clock)
    round = NewcomerRound(store, shell.storage, trust, diary, restore, answers, clock)
    runner = Runner(round, lambda: client, changed)
    await runner.wake()
    for leaving in (0, 1):
        now += 5400 * leaving
        shown, text = code(now)
        await diary.scanned(read(text))
        await runner.wake()
    shown = b""
await client._http.aclose()
store.close()
_ = [set(codes) == {""}, sum(kept.state == "waiting" for kept in store.records())]
"""


@dataclass(frozen=True, slots=True)
class Wire:
    """Bytes up, and how many requests they were."""

    where: str
    up: int
    requests: int

    def text(self) -> str:
        return f"a programme of {2 * VISITS} records, {self.where}: {self.up / 1000:.1f} kB up in {self.requests} requests"


def rows() -> list[Row]:
    programmes = [natively()]  # before there is a browser, whose driver has a loop of its own
    with probe() as (tab, line, server):
        programmes.append(in_browser(tab, line, server))
    print(*(one.text() for one in programmes), sep="\n", flush=True)
    return [Row("a programme of 80 records, up, the worse of two", 60, max(one.up for one in programmes) / 1000, "kB")]


def program(path: str, wal: bool) -> str:
    return f"PATH, WAL, VISITS = {path!r}, {wal}, {VISITS}\n{CODE}"


def read(where: str, line: Line, found: list[Any], held: int) -> Wire:
    assert found == [True, 0], found
    assert held == 2 * VISITS + 1, held
    return Wire(where, line.up, len(line.asked))


def natively() -> Wire:
    from app.platform.phone.shell import native_platform

    async def run(folder: Path, line: Line) -> list[Any]:
        platform = native_platform("phone", folder / "phone", f"http://127.0.0.1:{line.port}")
        names: dict[str, Any] = {"platform": platform}
        source = program(str(await platform.storage.open()), True)
        result = eval(compile(source, "<wire>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)  # noqa: S307
        if inspect.isawaitable(result):
            await result
        found: list[Any] = names["_"]
        return found

    with tempfile.TemporaryDirectory() as name:
        server = Server(Path(name) / "server", Path(name) / "no-web")
        server.command("region-create")
        server.start()
        try:
            with line_to(server.port) as line:
                found = asyncio.run(run(Path(name), line))
                return read("natively", line, found, len(server.records()))
        finally:
            server.stop()


def in_browser(tab: Any, line: Line, server: Server) -> Wire:
    """In the worker of a probe (tests/browser/probe) that came over this line."""
    found = tab.python(program(tab.python("_ = path"), False))
    return read("in the browser", line, found, len(server.records()))


if __name__ == "__main__":
    print(natively().text())
