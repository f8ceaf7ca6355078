"""Links, the network and the person coming back, through the native shell and the whole app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.main import main, open_platform
from app.newcomer.app import PhoneApp
from app.platform.link_finder import link_in_address
from app.platform.phone.shell import server_origin, settle_in
from app.platform.roles import role_of
from app.protocol import qr_text
from tests.native.headless import Client, running
from tests.people import CARE_HOME, LIBRARY, token

LINK = qr_text.to_route(qr_text.SESSION, token(LIBRARY))
OTHER = qr_text.to_route(qr_text.SESSION, token(CARE_HOME, number=2))


@pytest.fixture(autouse=True)
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path))
    monkeypatch.setenv("VEERTIG_SERVER", "http://localhost:9")  # nobody is there

    async def offline(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network", request=request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", offline)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def keys_of(client: Client) -> set[str]:
    found = (getattr(one, "identifier", None) for one in client.walk())
    return {str(key) for key in found if key}


@pytest.mark.parametrize(
    ("handed_over", "link"),
    [
        ("/s/123", "/s/123"),
        ("/#/s/123", "/s/123"),
        ("https://uren.example.be/#/s/123", "/s/123"),
        ("/?fbclid=1#/s/123", "/s/123"),
        ("/", ""),
        ("/#", ""),
        ("/#/s/", "/s/0"),  # no code, and the app says so
        ("/#/s/12a", "/s/12"),
        ("/#/s/١٢", "/s/12"),
        ("/about", ""),
        ("/s/123#/about", ""),
    ],
)
def test_whatever_the_system_hands_over_the_link_is_what_stands_after_the_mark(handed_over: str, link: str) -> None:
    assert link_in_address(handed_over) == link


@pytest.mark.parametrize("shape", ["/#{}", "{}", "https://uren.example.be/#{}"])
def test_the_phones_own_camera_opens_the_app_and_the_moment_is_saved_once(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    whole = PhoneApp._opened

    async def counted(app: PhoneApp, route: str) -> None:
        opened.append(route)
        await whole(app, route)

    monkeypatch.setattr(PhoneApp, "_opened", counted)

    async def story() -> None:
        async with running(main, route=shape.format(LINK)) as client:
            await client.until(lambda: "saved" in keys_of(client))
            assert not client.crashes
            assert opened == [LINK]

    run(story)


def test_a_link_while_the_app_runs_is_saved_and_the_same_poster_opens_again() -> None:
    async def story() -> None:
        async with running(main) as client:
            await client.until(client.words)
            await client.tap("language-nl")
            for number in (1, 2, 3):
                await client.open_link(f"/#{LINK}")
                await client.until(lambda: "saved" in keys_of(client))
                await client.until(lambda count=number: client.asked.count(("Page", "push_route")) == count)
                assert client.page.route == "/"
                await client.tap("home")
                await client.until(lambda: "scan" in keys_of(client))

    run(story)


def test_two_links_at_once_are_dealt_with_one_after_the_other() -> None:
    dealt: list[str] = []
    busy = 0

    async def story() -> None:
        async def listener(link: str) -> None:
            nonlocal busy
            busy += 1
            assert busy == 1
            await asyncio.sleep(0)
            dealt.append(link)
            busy -= 1

        async def listening(page: Any) -> None:
            platform = await open_platform(page)
            platform.on_link(listener)

        async with running(listening, route=f"/#{LINK}") as client:
            await client.open_link(f"/#{OTHER}")
            await client.until(lambda: len(dealt) == 2)

    run(story)
    assert dealt == [LINK, OTHER]


def test_a_link_that_comes_before_the_app_listens_waits_for_it() -> None:
    async def story() -> None:
        opened: list[Any] = []

        async def slow(page: Any) -> None:
            opened.append(await open_platform(page))

        async with running(slow) as client:
            await client.open_link(f"/#{LINK}")
            await client.until(lambda: ("Page", "push_route") in client.asked)
            heard: asyncio.Queue[str] = asyncio.Queue()
            opened[0].on_link(heard.put)
            assert await asyncio.wait_for(heard.get(), 5) == LINK

    run(story)


@pytest.mark.parametrize(
    ("event", "data", "wakes"),
    [
        ("app_lifecycle_state_change", {"state": "resume"}, True),
        ("app_lifecycle_state_change", {"state": "show"}, True),
        ("app_lifecycle_state_change", {"state": "pause"}, False),
        ("app_lifecycle_state_change", {"state": "inactive"}, False),
        ("change", {"connectivity": ["wifi"]}, True),
        ("change", {"connectivity": ["none", "mobile"]}, True),
        ("change", {"connectivity": ["none"]}, False),
    ],
)
def test_the_app_wakes_when_somebody_looks_or_the_network_is_back(event: str, data: dict[str, Any], wakes: bool) -> None:
    async def story() -> None:
        woken: list[int] = []

        async def waker() -> None:
            woken.append(1)

        async def listening(page: Any) -> None:
            (await open_platform(page)).on_wake(waker)

        async with running(listening) as client:
            await client.until(lambda: woken)  # the first time is the start of the app
            woken.clear()
            network = next(one for one in client.walk() if type(one).__name__ == "Connectivity")
            await client.happens(event, data, network if event == "change" else None)
            assert bool(woken) == wakes

    run(story)


def test_a_record_that_waits_is_sent_when_the_network_is_back() -> None:
    asked: list[str] = []

    async def story() -> None:
        async with running(main, route=f"/#{LINK}") as client:
            await client.until(lambda: "saved" in keys_of(client))
            network = next(one for one in client.walk() if type(one).__name__ == "Connectivity")
            asked.clear()
            await client.happens("change", {"connectivity": ["wifi"]}, network)
            await client.until(lambda: asked)

    async def listen(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ConnectError("no network", request=request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", listen)
        run(story)
    assert "/v1/trust" in asked


def test_an_invitation_makes_a_display_of_it() -> None:
    async def story() -> None:
        async def listening(page: Any) -> None:
            assert (await open_platform(page)).role == "display-12345678"

        async with running(listening, route="/#/e/99912345678") as client:
            assert not client.crashes

    run(story)
    assert role_of("/display/12345678") == "display-12345678"
    assert role_of("/") == "phone"


def test_the_icon_of_a_tablet_opens_its_display_and_who_is_led_to_the_phone_gets_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FLET_APP_STORAGE_DATA", str(tmp_path))
    roles: list[str] = []

    async def opening(page: Any) -> None:
        roles.append((await open_platform(page)).role)
        roles.append((await open_platform(page, named=True)).role)

    async def story() -> None:
        async with running(opening) as client:
            assert not client.crashes

    run(story)
    settle_in(tmp_path, "display-12345678")
    settle_in(tmp_path, "buddy")
    run(story)
    (tmp_path / "home").write_bytes(b"\xff\x00")
    run(story)
    assert roles == ["phone", "phone", "display-12345678", "phone", "phone", "phone"]


def test_an_app_from_a_checkout_speaks_to_the_server_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEERTIG_SERVER", "http://localhost:1234")
    assert server_origin() == "http://localhost:1234"


def test_a_package_speaks_to_its_own_server_whatever_the_phone_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "origin.txt").write_text("https://uren.example.be\n")
    monkeypatch.setattr("app.platform.phone.shell.BUNDLE", tmp_path)
    assert server_origin() == "https://uren.example.be"
