"""Many organisations at once: a table as spreadsheets save it (CSV), one name on a line. All of it is taken in or nothing.

UTF-8 with or without a mark in front; columns divided by commas, semicolons or tabs. When the first line has a column `name` or
`naam`, that one is read and the others are not; else the first column is read, from the first line on. Every fault is named
with its line: a cell that a spreadsheet would calculate, a name that hides something, the same name twice, look-alikes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sync_server.errors import ServerRefusal
from sync_server.region import organisations
from sync_server.region.acts import act
from sync_server.region.look_alikes import alike
from sync_server.region.names import check_name
from sync_server.region.registry import Registry

MOST_LINES = 10_000
MOST_BYTES = 4 * 1024 * 1024
MOST_SHOWN = 20  # faults
HEADINGS = ("name", "naam")
FORMULA = tuple("=+-@")

Lines = dict[str, int]


def take_in(registry: Registry, data: bytes, *, different: bool = False) -> int:
    """Add every organisation of this file that is not there yet, in one act; returns how many were added.

    Raises ServerRefusal: "bad-file", "like-another" or "too-many-names".
    """
    lines = read(data)
    with act(registry, "organisations-import", f"{len(lines)} names"):
        known = organisations.everybody(registry)
        new = [name for name in lines if name not in {one.name for one in known}]
        pairs = alike(new, [one.name for one in known if one.merged is None])
        if pairs and not different:
            _refuse("like-another", (f"line {lines[name]}: {name}   {_place(other, lines)}{other}" for name, other in pairs))
        organisations.add_within(registry, list(lines), different=True)
    return len(new)


def read(data: bytes) -> Lines:
    """The names, each with its line, counted from 1. Raises ServerRefusal("bad-file" or "too-many-names")."""
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
    heading = [cell.strip().casefold() for cell in rows[0][1]]
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
        name = "" if fault else cells[column].strip()
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
    if any(cell.lstrip().startswith(FORMULA) for cell in cells):
        return "a cell begins with = + - @, as a formula does"
    try:
        check_name(cells[column].strip())
    except ServerRefusal:
        return f"no name of an organisation: {cells[column][:80]!a}"
    return ""


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty, with its number."""
    first = text.partition("\n")[0]
    divider = max(";\t,", key=first.count) if any(one in first for one in ";\t,") else ";"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
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
