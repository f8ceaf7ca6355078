"""An old phone and a new one, each a browser of its own, both without network: pictures of one screen cross, as a film."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Playwright

from app.protocol import handover, qr_text
from tests.browser.drive import FRAME, Phone, Server, by_key, film, read_code, wait_for
from tests.people import NOON, token

pytestmark = pytest.mark.browser
EACH = 10  # frames of the film for one code: the camera shows thirty in a second
VISITS = 2


def filmed(phone: Phone) -> list[bytes]:
    """A picture of each code that this phone shows, until the turn is complete."""
    seen: dict[int, bytes] = {}

    def complete() -> bool:
        shot = phone.page.screenshot()
        text = read_code(shot)
        if handover.is_part(text):
            part = handover.part_in(text)
            seen[part.index] = shot
            return len(seen) == part.count
        return False

    wait_for(complete, "every code of the old phone")
    return [seen[index] for index in sorted(seen)]


def play(pictures: list[bytes], path: Path) -> None:
    """What a camera sees that looks at these screens, one after the other."""
    frames = []
    for picture in pictures:
        film(picture, path)
        frames.append(path.read_bytes()[: len(path.read_bytes()) // 2] * EACH)
    path.write_bytes(b"".join(frames))
    assert Image.open(BytesIO(frames[0])).size == FRAME


def test_hours_that_were_never_sent_go_to_a_new_phone_while_both_are_without_network(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    film(None, tmp_path / "wall.mjpeg")
    old = Phone(playwright, tmp_path / "old", server, tmp_path / "wall.mjpeg")
    old.open()
    old.tap("language-nl")
    old.sees("floor")
    old.tab.until_kept()
    old.browser.context.set_offline(True)
    for time, number in ((NOON - 86400 * number + later, number) for number in range(VISITS) for later in (0, 3600)):
        route = qr_text.to_route(qr_text.SESSION, token(time=time, number=number))
        old.page.evaluate("(route) => { location.hash = route; }", route)
        old.sees("saved")
        old.go_home()
    old.tap("settings")
    old.tap("more")
    old.tap("new-phone")
    old.tap("phone-codes")
    old.sees("qr")
    pictures = filmed(old)
    assert len(pictures) > 1
    old.tap("home")
    old.sees("floor")

    play(pictures, tmp_path / "seen.mjpeg")
    new = Phone(playwright, tmp_path / "new", server, tmp_path / "seen.mjpeg")
    new.open()
    new.tab.until_kept()
    new.browser.context.set_offline(True)
    new.tap("come-back")
    new.tap("language-nl")
    new.tap("old-phone")
    new.page.wait_for_selector(f"{by_key('floor')}, {by_key('message')}", state="attached", timeout=60_000)
    new.sees("message")
    mine = old.records()
    assert len(mine) == 1 + 2 * VISITS
    wait_for(lambda: mine.items() <= new.records().items(), "every record of the old phone, durably")
    new.go_home()
    assert server.records() == {}
    new.browser.context.set_offline(False)
    wait_for(lambda: mine.items() <= server.records().items(), "the new phone to send what the old one never could")
    assert old.browser.foreign + new.browser.foreign == []
    old.close()
    new.close()
