"""The text of a QR code, to the character."""

from __future__ import annotations

import pytest

from app.protocol import qr_text
from app.protocol.errors import Malformed, Newer, NotOurs

LONGEST = "a" * 253


def test_the_digits_are_the_number_after_the_marker() -> None:
    assert qr_text.to_route("s", b"") == "/s/1"
    assert qr_text.to_route("v", b"\x00") == "/v/256"
    assert qr_text.to_text("https://uren.example.be", "e", b"\xff") == "https://uren.example.be/#/e/511"
    assert qr_text.from_route("/a/65791") == ("a", b"\x00\xff")


def test_a_route_of_three_thousand_digits_holds_1245_bytes_and_no_more() -> None:
    digits = 1 << 8 * 1245
    assert qr_text.from_route(f"/s/{digits}") == ("s", bytes(1245))
    assert qr_text.from_text(f"https://{LONGEST}:65535/#/s/{digits}") == ("s", bytes(1245))
    with pytest.raises(Malformed):
        qr_text.from_route(f"/s/{1 << 8 * 1246}")


@pytest.mark.parametrize("letter", "smaev")
def test_each_letter_of_ours_is_read(letter: str) -> None:
    assert qr_text.from_route(f"/{letter}/1") == (letter, b"")


@pytest.mark.parametrize("letter", sorted(set("abcdefghijklmnopqrstuvwxyz") - set("smaev")))
def test_another_letter_is_newer_if_the_digits_are_right_and_else_no_code(letter: str) -> None:
    with pytest.raises(Newer):
        qr_text.from_route(f"/{letter}/256")
    for digits in ("255", "0", "01", ""):
        with pytest.raises(Malformed):
            qr_text.from_route(f"/{letter}/{digits}")


@pytest.mark.parametrize(
    "origin",
    ["https://a", "https://A-1.example.BE", f"https://{LONGEST}", "https://a:1", "https://1.2.3.4:65535", "http://localhost",
     "http://localhost:8000", "http://127.0.0.1", "http://127.0.0.1:1"],
)  # fmt: skip
def test_these_hosts_are_links(origin: str) -> None:
    assert qr_text.from_text(f"{origin}/#/s/256") == ("s", b"\x00")


@pytest.mark.parametrize(
    "origin",
    ["https://", f"https://{LONGEST}a", "https://a:", "https://a:123456", "https://a:b", "https://a_b", "https://[::1]",
     "https://é", "HTTPS://a", "ftp://a", "https:/a", "//a", "a", "https://a/", "https://a?x", " https://a", "https://a b",
     "http://a", "http://localhost.a", "http://a.localhost", "http://127.0.0.2", "http://127.0.0.1.a", "http://LOCALHOST",
     "https://a@b", "https://a:1:2"],
)  # fmt: skip
def test_these_hosts_are_not(origin: str) -> None:
    with pytest.raises(NotOurs):
        qr_text.from_text(f"{origin}/#/s/256")


@pytest.mark.parametrize(
    "end", ["", "/", "/s/256", "#/s/256", "/#s/256", "/#/ss/256", "/#/s/256/", "/#/s/25a", "/#/s/-1", "/#/s/2 5", "/#/s"]
)
def test_another_end_is_not_ours(end: str) -> None:
    with pytest.raises(NotOurs):
        qr_text.from_text("https://uren.example.be" + end)


@pytest.mark.parametrize("route", ["", "/", "s/1", "/s", "/s/", "/S/1", "/s/1 ", "/s/1\n", "/s/٣", "#/s/1", "/s/1/s/1", "//1"])
def test_a_route_of_another_shape_is_no_code(route: str) -> None:
    with pytest.raises(Malformed):
        qr_text.from_route(route)


@pytest.mark.parametrize("digits", ["0", "2", "255", "512", "767", "131072", "00256", "0256"])
def test_digits_without_the_marker_or_with_a_zero_first_are_no_code(digits: str) -> None:
    with pytest.raises(Malformed):
        qr_text.from_route(f"/s/{digits}")
