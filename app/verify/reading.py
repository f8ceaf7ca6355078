"""Reads the files that the command is given: proofs, and whom to believe. Whatever they hold, at most a few megabytes are
read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.protocol import proof
from app.protocol.errors import ProtocolError
from app.protocol.keys import KEY_SIZE, check_key
from app.store.opening import open_store
from app.store.store import Store

MOST_TRUST = 8 << 20  # bytes of a file with the server's answer
BYTES_A_CHARACTER = 4  # the most in UTF-8

NOT_FOUND, NOT_READABLE, NOT_TEXT = "no-file", "not-readable", "not-text"


class UnreadableFile(Exception):
    """The file cannot be judged; `code` is NOT_FOUND, NOT_READABLE, NOT_TEXT, or a refusal of the protocol."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoTrust(Exception):
    """What was given as root or trust file is neither; the message is for whoever typed it."""


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files at these paths. Of a folder all files in it and below, in order, but not hidden ones."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        below = (file.relative_to(path) for file in sorted(path.rglob("*")) if file.is_file())
        yield from (path / file for file in below if not any(part.startswith(".") for part in file.parts))


def proof_text(path: Path) -> str:
    """The text of the file, as far as a proof is looked for in it. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            data = file.read(proof.LONGEST_TEXT * BYTES_A_CHARACTER)
    except FileNotFoundError:
        raise UnreadableFile(NOT_FOUND) from None
    except OSError:
        raise UnreadableFile(NOT_READABLE) from None
    if proof.BEGIN.encode() not in data and b"\0" in data:
        raise UnreadableFile(NOT_TEXT)  # a picture, an archive, a document
    return data.decode("utf-8", errors="replace")


async def believing(trust_file: Path | None, root: str) -> Store:
    """A store in memory that believes the region of this file (the server's answer to `GET /v1/trust`) and this root (64
    hexadecimal digits); with neither it believes nobody. Raises NoTrust.
    """
    from app.protocol.ed25519 import Ed25519Verifier
    from app.records.trust import Trust
    from app.sync.errors import SyncError
    from app.sync.responses import trust_answer

    store = open_store(Path(":memory:"), wal=False)
    try:
        if root:
            store.set_settings({"root": _root(root)})
        if trust_file:
            with trust_file.open("rb") as file:
                reply = json.loads(file.read(MOST_TRUST))
            await Trust(store, Ed25519Verifier()).take(trust_answer(reply))
    except (OSError, ValueError, AttributeError, RecursionError, SyncError) as error:
        raise NoTrust(f"{trust_file} is not the answer of a region's server: {error}") from error
    except ProtocolError as error:
        raise NoTrust(f"{trust_file or root} cannot be believed: {error}") from error
    return store


def _root(digits: str) -> bytes:
    """The root's public key. Raises NoTrust or ProtocolError."""
    try:
        public = bytes.fromhex(digits)
    except ValueError:
        public = b""
    if len(public) != KEY_SIZE:
        raise NoTrust("a root is 64 hexadecimal digits")
    return check_key(public)
