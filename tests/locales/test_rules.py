"""The rules for texts find what they are there for."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Message

from app.tools.translations.rules import faults, width

GOOD = ("Scan the code", "home")


@pytest.mark.parametrize(
    ("code", "msgid", "text", "fault"),
    [
        ("nl", "Scan the code", "", "missing"),
        ("nl", "Scan the code", "  ", "missing"),
        ("nl", "Good", "Goed ", "space"),
        ("nl", "You came at {time}", "Je kwam om {tijd}", "placeholders"),
        ("nl", "You came at {time}", "Je kwam", "placeholders"),
        ("nl", "Good", "Goed {time}", "placeholders"),
        ("nl", "Good", "Goed\u200e", "hidden character U+200E"),
        ("fr", "Good", "Tre\u0300s bien", "not NFC"),
        ("ru", "Good", "Хорошо ☺", "☺"),
        ("ti", "Good", "ጽቡቕ 日", "not in the font: 日 U+65E5"),
        ("ar", "{done} of {target} hours", "{done} من {target} ساعة ٤", "digit other than 0-9"),
        ("ps", "Good", "۴ ښه", "digit other than 0-9"),
        ("nl", "Good", "Dat is verplicht", "forbidden: verplicht"),
        ("tr", "Good", "Sınav tamam", "forbidden"),
        ("ru", "Good", "Вы должны", "forbidden: долж"),
        ("fa_AF", "Good", "باید", "forbidden: باید"),
        ("so", "Good", "Waa khasab", "forbidden: khasab"),
        ("es", "Good", "Tienes que ir", "forbidden"),
        ("fr", "Scan the code", "Scannez le QR", "another word for code"),
        ("uk", "On this phone", "На цьому мобільному", "another word for phone"),
        ("ru", "Good", "OK хорошо", "Latin: OK"),
        ("nl", "Good.", "een twee drie vier vijf zes zeven acht negen tien", "more than 9 words"),
        ("ti", "Good.", "ሓደ ክልተ ሰለስተ ኣርባዕተ ሓሙሽተ ሽዱሽተ ሸውዓተ ሸሞንተ ትሽዓተ ዓሰርተ", "more than 9 words"),
        ("nl", "Good", "Meervoudigepersoonlijkheid", "too wide for a label"),
    ],
)
def test_a_text_against_a_rule_is_found(code: str, msgid: str, text: str, fault: str) -> None:
    assert any(fault in one for one in faults(code, Message(msgid, text, context="home")))


@pytest.mark.parametrize(
    ("code", "msgid", "text"),
    [
        ("nl", "Our meeting", "Onze ontmoeting"),
        ("fa_AF", "You came in", "شما وارد شدید"),
        ("ru", "Continue here", "Продолжить здесь"),
        ("fa_AF", "My moments", "ساعت‌های من"),
        ("ar", "Veertig is open", "Veertig مفتوح"),
        ("ti", "Good. Good.", "ሓደ ክልተ ሰለስተ ኣርባዕተ ሓሙሽተ። ሽዱሽተ ሸውዓተ ሸሞንተ ትሽዓተ ዓሰርተ።"),
    ],
)
def test_a_kind_text_is_left_in_peace(code: str, msgid: str, text: str) -> None:
    assert faults(code, Message(msgid, text, context="home")) == []


HOURS = ("{n} hour", "{n} hours")


def test_every_form_of_a_plural_is_there_and_only_a_form_for_one_number_may_leave_it_out() -> None:
    def said(code: str, *texts: str) -> list[str]:
        return faults(code, Message(HOURS, texts, context="home"))

    assert said("ar", "لا ساعة", "ساعة", "ساعتان", "{n} ساعات", "{n} ساعة", "{n} ساعة") == []
    assert said("ar", "لا ساعة", "ساعة", "ساعتان", "{n} ساعات", "", "{n} ساعة") == ["missing"]
    assert said("ar", "لا ساعة", "ساعة", "ساعتان", "ساعات", "{n} ساعة", "{n} ساعة") == ["placeholders: ساعات"]
    assert said("ru", "{n} час", "{n} часа", "{n} часов") == []
    assert said("ru", "час", "{n} часа", "{n} часов") == ["placeholders: час"]  # twenty-one takes this form, too
    assert said("nl", "een uur", "{n} uur") == []


def test_a_spoken_text_may_be_long() -> None:
    spoken = Message("Scan the code", "een twee drie vier vijf zes zeven acht negen tien elf", context="speech")
    assert faults("nl", spoken) == []


def test_the_width_of_a_word_is_that_of_its_bold_letters() -> None:
    assert width("mm") == pytest.approx(2 * width("m"))
    assert width("iiii") < width("mmmm")
