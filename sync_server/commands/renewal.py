"""Commands about the region's keys: `region-renew` and its three steps, `receipt-key-renew`, `region-status`."""

from __future__ import annotations

import argparse
import base64
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import Key
from sync_server.commands import lines, theft
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import endings, receipts, renewal, validity
from sync_server.region.keys import read_key, write_key
from sync_server.region.registry import Registry

STOLEN = "the list key before is in other hands: what it certified is signed anew, and it is believed no longer"
NEXT = "make the root after this one in this file, and announce it"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the parser."""
    command = commands.add_parser("region-renew", help="the next list key, once a year, with the root at hand")
    command.add_argument(
        "--root", type=Path, required=True, metavar="FILE", help="the root key, or the next one that was announced"
    )
    command.add_argument("--next-root", type=Path, metavar="FILE", help=NEXT)
    command.add_argument("--stolen", action="store_true", help=STOLEN)
    command.set_defaults(run=_renew)
    command = commands.add_parser("region-renew-request", help="the same in three steps: write what the root has to sign")
    command.add_argument("request", type=Path, metavar="REQUEST")
    command.set_defaults(run=_request)
    command = commands.add_parser("region-renew-sign", help="on the machine that has the root: sign a request; needs no region")
    command.add_argument("root", type=Path, metavar="ROOT")
    command.add_argument("request", type=Path, metavar="REQUEST")
    command.add_argument("answer", type=Path, metavar="ANSWER")
    command.add_argument("--next-root", type=Path, metavar="FILE", help=NEXT)
    command.set_defaults(run=_sign)
    command = commands.add_parser("region-renew-accept", help="take over what the root signed")
    command.add_argument("answer", type=Path, metavar="ANSWER")
    command.add_argument("--stolen", action="store_true", help=STOLEN)
    command.set_defaults(run=_accept)
    command = commands.add_parser("receipt-key-renew", help="a new key for receipts; what the one before signed stays good")
    since = "the one before is in other hands since this day: what was received since is signed anew"
    command.add_argument("--stolen-from", metavar="DATE", type=theft.beginning_of, help=since)
    command.set_defaults(run=_renew_receipts)
    commands.add_parser("region-status", help="print the keys, and what ends within sixty days").set_defaults(run=_status)


def _renew(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    root = read_key(options.root)
    renewal.renew(registry, root, _following(options.next_root), stolen=options.stolen)
    _status(options, config, registry)


def _request(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    options.request.write_text(renewal.request(registry).to_text())


def _sign(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        request = renewal.Request.from_text(options.request.read_text())
    except (OSError, UnicodeDecodeError):
        raise ServerRefusal("bad-renewal") from None
    root = read_key(options.root)
    answer = renewal.sign(root, request, _following(options.next_root))
    options.answer.write_text(base64.b64encode(answer).decode() + "\n")


def _accept(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        answer = base64.b64decode(options.answer.read_text(), validate=False)
    except (OSError, ValueError):
        raise ServerRefusal("bad-renewal") from None
    renewal.accept(registry, answer, stolen=options.stolen)
    _status(options, config, registry)


def _renew_receipts(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    receipts.renew(registry, options.stolen_from)
    _status(options, config, registry)


def _status(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    listed, now = registry.list_certificate(), registry.now()
    version = trust.list_from_bytes(registry.need("list"))[1].version
    print(f"list key\t{listed.serial}\tuntil {lines.day(listed.end)}")
    print(f"list\t{version}")
    print(f"next root\t{'announced' if listed.next_root else 'none: announce one with region-renew --next-root'}")
    print(f"receipt key\tuntil {lines.day(validity.receipts_end(registry))}")
    for ending in endings.endings(registry, now):
        print(ending)
    if any((registry.data / "root").glob("*")):
        print(f"root keys\tstill in {registry.data / 'root'}: move each to a medium of its own that is kept offline")


def _following(path: Path | None) -> bytes | None:
    """The public key of the next root in this file, which is made unless it exists; None without a file.

    Raises ServerRefusal("wrong-key").
    """
    if path is None:
        return None
    if not path.exists():
        write_key(path, Key.generate())
    return read_key(path).public
