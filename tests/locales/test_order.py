"""Text that keeps its order: numbers, times and names apart, plural forms, Dutch for what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.tools.translations.catalogues import texts
from app.tools.translations.compile import compile_all
from app.ui.texts import READY, Language, Texts, _catalogue, isolate, isolate_name

ARABIC_HOURS = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
": n%100>=11 && n%100<=99 ? 4 : 5);\\n"

msgctxt "home"
msgid "{n} hour"
msgid_plural "{n} hours"
msgstr[0] "zero {n}"
msgstr[1] "one {n}"
msgstr[2] "two {n}"
msgstr[3] "few {n}"
msgstr[4] "many {n}"
msgstr[5] "other {n}"
"""


@pytest.fixture
def hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two small catalogues: Arabic has the plural of hours, Dutch that and one text more, and there is no Turkish."""
    (tmp_path / "ar.po").write_text(ARABIC_HOURS)
    dutch = re.sub(r"nplurals=6[^;]*;[^;]*;", "nplurals=2; plural=(n != 1);", ARABIC_HOURS)
    dutch = re.sub(r"msgstr\[0\].*(\n.*)+", 'msgstr[0] "{n} uur"\nmsgstr[1] "{n} uren"\n', dutch)
    (tmp_path / "nl.po").write_text(dutch + '\nmsgctxt "home"\nmsgid "Sport"\nmsgstr "De sport."\n')
    for place in (
        "app.ui.texts.LOCALES",
        "app.tools.translations.catalogues.LOCALES",
        "app.tools.translations.compile.LOCALES",
    ):
        monkeypatch.setattr(place, tmp_path)
    compile_all()
    _catalogue.cache_clear()
    yield
    _catalogue.cache_clear()


def said(code: str, n: int) -> str:
    return Texts(code).n("home", "{n} hour", "{n} hours", n)


@pytest.mark.usefixtures("hours")
def test_a_number_takes_the_form_of_its_language() -> None:
    forms = {0: "zero", 1: "one", 2: "two", 7: "few", 40: "many", 100: "other"}
    assert {n: said("ar", n) for n in forms} == {n: f"{form} \u2066{n}\u2069" for n, form in forms.items()}
    assert said("en", 1) == "\u20661\u2069 hour"


@pytest.mark.usefixtures("hours")
def test_what_a_language_lacks_is_said_in_dutch_in_the_order_of_dutch() -> None:
    assert said("tr", 7) == isolate("\u20667\u2069 uren")
    assert Texts("ar")("home", "Sport") == isolate("De sport.")
    assert Texts("ar")("home", "Nobody has this") == isolate("Nobody has this")


def test_a_word_that_is_the_same_as_in_english_is_not_taken_for_a_missing_one() -> None:
    assert Texts("fr")("activity", "Culture") == "Culture"
    assert Texts("nl")("activity", "Culture") == "Cultuur"


@pytest.mark.parametrize("one", READY, ids=lambda one: one.code)
def test_every_value_inside_a_text_is_kept_apart(one: Language) -> None:
    """Whatever is filled in: a number, a name with letters of the other direction, an isolated time."""
    say = Texts(one.code)
    for (context, msgid), message in texts(one.code).items():
        names = re.findall(r"\{(\w+)\}", msgid) if isinstance(message.id, str) and context != "moments" else []
        if names:
            assert say(context, msgid, **dict.fromkeys(names, 12)).count(isolate("12")) == len(names)
            assert say(context, msgid, **dict.fromkeys(names, "דוד")).count(isolate_name("דוד")) == len(names)
            assert say(context, msgid, **dict.fromkeys(names, isolate("1:30"))).count("\u2066") == len(names)
