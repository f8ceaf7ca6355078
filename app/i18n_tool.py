"""`python -m app.i18n_tool compile`: the catalogues that translators edit (.po) into those the app reads (.mo).

`dates` writes app/dates.py from the Unicode locale data. Never part of the app itself: it needs Babel.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.core import Locale
from babel.dates import get_day_names, get_month_names
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.i18n import LANGUAGES
from app.paths import BUNDLE, LOCALES
from app.voice import SPEECH

PAGE = "page"


def read(code: str) -> Catalog:
    """The catalogue of one language, as translated."""
    with (LOCALES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def shown(code: str) -> Catalog:
    """The catalogue without what is only said: no screen asks for that."""
    catalogue = read(code)
    for message in [one for one in catalogue if one.context == SPEECH]:
        catalogue.delete(message.id, SPEECH)
    return catalogue


def compile_all() -> list[Path]:
    """Write every .mo that is missing or differs from its .po; returns what was written."""
    written = []
    for source in sorted(LOCALES.glob("*.po")):
        buffer = BytesIO()
        write_mo(buffer, shown(source.stem))
        target = source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != buffer.getvalue():
            target.write_bytes(buffer.getvalue())
            written.append(target)
    return written


def page_texts() -> dict[str, dict[str, str]]:
    """The few texts of the page around the app, by language: shown before Python runs."""
    texts = {}
    for source in sorted(LOCALES.glob("*.po")):
        messages = [message for message in read(source.stem) if message.context == PAGE and message.id]
        texts[source.stem] = {str(message.id): str(message.string or message.id) for message in messages}
    return texts


def dates() -> str:
    """The source of app/dates.py."""
    days, months = {}, {}
    for one in LANGUAGES:
        locale = Locale.parse(one.code)
        days[one.code] = [str(get_day_names("wide", locale=locale)[number]) for number in range(7)]
        months[one.code] = [str(get_month_names("wide", locale=locale)[number]) for number in range(1, 13)]

    def table(name: str, rows: dict[str, list[str]]) -> str:
        lines = [
            f'    "{code}": [{", ".join(f"""{chr(34)}{word}{chr(34)}""" for word in words)}],' for code, words in rows.items()
        ]
        return "\n".join([f"{name}: dict[str, list[str]] = {{", *lines, "}"])

    head = '"""Days (Monday first) and months, from the Unicode locale data. Written by `python -m app.i18n_tool dates`."""'
    return f"# ruff: noqa: E501\n{head}\n\n{table('DAYS', days)}\n\n{table('MONTHS', months)}\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["dates"]:
        (BUNDLE / "app" / "dates.py").write_text(dates())
    else:
        for path in compile_all():
            print(path.relative_to(BUNDLE))
