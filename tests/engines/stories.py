"""What a person does, told once for every browser: test_firefox.py and test_webkit.py run it."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.protocol import enrolment, qr_text
from app.protocol.enrolment import Enrolment
from app.sync.client import Client
from tests.browser.drive import Server, region, wait_for
from tests.browser.test_bad_input import photo
from tests.engines.engine import Driver, Screen
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit
from tests.light.conftest import proposal
from tests.light.phone import SIGNED, at
from tests.people import LIBRARY, LIBRARY_NAME, token
from tests.vectors.verdicts import load

Browser = type[Firefox] | type[WebKit]
STAY = 5400  # seconds
# A camera in place of the machine's, which has none: it shows the picture of `globalThis.inSight`.
CAMERA = """
const canvas = document.createElement("canvas");
Object.assign(canvas, { width: 1280, height: 720 });
const view = canvas.getContext("2d");
setInterval(() => {
  view.fillStyle = "#969288";
  view.fillRect(0, 0, 1280, 720);
  if (globalThis.inSight) view.drawImage(globalThis.inSight, 0, 0, 1280, 720);
}, 100);
navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
"""
LOOK_AT = """(async () => {
  const bytes = Uint8Array.from(atob(%s), (letter) => letter.charCodeAt(0));
  globalThis.inSight = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
})()"""
DESKTOP = (1000, 740)


@contextmanager
def running(driver: Driver) -> Iterator[Driver]:
    """This browser; at the end it is closed, nothing was forbidden or broke, and no foreign host was asked."""
    try:
        yield driver
    finally:
        driver.close()
    assert [text for text in driver.told if text.startswith(("violation:", "error:", "rejection:"))] == []
    assert driver.foreign == []


def enrol(server: Server) -> None:
    """The library's display, whose key the stories know, answers its invitation at the real server."""
    server.command("organisation-add", LIBRARY_NAME)
    _, data = qr_text.from_text(server.command("display-invite", LIBRARY_NAME, "--activity", "library"))

    async def answer() -> None:
        async with httpx.AsyncClient(base_url=server.origin, trust_env=False) as http:
            draft = enrolment.enrolment_draft(Enrolment(data, LIBRARY.public, int(time.time())))
            await Client(http).enrol(LIBRARY.seal(draft))

    asyncio.run(answer())


def main_job(browser: Browser, folder: Path, *, with_display: bool) -> None:
    """Amina comes, her browser is killed, she leaves with the server gone; then a photo and the proof.

    At the end the same browser is an organisation's display, if asked. All in one profile, because a first visit is dear.
    """
    with region(folder / "server") as server:
        enrol(server)
        now = int(time.time())
        came, left, later = (
            qr_text.to_text(server.origin, qr_text.SESSION, token(time=now + seconds)) for seconds in (0, STAY, STAY + 7200)
        )
        profile = folder / "profile"
        with running(browser(profile)) as driver:
            phone = Screen(driver)
            phone.open(server.origin)
            phone.tap("language-nl")
            phone.sees("scan")
            phone.until_kept()
            phone.follow(came)
            phone.sees("saved")
            phone.sees("ticks-two")
            saved = phone.records()
            assert len(saved) == 2  # the device, and "I came"
            assert server.records() == saved
            server.stop()
            driver.kill()

        with running(browser(profile, before=CAMERA if browser.has_camera else "")) as driver:
            phone = Screen(driver)
            phone.open(server.origin)
            phone.sees("here")  # she is still there, says home
            assert phone.records() == saved
            if browser.has_camera:
                look_at(driver, left)
                phone.tap("scan")
            else:
                scan_photo(phone, left, folder)
            phone.sees("saved")
            phone.sees("tiles")
            phone.sees("ticks-one")
            records = phone.records()
            assert len(records) == 3
            server.start()
            driver.evaluate("void dispatchEvent(new Event('online'))")
            phone.sees("ticks-two")
            assert server.records() == records

            phone.go_home()
            scan_photo(phone, later, folder)
            phone.sees("saved")
            assert len(phone.records()) == 4
            phone.go_home()
            give(phone)
            if with_display:
                driver.resize(*DESKTOP)
                display(driver, server)


def look_at(driver: Driver, text: str) -> None:
    """Hold a code before the camera."""
    driver.evaluate(LOOK_AT % json.dumps(base64.b64encode(photo(text)).decode()))


def scan_photo(phone: Screen, text: str, folder: Path) -> None:
    """Choose a photo of a code in the camera's window; the camera sees nothing."""
    phone.driver.evaluate("void (globalThis.inSight = null)")
    file = folder / "photo.png"
    file.write_bytes(photo(text))
    phone.tap("scan")
    phone.driver.choose(lambda: phone.tap_at("dialog[open] label.photo"), file)


def give(phone: Screen) -> Path:
    """The proof, as a file among the downloads: neither browser shares files here."""
    phone.tap("moments")
    phone.tap("give")
    phone.tap("hand")
    phone.sees("saved")
    [file] = wait_for(phone.driver.downloaded, "the saved file")
    return Path(file)


def display(driver: Driver, server: Server) -> None:
    """A tablet answers its invitation and shows a code that a camera reads."""
    screen = Screen(driver, "display")
    screen.open(server.command("display-invite", LIBRARY_NAME, "--activity", "library"))
    screen.sees("qr")
    kind, _ = qr_text.from_text(screen.code())
    assert kind == qr_text.SESSION


def counsellor(browser: Browser, folder: Path) -> None:
    """A counsellor opens a newcomer's file, and then one that is none."""
    with region(folder / "server") as server, running(browser(folder / "profile")) as driver:
        driver.resize(*DESKTOP)
        desk = Screen(driver, "counsellor")
        desk.open(f"{server.origin}/#/counsellor")
        desk.sees("open")
        given, other = folder / "mijn-uren.txt", folder / "other.txt"
        given.write_text(load("opened/certificate.json")["text"])
        other.write_text("hallo")
        driver.choose(lambda: desk.tap("open"), given)
        desk.sees("total")
        driver.choose(lambda: desk.tap("open"), other)
        desk.sees("message")


def light_page(browser: Browser, folder: Path) -> None:
    """A buddy who has nothing of ours opens a newcomer's link, signs with one tap, and shows the code."""
    with region(folder / "server") as server, running(browser(folder / "profile")) as driver:
        page = Screen(driver)
        driver.open(qr_text.to_text(server.origin, qr_text.MEETING, proposal()))
        page.tap_at(at("together"))
        page.until(f"document.querySelector({json.dumps(at('qr'))}) !== null", "the code of the light page")
        signed = f"({SIGNED})()"
        page.until(f"{signed}.then((rows) => rows.some((row) => row[2]))", "the meeting at the server")
        [(_, answer, _)] = driver.evaluate(signed)
        kind, _ = qr_text.from_text(page.code())
        assert kind in (qr_text.MEETING, qr_text.ANSWER)
        assert answer
