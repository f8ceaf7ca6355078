"""The recovery secret in a real browser that calls itself an iPhone: a profile with only the cookies of another finds it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Request, sync_playwright

from app.tools.lacking import chromium
from sync_server.config import Config
from sync_server.http.asgi import create_app
from tests.page.node import build_shell

pytestmark = pytest.mark.browser
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
SECRET = "fbff00112233445566778899aabbccdd"
CARRY = f"""async () => {{
  const carried = await import("/shell/carried.js");
  await carried.carry("{SECRET}");
  return [carried.goesAlong(), document.cookie, await carried.ask()];
}}"""
ASK = 'async () => (await import("/shell/carried.js")).ask()'


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """A server with the page's scripts and no app."""
    web = tmp_path / "web"
    web.mkdir()
    build_shell(web)
    (web / "index.html").write_text("<!DOCTYPE html><title>empty</title>")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    app = create_app(Config(tmp_path / "data", web, f"http://localhost:{port}"))
    (web / "headers.json").unlink(missing_ok=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", server_header=False))
    running = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{port}"
    server.should_exit = True
    running.join(20)


def test_a_profile_with_only_the_cookies_of_another_finds_the_secret_and_no_script_sees_the_cookie(origin: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])

        def opened(context: BrowserContext, asks: str) -> object:
            page = context.new_page()
            requests: list[Request] = []
            page.on("request", lambda request: requests.append(request))
            page.goto(origin)
            answer = page.evaluate(asks)
            page.reload()
            carrying = {request.url.removeprefix(origin) for request in requests if "cookie" in request.all_headers()}
            assert carrying <= {"/v1/secret"}
            assert len(requests) > 2
            return answer

        safari, icon, other = (browser.new_context(user_agent=SAFARI, bypass_csp=True) for _ in range(3))
        assert opened(safari, CARRY) == [True, "", SECRET]
        icon.add_cookies(safari.cookies(f"{origin}/v1/secret"))  # type: ignore[arg-type]
        assert opened(icon, ASK) == SECRET
        assert opened(other, ASK) == ""
        browser.close()
