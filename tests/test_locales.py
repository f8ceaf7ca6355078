"""Words: complete in every ready language, kind, and drawable."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from fontTools.ttLib import TTFont

from app import i18n
from app.dates import DAYS, MONTHS
from app.i18n import LANGUAGES, READY, Texts
from app.i18n_tool import compile_all, read, shown
from app.paths import ASSETS, LOCALES
from app.screens import words

compile_all()
REPOSITORY = Path(__file__).parent.parent
CODES = [one.code for one in READY]
FORBIDDEN = {
    "nl": r"controle|controleer|mislukt|fout|verplicht|moet|bewijs|straf|boete|ongeldig|geweigerd",
    "en": r"control|check|fail|error|wrong|must|invalid|denied|refused|penalty|fine\b",
    "ar": r"مراقبة|فشل|خطأ|يجب|عقوبة|غرامة|مرفوض",
}


def entries(code: str) -> dict[tuple[str, str], str]:
    catalogue: Catalog = shown(code)
    return {(message.context or "", str(message.id)): str(message.string) for message in catalogue if message.id}


def used() -> set[tuple[str, str]]:
    """Every (context, msgid) that the app asks for in so many words."""
    found = set()
    for file in (REPOSITORY / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and len(node.args) >= 2:
                context, msgid = node.args[:2]
                name = ast.unparse(node.func)
                if (
                    name.endswith(("texts", "texts.dutch", "_texts"))
                    and isinstance(context, ast.Constant)
                    and isinstance(msgid, ast.Constant)
                ):
                    found.add((str(context.value), str(msgid.value)))
    return found


def test_every_text_the_app_asks_for_exists() -> None:
    asked = used() | {("activity", word) for word in words.ACTIVITY.values()} | {("kind", word) for word in words.KIND.values()}
    asked |= {("refusal", text) for _, text in words.REFUSAL.values()} | {("saved", text) for _, text in words.REMARK.values()}
    assert len(asked) > 60
    assert asked - set(entries("nl")) == set()


@pytest.mark.parametrize("code", CODES)
def test_a_ready_language_is_complete_with_the_same_placeholders(code: str) -> None:
    texts = entries(code)
    assert set(texts) == set(entries("nl"))
    assert [key for key, text in texts.items() if not text.strip()] == []
    for (_, msgid), text in texts.items():
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert fields == {name for _, name, _, _ in string.Formatter().parse(msgid) if name}, text


@pytest.mark.parametrize("code", CODES)
def test_no_word_of_control_or_failure(code: str) -> None:
    assert [text for text in entries(code).values() if re.search(FORBIDDEN[code], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("code", CODES)
def test_sentences_are_short(code: str) -> None:
    for text in entries(code).values():
        for sentence in re.split(r"[.،؟!]", text):
            assert len(sentence.split()) <= 9, sentence


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_font_has_every_character_and_there_is_no_emoji(code: str, weight: str) -> None:
    drawable = set(TTFont(ASSETS / "fonts" / f"Veertig-{weight}.ttf").getBestCmap())
    letters = set("".join(entries(code).values())) | set("0123456789:/½-\u2066\u2069.")
    assert {letter for letter in letters if ord(letter) not in drawable} == set()
    assert {letter for letter in letters if unicodedata.category(letter) == "So"} == set()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_font_has_every_name_of_a_language_a_day_and_a_month_also_of_those_to_come(weight: str) -> None:
    drawable = set(TTFont(ASSETS / "fonts" / f"Veertig-{weight}.ttf").getBestCmap())
    assert set(DAYS) == set(MONTHS) == {one.code for one in LANGUAGES}
    for one in LANGUAGES:
        letters = set("".join([one.name, *DAYS[one.code], *MONTHS[one.code]]))
        assert {letter for letter in letters if ord(letter) not in drawable} == set(), one.code


def test_plural_forms_are_those_of_the_language() -> None:
    for code in CODES:
        assert read(code).num_plurals == get_plural(code).num_plurals


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


def test_a_number_takes_the_form_of_its_language_and_falls_back_on_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ar.po").write_text(ARABIC_HOURS)
    dutch = re.sub(r"nplurals=6[^;]*;[^;]*;", "nplurals=2; plural=(n != 1);", ARABIC_HOURS)
    dutch = re.sub(r"msgstr\[0\].*(\n.*)+", 'msgstr[0] "{n} uur"\nmsgstr[1] "{n} uren"\n', dutch)
    (tmp_path / "nl.po").write_text(dutch)
    for place in ("app.i18n.LOCALES", "app.i18n_tool.LOCALES"):
        monkeypatch.setattr(place, tmp_path)
    compile_all()
    i18n._catalogue.cache_clear()
    try:
        said = [Texts("ar").n("home", "{n} hour", "{n} hours", n) for n in (0, 1, 2, 7, 40, 100)]
        assert said == [
            f"{form} \u2066{n}\u2069"
            for form, n in zip(("zero", "one", "two", "few", "many", "other"), (0, 1, 2, 7, 40, 100), strict=True)
        ]
        assert Texts("tr").n("home", "{n} hour", "{n} hours", 7) == "\u20667\u2069 uren"
        assert Texts("en").n("home", "{n} hour", "{n} hours", 1) == "\u20661\u2069 hour"
    finally:
        i18n._catalogue.cache_clear()


def unused() -> set[tuple[str, str]]:
    """Texts that no Python of the app names any more, whatever the context; those of the page are not counted."""
    constants = {
        node.value
        for file in (REPOSITORY / "app").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {(context, msgid) for context, msgid in entries("nl") if context != "page" and msgid not in constants}


WAITING = {("saved", "Welcome"), ("saved", "Thank you"), ("moments", "Newer"), ("moments", "Older")}
WAITING |= {("settings", "On"), ("settings", "Off"), ("common", "Home")}


def test_translators_are_asked_for_nothing_that_nobody_will_see() -> None:
    """A new text without a screen fails here; those in WAITING are translated for screens to come."""
    assert unused() - WAITING == set()


def test_the_state_of_every_language_is_written_down() -> None:
    page = (LOCALES / "README.md").read_text()
    rows = {
        code: (name, state) for code, name, state in re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", page, re.MULTILINE)
    }
    assert {code: name for code, (name, _) in rows.items()} == {one.code: one.name for one in LANGUAGES}
    assert {code for code, (_, state) in rows.items() if state != "not begun"} == set(CODES)


def test_every_picture_that_words_name_exists() -> None:
    named = {words.activity(code)[0] for code in range(1, 25)} | {
        icon for icon, _ in [*words.REFUSAL.values(), *words.REMARK.values()]
    }
    named |= {f"{icon}-white" for icon, _ in words.REFUSAL.values()}
    assert {name for name in named if not (ASSETS / "icons" / f"{name}.svg").exists()} == set()


def test_days_and_times_are_said_in_words_with_the_same_digits_everywhere() -> None:
    for code in CODES:
        texts = Texts(code)
        assert texts.clock(1_795_431_600) == "\u206612:00\u2069"
        assert texts.day(1_795_431_600, 1_795_431_600) == texts("moments", "Today")
    assert Texts("nl").day(1_795_431_600, 1_795_431_600 + 3 * 86400) == "maandag \u206623\u2069 november"
    assert [Texts("nl").hours(minutes) for minutes in (0, 29, 30, 60, 750, 2400)] == ["0", "0", "½", "1", "12½", "40"]
