"""`./build.sh locales`: the commands for translators.

    locales            read the code, update every .po, show which texts are missing or break a rule
    locales check      only show them; exit code 1 when there are any
    locales sheet ti   a page of one language to print or send, for a reviewer: build/locales/ti.html

`dates` writes app/ui/dates.py from the Unicode locale data. `app.tools.translations.compile` makes the .mo files.
"""

from __future__ import annotations

import sys

from app.platform.paths import BUNDLE
from app.tools.translations import calendar, catalogues, extract, gaps, sheet, web_page
from app.tools.translations.compile import compile_all


def update() -> int:
    """Update every .po, the texts of the page and every .mo from the code; print the gaps. Returns 0."""
    catalogues.update(extract.asked(), web_page.for_catalogues())
    web_page.write(web_page.from_catalogues(_plain()))
    compile_all()
    print(gaps.table(gaps.standings(extract.asked())))
    return 0


def check() -> int:
    """Print the gaps. Returns 1 when a language has one, or when the texts of the page differ from the catalogues; else 0."""
    standings = gaps.standings(extract.asked())
    print(gaps.table(standings))
    behind = web_page.current() != web_page.from_catalogues(_plain())
    if behind:
        print(f"app/web_shell/{web_page.FILE.name} is not in step with the catalogues: run ./build.sh locales")
    return int(behind or not all(standing.complete for standing in standings))


def _plain() -> dict[str, dict[tuple[str, str], str]]:
    """Language, then context and msgid, to the first form of each text."""
    return {
        code: {key: catalogues.forms(message)[0] for key, message in catalogues.texts(code).items()}
        for code in catalogues.CODES
    }


def main(words: list[str]) -> int:
    """Run the command that `words` name. Returns the exit code: 2 for an unknown command."""
    match words:
        case [] | ["update"]:
            return update()
        case ["check"]:
            return check()
        case ["sheet", *codes] if set(codes) <= set(catalogues.CODES):
            for code in codes or catalogues.CODES:
                print(sheet.write(code).relative_to(BUNDLE))
        case ["dates"]:
            (BUNDLE / "app" / "ui" / "dates.py").write_text(calendar.source(), "utf-8")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except extract.UnreadableText as error:
        print(error, file=sys.stderr)
        sys.exit(1)
