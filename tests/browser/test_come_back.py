"""Two browsers: Amina keeps a card on one phone, loses it, and holds the card before the camera of another."""

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
from tests.browser.drive import Phone, Server, by_key, film, read_code, wait_for
from tests.people import NOON, token
from tests.people import Phone as Chain

pytestmark = pytest.mark.browser
RECORDS = 200  # that an earlier phone of hers sent


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


def test_the_phone_is_lost_and_the_card_before_the_camera_of_another_brings_the_hours_there(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    film(None, tmp_path / "wall.mjpeg")
    old = Phone(playwright, tmp_path / "old", server, tmp_path / "wall.mjpeg")
    old.open()
    old.tap("language-nl")
    for later in (0, 3600):
        old.sees("floor")
        route = qr_text.to_route(qr_text.SESSION, token(time=NOON - 86400 + later, number=900))
        old.page.evaluate("(route) => { location.hash = route; }", route)
        old.sees("saved")
        old.go_home()
    wait_for(lambda: len(server.records()) == 3, "both scans to be at the server")
    earlier(server, old)
    old.tap("settings")
    old.tap("my-card")
    old.tap("make-card")
    kept = old.shows()
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
