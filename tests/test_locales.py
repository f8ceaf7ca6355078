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

from app.i18n import READY, Texts
from app.i18n_tool import compile_all, read
from app.paths import ASSETS
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
    catalogue: Catalog = read(code)
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


def test_plural_forms_are_those_of_the_language() -> None:
    for code in CODES:
        assert read(code).num_plurals == get_plural(code).num_plurals


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
