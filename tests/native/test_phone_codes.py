"""The codes of an old phone, as a native camera meets them: the same as the page's (tests/page/phone_codes.test.mjs)."""

from __future__ import annotations

import json
from pathlib import Path

from app.platform.phone.phone_codes import PhoneCodes

VECTORS = Path(__file__).parents[1] / "vectors" / "handover"


def texts(name: str) -> list[str]:
    read: list[str] = json.loads((VECTORS / f"{name}.json").read_text())["texts"]
    return read


def test_nothing_is_answered_before_the_last_code_and_then_all_of_them_in_their_order() -> None:
    codes, several = PhoneCodes(), texts("several")
    assert [codes.see([text]) for text in several[1:]] == [()] * (len(several) - 1)
    assert codes.there == (False, *[True] * (len(several) - 1))
    assert codes.see([several[1]]) == ()
    assert codes.see([several[0]]) == tuple(several)


def test_codes_of_two_phones_do_not_mix() -> None:
    codes, several, (one, two, *_) = PhoneCodes(), texts("several"), texts("with-another")
    assert codes.see([one, two]) == ()
    assert sum(codes.there) == 1
    assert [codes.see([text]) for text in several[1:]][-1] == tuple(several)


def test_other_texts_are_looked_past() -> None:
    codes = PhoneCodes()
    assert codes.see(["https://veertig.example/#/s/1", *texts("beyond"), *texts("later-form")]) == ()
    assert codes.there == ()
