"""axe-core over every screen: the built app in all roles, the page's own screens, and every sample in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from app.protocol import qr_text
from app.ui.texts import READY
from tests.browser.axe import stumbles
from tests.browser.drive import Display, Phone, Server, film, read_code, region
from tests.light.phone import LightPhone
from tests.looks import samples
from tests.looks.measured import sheet
from tests.people import STRANGER, token

pytestmark = pytest.mark.browser
LANGUAGES = ("nl", "ar")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with region(tmp_path_factory.mktemp("axe") / "server", place="stories") as one:
        yield one


def looked_at(phone: Phone, *steps: str) -> list[str]:
    """Each step is a tap and what is there then: "settings>language"; axe looks after each."""
    amiss = []
    for step in steps:
        tapped, _, there = step.partition(">")
        if tapped:
            phone.tap(tapped)
        phone.sees(there)
        amiss += [f"{step}: {line}" for line in stumbles(phone.page)]
    return amiss


def follow(page: Page, link: str) -> None:
    page.evaluate("(link) => { location.href = link; }", link)


def test_a_newcomers_and_a_buddys_phone_and_a_display_have_names_and_roles_for_everybody(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    film(None, tmp_path / "wall.mjpeg")
    phone = Phone(playwright, tmp_path / "amina", server, tmp_path / "wall.mjpeg")
    phone.open()
    settings = (">language-nl", "language-nl>scan", "settings>reading", "reading>voice", "back>language")
    amiss = looked_at(phone, *settings, "language>language-nl", "back>reading", "back>scan", "moments>message", "back>scan")
    amiss += looked_at(phone, "together>who-buddy", "who-buddy>what-6", "what-6>long-120", "long-120>when-0", "when-0>qr")
    link = read_code(phone.shows())
    follow(phone.page, qr_text.to_text(server.origin, qr_text.SESSION, token(STRANGER)))
    amiss += looked_at(phone, ">saved")
    phone.go_home()
    amiss += looked_at(phone, "moments>back")
    follow(phone.page, f"{server.origin}/#/s/777777777777")
    amiss += looked_at(phone, ">message", "back>scan")
    phone.tap("scan")
    phone.page.wait_for_selector("dialog video")
    amiss += [f"camera: {line}" for line in stumbles(phone.page)]
    phone.close()

    jan = Phone(playwright, tmp_path / "jan", server, role="buddy")
    jan.open("/#/buddy")
    jan.tab.until_kept()  # a phone that has nothing yet gets the light page
    follow(jan.page, link)
    amiss += looked_at(jan, ">together", "together>qr", "home>moments", "moments>back", "back>scan", "settings>reading")
    jan.close()

    passer = LightPhone(playwright, tmp_path / "passer", server)
    passer.open(link)
    for tapped, there in (("", "together"), ("together", "qr")):
        if tapped:
            passer.tap(tapped)
        passer.sees(there)
        amiss += [f"light page, {there}: {line}" for line in stumbles(passer.page)]
    passer.close()

    server.command("organisation-add", "Bibliotheek De Krook")
    invitation = server.command("display-invite", "Bibliotheek De Krook", "--activity", "library")
    display = Display(playwright, tmp_path / "display", invitation)
    amiss += [f"display: {line}" for line in stumbles(display.page)]
    display.close()
    assert not amiss, "\n".join(amiss)


SHOW = """([shows, key, button]) =>
  import('/shell/picture.js').then((it) => it.show(shows, key, button, button && (() => 0)))"""
OWN: dict[str, Callable[[Page], object]] = {
    "loading": lambda page: page.evaluate(SHOW, ["loading", "loading", ""]),
    "trouble": lambda page: page.evaluate(SHOW, ["stuck", "trouble", "again"]),
    "blocked": lambda page: page.evaluate(SHOW, ["stuck", "blocked", ""]),
    "too old": lambda page: page.evaluate("startWatch.show('old')"),
    "another app's window": lambda page: page.evaluate("startWatch.show('outside')"),
}


def test_the_pages_own_screens_have_names_and_roles_for_everybody(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    phone = Phone(playwright, tmp_path / "phone", server)
    phone.open()
    other = phone.browser.open(server.origin)
    other.until("elsewhere")
    amiss = [f"elsewhere: {line}" for line in stumbles(other.page)]
    for name, show in OWN.items():
        show(other.page)
        amiss += [f"{name}: {line}" for line in stumbles(other.page)]
    phone.close()
    assert not amiss, "\n".join(amiss)


def test_every_sample_screen_has_names_and_roles_for_everybody(playwright: Playwright) -> None:
    """The frame around the samples is the client's own page, so only the screens themselves are looked at."""
    assert set(LANGUAGES) <= {one.code for one in READY}
    amiss = []
    with sheet(playwright) as shown:
        assert shown.page
        for code in LANGUAGES:
            shown.show(code, 1.0)
            within = [f'[flt-semantics-identifier="screen-{name}"]' for name in samples.UPRIGHT]
            assert shown.page.locator('[flt-semantics-identifier^="screen-"]').count() == len(within)
            amiss += [f"{code}: {line}" for line in stumbles(shown.page, '[flt-semantics-identifier^="screen-"]')]
    assert not amiss, "\n".join(amiss)
