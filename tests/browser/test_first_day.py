"""A region's first day, from an empty folder to a counsellor's screen; and the same region 400 days later."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import display_token, qr_text
from sync_server.print.sheet import SIZES
from tests import paper
from tests.bench.frames import View, seen, spoiled
from tests.browser.drive import Display, Phone, Server, film, read_code, until_nine, wait_for
from tests.browser.test_proof import DEAF, handed_over, opens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LIBRARY = "Bibliotheek De Krook"
HOUR, DAY = 3600, 86400
TABLET = (1280, 800)
KIND = "--activity", "library", "--kind", "volunteering"
AGREED = *KIND, "--dutch", "yes", "--social", "yes", "--papers", "yes"
PINNED = "SELECT value FROM settings WHERE key = 'trust-list'"
TEXTS = "(found) => found.map((one) => [one.getAttribute('flt-semantics-identifier'), one.innerText])"


def signed_at(picture: bytes) -> int:
    """The tablet's time in the code that it shows."""
    _, shown = display_token.from_bytes(qr_text.from_text(read_code(picture))[1])
    return shown.time


def photograph(page: Path, camera: Path) -> None:
    """The camera sees the A4 page on a wall from a metre, askew and not sharp."""
    view = View(SIZES["a4"][0] / 10, 100)
    flat = paper.picture(page, dots=round(4 * view.scale * 2.54))
    camera.write_bytes(seen(flat, view, spoiled(7), 7) * 2)


