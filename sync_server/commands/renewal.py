"""`region-renew` and its three steps, `receipt-key-renew`, `region-status`: once a year, and after a theft."""

from __future__ import annotations

import argparse
import base64
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import Key
from sync_server.commands import lines, theft
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import endings, receipts, renewal, windows
from sync_server.region.keys import read_key, write_key
from sync_server.region.registry import Registry

STOLEN = "the list key before is in other hands: what it certified is signed anew, and it is believed no longer"
NEXT = "make the root after this one in this file, and announce it"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this module."""
    one = commands.add_parser("region-renew", help="the next list key, once a year, with the root at hand")
    one.add_argument(
        "--root", type=Path, required=True, metavar="FILE", help="the root key, or the next one that was announced"
    )
    one.add_argument("--next-root", type=Path, metavar="FILE", help=NEXT)
    one.add_argument("--stolen", action="store_true", help=STOLEN)
    one.set_defaults(run=_renew)
    one = commands.add_parser("region-renew-request", help="the same in three steps: write what the root has to sign")
    one.add_argument("request", type=Path, metavar="REQUEST")
    one.set_defaults(run=_request)
    one = commands.add_parser("region-renew-sign", help="on the machine that has the root: sign a request; needs no region")
    one.add_argument("root", type=Path, metavar="ROOT")
    one.add_argument("request", type=Path, metavar="REQUEST")
    one.add_argument("answer", type=Path, metavar="ANSWER")
    one.add_argument("--next-root", type=Path, metavar="FILE", help=NEXT)
    one.set_defaults(run=_sign)
    one = commands.add_parser("region-renew-accept", help="take over what the root signed")
    one.add_argument("answer", type=Path, metavar="ANSWER")
    one.add_argument("--stolen", action="store_true", help=STOLEN)
    one.set_defaults(run=_accept)
    one = commands.add_parser("receipt-key-renew", help="a new key for receipts; what the one before signed stays good")
    told = "the one before is in other hands since this day: what was received since is signed anew"
    one.add_argument("--stolen-from", metavar="DATE", type=theft.beginning_of, help=told)
    one.set_defaults(run=_renew_receipts)
    commands.add_parser("region-status", help="print the keys, and what ends within sixty days").set_defaults(run=_status)


def _renew(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    root = read_key(asked.root)
    renewal.renew(registry, root, _following(asked.next_root), stolen=asked.stolen)
    _status(asked, config, registry)


def _request(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    asked.request.write_text(renewal.request(registry).to_text())


def _sign(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        request = renewal.Request.from_text(asked.request.read_text())
    except (OSError, UnicodeDecodeError):
        raise ServerRefusal("bad-renewal") from None
    root = read_key(asked.root)
    answer = renewal.sign(root, request, _following(asked.next_root))
    asked.answer.write_text(base64.b64encode(answer).decode() + "\n")


def _accept(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        answer = base64.b64decode(asked.answer.read_text(), validate=False)
    except (OSError, ValueError):
        raise ServerRefusal("bad-renewal") from None
    renewal.accept(registry, answer, stolen=asked.stolen)
    _status(asked, config, registry)


def _renew_receipts(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    receipts.renew(registry, asked.stolen_from)
    _status(asked, config, registry)


def _status(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    listed, now = registry.list_certificate(), registry.now()
    version = trust.list_from_bytes(registry.need("list"))[1].version
    print(f"list key\t{listed.serial}\tuntil {lines.day(listed.end)}")
    print(f"list\t{version}")
    print(f"next root\t{'announced' if listed.next_root else 'none: announce one with region-renew --next-root'}")
    print(f"receipt key\tuntil {lines.day(windows.receipts_end(registry))}")
    for one in endings.endings(registry, now):
        print(one)
    if any((registry.data / "root").glob("*")):
        print(f"root keys\tstill in {registry.data / 'root'}: move each to a medium of its own that is kept offline")


def _following(path: Path | None) -> bytes | None:
    """A new root key in this file. One that is there from a try before is taken. Raises ServerRefusal("wrong-key")."""
    if path is None:
        return None
    if not path.exists():
        write_key(path, Key.generate())
    return read_key(path).public
