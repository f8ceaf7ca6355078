"""Amina keeps a card on one phone and loses it. The card before the camera of another brings her hours; its pictures, tapped on
Yusuf's phone, do, too, and his stay his. Each phone is a browser of its own.
"""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import card, qr_text
from app.protocol.record import CheckIn, CheckOut, person_of
from app.sync.client import to_text
from app.ui.controls.card_pictures import ACROSS, GAP, SIDE
from app.ui.controls.frame import FADE
from tests.browser.drive import Phone, Server, by_key, film, read_code, wait_for
from tests.people import NOON, token
from tests.people import Phone as Chain

pytestmark = pytest.mark.browser
RECORDS = 200  # that an earlier phone of hers sent
YUSUF, AMINA = "sign-0", "sign-3"  # a bird and a tulip

# The upper and lower end of each thing on the screen, by its key.
SEEN = """() => Object.fromEntries([...document.querySelectorAll("[flt-semantics-identifier]")].map((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return [one.getAttribute("flt-semantics-identifier"), [top, bottom]];
}))"""


def earlier(server: Server, phone: Phone) -> None:
    """What an earlier phone of this person sent: it had the same recovery secret."""
    with phone.store() as db:
        (secret,) = db.execute("SELECT value FROM settings WHERE key = 'secret'").fetchone()
    chain = Chain("earlier phone of amina", person=person_of(secret))
    for number in range(RECORDS // 2):
        came = NOON - 86400 * (2 + number)
        begun = chain.write(CheckIn(token(time=came, number=number)))
        chain.write(CheckOut(token(time=came + 1800, number=number), begun.id))
    records = [to_text(record.envelope.data) for record in chain.records]
    for start in range(0, len(records), 100):
        body = json.dumps({"records": records[start : start + 100], "secret": to_text(secret)}).encode()
        headers = {"content-type": "application/json"}
        urllib.request.urlopen(urllib.request.Request(f"http://localhost:{server.port}/v1/push", body, headers)).read()


def scan(phone: Phone, code: bytes) -> None:
    """A scanned session: "saved" is on the screen, and then home again."""
    phone.page.evaluate("(route) => { location.hash = route; }", qr_text.to_route(qr_text.SESSION, code))
    phone.sees("saved")
    phone.go_home()


def tap_picture(phone: Phone, number: int) -> None:
    """Tap one of the 64: the wheel brings it between the button "back" and the ten places first, for they scroll."""
    key = f"picture-{number}"

    def turned() -> bool:
        seen = phone.page.evaluate(SEEN)
        places = [top for name, (top, _) in seen.items() if name in ("clear-0", "place-1")]
        if not places or key.rpartition("-")[0] not in {name.rpartition("-")[0] for name in seen}:
            return False  # it is being drawn
        above, below = seen["back"][1], places[0]
        if key in seen and above <= seen[key][0] and seen[key][1] <= below - FADE:
            return True
        name = min((name for name in seen if name.startswith("picture-")), key=lambda name: abs(_number(name) - number))
        rows = number // ACROSS - _number(name) // ACROSS
        phone.page.mouse.move(180, (above + below) / 2)
        phone.page.mouse.wheel(0, seen[name][0] + rows * (SIDE + GAP) - (above + below - FADE - SIDE) / 2)
        phone.page.wait_for_timeout(100)
        return False

    phone.sees("question")
    wait_for(turned, key, 20)
    phone.tap(key)


def _number(key: str) -> int:
    return int(key.rpartition("-")[2])


def test_the_phone_is_lost_and_the_card_before_the_camera_of_another_brings_the_hours_there(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    film(None, tmp_path / "wall.mjpeg")
    old = Phone(playwright, tmp_path / "old", server, tmp_path / "wall.mjpeg")
    old.open()
    old.tap("language-nl")
    old.sees("floor")
    for later in (0, 3600):
        scan(old, token(time=NOON - 86400 + later, number=900))
    wait_for(lambda: len(server.records()) == 3, "both scans to be at the server")
    earlier(server, old)
    old.tap("settings")
    old.tap("my-card")
    old.tap("make-card")
    kept, lost = old.shows(), old.records()
    assert read_code(kept).startswith(card.PREFIX)
    old.close()

    film(kept, tmp_path / "card.mjpeg")
    new = Phone(playwright, tmp_path / "new", server, tmp_path / "card.mjpeg")
    new.open()
    new.tap("come-back")
    new.tap("language-nl")
    began = time.monotonic()
    new.tap("scan-card")
    new.page.wait_for_selector(by_key("home"), state="attached", timeout=90_000)
    print(f"\ncard before the camera to hours on the screen, {RECORDS + 3} records: {time.monotonic() - began:.1f} s")
    assert "Je uren zijn terug." in new.page.locator(by_key("message")).inner_text()
    new.tap("home")
    new.sees("floor")
    assert len(new.records()) >= RECORDS + 3
    new.close()

    his = Phone(playwright, tmp_path / "his", server)  # no camera: she knows her ten pictures
    his.open()
    his.tap("language-nl")
    his.sees("floor")
    scan(his, token(time=NOON - 3600, number=901))
    own = his.records()
    his.tap("settings")
    his.tap("more")
    his.tap("come-back")
    his.tap("ten-pictures")
    for number in card.from_text(read_code(kept)).pictures:
        tap_picture(his, number)
    his.tap("somebody-elses")
    his.tap(YUSUF)
    his.sees("sign-1")
    his.starts_again(lambda: his.tap(AMINA))
    his.page.wait_for_selector(by_key("home"), state="attached", timeout=90_000)
    assert "Je uren zijn terug." in his.page.locator(by_key("message")).inner_text()
    his.tap("home")
    his.tap("language-nl")
    his.sees("floor")
    assert his.records() == own
    his.role = "phone-2"
    hers = his.records()
    assert lost.keys() <= hers.keys()
    assert not own.keys() & hers.keys()
    his.close()
