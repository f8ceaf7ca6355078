"""The source of app/ui/dates.py: days and months from the Unicode locale data."""

from __future__ import annotations

from babel.core import Locale
from babel.dates import get_day_names, get_month_names

from app.ui.texts import LANGUAGES


def source() -> str:
    """The text of app/ui/dates.py."""
    days, months = {}, {}
    for language in LANGUAGES:
        locale = Locale.parse(language.code)
        days[language.code] = [str(get_day_names("wide", locale=locale)[number]) for number in range(7)]
        months[language.code] = [str(get_month_names("wide", locale=locale)[number]) for number in range(1, 13)]
    source = (
        "Days (Monday first) and months, from the Unicode locale data. Written by `python -m app.tools.translations dates`."
    )
    head = f'"""{source}"""'
    return f"{head}\n\n{_table('DAYS', days)}\n\n{_table('MONTHS', months)}\n"


def _table(name: str, rows: dict[str, list[str]]) -> str:
    lines = [f'    "{code}": [{", ".join(f"""{chr(34)}{word}{chr(34)}""" for word in words)}],' for code, words in rows.items()]
    return "\n".join([f"{name}: dict[str, list[str]] = {{", *lines, "}"])
