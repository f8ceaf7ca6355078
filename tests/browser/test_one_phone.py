"""Amina and Yusuf have one phone. Each scans at the library, and each has the own hours only."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import qr_text, record
from tests.browser.drive import Phone, Server, by_key
from tests.people import LIBRARY, token

pytestmark = pytest.mark.browser
AMINA, YUSUF = "sign-3", "sign-0"  # a tulip and a bird


def kinds(phone: Phone, role: str) -> list[str]:
    """What this person's file holds, read from outside the app."""
    phone.role = role
    return sorted(type(record.from_bytes(data).body).__name__ for data in phone.records().values())


def test_two_people_with_one_phone_are_asked_whose_a_scan_is_and_neither_sees_the_other(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    scanned = qr_text.to_text(server.origin, qr_text.SESSION, token(LIBRARY, time=int(time.time())))
    phone = Phone(playwright, tmp_path / "phone", server)
    phone.open()
    phone.tap("language-nl")
    phone.sees("floor")
    phone.page.goto(scanned)  # the phone's own camera opened the code
    phone.sees("saved")
    phone.tap("people")  # Yusuf is with her: the second one comes to this phone
    phone.tap("new-person")
    phone.tap("both")
    phone.tap(AMINA)
    phone.sees("sign-1")
    phone.starts_again(lambda: phone.tap(YUSUF))
    phone.sees("saved")  # the same code, in his name
    phone.tap("home")
    phone.tap("language-nl")
    phone.sees("floor")
    assert kinds(phone, "phone") == kinds(phone, "phone-2") == ["CheckIn", "Device"]

    phone.page.close()
    phone.open()  # a cold start asks, before anything of anybody is seen
    phone.sees("person-2")
    assert not phone.page.locator(by_key("floor")).count()
    phone.tap("person-1")
    phone.sees("here")  # Amina is still there: he did not check her out
    phone.tap("settings")
    phone.page.goto(scanned)  # opened from outside again
    phone.sees("person-2")  # whose is it?
    phone.starts_again(lambda: phone.tap("person-2"))
    phone.sees("saved")
    assert kinds(phone, "phone") == kinds(phone, "phone-2") == ["CheckIn", "Device"]  # he had it already
    phone.close()
