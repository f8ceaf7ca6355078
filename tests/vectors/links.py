"""The text of QR codes."""

from __future__ import annotations

from app.protocol import qr_text
from tests.vectors.making import ORIGIN, Vectors


def links() -> Vectors:
    accepted = {f"ok-{letter}": (qr_text.to_text(ORIGIN, letter, b"\x00\xff"), letter, "00ff") for letter in qr_text.LETTERS}
    most = b"\x00" * 1245
    accepted |= {
        "http-localhost": ("http://localhost:8000/#/s/1", "s", ""),
        "http-loopback": ("http://127.0.0.1:8000/#/s/1", "s", ""),
        "longest-host": ("https://" + "a" * 253 + "/#/s/1", "s", ""),
        "port": ("https://uren.example.be:8443/#/s/1", "s", ""),
        "longest": (qr_text.to_text(ORIGIN, "v", most), "v", most.hex()),
    }
    for name, (text, letter, data) in accepted.items():
        yield name, {"comment": name, "rule": "L2", "expect": "accept", "text": text, "letter": letter, "bytes": data}
    refused = {
        "leading-zero": (ORIGIN + "/#/s/065791", "L2", "bad-code"),
        "no-marker": (ORIGIN + "/#/s/255", "L2", "bad-code"),
        "other-marker": (ORIGIN + "/#/s/512", "L2", "bad-code"),
        "zero": (ORIGIN + "/#/s/0", "L2", "bad-code"),
        "no-digits": (ORIGIN + "/#/s/", "L2", "bad-code"),
        "3001-digits": (ORIGIN + "/#/s/" + "3" * 3001, "L2", "bad-code"),
        "5000-digits": (ORIGIN + "/#/s/" + "3" * 5000, "L2", "bad-code"),
        "other-letter": (ORIGIN + "/#/q/256", "L3", "newer-app"),
        "other-letter-no-marker": (ORIGIN + "/#/q/255", "L2", "bad-code"),
        "capital": (ORIGIN + "/#/S/256", "L1", "not-ours"),
        "space": (ORIGIN + "/#/s/256 ", "L1", "not-ours"),
        "line-end": (ORIGIN + "/#/s/256\n", "L1", "not-ours"),
        "hexadecimal": (ORIGIN + "/#/s/25a", "L1", "not-ours"),
        "arabic-digits": (ORIGIN + "/#/s/٢٥٦", "L1", "not-ours"),
        "no-fragment": (ORIGIN + "/s/256", "L1", "not-ours"),
        "query": (ORIGIN + "/?x#/s/256", "L1", "not-ours"),
        "more-path": (ORIGIN + "/#/s/256/1", "L1", "not-ours"),
        "user": ("https://a@uren.example.be/#/s/256", "L1", "not-ours"),
        "no-host": ("https:///#/s/256", "L1", "not-ours"),
        "host-letters": ("https://uren.exämple.be/#/s/256", "L1", "not-ours"),
        "long-host": ("https://" + "a" * 254 + "/#/s/256", "L1", "not-ours"),
        "long-port": ("https://uren.example.be:123456/#/s/256", "L1", "not-ours"),
        "http": ("http://uren.example.be/#/s/256", "L1", "not-ours"),
        "http-capital-localhost": ("http://LOCALHOST/#/s/256", "L1", "not-ours"),
        "http-like-localhost": ("http://localhost.example.be/#/s/256", "L1", "not-ours"),
        "other-scheme": ("ftp://localhost/#/s/256", "L1", "not-ours"),
        "wifi": ("WIFI:S:bib;T:WPA;P:welkom;;", "L1", "not-ours"),
        "payment": ("BCD\n002\n1\nSCT\n", "L1", "not-ours"),
        "empty": ("", "L1", "not-ours"),
    }
    for name, (text, rule, expect) in refused.items():
        yield name, {"comment": name, "rule": rule, "expect": expect, "text": text}
