"""Words: complete in every language, kind, drawable, with a picture."""

from __future__ import annotations

import re

import pytest
from babel.core import Locale

from app.platform.paths import ASSETS, LOCALES
from app.protocol.activities import ACTIVITIES
from app.tools.translations import calendar, gaps, rules, web_page
from app.tools.translations.catalogues import CODES, PLURALS, forms, texts
from app.tools.translations.forbidden import FORBIDDEN
from app.tools.translations.terms import TERMS
from app.ui.controls.letters import wide
from app.ui.controls.look import COLOURED_ONLY
from app.ui.dates import DAYS, MONTHS
from app.ui.screens import refusals, words
from app.ui.texts import LANGUAGES, READY, Texts, isolate
from tests.languages import compiled, standings

APP = ASSETS.parent / "app"
# Flet's controls that say something of their own to a screen reader.
SPEAKING = (
    *("AlertDialog", "AppBar", "AutoComplete", "Banner", "BottomSheet", "Chip", "ContextMenu", "CupertinoAlertDialog"),
    *("CupertinoBottomSheet", "DataTable", "DatePicker", "DateRangePicker", "Dismissible", "Dropdown", "ExpansionTile"),
    *("NavigationBar", "NavigationDrawer", "PopupMenuButton", "ReorderableListView", "SearchBar", "SelectionArea", "SnackBar"),
    *("Stepper", "Tabs", "TextField", "TimePicker"),
)
compiled()


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_untranslated_unkind_too_long_or_without_letters_in_any_language(code: str) -> None:
    """Every rule of `app.tools.translations.rules`; the message of a failure lists what is amiss."""
    found = standings()[code]
    assert found.asked > 90
    assert found.complete, gaps.table([found])


def test_all_thirteen_languages_are_offered() -> None:
    codes = ["nl", "en", "fr", "ar", "fa_AF", "ps", "tr", "ku", "uk", "ru", "ti", "so", "es"]
    assert [one.code for one in READY] == [one.code for one in LANGUAGES] == codes
    assert [one.code for one in READY if one.rtl] == ["ar", "fa_AF", "ps"]


def test_no_control_brings_sentences_of_the_client_which_has_not_all_of_our_languages() -> None:
    """Flutter says "Dismiss", "Back" and "Alert" itself, and has no Tigrinya, Somali or Kurmanji. The camera's window of the
    native app is the only one of its controls with such a sentence, and is named by us.
    """
    talks = re.compile(rf"\bft\.({'|'.join(SPEAKING)})\(((?:[^()]|\([^()]*\))*)")
    found = [(file, match) for file in sorted(APP.rglob("*.py")) for match in talks.finditer(file.read_text("utf-8"))]
    assert [file.name for file, _ in found] == ["viewfinder.py"]
    assert 'semantics_label=labels["title"]' in found[0][1][2]


def test_every_language_has_its_forbidden_words_and_its_terms() -> None:
    assert list(FORBIDDEN) == CODES
    assert set(TERMS) == set(CODES)
    for code in CODES:
        assert set(TERMS[code]) == (set(TERMS["nl"]) if code != "en" else set())


@pytest.mark.parametrize("code", CODES)
def test_plural_forms_are_those_that_whole_numbers_take_in_the_unicode_locale_data(code: str) -> None:
    numbers = [*range(2500), 10**6, 10**6 + 1, 3 * 10**6]
    category = Locale.parse(code).plural_form
    order = [one for one in ("zero", "one", "two", "few", "many", "other") if one in set(map(category, numbers))]
    assert [order[rules.plural_form(code, n)] for n in numbers] == [category(n) for n in numbers]
    assert PLURALS[code].startswith(f"nplurals={len(order)};")
    assert f"Plural-Forms: {PLURALS[code]}" in (LOCALES / f"{code}.po").read_text()


def test_the_page_around_the_app_speaks_every_language_too() -> None:
    kept = web_page.current()
    assert list(kept) == CODES
    own = {code: {place: forms(message)[0] for place, message in texts(code).items()} for code in CODES}
    assert kept == web_page.from_catalogues(own)
    assert {tuple(words) for words in kept.values()} == {tuple(kept["en"])}


@pytest.mark.parametrize("code", [one.code for one in READY if not one.rtl])
def test_no_word_is_wider_than_it_is_taken_for_so_that_what_fits_by_our_estimate_does_not_break(code: str) -> None:
    found = [word for message in texts(code).values() for form in forms(message) for word in form.split() if "{" not in word]
    drawn = {word: rules.width(word) / rules.LETTER for word in found}
    assert len(drawn) > 100
    assert not [word for word in found if drawn[word] > wide(word)]
    assert sum(drawn.values()) > 0.75 * sum(map(wide, drawn))  # nor so much less wide that everything is made small


def test_the_font_has_every_name_of_a_language_a_day_and_a_month_and_what_the_app_puts_between() -> None:
    for one in LANGUAGES:
        letters = set("".join([one.name, *DAYS[one.code], *MONTHS[one.code]])) | set(
            "0123456789:/½-\u00a0\u2011\u2066\u2068\u2069."
        )
        assert letters - rules.drawable() == set(), one.code


def test_days_and_months_are_those_of_the_unicode_locale_data() -> None:
    made: dict[str, object] = {}
    exec(calendar.source(), made)  # noqa: S102
    assert (made["DAYS"], made["MONTHS"]) == (DAYS, MONTHS)


def test_the_state_of_every_language_is_written_down() -> None:
    rows = gaps.ROW.findall((LOCALES / "README.md").read_text())
    assert {code: name for code, name, _, _ in rows} == {one.code: one.name for one in LANGUAGES}
    for code, _, state, reviewer in rows:
        assert state in gaps.STATES, code
        assert (state == "not begun") == (code not in {one.code for one in READY}), code
        assert state != "reviewed" or re.search(r"20\d\d-\d\d-\d\d", reviewer), code


def test_every_word_has_its_picture() -> None:
    named = {words.activity(code)[0] for code in ACTIVITIES} | {words.sign(number)[0] for number in range(len(words.SIGNS))}
    pairs = [*refusals.REFUSAL.values(), *refusals.BUDDY_REFUSAL.values(), refusals.ODD]
    pairs += [*words.REMARK.values(), *words.REASON.values()]
    named |= {icon for icon, _ in pairs if icon}  # what has none is drawn with the moment that it is about
    named |= {f"{icon}-white" for icon, _ in refusals.REFUSAL.values() if icon not in COLOURED_ONLY}
    assert {name for name in named if not (ASSETS / "icons" / f"{name}.svg").exists()} == set()


def test_days_and_times_are_said_in_words_with_the_same_digits_everywhere() -> None:
    noon = 1_795_431_600
    for one in READY:
        said = Texts(one.code)
        assert said.clock(noon) == isolate("12:00")
        assert said.day(noon, noon) == said("moments", "Today")
        assert re.findall(r"\d+", said.day(noon, noon + 3 * 86400)) == ["23"]
    later = {code: Texts(code).day(noon, noon + 3 * 86400) for code in CODES}
    assert later["nl"] == "maandag \u206623\u2069 november"
    assert later["tr"] == "\u206623\u2069 Kasım Pazartesi"
    assert later["es"] == "lunes \u206623\u2069 de noviembre"
    assert later["ps"] == "دونۍ \u206623\u2069 نومبر"
    assert [Texts("nl").hours(minutes) for minutes in (0, 29, 30, 60, 750, 2400)] == ["0", "0", "½", "1", "12½", "40"]
