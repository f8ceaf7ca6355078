"""HTTP in the browser: httpx over the browser's own fetch. Import only in the browser, and late: it takes half a second."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import js
from pyodide.ffi import JsException

from app.platform.browser.bridge import as_js

# Headers that the browser sets itself.
_NOT_SENT = {"host", "content-length", "connection", "accept-encoding", "user-agent"}
_OURS = {"accept-language": "*"}  # the server does not need to know the newcomer's language
# Headers that no longer describe the body: the browser has unpacked it.
_NOT_PASSED = {"content-encoding", "content-length", "transfer-encoding"}


class FetchTransport(httpx.AsyncBaseTransport):
    """Talks to the server that the app came from, and to no other."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` and return the answer. Raises httpx.ConnectError without network or for another server, and
        httpx.ReadTimeout after the request's `timeout` in seconds.
        """
        url = str(request.url)
        if not url.startswith(f"{js.location.origin}/"):
            raise httpx.ConnectError("not our server", request=request)
        abort = js.AbortController.new()
        limit = request.extensions.get("timeout", {}).get("read")
        try:
            async with asyncio.timeout(limit):
                return await self._fetch(url, request, abort)
        except TimeoutError:
            abort.abort()
            raise httpx.ReadTimeout("no answer in time", request=request) from None
        except JsException as error:
            raise httpx.ConnectError(str(error), request=request) from None

    async def _fetch(self, url: str, request: httpx.Request, abort: Any) -> httpx.Response:
        options: dict[str, object] = {
            "method": request.method,
            "headers": {**{name: value for name, value in request.headers.items() if name not in _NOT_SENT}, **_OURS},
            "redirect": "error",  # our server never sends us elsewhere
            "credentials": "omit",
            "cache": "no-cache" if request.method == "GET" else "default",
            "referrerPolicy": "no-referrer",
        }
        body = await request.aread()
        if body:
            options["body"] = body
        js_options = as_js(options)
        js_options.signal = abort.signal
        answer = await js.fetch(url, js_options)
        content = (await answer.arrayBuffer()).to_bytes()
        headers = [(name, value) for name, value in answer.headers.entries() if name not in _NOT_PASSED]
        return httpx.Response(answer.status, headers=headers, content=content, request=request)
