"""What has to be said: all that a newcomer or buddy sees, in words a voice can read."""

from __future__ import annotations

import re
from io import BytesIO

from babel.messages.pofile import read_po

from app.tools.translations.catalogues import read
from app.tools.voices.manifest import Clip, Manifest, Origin, Voice, index
from app.tools.voices.phrases import SILENT, Phrase, phrases
from app.ui import speech
from app.ui.screens import refusals, words
from app.ui.texts import LANGUAGES, READY

VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
PO = """
msgid ""
msgstr ""
"Language: uk\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgctxt "home"
msgid "Scan"
msgstr "Сканувати"

#, fuzzy
msgctxt "home"
msgid "Settings"
msgstr "?"

msgctxt "home"
msgid "{done} of {target} hours"
msgstr "{done} з {target} годин"

msgctxt "display"
msgid "Scan me"
msgstr "Скануй мене"

msgctxt "saved"
msgid "Saved"
msgstr "Збережено"

msgctxt "speech"
msgid "Saved"
msgstr "Збере́жено"

msgctxt "speech"
msgid "{n} hour"
msgid_plural "{n} hours"
msgstr[0] "{n} година"
msgstr[1] "{n} години"
msgstr[2] "{n} годин"

msgctxt "speech"
msgid "21 hours"
msgstr "двадцять одна година"
"""


def ukrainian() -> dict[str, Phrase]:
    return {one.clip: one for one in phrases(read_po(BytesIO(PO.encode()), locale="uk"), "uk")}


def test_what_is_shown_is_said_and_what_a_translator_did_not_finish_is_not() -> None:
    found = ukrainian()
    assert found["home/Scan"].spoken == "Сканувати"
    assert "home/Settings" not in found
    assert not [name for name in found if name.startswith(("display/", "home/{"))]


def test_a_spoken_variant_is_said_in_place_of_the_text_and_is_no_phrase_of_its_own() -> None:
    found = ukrainian()
    assert (found["saved/Saved"].shown, found["saved/Saved"].spoken) == ("Збережено", "Збере́жено")
    assert not [name for name in found if name.startswith("speech/")]


def test_forty_one_numbers_of_hours_are_whole_clips_in_the_grammar_of_the_language() -> None:
    found = ukrainian()
    assert [found[f"hours/{n}"].spoken for n in (1, 2, 5, 40)] == ["1 година", "2 години", "5 годин", "40 годин"]
    assert found["hours/21"].spoken == "двадцять одна година"
    assert "hours/41" not in found


def test_every_ready_language_says_all_its_activities_refusals_remarks_and_hours_and_its_own_name() -> None:
    named = {f"activity/{word}" for word in words.ACTIVITY.values()}
    named |= {f"refusal/{sentence}" for _, sentence in refusals.REFUSAL.values()}
    named |= {f"saved/{sentence}" for _, sentence in words.REMARK.values()} | {f"hours/{n}" for n in range(41)}
    for one in READY:
        found = {phrase.clip for phrase in phrases(read(one.code), one.code)}
        assert named | {f"name/{one.code}"} <= found, one.code


def test_the_dutch_voice_says_the_names_of_the_languages_it_stands_in_for() -> None:
    found = {phrase.clip: phrase.spoken for phrase in phrases(read("nl"), "nl")}
    assert {f"name/{one.code}" for one in LANGUAGES if one.voice} <= set(found)
    assert found["name/ps"] == "Pasjtoe"


def test_every_arabic_phrase_is_said_with_vowel_signs_and_differs_in_nothing_else_from_what_is_shown() -> None:
    """So a text that changes takes its spoken variant along."""
    for phrase in phrases(read("ar"), "ar"):
        assert VOWEL_SIGNS.search(phrase.spoken), phrase
        if not phrase.clip.startswith("hours/"):
            assert VOWEL_SIGNS.sub("", phrase.spoken) == VOWEL_SIGNS.sub("", phrase.shown), phrase


def test_a_half_hour_is_said_after_the_whole_ones_and_beyond_forty_there_is_more() -> None:
    def told(minutes: int) -> list[str]:
        return [said.clip for said in speech.hours(minutes)]

    assert told(0) == told(29) == ["hours/0"]
    assert told(30) == ["speech/half an hour"]
    assert told(750) == ["hours/12", "speech/half an hour"]
    assert told(2400) == ["hours/40"]
    assert told(2490) == ["hours/40", "speech/and more"]


def test_what_a_language_has_not_said_yet_is_heard_in_dutch() -> None:
    draft = Origin("draft", "a program", "CC0-1.0")

    def said(*names: str) -> Voice:
        return Voice({name: Clip("0", f"{name[-1]}.mp3", "a program") for name in names}, {"a program": draft})

    voices: Manifest = {"nl": said("home/a", "home/b", "name/nl", "name/so"), "so": said("home/b")}
    assert index(voices, "so") == {"home/a": "nl/a.mp3", "home/b": "so/b.mp3", "name/so": "nl/o.mp3"}
    assert index(voices, "nl") == {"home/a": "nl/a.mp3", "home/b": "nl/b.mp3", "name/nl": "nl/l.mp3"}


def test_no_screen_of_a_newcomer_is_silent() -> None:
    shown = {message.context for message in read("nl") if message.context}
    assert shown & SILENT == {"card", "counsellor", "display", "page", "voice"}
