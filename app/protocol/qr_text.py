"""The text of a QR code: a link that any phone's camera opens. What follows `#` never reaches a server (README.md, 6).

    https://HOST/#/<letter>/<digits>

The digits are the decimal form of the integer whose big-endian bytes are 0x01 and then the message, so that a QR code holds
them in numeric mode. The digits of a message have one spelling: no leading zeros, ASCII digits only. `http` is for localhost
only.
"""

from __future__ import annotations

import re

from app.protocol.errors import Malformed, Newer, NotOurs

SESSION, MEETING, ANSWER, ENROLMENT, PROOF = "s", "m", "a", "e", "v"
LETTERS = SESSION + MEETING + ANSWER + ENROLMENT + PROOF
MOST_DIGITS = 3000

_TEXT = re.compile(r"(https?)://([A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?)/#(/[a-z]/[0-9]*)", re.ASCII)
_ROUTE = re.compile(r"/([a-z])/([0-9]+)", re.ASCII)


def to_route(letter: str, message: bytes) -> str:
    """The part of the link after `#`: `/<letter>/<digits>` (L2, L3)."""
    return f"/{letter}/{to_digits(message)}"


def to_digits(message: bytes) -> str:
    """The decimal form of the integer whose big-endian bytes are 0x01 and then `message` (L2)."""
    return str(int.from_bytes(b"\x01" + message, "big"))


def from_digits(digits: str) -> bytes:
    """The message in these ASCII digits (L2). Raises Malformed, also for no digits."""
    if not digits or len(digits) > MOST_DIGITS or digits[0] == "0":
        raise Malformed("digits")
    number = int(digits)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if raw[0] != 1:
        raise Malformed("digits do not begin with the marker")
    return raw[1:]


def to_text(origin: str, letter: str, message: bytes) -> str:
    """The whole link. `origin` is `https://host[:port]` without a slash at the end."""
    return f"{origin}/#{to_route(letter, message)}"


def from_route(route: str) -> tuple[str, bytes]:
    """The letter and the message in a route (L2). Raises Malformed, or Newer for a letter of a later version (L3)."""
    match = _ROUTE.fullmatch(route)
    if match is None:
        raise Malformed("no link of ours")
    letter, digits = match.groups()
    message = from_digits(digits)
    if letter not in LETTERS:
        raise Newer(f"link of kind {letter}")
    return letter, message


def from_text(text: str) -> tuple[str, bytes]:
    """The letter and the message in a scanned text (L1). Raises NotOurs for a text that is no link of ours, else as
    `from_route`.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise NotOurs("no link of ours")
    scheme, host, route = match.groups()
    if scheme == "http" and host.split(":")[0] not in ("localhost", "127.0.0.1"):
        raise NotOurs("http is for localhost only")
    return from_route(route)


def read(text: str) -> tuple[str, bytes]:
    """The letter and the message in a scanned text, or in a route that was opened. Raises NotOurs, Malformed or Newer."""
    return from_route(text) if text.startswith("/") else from_text(text)
