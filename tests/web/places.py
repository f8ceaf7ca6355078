"""Addresses of the stories' servers that stay the same, and for each process ports of its own behind them.

A browser knows an installed app by its address. So that an app is installed once for all servers of all processes, browsers are
told to look for `localhost:7040` at the port where this process's server of that place listens.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from functools import cache

PLACES = {"stories": 7040, "line": 7041, "probe": 7042}  # a region's server; one behind a line; the site of the probe
FIRST, LAST, APART = 20_000, 32_000, 10  # below the ports that the system gives away; processes beside each other keep apart


def address(place: str) -> str:
    """What browsers call the server of this place."""
    return f"http://localhost:{PLACES[place]}"


@cache
def ports() -> dict[str, int]:
    """The ports that this process keeps, by place."""
    free = filter(_is_free, range(FIRST + APART * (os.getpid() % 1000), LAST))
    return {place: next(free) for place in PLACES}


def port_of(origin: str) -> int | None:
    """Where this process's server of a place listens; None for an address that is no place."""
    return next((ports()[place] for place in PLACES if address(place) == origin), None)


def rules() -> str:
    """Chromium's rules for names: a place is at its port, localhost is this machine, and nothing else is to be found."""
    places = [f"MAP localhost:{PLACES[place]} 127.0.0.1:{port}" for place, port in ports().items()]
    return ",".join([*places, "MAP localhost 127.0.0.1", "MAP * ~NOTFOUND"])


def _is_free(port: int) -> bool:
    with socket.socket() as one, suppress(OSError):
        one.bind(("127.0.0.1", port))
        return True
    return False
