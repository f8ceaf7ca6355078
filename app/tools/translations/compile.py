"""`python -m app.tools.translations.compile`: makes the .mo files that the app reads from the .po files. It needs only Babel.

The app cannot run or be packaged without these files. The checks of the languages (`app.tools.translations.gaps`, fonts, rules)
are for development.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.platform.paths import LOCALES
from app.tools.translations.catalogues import read
from app.ui.speech import SPEECH


def shown(code: str) -> Catalog:
    """The catalogue of one language without the texts that are only spoken."""
    catalogue = read(code)
    for message in [message for message in catalogue if message.context == SPEECH]:
        catalogue.delete(message.id, SPEECH)
    return catalogue


def compile_all() -> list[Path]:
    """Write every .mo that is missing or differs from its .po. Returns the files that were written."""
    written = []
    for source in sorted(LOCALES.glob("*.po")):
        buffer = BytesIO()
        write_mo(buffer, shown(source.stem))
        target = source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != buffer.getvalue():
            target.write_bytes(buffer.getvalue())
            written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
