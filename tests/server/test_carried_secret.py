"""The recovery secret in an iPhone's cookie: one path gives it back, to this site's own pages, and the server keeps nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.protocol import base64url
from sync_server.http.carried_secret import NAME, PATH
from tests.server.test_server import Town

SECRET = bytes(range(200, 216))
TEXT = base64url.encode(SECRET)
OWN = {"sec-fetch-site": "same-origin"}


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def browser(town: Town) -> httpx.AsyncClient:
    """One browser, or one app on the home screen, with its own cookies."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=town.app), base_url="https://uren.example.be", headers=OWN)


def test_what_a_page_gave_comes_back_to_a_browser_that_has_only_its_cookies(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        safari, icon, other = browser(town), browser(town), browser(town)
        assert (await safari.get(PATH)).json() == {"secret": ""}
        assert (await safari.post(PATH, json={"secret": TEXT})).status_code == 200
        for cookie in safari.cookies.jar:
            icon.cookies.jar.set_cookie(cookie)
        answer = await icon.get(PATH)
        assert (answer.json(), answer.headers["cache-control"]) == ({"secret": TEXT}, "no-store")
        assert (await other.get(PATH)).json() == {"secret": ""}

    run(story())


def test_no_script_and_no_other_request_gets_the_cookie_and_it_lasts_a_year(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        safari = browser(town)
        cookie = SimpleCookie((await safari.post(PATH, json={"secret": TEXT})).headers["set-cookie"])[NAME]
        wanted = (TEXT, PATH, True, True, "Strict", "")
        flags = ("path", "secure", "httponly", "samesite", "domain")
        assert (cookie.value, *(cookie[flag] for flag in flags)) == wanted
        assert int(cookie["max-age"]) > 365 * 86400
        for path in ("/", "/v1/trust", "/v1/challenge", "/v1/secrets", "/index.html"):
            assert "cookie" not in safari.build_request("GET", path).headers
        assert "cookie" in safari.build_request("GET", PATH).headers

    run(story())


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_another_site_can_neither_plant_a_secret_nor_ask_for_one(tmp_path: Path, site: str) -> None:
    async def story() -> None:
        safari = browser(Town(tmp_path))
        await safari.post(PATH, json={"secret": TEXT})
        for answer in (
            await safari.post(PATH, json={"secret": base64url.encode(bytes(16))}, headers={"sec-fetch-site": site}),
            await safari.get(PATH, headers={"sec-fetch-site": site}),
        ):
            assert (answer.status_code, answer.json(), "set-cookie" in answer.headers) == (403, {"code": "not-allowed"}, False)
        assert (await safari.get(PATH)).json() == {"secret": TEXT}

    run(story())


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_in_a_browser_that_names_no_site_plants_nothing(tmp_path: Path, kind: str) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        body = f'{{"secret":"{TEXT}"}}'.encode()
        headers = {"content-type": kind} if kind else {}
        answer = await town.http.post(PATH, content=body, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        answer = await town.http.post(PATH, content=body, headers={"content-type": "application/json; charset=utf-8"})
        assert (answer.status_code, "set-cookie" in answer.headers) == (200, True)

    run(story())


@pytest.mark.parametrize(
    "cookies",
    [
        f"{NAME}={TEXT}; {NAME}={base64url.encode(bytes(16))}",  # a sibling host wrote the second one
        f"{NAME}={TEXT}; {NAME}={TEXT}",
        f"{NAME}={TEXT[:-2]}",
        f"{NAME}=%%%",
        f"{NAME}=",
        f"x{NAME}={TEXT}",
    ],
)
def test_a_cookie_that_is_odd_or_not_the_only_one_is_none(tmp_path: Path, cookies: str) -> None:
    async def story() -> None:
        answer = await Town(tmp_path).http.get(PATH, headers={"cookie": cookies})
        assert (answer.status_code, answer.json()) == (200, {"secret": ""})

    run(story())


@pytest.mark.parametrize("secret", ["", TEXT[:-2], TEXT + "AA", "*", 'x"; Domain=be'])
def test_only_a_secret_becomes_a_cookie(tmp_path: Path, secret: str) -> None:
    async def story() -> None:
        answer = await browser(Town(tmp_path)).post(PATH, json={"secret": secret})
        assert (answer.status_code, "set-cookie" in answer.headers) == (400, False)

    run(story())


def test_the_secret_is_neither_kept_nor_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        with caplog.at_level(logging.DEBUG):
            safari = browser(Town(tmp_path))
            await safari.post(PATH, json={"secret": TEXT})
            await safari.get(PATH)
            await safari.get(PATH, headers={"sec-fetch-site": "cross-site"})
        ours = [entry.getMessage() for entry in caplog.records if not entry.name.startswith(("httpx", "httpcore"))]
        assert not any(TEXT in message for message in ours)
        kept = [file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file()]
        assert kept
        assert not any(part in data for data in kept for part in (SECRET, TEXT.encode()))

    run(story())