class Town:
    """The region's server, the library's tablet, Amina's phone and the counsellor's, and the one time in which they live."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder, self.later = playwright, folder, until_nine()
        self.server = Server(folder / "server", place="stories", later=self.later)
        self.camera = folder / "camera.mjpeg"
        self.open: list[Display | Phone] = []
        film(None, self.camera)

    def passes(self, seconds: int) -> None:
        """Time, for everybody."""
        self.later += seconds
        self.server.move_clock(seconds)
        for one in self.open:
            one.browser.move_clock(seconds)

    def night(self) -> None:
        """All devices are off, and so is the server."""
        for one in self.open:
            one.close()
        self.open.clear()
        self.server.stop()

    def moves(self, data: Path) -> None:
        """The region's server is another one, at the same address, with nothing in its folder."""
        self.server = Server(data, place="stories", later=self.later)

    def tablet(self, address: str) -> Display:
        one = Display(self.playwright, self.folder / "tablet", address, size=TABLET, later=self.later)
        self.open.append(one)
        return one

    def amina(self) -> Phone:
        one = Phone(self.playwright, self.folder / "amina", self.server, self.camera, later=self.later)
        one.open()
        self.open.append(one)
        return one

    def scan(self, phone: Phone, *shown: str) -> None:
        """One tap, and what the camera looks at; then home."""
        phone.tap("scan")
        for key in ("saved", *shown):
            phone.sees(key)
        phone.page.wait_for_selector("dialog", state="detached")  # it lies over the screen while it closes
        phone.go_home()

    def comes_and_goes(self, phone: Phone, tablet: Display) -> None:
        """Two scans of the tablet, half past one hour apart."""
        came = tablet.picture()
        film(came, self.camera)
        self.scan(phone, "ticks-two")
        self.passes(HOUR + HOUR // 2)
        left = came
        while signed_at(left) < signed_at(came) + HOUR:  # it signs anew by itself, and may have just before time passed
            left = tablet.picture(after=read_code(left))
        film(left, self.camera)
        self.scan(phone, "tiles", "ticks-two")

    def listed(self) -> list[tuple[bytes]]:
        """The newest trust list."""
        db = sqlite3.connect(f"file:{self.server.data / 'server.db'}?mode=ro", uri=True)
        rows: list[tuple[bytes]] = db.execute("SELECT value FROM region WHERE key = 'list'").fetchall()
        db.close()
        return rows

    def counsellor_sees(self, proof: str) -> dict[str, str]:
        """Every named thing on the counsellor's screen, and what it says, once it was judged with the newest list."""
        one = Phone(self.playwright, self.folder / "counsellor", self.server, role="counsellor", later=self.later)
        one.browser.context.add_init_script(DEAF)
        one.open("/#/counsellor")
        wait_for(lambda: one.store().execute(PINNED).fetchall() == self.listed(), "the region's list")
        opens(one.page, proof)
        one.sees("holds")
        shown = one.page.locator("[flt-semantics-identifier]").evaluate_all(TEXTS)
        one.close()
        return {key: re.sub("[\u2066-\u2069]", "", text) for key, text in shown}


def moments(shown: dict[str, str]) -> dict[str, str]:
    """What is said of each, the newest first."""
    return {key: text for key, text in shown.items() if key.startswith("moment-")}


@pytest.fixture
def town(playwright: Playwright, tmp_path: Path) -> Iterator[Town]:
    one = Town(playwright, tmp_path)
    yield one
    one.night()


def test_a_region_has_its_first_day_and_400_days_later_renewed_and_restored_every_hour_is_what_it_was(
    town: Town, tmp_path: Path
) -> None:
    region, elsewhere = town.server.command, tmp_path / "elsewhere"
    invitation, poster, backup = tmp_path / "invitation.pdf", tmp_path / "poster.pdf", tmp_path / "region.backup"

    # Nine o'clock, an empty folder.
    region("region-create")
    (town.server.data / "root").rename(elsewhere)
    region("organisation-add", LIBRARY)
    region("offer-agree", LIBRARY, *AGREED)
    region("display-invite", LIBRARY, *f"--activity library --label inkom --print {invitation}".split())
    region("poster-make", LIBRARY, *f"--activity library --label lift --size a4 --out {poster}".split())
    town.server.start()
    tablet = town.tablet(paper.code(paper.picture(invitation)))
    amina = town.amina()
    amina.tap("language-nl")
    amina.sees("floor")
    photograph(poster, town.camera)
    town.scan(amina, "ticks-two")
    town.passes(HOUR)
    town.scan(amina, "tiles", "ticks-two")
    town.comes_and_goes(amina, tablet)
    first = town.counsellor_sees(handed_over(amina))
    assert re.match(r"2:3\d\s/\s40:00", first["total"])
    assert re.fullmatch(r"Vrijwilligerswerk\s+2:3\d\s+Afgesproken", first["kind-3"])
    assert [key for key in first if key.startswith("kind-")] == ["kind-3"]
    for said, moment in zip(("Gescand bij komen en gaan", "Gescand aan een affiche"), moments(first).values(), strict=True):
        assert said in moment
        assert "Vrijwilligerswerk Afgesproken" in re.sub(r"\s+", " ", moment)

    # Half past eleven: she is at the poster again, without network, and then her phone lies in a drawer for a year.
    amina.go_home()
    amina.tab.until_kept()
    amina.browser.context.set_offline(True)
    photograph(poster, town.camera)
    town.scan(amina, "ticks-one")
    town.passes(HOUR)
    town.scan(amina, "tiles", "ticks-one")
    town.night()

    # 400 days later, on another machine: the root comes from where it lay, and what was off for so long says that it is time.
    town.passes(400 * DAY)
    region("clock-confirm")
    region("region-renew", "--root", str(elsewhere / "root.key"))
    region("receipt-key-renew")
    region("backup", str(backup))
    town.moves(tmp_path / "moved")
    region = town.server.command
    region("restore", str(backup))
    assert "All is well" in region("check")
    town.server.start()
    tablet = town.tablet(town.server.origin + "/")
    amina = town.amina()
    amina.sees("floor")
    town.comes_and_goes(amina, tablet)
    with amina.store() as held:
        assert held.execute("SELECT DISTINCT state FROM records").fetchall() == [("kept",)]
    assert town.server.records() == amina.records()
    later = town.counsellor_sees(handed_over(amina))
    old, new = moments(first), moments(later)
    assert re.match(r"5:\d\d\s/\s40:00", later["total"])
    assert {key: new[key] for key in old} == old
    today, slept = (text for key, text in new.items() if key not in old)
    assert "Gescand bij komen en gaan" in today
    assert "Gescand aan een affiche" in slept
    assert re.search(r"\b1:0\d\b", slept)
    assert re.fullmatch(r"Vrijwilligerswerk\s+5:\d\d\s+Afgesproken", later["kind-3"])
