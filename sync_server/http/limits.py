"""How often one sender may ask. Addresses of people are personal: they are held in memory, for as long as they count, and
nowhere else.

Only an address of the open internet is counted, or one that a proxy of ours named: a proxy, or a machine in our own network,
stands for many people.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.errors import ServerRefusal
from sync_server.http.refusals import refuse
from sync_server.rates import Buckets, Rate

ASKING, FETCHING = Rate(300, 100), Rate(3000, 100)  # requests at once, and again in so many seconds; a class shares one address
LOOKED_AT_BY_US = "/v1/health"


def sender(scope: Scope, proxies: int) -> str | None:
    """Who asks, as an address that may be counted: the network of an IPv6 address; None for nobody in particular."""
    if proxies:
        named = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        chain = b",".join(named).decode("latin-1").split(",")
        if len(chain) >= proxies:
            return _counted(chain[-proxies].strip(), only_global=False)
    client = scope.get("client")
    return _counted(client[0], only_global=True) if client else None


def _counted(text: str, *, only_global: bool) -> str | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if only_global and not address.is_global:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


class RateLimits:
    """Puts off whoever asks too often, before anything of the request is read."""

    def __init__(self, app: ASGIApp, proxies: int, ticks: Callable[[], float]) -> None:
        self._app, self._proxies = app, proxies
        self._asking, self._fetching = Buckets(ASKING, ticks), Buckets(FETCHING, ticks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = sender(scope, self._proxies) if scope["type"] == "http" and scope["path"] != LOOKED_AT_BY_US else None
        if asks is not None:
            wait = (self._asking if scope["method"] == "POST" else self._fetching).take(asks)
            if wait:
                await refuse(ServerRefusal("too-many", wait))(scope, receive, send)
                return
        await self._app(scope, receive, send)
