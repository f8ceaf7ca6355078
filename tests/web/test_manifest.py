"""On the home screen like any other app: what the manifest promises is there, and a browser finds nothing that hinders."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.browser.drive import region
from tests.web.chromium import Browser
from tests.web.serving import Site

SAFE = 0.4  # of an icon's width: a system cuts a maskable icon no smaller than a circle with this radius


@pytest.fixture(scope="module")
def served(probe_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        region(tmp_path_factory.mktemp("manifest") / "server", probe_folder) as server,
        httpx.Client(base_url=server.origin, trust_env=False) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def manifest(served: httpx.Client) -> dict[str, Any]:
    page = served.get("/").text
    link = re.search(r'<link rel="manifest" href="([^"]+)">', page)
    assert link
    found: dict[str, Any] = served.get(f"/{link[1]}").json()
    return found


def icons(manifest: dict[str, Any]) -> list[dict[str, str]]:
    return [*manifest["icons"], *(icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"])]


def drawing(served: httpx.Client, icon: dict[str, str]) -> Image.Image:
    answer = served.get(f"/{icon['src']}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"]), icon
    return Image.open(BytesIO(answer.content)).convert("RGBA")


def test_the_manifest_says_what_a_home_screen_needs(manifest: dict[str, Any], served: httpx.Client) -> None:
    assert manifest["name"] == manifest["short_name"] == "Veertig"
    assert manifest["display"] == "standalone"
    assert manifest["orientation"] == "any"  # a display lies across; what a phone does, `test_screen.py` says
    assert manifest["start_url"] == manifest["scope"] == manifest["id"] == "/"
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/#/scan"]
    assert re.fullmatch(r"#[0-9A-F]{6}", manifest["background_color"])
    assert manifest["background_color"] in served.get("/").text  # the loading picture goes on where the system's splash ends


def test_every_picture_of_the_manifest_and_the_page_is_served_in_the_size_it_says(
    manifest: dict[str, Any], served: httpx.Client
) -> None:
    for icon in icons(manifest):
        width, height = map(int, icon["sizes"].split("x"))
        assert drawing(served, icon).size == (width, height), icon
    sizes = {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]}
    assert sizes == {(size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")}
    for path in re.findall(r'(?:href|src)="(?!/")([^"]+)"', served.get("/").text):
        assert served.get(f"/{path}").status_code == 200, path


def test_a_system_that_cuts_the_icon_round_cuts_nothing_off(manifest: dict[str, Any], served: httpx.Client) -> None:
    maskable = [icon for icon in manifest["icons"] if icon["purpose"] == "maskable"]
    for icon in maskable:
        image = drawing(served, icon)
        size, middle = image.width, (image.width - 1) / 2
        paper = (*bytes.fromhex(manifest["background_color"][1:]), 255)
        outside = [
            image.getpixel((x, y)) for x in range(size) for y in range(size) if math.hypot(x - middle, y - middle) > SAFE * size
        ]
        assert set(outside) == {paper}, icon
        assert len(image.getcolors(size * size) or []) > 4  # and something is drawn inside


@pytest.mark.browser
def test_a_browser_finds_nothing_that_hinders_putting_it_on_the_home_screen(site: Site, launch: Callable[..., Browser]) -> None:
    browser = launch()
    tab = browser.open(site.origin)
    tab.until("shown")
    session = browser.context.new_cdp_session(tab.page)
    read = session.send("Page.getAppManifest")
    assert read["errors"] == []
    assert json.loads(read["data"])["name"] == "Veertig"
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    browser.close()
