"""`python -m tests.bench.use`: the app in use in headless Chromium, with many moments kept and after half an hour of taps.

saving   from the text of a code to the event that shows "saved": signature, record, commit and flush, and the new total, with
         1,000 records stored before
memory   what the page's process holds (Pss: page, Flutter and Python together): half a minute after its first start, when
         nobody touches it; and after as many taps as half an hour brings, against what it held after each screen had been
         seen once
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.protocol import qr_text
from tests.bench.row import Row
from tests.browser.drive import Phone, Server, sees, tap
from tests.people import NOON, token

STORED, SAVES = 1000, 40
REST = 30  # s
ROUNDS = 150  # four taps each: twenty taps a minute for half an hour
# The running app, from inside its own Python.
APP = """
import asyncio, gc, json, time
from app.protocol import qr_text, record
from app.protocol.moments import Verdict
from app.newcomer.update import Write
from app.protocol.keys import key_id
from app.protocol.record import ChainPosition, CheckIn, CheckOut
app = next(one for one in gc.get_objects() if type(one).__name__ == "PhoneApp")
diary, store = app._diary, app._store
async def scanned(text):
    await asyncio.wrap_future(app._page.run_task(app._work.do, Write(text)))
"""
FILL = """
public = await diary._signer.public_key()
number, before = store.newest_position(key_id(public))
made = []
async def write(body, at):
    global number, before
    draft = record.to_draft(body, ChainPosition(number + 1, before, at), public)
    one = record.from_bytes(draft.seal(await diary._signer.sign(draft.message)))
    made.append((one, Verdict.UNKNOWN))
    number, before = number + 1, one.id
    return one.id
for at, come, gone in json.loads(TOKENS):
    await write(CheckOut(bytes.fromhex(gone), await write(CheckIn(bytes.fromhex(come)), at)), at + 5400)
store.add(made)
await app._platform.storage.flush()
len(store.records())
"""
SAVE = """
took = []
for text in json.loads(TEXTS):
    began = time.perf_counter()
    await scanned(text)
    took.append(1000 * (time.perf_counter() - began))
json.dumps(took)
"""


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with Server(folder / "server") as server:
            server.command("region-create")
            server.start()
            phone = Phone(playwright, folder / "phone", server, fresh=True)
            phone.open()
            phone.tap("language-nl")
            phone.sees("floor")
            phone.tab.until_kept()
            phone.page.wait_for_selector("html[data-memory]", state="attached", timeout=60_000)
            time.sleep(REST)
            rest = resident(phone)
            first, later = memory(phone)
            took = saving(phone)
            phone.close()
    p95 = took[round(0.95 * len(took)) - 1]
    print(f"memory of the page's process: at rest {rest / 1e6:.0f} MB, in use {first / 1e6:.0f} MB,", end=" ")
    print(f"after {4 * ROUNDS} taps {later / 1e6:.0f} MB")
    print(f"saving with {STORED} records stored: p50 {took[len(took) // 2]:.0f} ms, p95 {p95:.0f} ms", flush=True)
    return [
        Row("memory of the page at rest", 350, rest / 1e6, "MB"),
        Row("memory of the page after half an hour of use / at the start", 1.2, later / first),
        Row(f"saving with {STORED} records stored, p95", 150, p95, "ms"),
    ]


def memory(phone: Phone) -> tuple[int, int]:
    round_of_taps(phone.page)
    first = resident(phone)
    for _ in range(ROUNDS):
        round_of_taps(phone.page)
    return first, resident(phone)


def round_of_taps(page: Page) -> None:
    for key, seen in (("moments", "back"), ("back", "floor"), ("settings", "reading"), ("back", "floor")):
        tap(page, key)
        sees(page, seen)


def resident(phone: Phone) -> int:
    """Bytes of this browser's largest renderer, after the garbage was taken out."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("HeapProfiler.collectGarbage")
    session.detach()
    python(phone, "import gc; gc.collect()")
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={phone.profile}"], capture_output=True, text=True, check=True).stdout
    return max(pss(pid) for root in found.split() for pid in family(root))


def family(root: str) -> list[str]:
    found = subprocess.run(["pgrep", "-P", root], capture_output=True, text=True, check=False).stdout.split()
    return [root, *(one for child in found for one in family(child))]


def pss(pid: str) -> int:
    try:
        if "type=renderer" not in Path(f"/proc/{pid}/cmdline").read_text():
            return 0
        held = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0  # it has just ended
    return int(held[1]) * 1024 if held else 0


def saving(phone: Phone) -> list[float]:
    """Milliseconds of each save, sorted."""
    python(phone, APP)
    first = qr_text.to_text(phone.server.origin, qr_text.SESSION, token(time=NOON, number=1))
    python(phone, f"await scanned({first!r})")
    pairs = []
    for number in range(2, 2 + STORED // 2):
        came = NOON - 43_200 * number
        pairs.append([came, token(time=came, number=number).hex(), token(time=came + 5400, number=number).hex()])
    python(phone, f"TOKENS = {json.dumps(pairs)!r}\n{FILL}")
    codes = [token(time=NOON + 7200 * number, number=10_000 + number) for number in range(SAVES)]
    texts = [qr_text.to_text(phone.server.origin, qr_text.SESSION, code) for code in codes]
    took: list[float] = json.loads(python(phone, f"TEXTS = {json.dumps(texts)!r}\n{SAVE}"))
    return sorted(took)


def python(phone: Phone, code: str) -> str:
    """Run code in the app's Python; what its last line says comes back."""
    worker = next(worker for worker in phone.page.workers if "worker.js" in worker.url)
    return str(worker.evaluate("async (code) => String(await python.runPythonAsync(code))", code))


if __name__ == "__main__":
    for row in rows():
        print(row.text())
    print(f"load {os.getloadavg()[0]:.1f}")
