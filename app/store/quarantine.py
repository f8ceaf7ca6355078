"""A damaged file is set aside: it may still hold the only copy of an hour.

Rules:
1. The file is renamed to `veertig.db.damaged-<time>`, with its journals; only the two newest such copies are kept.
2. Records are searched in its bytes, without SQLite. Each record is signed, so a signature that holds shows that it is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.protocol.keys import SIGNATURE_SIZE

MOST_COPIES = 2
JOURNALS = ("-wal", "-shm", "-journal")
_BEGIN = bytes.fromhex("844da201270448")  # how an envelope begins, up to its key id (README.md of the protocol, 2)
_KEY_AT, _PAYLOAD_AT = 7, 16
_SIGNATURE = bytes.fromhex("5840")


def set_aside(path: Path, now: int) -> Path:
    """Rename the file and its journals, and give the path of the renamed file. `now` is in Unix seconds. Copies but the two
    newest are deleted.
    """
    copies = sorted(path.parent.glob(f"{path.name}.damaged-*[0-9]"))
    last = int(copies[-1].name.rpartition("-")[2]) if copies else 0
    copy = path.with_name(f"{path.name}.damaged-{max(now, last + 1):012d}")  # the highest, whatever the clock
    for ending in ("", *JOURNALS):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(copy.with_name(copy.name + ending))
    for old in [*copies, copy][:-MOST_COPIES]:
        for ending in ("", *JOURNALS):
            old.with_name(old.name + ending).unlink(missing_ok=True)
    return copy


def envelopes(copy: Path, key: bytes) -> list[bytes]:
    """All bytes in a damaged file and its write-ahead log that look like messages signed by the key with the key id `key`.
    Nothing is checked.
    """
    messages: dict[bytes, None] = {}
    for ending in ("", "-wal"):
        part = copy.with_name(copy.name + ending)
        if part.exists():
            messages |= dict.fromkeys(_carve(part.read_bytes(), key))
    return list(messages)


def _carve(data: bytes, key: bytes) -> Iterator[bytes]:
    mark = _BEGIN + key
    at = data.find(mark)
    while at >= 0:
        end = _end(data, at)
        if end:
            yield data[at:end]
        at = data.find(mark, at + 1)


def _end(data: bytes, at: int) -> int:
    """The index after the envelope that begins at `at`; 0 when none begins there."""
    head = data[at + _PAYLOAD_AT - 1 : at + _PAYLOAD_AT + 3]
    if len(head) < 4 or head[0] != 0xA0:
        return 0
    if 0x40 <= head[1] < 0x58:
        size, first = head[1] - 0x40, at + _PAYLOAD_AT + 1
    elif head[1] == 0x58:
        size, first = head[2], at + _PAYLOAD_AT + 2
    elif head[1] == 0x59:
        size, first = int.from_bytes(head[2:4], "big"), at + _PAYLOAD_AT + 3
    else:
        return 0
    end = first + size + len(_SIGNATURE) + SIGNATURE_SIZE
    is_whole = data[first + size : first + size + 2] == _SIGNATURE and end <= len(data)
    return end if is_whole else 0
