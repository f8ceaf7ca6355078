"""How often one sender may ask.

Only an address of the open internet is counted, or one that a proxy of ours named: a proxy or a machine in a private network
stands for many people. Addresses are personal data: they are kept in memory only, and only as long as they are counted.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.errors import ServerRefusal
from sync_server.http.refusals import refuse
from sync_server.rates import Buckets, Rate

POSTS, OTHERS = Rate(300, 100), Rate(3000, 100)  # of one address; a whole school class may share one
HEALTH_PATH = "/v1/health"  # not limited: the operator asks it


def sender(scope: Scope, proxies: int) -> str | None:
    """The sender's address if it may be counted, else None. Of an IPv6 address, its network of 64 bits.

    `proxies`: how many of our own proxies stand before this server; the address is the one that the first of them named.
    """
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
    """Refuses requests of a sender that asks too often (`too-many`), before their body is read."""

    def __init__(self, app: ASGIApp, proxies: int, ticks: Callable[[], float]) -> None:
        self._app, self._proxies = app, proxies
        self._posts, self._others = Buckets(POSTS, ticks), Buckets(OTHERS, ticks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = sender(scope, self._proxies) if scope["type"] == "http" and scope["path"] != HEALTH_PATH else None
        if address is not None:
            wait = (self._posts if scope["method"] == "POST" else self._others).take(address)
            if wait:
                await refuse(ServerRefusal("too-many", wait))(scope, receive, send)
                return
        await self._app(scope, receive, send)
