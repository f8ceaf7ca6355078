"""What a buddy can ever see on the light page, and how it looks: small phones, all languages, large letters, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Request

from app.protocol.activities import ActivityType
from app.tools.web_build import light
from app.ui import theme
from app.ui.controls.clocks import clocks_svg
from app.ui.controls.look import Look
from app.ui.texts import READY
from tests.browser.drive import WEB, Server, wait_for
from tests.light.conftest import Shown
from tests.light.phone import LightPhone

pytestmark = pytest.mark.browser

STYLE = Path(theme.__file__).parents[1] / "web_shell" / "light" / "light.css"
MOST = 60_000  # bytes, compressed: everything to sign in one language, 7,000 of them the watch over the start
# Everything that is kept of a meeting. A new field has to be written down here, by somebody who asked why; what its screens may
# know is written down in tests/page/light.test.mjs.
MAY_BE_KEPT = {"proposal", "asked", "answer", "sent"}
CLOCKS = """async ([minutes, rtl]) => (await import("/shell/light/clocks.js")).clocks(minutes, rtl).outerHTML"""
KEPT = """() => new Promise((ok, no) => {
  const open = indexedDB.open("veertig-light", 1);
  open.onerror = () => no(open.error);
  open.onsuccess = () => {
    const get = open.result.transaction("signed").objectStore("signed").getAll();
    get.onsuccess = () => { open.result.close(); ok([...new Set(get.result.flatMap(Object.keys))]); };
  };
})"""
LOOK = """() => {
  const root = document.getElementById("light");
  const boxes = [...root.querySelectorAll("button")].map((one) => [one.dataset.key, one.getBoundingClientRect(), one]);
  const small = boxes.filter(([, box]) => box.width < 56 || box.height < 56).map(([key]) => key);
  const nameless = boxes.filter(([,, one]) => !one.getAttribute("aria-label") && !one.innerText.trim()).map(([key]) => key);
  const missing = [...root.querySelectorAll("img")].filter((one) => !one.complete || !one.naturalWidth).map((one) => one.src);
  const cut = [...root.querySelectorAll("button, .card, p, .words")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1;
  }).map((one) => one.className);
  const page = document.scrollingElement;
  return { small, nameless, missing, cut, wide: page.scrollWidth, high: page.scrollHeight };
}"""


@pytest.fixture
def jan(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[LightPhone]:
    one = LightPhone(playwright, tmp_path / "jan", server)
    yield one
    one.close()


def test_nothing_is_kept_but_what_was_signed_and_whether_it_was_sent(jan: LightPhone, shown: Shown) -> None:
    jan.open(shown())
    jan.tap("together")
    jan.sees("qr")
    assert set(jan.page.evaluate(KEPT)) == MAY_BE_KEPT


def test_the_question_has_one_answer_and_closing_and_says_no_number_but_its_own(jan: LightPhone, shown: Shown) -> None:
    jan.open(shown(minutes=150, back=3 * 86_400))
    jan.sees("together")
    buttons = jan.page.locator("#light button").evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert buttons == ["close", "language", "speak", "together"]
    assert jan.page.locator("input, textarea, select, [contenteditable]").count() == 0
    for screen, onward in (("ask", "together"), ("code", "good"), ("done", "")):
        jan.on(screen)
        numbers = re.findall(r"\d[\d:]*", jan.page.locator("#light").inner_text())
        assert set(numbers) <= {"2:30", *(number for number in numbers if number.isdigit() and int(number) <= 31)}
        assert len(numbers) <= 2  # how long, and the day
        if onward:
            jan.tap(onward)


def looked(page: Page) -> dict[str, Any]:
    """What the screen shows, once every picture is there: a moment that is sent meanwhile changes its picture."""
    page.evaluate("document.fonts.ready.then(() => true)")
    looks: list[dict[str, Any]] = []

    def whole() -> bool:
        looks.append(page.evaluate(LOOK))
        return not looks[-1]["missing"]

    wait_for(whole, "every picture")
    return looks[-1]


def test_every_language_fits_a_small_phone_and_with_letters_twice_as_large_nothing_is_cut(
    jan: LightPhone, shown: Shown
) -> None:
    jan.open(shown(minutes=570, activity=21, back=3 * 86_400))
    jan.sees("together")
    for one in READY:
        jan.page.evaluate("(code) => localStorage.setItem('veertig.lang', code)", one.code)
        jan.page.evaluate(
            "(link) => { history.replaceState(null, '', link); }", shown(minutes=570, activity=21, back=4 * 86_400)
        )
        for size in ("100%", "200%"):
            jan.page.reload()
            jan.sees("together")
            jan.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
            assert jan.page.evaluate("document.documentElement.lang") == one.tag
            assert jan.page.evaluate("document.getElementById('light').dir") == ("rtl" if one.rtl else "ltr")
            look = looked(jan.page)
            assert [look[name] for name in ("small", "nameless", "missing", "cut")] == [[], [], [], []], (one.code, size)
            assert look["wide"] <= 360, (one.code, size)
            assert look["high"] <= 640 or size == "200%", one.code


def test_the_code_the_end_and_the_refusals_fit_too_in_light_and_dark(jan: LightPhone, shown: Shown) -> None:
    for number, code in enumerate(("nl", "ar", "ti", "uk")):
        jan.open(shown(minutes=570, activity=21, back=3 * 86_400 + number))
        jan.page.evaluate("(code) => localStorage.setItem('veertig.lang', code)", code)
        jan.page.reload()
        jan.tap("together")
        for scheme in ("light", "dark"):
            jan.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            for screen, onward in (("code", "good"), ("done", "language"), ("language", "close"), ("done", "again")):
                jan.on(screen)
                look = looked(jan.page)
                assert [look[name] for name in ("small", "nameless", "missing", "cut")] == [[], [], [], []], (
                    code,
                    scheme,
                    screen,
                )
                assert (look["wide"], look["high"]) == (360, 640), (code, scheme, screen)
                jan.tap(onward)
        jan.page.close()


def test_the_light_page_draws_the_apps_own_clocks(jan: LightPhone, shown: Shown) -> None:
    jan.open(shown())
    jan.sees("together")
    for minutes in (30, 60, 90, 360, 600):
        for rtl in (False, True):
            drawn = str(jan.page.evaluate(CLOCKS, [minutes, rtl]))
            ours = clocks_svg(Look(theme.LIGHT, rtl), minutes)
            for part in (r' d="([^"]*)"', r'viewBox="([^"]*)"', r"translate\(([^)]*)\)"):
                assert re.findall(part, drawn) == re.findall(part, ours), minutes


def test_the_light_page_has_the_apps_own_colours() -> None:
    names = {"paper": "paper", "card": "card", "ink": "ink", "quiet": "quiet", "line": "line", "action": "action"}
    names |= {"on-action": "on_action", "on-action-quiet": "on_action_quiet"}
    blocks = STYLE.read_text().split("@media (prefers-color-scheme: dark)")
    for block, palette in zip(blocks, (theme.LIGHT, theme.DARK), strict=True):
        found = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block))
        wanted = {css: getattr(palette, name) for css, name in names.items()}
        assert found == wanted | {
            "buddy": palette.kinds[ActivityType.BUDDY].fill,
            "buddy-edge": palette.kinds[ActivityType.BUDDY].edge,
        }


def weight(path: str) -> int:
    packed = WEB / f"{path}.br"
    return (packed if packed.exists() else WEB / path).stat().st_size


def test_all_that_is_needed_to_sign_is_at_most_sixty_kilobytes_compressed(jan: LightPhone, shown: Shown) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.service_worker is None:  # what it fetches for the next time, nobody waits for
            asked.append(request.url.removeprefix(f"{jan.server.origin}/").split("#")[0] or "index.html")

    jan.browser.context.on("request", note)
    jan.open(shown())
    jan.tap("together")
    jan.sees("qr")
    mine = {path for path in asked if not path.startswith(("sw.js", "v1/"))}
    assert {"index.html", "shell/light/light.js", "shell/light/texts/nl.json", "icons/activity-coffee.svg"} <= mine
    assert not [path for path in mine if path.startswith(("pyodide/", "canvaskit/", "code/", "main.dart"))]
    assert sum(map(weight, mine)) <= MOST, sorted((weight(path), path) for path in mine)


def test_all_that_is_kept_for_the_next_time_is_listed_and_the_page_needs_nothing_else(jan: LightPhone, shown: Shown) -> None:
    listed = set(light.needed(WEB))
    assert [path for path in listed if not (WEB / path).is_file()] == []
    jan.open(shown())
    jan.sees("together")
    jan.until_kept()
    jan.server.stop()
    jan.offline()
    for one in READY[:4]:
        jan.page.evaluate("(code) => localStorage.setItem('veertig.lang', code)", one.code)
        jan.page.reload()
        jan.sees("together")
        assert looked(jan.page)["missing"] == []
    jan.server.start()
