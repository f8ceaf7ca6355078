"""The light pages implement a part of the protocol a second time: node and Chromium give every vector of that part its verdict.

Both, because signatures and Unicode are each engine's own: node says at once what broke, Chromium is what a phone has.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from app.tools.lacking import chromium
from tests.page.node import build_shell, node
from tests.vectors.verdicts import load, names

REPOSITORY = Path(__file__).parents[2]
SCRIPT = Path(__file__).parent / "verdicts.js"
KINDS = ("meeting", "answer", "session", "poster", "record")  # what the light pages read or write
# Scans at two displays with one activity: whether they are one place stands in the trust list, which only the app has (S9).
LEFT_TO_APP = {
    "scan/elsewhere-ahead-inside.json",
    "scan/elsewhere-ahead.json",
    "scan/elsewhere-at-a-poster.json",
    "scan/elsewhere-before.json",
    "scan/elsewhere-later.json",
    "scan/elsewhere-same-second.json",
    "scan/elsewhere.json",
    "scan/two-places.json",
}
FOLDERS = ("value", "key", "signature", "meeting", "pair", "age", "link", "session", "poster", "token", "record", "scan")
WRITTEN = ("record/device", "record/checkin", "record/checkout", "record/second", "record/third")  # by a newcomer's page
RUN = "async (vectors) => (await import('/verdicts.js')).verdicts(vectors)"
IN_NODE = f"""
import {{ readFileSync }} from "node:fs";
const {{ verdicts }} = await import("{SCRIPT.as_uri()}");
console.log(JSON.stringify(await verdicts(JSON.parse(readFileSync(0)))));
"""


def mine() -> dict[str, dict[str, Any]]:
    """The vectors of what the light pages read and write."""
    found = {name: load(name) for name in names() if name.split("/")[0] in FOLDERS}
    return {name: one for name, one in found.items() if one.get("kind", "meeting") in KINDS and is_mine(name, one)}


def is_mine(name: str, one: dict[str, Any]) -> bool:
    """Records are only written there, and of the steps only scans are decided, all without a trust list."""
    folder = name.split("/")[0]
    if name.endswith("/other-type.json"):
        return folder not in ("session", "poster")  # for a reader of tokens it is of a later type: `token/later`
    if folder == "record":
        return name.removesuffix(".json") in WRITTEN
    if one.get("rule") in ("S9", "S10"):
        return False  # a trust list, and a clock that no browser has: left to the app, or without effect
    return folder != "scan" or (all("token" in step for step in one["steps"]) and "bad-signature" not in one["becomes"])


def serve(route: Route) -> None:
    """The page's own scripts, as they lie in the source; nothing is asked of any server."""
    path = route.request.url.removeprefix("http://localhost/")
    file = SCRIPT if path == "verdicts.js" else REPOSITORY / path
    if path and file.is_file():
        route.fulfill(body=file.read_text("utf-8"), content_type=mimetypes.guess_type(file.name)[0] or "text/javascript")
    else:
        route.fulfill(body="<p>", content_type="text/html")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", serve)
        page.goto("http://localhost/")  # WebCrypto is for secure places only
        yield page
        browser.close()


def exact(value: Any) -> Any:
    """Integers as the script writes them."""
    if isinstance(value, dict):
        return value if set(value) == {"hex"} else {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    return {"int": str(value)} if type(value) is int else value


def as_told(vector: dict[str, Any]) -> dict[str, Any]:
    return {key: exact(value) if key in ("value", "fields", "becomes") else value for key, value in vector.items()}


def wrong(vectors: dict[str, dict[str, Any]], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the script found and the vector does not say."""
    told = {name: as_told(one) for name, one in vectors.items()}
    return {
        name: {key: (value, told[name].get(key)) for key, value in said.items() if value != told[name].get(key)}
        for name, said in found.items()
        if any(value != told[name].get(key) for key, value in said.items())
    }


def asked() -> dict[str, dict[str, Any]]:
    """The vectors without the values that they tell of, whose integers JSON would round in a script."""
    return {name: {key: part for key, part in one.items() if key != "value"} for name, one in mine().items()}


def check(found: dict[str, dict[str, Any]]) -> None:
    """Each vector has its verdict, and of each kind there were some."""
    vectors = mine()
    assert set(found) == set(vectors)
    assert {name.split("/")[0] for name in found} == set(FOLDERS)
    assert len(found) > 200
    assert {name for name, verdict in found.items() if verdict.get("becomes") == "app"} == LEFT_TO_APP
    assert wrong(vectors, {name: verdict for name, verdict in found.items() if name not in LEFT_TO_APP}) == {}


def test_the_light_page_gives_every_vector_that_it_reads_or_writes_its_verdict_in_node(tmp_path: Path) -> None:
    done = node(build_shell(tmp_path), "--input-type=module", "-e", IN_NODE, told=json.dumps(asked()))
    assert done.returncode == 0, done.stderr
    check(json.loads(done.stdout))


@pytest.mark.browser
def test_the_light_page_gives_every_vector_that_it_reads_or_writes_its_verdict_in_chromium(page: Page) -> None:
    check(page.evaluate(RUN, asked()))
