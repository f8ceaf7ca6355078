"""Adding many organisations at once from a CSV file, one name on a line. All of them are added, or none.

The file is UTF-8, with or without a byte order mark; commas, semicolons or tabs separate its columns. When the first line has a
column `name` or `naam`, that column is read; otherwise the first column, from the first line on. Letters and spaces are mended
(`names.mended`). Every other fault is reported with
its line: a cell that a spreadsheet would calculate, a name that is not allowed, the same name twice, look-alikes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sync_server.errors import ServerRefusal
from sync_server.region import organisations
from sync_server.region.acts import act
from sync_server.region.look_alikes import alike
from sync_server.region.names import check_name, mended
from sync_server.region.registry import Registry

MOST_LINES = 10_000
MOST_BYTES = 4 * 1024 * 1024
MOST_SHOWN = 20  # faults in one report
HEADINGS = ("name", "naam")
FORMULA = tuple("=+-@")

Lines = dict[str, int]


def take_in(registry: Registry, data: bytes, *, different: bool = False) -> int:
    """Add every organisation of this file that is not known yet, in one act; gives how many were added.

    `different`: the operator says that names which look alike are of different organisations.

    Raises ServerRefusal: "bad-file", "like-another" or "too-many-names".
    """
    lines = read(data)
    with act(registry, "organisations-import", f"{len(lines)} names"):
        known = organisations.all_organisations(registry)
        new = [name for name in lines if name not in {organisation.name for organisation in known}]
        pairs = alike(new, [organisation.name for organisation in known if organisation.merged is None])
        if pairs and not different:
            _refuse("like-another", (f"line {lines[name]}: {name}   {_place(other, lines)}{other}" for name, other in pairs))
        organisations.add_within(registry, list(lines), different=True)
    return len(new)


def read(data: bytes) -> Lines:
    """The names in the file, each with the number of its line, from 1. Raises ServerRefusal: "bad-file" or "too-many-names"."""
    if len(data) > MOST_BYTES:
        raise ServerRefusal("too-many-names")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ServerRefusal("bad-file", about=f"line {line}: no UTF-8; save it as CSV UTF-8") from None
    rows = list(_rows(text))
    if not rows:
        raise ServerRefusal("bad-file", about="no line with a name")
    heading = [mended(cell).casefold() for cell in rows[0][1]]
    column = next((place for place, cell in enumerate(heading) if cell in HEADINGS), None)
    lines, faults = _names(rows if column is None else rows[1:], column or 0, len(heading))
    if faults:
        _refuse("bad-file", faults)
    return lines


def _names(rows: list[tuple[int, list[str]]], column: int, width: int) -> tuple[Lines, list[str]]:
    lines: Lines = {}
    faults = []
    for line, cells in rows:
        fault = _fault(cells, column, width)
        name = "" if fault else mended(cells[column])
        if not fault and name in lines:
            fault = f"{name} stands in line {lines[name]}, too"
        if fault:
            faults.append(f"line {line}: {fault}")
        else:
            lines[name] = line
    return lines, faults


def _fault(cells: list[str], column: int, width: int) -> str:
    if len(cells) != width:
        return f"{len(cells)} columns, the first line has {width}"
    if any(mended(cell).startswith(FORMULA) for cell in cells):
        return "a cell begins with = + - @, as a formula does"
    try:
        check_name(mended(cells[column]))
    except ServerRefusal as refusal:
        return f"no name of an organisation: {refusal.about}"
    return ""


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty, with its number."""
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count) if any(sign in first for sign in ";\t,") else ";"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
            if line > MOST_LINES + 1:
                raise ServerRefusal("too-many-names")
    except csv.Error as error:
        raise ServerRefusal("bad-file", about=f"line {line}: {error}") from None


def _place(name: str, lines: Lines) -> str:
    return f"line {lines[name]}: " if name in lines else ""


def _refuse(code: str, faults: Iterator[str] | list[str]) -> None:
    listed = list(faults)
    more = [f"and {len(listed) - MOST_SHOWN} more"] if len(listed) > MOST_SHOWN else []
    raise ServerRefusal(code, about="\n".join(listed[:MOST_SHOWN] + more))
