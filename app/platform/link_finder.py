"""Finds a link of ours in whatever carries it. Pure; app/web_shell/link_finder.js has the same rules for the web page.

Messengers, mail programs, trackers and people add dots, brackets, spaces, line breaks, invisible signs and percent-encodings.
A link that lost its digits becomes `/<letter>/0`, which is no code: so the app says so instead of opening home without a word.
"""

from __future__ import annotations

import re

MOST_DIGITS = 3000
MOST_LINES = 400  # of digits
LONGEST = 20_000  # characters that are looked at
HOST_WITHIN = 2000  # characters before the #
ROUNDS = 3  # of percent-encoding

_EXACT = re.compile(r"/[a-z]/[0-9]+")
_SCREENS = re.compile(r"/?|/scan|/m|/buddy|/counsellor|/display/[0-9]{8}")  # what may stand behind the # and is no link
_IN_TEXT = re.compile(r"#!?/?([A-Za-z])/")
_IN_HASH = re.compile(r"(?:^|[^A-Za-z0-9])([A-Za-z])/")
_IN_PATH = re.compile(r"(?:^|[^A-Za-z0-9])([SMAEVsmaev])/")
# Broken into lines, also by mail (=, >) and print (-).
_DIGITS = re.compile(r"=?[ \n]*(?:>[ \n]*)*([0-9]+(?:[-=]?[ \n]+(?:>[ \n]*)*[0-9]+)*)")
_LOST = re.compile(r"[!/ \n]*([A-Za-z])(?:/|\Z)")  # a link whose digits are missing
_MANY_DIGITS = re.compile(r"[0-9]{20}")  # a link whose letter is missing
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_BLANK = re.compile("[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END = re.compile("[\r\u0085\u2028\u2029]")
_WIDE = re.compile("[\uff01-\uff5e]")  # full-width ASCII
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")  # Arabic and Persian digits
_HTTP = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^/?]")
_NAME = re.compile(r"[A-Za-z0-9-]\.[A-Za-z0-9-]|localhost")


def link_in_text(text: str) -> str:
    """The route ("/s/123") of the first link in a text that was scanned or handed over; "" for none. A link names a host."""
    whole, lost = _plain(text), ""
    for start in _IN_TEXT.finditer(whole):
        if not _ends_with_host(whole[: start.start()]):
            continue
        letter, digits = start[1].lower(), _digits_at(whole, start.end())
        if digits:
            return f"/{letter}/{digits}"
        lost = lost or f"/{letter}/0"
    return lost


def link_in_address(address: str) -> str:
    """The route ("/s/123") of the link that an opened address is meant to be; "" when it names a screen, or nothing.

    `address` may be a whole address, a path with what follows, or only a route.
    """
    before, _, hash = address.partition("#")
    if _EXACT.fullmatch(hash):
        return hash
    if not _SCREENS.fullmatch(hash):
        return _in_hash(_plain(hash))
    if hash not in ("", "/"):
        return ""
    path = _plain(before)
    _, mark, encoded = path.partition("#")
    return (_in_hash(encoded) if mark else "") or _first_route(path, _IN_PATH)


def _in_hash(hash: str) -> str:
    """`hash` is what follows the #, in plain form."""
    if _SCREENS.fullmatch(hash):
        return ""
    route = _first_route(hash, _IN_HASH)
    if route:
        return route
    lost = _LOST.match(hash)
    if lost:
        return f"/{lost[1].lower()}/0"
    return "/s/0" if _MANY_DIGITS.search(hash) else ""


def _first_route(text: str, beginning: re.Pattern[str]) -> str:
    """The route of the first link after one of these beginnings; "" for none."""
    for start in beginning.finditer(text):
        digits = _digits_at(text, start.end())
        if digits:
            return f"/{start[1].lower()}/{digits}"
    return ""


def _digits_at(text: str, place: int) -> str:
    """The digits that begin at this place of the text, "" when there are none.

    Of groups with blanks between them, as many are taken as make a message: the last ones may be a number of the text around.
    """
    written = _DIGITS.match(text, place)
    groups = re.findall("[0-9]+", written[1])[:MOST_LINES] if written else []
    for count in range(len(groups), 0, -1):
        digits = "".join(groups[:count])
        if _is_marked(digits):
            return digits
    return "".join(groups)


def _is_marked(digits: str) -> bool:
    """Are these the digits of a message? Their number's first byte is the marker 01."""
    return len(digits) <= MOST_DIGITS and digits[0] != "0" and int(digits).bit_length() % 8 == 1


def _ends_with_host(text: str) -> bool:
    """Is the last word of the text the address of a web page, or does it begin like one?"""
    cut = text[-HOST_WITHIN:].rstrip(" \n/")
    word = cut[max(cut.rfind(" "), cut.rfind("\n")) + 1 :]
    return bool(_HTTP.search(word)) or ("://" not in word and bool(_NAME.search(word)))


def _plain(text: str) -> str:
    """The text as it was meant: percent-encodings decoded, invisible characters gone, blanks and digits in their plain form."""
    now = text[:LONGEST]
    for _ in range(ROUNDS):
        before = now
        now = _PERCENT.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"), now)
        now = _LINE_END.sub("\n", _BLANK.sub(" ", _INVISIBLE.sub("", now)))
        now = _WIDE.sub(lambda sign: chr(ord(sign[0]) - 0xFEE0), now)
        now = _EASTERN.sub(lambda digit: str(ord(digit[0]) % 16), now)
        if now == before:
            break
    return now
