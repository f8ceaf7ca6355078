"""Every screen in a real client, to be measured: one page, all screens side by side, language and size changed inside it.

Boxes come from what screen readers see. So that nothing is cut off unseen, whatever has a fixed height is made to scroll
inside: a word outside of the box it scrolls in is one that would have been cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import flet as ft
from playwright.sync_api import Page, Playwright

from app.tools.lacking import chromium
from app.ui import theme
from app.ui.controls.frame import BODY
from app.ui.controls.look import Look
from app.ui.texts import Texts
from tests.looks import gallery, samples

WIDE, HIGH = 360, 640
ACROSS = 8

READ = """() => [...document.querySelectorAll('[flt-semantics-identifier^="screen-"]')].map((screen) => {
  const at = screen.getBoundingClientRect();
  const parts = [];
  const walk = (one, inside, moves) => {  // inside: the boxes that it may scroll in, the nearest first
    const it = one.getBoundingClientRect();
    const box = [it.left - at.left, it.top - at.top, it.right - at.left, it.bottom - at.top];
    const scrolls = one.style.scrollbarWidth === "none";
    if (!scrolls && /^(FLT-SEMANTICS|H1|H2)$/.test(one.tagName)) parts.push({
      key: one.getAttribute("flt-semantics-identifier") || "",
      button: /^(button|switch)$/.test(one.getAttribute("role")),
      words: one.querySelector("flt-semantics") ? "" : one.textContent,
      box, inside, moves,
    });
    const below = scrolls ? [box, ...inside] : inside;
    const moved = moves || /scroll|auto/.test(one.style.overflowY);
    for (const child of one.children) walk(child, below, moved);
  };
  for (const child of screen.children) walk(child, [], false);
  return { name: screen.getAttribute("flt-semantics-identifier").slice(7), parts };
})"""

FRAMES = """async () => {
  for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}"""
SETTLED_WITHIN = 50  # readings
STARTS_WITHIN = 180_000  # ms, with all sample screens on one page and a busy machine


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Is `other` inside, to a pixel?"""
        across = self.left - 1 <= other.left and other.right <= self.right + 1
        return across and self.top - 1 <= other.top and other.bottom <= self.bottom + 1

    def apart(self, other: Box) -> float:
        """How far from each other, in dp; below zero when they overlap."""
        across = max(self.left, other.left) - min(self.right, other.right)
        down = max(self.top, other.top) - min(self.bottom, other.bottom)
        return max(across, down)


FRAME = Box(0, 0, WIDE, HIGH)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on a screen: a word, or what can be tapped.

    `inside` are the boxes it may scroll in, the nearest first; `moves` when there is more in one of them than it can show.
    """

    key: str
    button: bool
    words: str
    box: Box
    inside: tuple[Box, ...]
    moves: bool

    @property
    def is_cut(self) -> bool:
        """Is it partly, or wholly, out of the box that it scrolls in?"""
        edges = [(box.top, box.bottom) for box in self.inside]
        return any(self.box.top <= top + 0.5 or self.box.bottom >= bottom - 0.5 for top, bottom in edges)


class Sheet:
    """All screens on one page of one browser."""

    def __init__(self) -> None:
        self.page: Page | None = None  # the browser's
        self._flet: ft.Page | None = None
        self._turn: Any = None
        self._code, self._scale, self._shown = "nl", 1.0, 0

    def main(self, page: ft.Page) -> None:
        self._flet = page
        page.padding = 0
        page.theme = page.dark_theme = theme.theme(theme.LIGHT)

        @ft.component
        def Screens() -> ft.Control:
            turn, self._turn = ft.use_state(0)
            del turn
            return self._draw()

        page.render(Screens)

    def _draw(self) -> ft.Control:
        texts = Texts(self._code)
        look = Look(theme.LIGHT, texts.rtl, self._scale, self._code != "nl")
        drawn = []
        places = gallery.places(len(samples.UPRIGHT), (WIDE, HIGH), ACROSS)
        for name, (left, top) in zip(samples.UPRIGHT, places, strict=True):
            one = samples.draw(name, texts, look, (WIDE, HIGH))
            if self._scale <= 1.0:
                loosen(one)
            inside = ft.Semantics(identifier=f"screen-{name}", container=True, content=one)
            drawn.append(ft.Container(inside, left=left, top=top, width=WIDE, height=HIGH))
        mark = ft.Semantics(identifier=self._name, label=self._name, content=ft.Container(width=1, height=1))
        return ft.Stack([*drawn, ft.Container(mark, left=0, top=0)], expand=True)

    @property
    def _name(self) -> str:
        return f"sheet-{self._shown}"

    def show(self, code: str, scale: float) -> dict[str, list[Part]]:
        """Every screen in this language with letters of this size: its parts and where they are."""
        assert self.page
        assert self._flet
        self._code, self._scale, self._shown = code, scale, self._shown + 1  # so that nothing of the last one is taken for it
        self._flet.run_task(self._again, Texts(code).rtl)
        self.page.wait_for_selector(f'[flt-semantics-identifier="{self._name}"]', state="attached")
        return {one["name"]: [_part(part) for part in one["parts"]] for one in self._settled()}

    def _settled(self) -> Any:
        """What is read when a few frames later the same is read: words may move once more when their letters arrive."""
        assert self.page
        read = self.page.evaluate(READ)
        for _ in range(SETTLED_WITHIN):
            self.page.evaluate(FRAMES)
            before, read = read, self.page.evaluate(READ)
            if read == before:
                return read
        raise AssertionError("the screens never came to rest")

    async def _again(self, rtl: bool) -> None:
        assert self._flet
        self._flet.rtl = rtl
        self._flet.update()
        self._turn(lambda turn: turn + 1)


def _part(read: Any) -> Part:
    inside = tuple(Box(*box) for box in read["inside"])
    return Part(read["key"], read["button"], read["words"].strip(), Box(*read["box"]), inside, read["moves"])


def loosen(control: Any, fixed: bool = False) -> None:
    """Let the middle of a screen, and whatever lies in a box of fixed height, scroll."""
    if isinstance(control, ft.Container) and control.height and control.height < HIGH:
        fixed = True
    if isinstance(control, ft.Column) and (fixed or (control.expand and control.spacing == BODY)):
        control.scroll = control.scroll or ft.ScrollMode.AUTO
    for inside in (getattr(control, "content", None), *(getattr(control, "controls", None) or [])):
        if isinstance(inside, ft.Control):
            loosen(inside, fixed)


@contextmanager
def sheet(playwright: Playwright) -> Iterator[Sheet]:
    """The sheet in a headless browser, with what screen readers use switched on."""
    one = Sheet()
    server, port = gallery.serve(one.main)
    rows = -(-len(samples.UPRIGHT) // ACROSS)
    size: Any = {"width": ACROSS * (WIDE + gallery.GAP), "height": rows * (HIGH + gallery.GAP)}
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
    one.page = browser.new_page(viewport=size, device_scale_factor=0.25)  # nobody looks at it
    one.page.set_default_timeout(STARTS_WITHIN)
    gallery.letters(one.page)
    one.page.goto(f"http://127.0.0.1:{port}/")
    one.page.wait_for_selector("flt-semantics-placeholder", state="attached")
    one.page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
    one.page.wait_for_selector("[flt-semantics-identifier]", state="attached")
    one.page.wait_for_load_state("networkidle")
    yield one
    browser.close()
    server.should_exit = True
