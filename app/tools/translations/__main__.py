"""`./build.sh locales`: what translators need.

    locales            read the code, bring every .po in step, show what is missing or against a rule
    locales check      only show; exit code 1 when anything is missing or against a rule
    locales sheet ti   one language to print or send, for a reviewer: build/locales/ti.html

`dates` writes app/ui/dates.py from the Unicode locale data. `app.tools.translations.compile` makes the .mo files.
"""

from __future__ import annotations

import sys

from app.platform.paths import BUNDLE
from app.tools.translations import calendar, catalogues, extract, gaps, sheet, web_page
from app.tools.translations.compile import compile_all


def update() -> int:
    """Every .po and the page's texts in step with the code."""
    catalogues.update(extract.asked(), web_page.brought())
    web_page.write(web_page.made(_plain()))
    compile_all()
    print(gaps.table(gaps.standings(extract.asked())))
    return 0


def check() -> int:
    """1 when a language has a gap, or something is not in step."""
    found = gaps.standings(extract.asked())
    print(gaps.table(found))
    behind = web_page.kept() != web_page.made(_plain())
    if behind:
        print(f"app/web_shell/{web_page.FILE.name} is not in step with the catalogues: run ./build.sh locales")
    return int(behind or not all(one.complete for one in found))


def _plain() -> dict[str, dict[tuple[str, str], str]]:
    return {
        code: {place: catalogues.forms(message)[0] for place, message in catalogues.texts(code).items()}
        for code in catalogues.CODES
    }


def main(words: list[str]) -> int:
    """One command."""
    match words:
        case [] | ["update"]:
            return update()
        case ["check"]:
            return check()
        case ["sheet", *codes] if set(codes) <= set(catalogues.CODES):
            for code in codes or catalogues.CODES:
                print(sheet.write(code).relative_to(BUNDLE))
        case ["dates"]:
            (BUNDLE / "app" / "dates.py").write_text(calendar.source(), "utf-8")
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
