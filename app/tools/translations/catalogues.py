"""Catalogues: .po files that translators edit, and .mo files made of them that the app reads.

Rules:
1. The order of the texts is that of nl.po: screen by screen; a new text goes to the end of its screen.
2. A text that the code no longer asks for is removed. A new text is empty, except in English, where the msgid is the text.
3. Plural forms are those of the Unicode locale data (CLDR) that whole numbers can take, in its order.
4. A file holds no dates, no places in the code and no names of people: only texts change.
5. A text in the context "speech" is what the voice says where that differs from what is written. It is never a gap. It is
   removed with the text that it belongs to. It is not in the .mo, because no screen asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from app.platform.paths import LOCALES
from app.tools.translations.extract import CatalogueText
from app.ui.dates import DAYS
from app.ui.speech import HOUR, ONLY_SAID, SPEECH
from app.ui.texts import DUTCH, LANGUAGES

CODES = [language.code for language in LANGUAGES]
NUMBER = re.compile(r"\d+ hours")

_ONE = "nplurals=2; plural=(n != 1);"
_NONE_OR_ONE = "nplurals=2; plural=(n > 1);"
# one, few, many
_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
PLURALS = {
    **dict.fromkeys(("nl", "en", "ps", "tr", "ku", "so"), _ONE),
    **dict.fromkeys(("fa_AF", "ti"), _NONE_OR_ONE),
    **dict.fromkeys(("uk", "ru"), _SLAVIC),
    "fr": "nplurals=3; plural=(n < 2 ? 0 : n%1000000==0 ? 1 : 2);",  # one, many, other
    "es": "nplurals=3; plural=(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
}
HEAD = """#
msgid ""
msgstr ""
"Project-Id-Version: veertig\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""

Key = tuple[str, str]


def read(code: str) -> Catalog:
    """The catalogue of one language, from its .po; empty when there is no file. Raises babel's PoFileError."""
    file = LOCALES / f"{code}.po"
    return read_po(BytesIO(file.read_bytes() if file.exists() else b""), locale=code, abort_invalid=True)


def key(message: Message) -> Key:
    """The context ("" without one) and the msgid, of a plural the singular msgid."""
    return message.context or "", message.id[0] if isinstance(message.id, tuple) else str(message.id)


def forms(message: Message) -> list[str]:
    """The translated texts of a message: one, or one for each plural form. An empty text is not translated yet."""
    return list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string)]


def texts(code: str) -> dict[Key, Message]:
    """Every message of one language's catalogue, by its key."""
    return {key(message): message for message in read(code) if message.id}


def write(code: str, catalogue: Catalog) -> bytes:
    """Write the .po of one language. Returns its bytes."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True)
    data = HEAD.format(code=code, plural=PLURALS[code]).encode() + buffer.getvalue().rstrip() + b"\n"
    (LOCALES / f"{code}.po").write_bytes(data)
    return data


def update(asked: Iterable[CatalogueText], page_texts: Mapping[str, Mapping[Key, str]]) -> None:
    """Update every .po to the texts that the code asks for; `page_texts` fills empty ones, by language and key."""
    wanted = {(text.context, text.msgid): text for text in asked}
    order = in_order(list(texts(DUTCH)), list(wanted))
    for code in CODES:
        old, new = texts(code), Catalog(locale=code, charset="utf-8")
        vars(new)["_num_plurals"] = int(PLURALS[code][len("nplurals=")])  # Babel's own table differs from CLDR
        for text_key in order:
            _carry(new, wanted[text_key], old.get(text_key), page_texts.get(code, {}).get(text_key, ""), code)
        for (context, msgid), message in old.items():
            if context == SPEECH and is_spoken(msgid, wanted):
                new.add(message.id, message.string, context=SPEECH, flags=message.flags, user_comments=message.user_comments)
        write(code, new)


def is_spoken(msgid: str, wanted: Iterable[Key]) -> bool:
    """Whether the voice says this: a text of a screen, hours, a day, a language's own name, or a text of `ONLY_SAID`."""
    names = [*(language.name for language in LANGUAGES), *(name for week in DAYS.values() for name in week)]
    return msgid in (HOUR, *ONLY_SAID, *names) or bool(NUMBER.fullmatch(msgid)) or any(msgid == shown for _, shown in wanted)


def _carry(new: Catalog, asked: CatalogueText, old: Message | None, page_text: str, code: str) -> None:
    """Add the text `asked` to the new catalogue: with its old translation, else with `page_text`, else empty."""
    ids = (asked.msgid, asked.plural) if asked.plural else asked.msgid
    count = new.num_plurals
    if old is not None and old.id == ids and any(forms(old)):
        string = (forms(old) + [""] * count)[:count] if asked.plural else forms(old)[0]
    elif asked.plural:
        string = [asked.msgid, asked.plural] if code == "en" else [""] * count
    else:
        string = asked.msgid if code == "en" else page_text
    comments = old.user_comments if old is not None else []
    flags = ["python-brace-format"] if "{" in asked.msgid else []
    new.add(
        ids, tuple(string) if isinstance(string, list) else string, context=asked.context, flags=flags, user_comments=comments
    )


def in_order(present: list[Key], wanted: list[Key]) -> list[Key]:
    """The keys of `wanted` in the order of `present`; new keys come at the end of their context."""
    contexts = list(dict.fromkeys(context for context, _ in [*present, *wanted]))
    kept = [key for key in present if key in set(wanted)]
    new = [key for key in wanted if key not in set(present)]
    return [key for context in contexts for key in [*kept, *new] if key[0] == context]
