"""A link is found in whatever carries it: the page and the native shell find the same one, or both say that it is none."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.newcomer import update as newcomer
from app.platform.link_finder import link_in_address, link_in_text
from app.protocol import qr_text
from app.tools.web_build.node import find_node
from tests.people import proposal, token

FINDER_JS = Path(__file__).parent.parent / "app" / "web_shell" / "link_finder.js"
ASK = """
import { readFileSync } from "node:fs";
const { linkInText, linkInAddress } = await import(process.argv[1]);
const { texts, addresses } = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify([texts.map(linkInText), addresses.map(linkInAddress)]));
"""
ORIGIN = "https://uren.example.be"
HOST = "uren.example.be"
LETTERS = qr_text.LETTERS + "q"  # and one of a later version
DIGITS = str(int.from_bytes(b"\x01" + token(), "big"))
LINE = 76  # digits, as mail breaks them


def on_the_page(texts: list[str], addresses: list[str]) -> tuple[list[str], list[str]]:
    """What link_finder.js finds in each."""
    command = [find_node(), "--input-type=module", "-e", ASK, FINDER_JS.as_uri()]
    asked = json.dumps({"texts": texts, "addresses": addresses})
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=True)
    in_texts, in_addresses = json.loads(done.stdout)
    return in_texts, in_addresses


def broken(digits: str, between: str) -> str:
    """The digits in lines."""
    return between.join(digits[place : place + LINE] for place in range(0, len(digits), LINE))


BEHIND = [
    *(".", ",", ";", ":", "!", "?", ")", "]", "}", ">", '"', "'", "’", "”", "»", "…", "*", "_", "/", "\\", "|", "-"),
    *(
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u00a0",
        "\u202f",
        "\u2028",
        "\ufeff",
        "\u2069",
        ".\n\n",
        ").",
        "</a>",
    ),
    *("?fbclid=IwAR0", "&utm_source=mail&utm_campaign=7", "?utm_medium=qr", "%20", "%0A", "%E2%80%8B", "%C2%AD", "%2E", "%29"),
    *(" 14u30", " om 14 uur", "/1", "a", "\n> groeten", " (3 uur)"),
]
WITHIN = [
    "\n",
    "\r\n",
    " ",
    "=\n",
    "-\n",
    "\n> ",
    "\n> > ",
    "\u00ad",
    "\u200b",
    "\u2060",
    "\u00a0",
    "\u2028",
    "%20",
    "%0D%0A",
    "%E2%80%8B",
    "\t",
]
# The text around a whole link, {} stands for the letter and the digits between slashes.
TEXTS = [
    *(f"https://{HOST}/#{{}}{behind}" for behind in BEHIND),
    *(
        f"{before}https://{HOST}/#{{}}"
        for before in ("(", "[", "<", '"', "«", "\u200b", "\ufeff", "\u202a", " ", "\n", "URL:", "qr=")
    ),
    f"Scan dit: https://{HOST}/#{{}}. Groeten",
    f"امسح هذا:\u200f https://{HOST}/#{{}} شكرا",
    f"[scan](https://{HOST}/#{{}})",
    f'<a href="https://{HOST}/#{{}}">scan</a>',
    f"HTTPS://{HOST.upper()}/#{{}}",
    f"http://{HOST}/#{{}}",
    f"www.{HOST}/#{{}}",
    f"https://www.{HOST}/#{{}}",
    f"{HOST}/#{{}}",
    f"https://{HOST}:8443/#{{}}",
    f"https://{HOST}/?fbclid=IwAR1-x_9#{{}}",
    f"https://{HOST}/?utm_source=a&utm_medium=b#{{}}",
    f"https://{HOST}/%23{{}}",
    f"https://{HOST}/%2523{{}}",
    f"https%3A%2F%2F{HOST}%2F%23{{}}",
    f"https://l.messenger.example/l.php?u=https%3A%2F%2F{HOST}%2F%23{{}}&h=AT0",
    f"https://{HOST}/#!{{}}",
    f"https://{HOST}\n/#{{}}",
    f"https://{HOST}/\n#{{}}",
]
ADDRESSES = [
    *(f"/#{{}}{behind}" for behind in BEHIND),
    "#{}", "/#{}", "/?fbclid=IwAR0#{}", "/?utm_source=a&utm_medium=b#{}", "/index.html#{}", "/%23{}", "/%2523{}", "/%23!{}",
    "/#%2F..{}", "/?fbclid=1%23{}", "/?u=https%3A%2F%2Fh.be%2F%23{}", "//#{}", "/#!{}", "/#%20{}", "/#%E2%80%8B{}", "/# {}",
    "{}", "/%23{}?fbclid=1",
    "/#https://h.be/#{}", f"https://{HOST}/#{{}}.", f"https://{HOST}{{}}",
]  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_found_in_every_text_and_address_in_the_browser_and_in_a_native_shell(letter: str) -> None:
    route = f"/{letter}/{DIGITS}"
    written = [route, f"/{letter.upper()}/{DIGITS}", "".join(f"%{ord(sign):02x}" for sign in route), f"/{letter}/\n{DIGITS}"]
    written += [f"/{letter}/{broken(DIGITS, between)}" for between in WITHIN]
    written += [f"/{letter}/{''.join(chr(ord(digit) + far) for digit in DIGITS)}" for far in (0xFEE0, 0x660 - 48, 0x6F0 - 48)]
    texts = [text.replace("{}", part) for text in TEXTS for part in written]
    addresses = [address.replace("{}", part) for address in ADDRESSES for part in written]
    if letter == "q":  # the path and the query hold what others write, so only letters of ours are looked for there
        addresses = [address for address in addresses if "#" in address or "%23" in address or "%2523" in address]
    assert [text for text in texts if link_in_text(text) != route] == []
    assert [address for address in addresses if link_in_address(address) != route] == []
    in_texts, in_addresses = on_the_page(texts, addresses)
    assert (set(in_texts), set(in_addresses)) == ({route}, {route})


NO_LINK = [
    *(f"/s/{DIGITS}", f"#/s/{DIGITS}", "", "WIFI:S:bib;T:WPA;P:welkom;;", "BCD\n002\n1\nSCT\n", "https://shop.example", DIGITS),
    *(
        f"ftp://{HOST}/#/s/1",
        f"https:///#/s/{DIGITS}",
        f"https://{HOST}/s/{DIGITS}",
        f"Lees #/s/{DIGITS}",
        f"https://{HOST}/#s{DIGITS}",
    ),
]
SCREENS = [
    *(
        "/",
        "",
        "#",
        "/#",
        "#/",
        "#/scan",
        "#/m",
        "#/buddy",
        "#/counsellor",
        "#/display/12345678",
        "/buddy",
        "/display/12345678",
    ),
    *("/?fbclid=1", "/#_=_", "/?utm_source=a", "/moments", "#/moments", "/#about", "/?next=/about", "/s/123#/about", "/q/123"),
]
LOST = {
    "#/s/": "/s/0",
    "#/s": "/s/0",
    "/%23/m/": "/m/0",
    "#/a/abc": "/a/0",
    "#/e/%20": "/e/0",
    f"#/{DIGITS}": "/s/0",
    "#/m/": "/m/0",
}


def test_what_is_no_link_is_none_and_a_link_without_its_digits_is_no_code() -> None:
    addresses = [*SCREENS, *LOST]
    expected = [""] * len(SCREENS) + list(LOST.values())
    assert [link_in_text(text) for text in NO_LINK] == [""] * len(NO_LINK)
    assert [link_in_address(address) for address in addresses] == expected
    assert on_the_page(NO_LINK, addresses) == ([""] * len(NO_LINK), expected)
    assert link_in_text(f"https://{HOST}/#/s/ (morgen)") == "/s/0"


PIECES = ["#", "/", "s", "m", "/s/", "#/s/", "%23", "%2", "%E2%80", "é", "\u200b", "\u00a0", "\n", "> ", "=\n", " ", "-", ".",
          "h.be", "ſ", "https://", "256", "1", "0", "٢", "２", "?", "&", "!", "😀", "\x1c", DIGITS, DIGITS[:30], DIGITS[30:],
          "\ufeff", "\u0085"]  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=14).map("".join), min_size=60, max_size=60
    )
)
def test_whatever_is_handed_over_both_find_the_same(handed: list[str]) -> None:
    assert on_the_page(handed, handed) == ([link_in_text(text) for text in handed], [link_in_address(text) for text in handed])


def test_a_number_of_the_text_around_does_not_join_the_digits() -> None:
    assert link_in_text(f"https://{HOST}/#/s/{DIGITS} 14:30") == f"/s/{DIGITS}"
    assert link_in_text(f"https://{HOST}/#/s/{broken(DIGITS, chr(10))}\n2 uur") == f"/s/{DIGITS}"


@pytest.mark.parametrize("text", ["/s/256", f"/s/{DIGITS}", "/s/", f"/a/{DIGITS}"])
def test_a_code_whose_whole_text_is_a_route_is_not_ours(text: str) -> None:
    model = newcomer.NewcomerModel(screen=newcomer.HOME, language="nl")
    after, effects = newcomer.update(model, newcomer.Scanned((text,), ""))
    assert (after.screen, after.refusal, effects) == (newcomer.REFUSED, "not-ours", [])


def test_what_is_found_is_read_as_the_message_that_was_written() -> None:
    for letter, message in (("s", token()), ("m", proposal())):
        text = qr_text.to_text(ORIGIN, letter, message)
        assert qr_text.from_route(link_in_text(f"Scan dit: {text}. Groeten")) == (letter, message)
