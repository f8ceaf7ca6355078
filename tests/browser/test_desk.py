"""A counsellor at a computer drags files onto the page, and works through them by keyboard, with the server stopped."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import httpx
import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Playwright

from app.protocol import proof
from app.protocol.ed25519 import Ed25519Verifier
from app.records import proof_file
from app.records.trust import Trust
from app.sync.client import Client
from tests.browser.drive import Phone, Server, by_key, wait_for
from tests.journeys.town import Handset

pytestmark = pytest.mark.browser

DROP = """async (files) => {
  const dropped = new DataTransfer();
  for (const [name, text] of files) dropped.items.add(new File([text], name, { type: "text/plain" }));
  for (const name of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(name, { dataTransfer: dropped, bubbles: true, cancelable: true });
    document.querySelector("flutter-view").dispatchEvent(event);
  }
}"""
DEAF = """
window.copied = [];
Object.defineProperty(navigator, "clipboard", { value: { writeText: async (line) => {
  if (window.deaf) throw new DOMException("no tap", "NotAllowedError");
  window.copied.push(line);
} } });
"""


async def given(folder: Path, server: Server) -> tuple[str, str]:
    """What Amina gives after two moments that she told afterwards, and what she gave after the first."""
    amina = await Handset(folder, origin=server.origin).open()
    async with httpx.AsyncClient(base_url=f"http://localhost:{server.port}") as http:
        await Trust(amina.store, Ed25519Verifier()).take(await Client(http).trust())
    texts = []
    for day, minutes in ((3, 90), (2, 60)):
        await amina.afterwards.declare(day, minutes, 2)
        texts.append(proof_file.as_text(proof_file.gather(amina.store), server.origin))
    earlier, later = texts
    return later, earlier


def flipped(text: str) -> str:
    """The same proof with one bit of its last record changed."""
    data = bytearray(proof.from_text(text))
    data[data.rindex(proof.from_bytes(bytes(data)).records[-1]) + 60] ^= 1
    return proof.to_text(bytes(data))


def test_a_counsellor_drags_files_onto_the_page_and_works_through_them_with_the_server_stopped(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    with ThreadPoolExecutor() as apart:  # the browser's driver has a loop of its own in this thread
        good, earlier = apart.submit(lambda: asyncio.run(given(tmp_path, server))).result()
    counsellor = Phone(
        playwright,
        tmp_path / "counsellor",
        server,
        role="counsellor",
        viewport={"width": 1280, "height": 800},
        is_mobile=False,
        has_touch=False,
    )
    counsellor.browser.context.add_init_script(DEAF)
    counsellor.open("/#/counsellor")
    page = counsellor.page
    wait_for(
        lambda: counsellor.store().execute("SELECT 1 FROM settings WHERE key = 'trust-list'").fetchone(), "the region's list"
    )
    counsellor.tab.until_kept()
    server.stop()
    counsellor.browser.context.set_offline(True)

    files = [("goed.txt", good), ("gemerkt.txt", flipped(good)), ("vakantie.jpg", "\x89rommel" * 9000), ("eerst.txt", earlier)]
    page.evaluate(DROP, files)
    page.wait_for_selector(f"{by_key('only-unread')}:has-text('1')", state="attached")
    page.wait_for_selector(f"{by_key('progress')}", state="detached")
    counsellor.sees("answer-holds")
    assert "2:30\u00a0/\u00a040:00" in page.locator(by_key("total")).inner_text()
    assert page.locator(by_key("new")).count() == 1  # one moment more than in the earlier proof

    counsellor.tap("copy-line")
    copied = wait_for(lambda: page.evaluate("window.copied[0]"), "the line")
    assert copied.startswith("Bewijs van deelname 2:30 uur (doel 40:00); van ")
    assert "alles klopt" in copied
    page.evaluate("window.deaf = true")
    counsellor.tap("copy-line")
    field = page.locator("dialog.desk textarea")
    field.wait_for()
    assert field.evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd)") == copied
    page.keyboard.press("Escape")
    field.wait_for(state="detached")

    with counsellor.browser.context.expect_page() as waiting:
        counsellor.tap("print")
    paper = waiting.value
    assert paper.locator("h1").inner_text() == "Bewijs van deelname"
    assert paper.evaluate("getComputedStyle(document.querySelector('.answer')).borderTopWidth") == "2px"  # our style is allowed
    paper.locator("button.print").wait_for()
    printed = pdfium.PdfDocument(BytesIO(paper.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Alles klopt" in text
    assert "2:30 uur van minstens 40:00 uur" in text
    assert "Afdrukken" not in text
    paper.close()

    page.bring_to_front()
    page.keyboard.press("ArrowDown")
    counsellor.sees("answer-talk")
    page.keyboard.press("ArrowDown")
    counsellor.sees("answer-unread")
    page.keyboard.press("PageUp")
    counsellor.sees("answer-holds")
    assert counsellor.records() == {}
    assert json.dumps(page.evaluate("Object.values(localStorage)")).count("mijn-uren") == 0
    counsellor.close()
