"""The loading screen: a picture from the first frame on, and tiles that are laid by what has arrived, not by a clock."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.drive import wait_for
from tests.web.chromium import Browser
from tests.web.serving import Site

pytestmark = pytest.mark.browser
Launch = Callable[..., Browser]

# What stands on the page at each frame until the app is there: how many tiles, and whether the picture can be seen.
WATCH = """
window.frames_seen = [];
const nextFrame = requestAnimationFrame.bind(window);  // the page holds back Flutter's frames, not these
const look = () => {
  const picture = document.getElementById("picture");
  if (picture && document.readyState !== "loading") {
    const box = picture.getBoundingClientRect();
    const seen = getComputedStyle(picture).visibility === "visible" && box.width * box.height > 0;
    const tiles = Number(picture.querySelector(".floor").getAttribute("aria-valuenow"));
    window.frames_seen.push({ seen, tiles, shows: picture.dataset.shows, tab: document.documentElement.dataset.tab });
  }
  if (document.documentElement?.dataset.tab !== "shown") nextFrame(look);
};
nextFrame(look);
"""
BYTES, STEP, TILES = 0.85, 0.05, 40  # what bytes weigh in all, each of the three steps after them, and what there is to lay


def sizes(folder: Path) -> tuple[dict[str, int], int]:
    """Bytes of every file, and of those that the first screen needs."""
    text = (folder / "sw.js").read_text("utf-8")
    files, first = re.search(r"^const FILES = (\{.*\});", text, flags=re.M), re.search(r"FIRST_BYTES = (\d+);", text)
    assert files
    assert first
    return {name: size for name, (_, size) in json.loads(files[1]).items()}, int(first[1])


def test_on_a_slow_line_tiles_are_laid_as_the_bytes_arrive_and_the_page_is_never_blank(
    site: Site, launch_fresh: Launch
) -> None:
    site.rate = 2_500_000
    browser = launch_fresh()
    browser.context.add_init_script(WATCH)
    tab = browser.open(site.origin)
    tab.until("shown")
    frames: list[dict[str, Any]] = tab.page.evaluate("window.frames_seen")
    waiting = [frame for frame in frames if frame["tab"] != "shown"]
    assert all(frame["seen"] for frame in waiting)
    assert {frame["shows"] for frame in waiting} == {"loading"}
    tiles = [frame["tiles"] for frame in waiting]
    assert tiles == sorted(tiles)  # a laid tile stays
    assert len(set(tiles)) > TILES / 2  # and they come one by one
    assert tiles[0] < 5
    browser.close()


def test_tiles_wait_for_a_file_that_does_not_come_and_go_on_when_it_does(
    site: Site, probe_folder: Path, launch_fresh: Launch
) -> None:
    late = "main.dart.js"
    site.spoiled[f"/{late}"] = "hangs"
    browser = launch_fresh()
    tab = browser.open(site.origin)
    files, first = sizes(probe_folder)

    def laid() -> int:
        return int(tab.page.get_attribute("#picture .floor", "aria-valuenow") or 0)

    def expected() -> int:
        came = {path.strip("/") for path, status in list(site.asked) if status == 200}
        part = min(1.0, sum(files.get(path, 0) for path in came) / first)
        return int(TILES * (BYTES * part + STEP))  # Python runs: that is one of the steps

    def all_but_one() -> bool:
        return (f"/{late}", 0) in site.asked and expected() > TILES / 2 and abs(laid() - expected()) <= 1

    wait_for(all_but_one, "all but one file")
    assert laid() < TILES * (BYTES * (1 - files[late] / first) + STEP) + 1
    assert tab.page.get_attribute("#picture", "data-shows") == "loading"
    site.spoiled.clear()
    site.freed.set()
    tab.until("shown")
    assert laid() > TILES * (BYTES + 2 * STEP) - 1
    assert tab.page.is_hidden("#picture")
    browser.close()
