"""`backup`, `backup-check`, `restore`, `check` and `erase`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.protocol import proof
from app.protocol.errors import ProtocolError
from sync_server.commands import lines
from sync_server.config import Config
from sync_server.errors import Advised
from sync_server.region.registry import Registry
from sync_server.safekeeping import backups, erasure, restoration, soundness
from sync_server.safekeeping.archive import Manifest


def add(commands: Any) -> None:
    """Add the commands to argparse's sub-parsers. What a command needs: `region` (its tables), `keys` (checked first)."""
    make = commands.add_parser("backup", help="write database and keys into one file, also while the server runs")
    make.add_argument("file", type=Path, help="where to; an older backup of this name is replaced")
    make.set_defaults(run=backup)
    look = commands.add_parser("backup-check", help="say whether a backup is whole, and what it holds")
    look.add_argument("file", type=Path)
    look.set_defaults(run_without_region=backup_check)
    put = commands.add_parser("restore", help="put a backup back; every phone is whole after its next sync")
    put.add_argument("file", type=Path)
    put.add_argument("--root", type=Path, help="the root key: makes a new list key, too")
    put.add_argument("--replace", action="store_true", help="also where there is a region; its files are kept beside")
    put.set_defaults(run_without_region=restore)
    sound = commands.add_parser("check", help="say whether database, keys and list are whole and belong together")
    sound.set_defaults(run=check, keys=False)
    gone = commands.add_parser("erase", help="erase a person: records, devices, meetings")
    gone.add_argument("person", help="the pseudonym or the key id of a device, in hex, or the file of a proof")
    gone.set_defaults(run=erase, keys=False)


def backup(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(_told(backups.make(registry, asked.file)))


def backup_check(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(_told(backups.check(asked.file, registry)))


def restore(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    done = restoration.restore(config.data, asked.file, registry.now, registry.who, asked.root, asked.replace)
    print(_told(done.manifest))
    print(
        f"Put back. The trust list is version {done.version} now; phones take it at their next sync and send what is missing."
    )
    if done.kept:
        print(f"What was there before lies in {done.kept}: it holds newcomers' records, so remove it when all is well.")
    if done.open_invitations:
        print(f"{done.open_invitations} invitations are open; some may have been used after the backup was made.")


def check(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    found = list(soundness.troubles(registry))
    if found:
        raise Advised("broken-database", "\n".join(found))
    facts = soundness.facts(registry)
    print(f"All is well: {facts.records} records, {facts.meetings} meetings, list version {facts.version}.")


def erase(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    gone = erasure.erase(registry, _name(asked.person))
    print(f"Erased: {gone.devices} devices, {gone.records} records, {gone.meetings} meetings. Nothing of it is taken again.")
    for folder in restoration.kept_before(config.data):
        print(f"{folder} still holds what was there before a restore: remove it.")
    print("Backups made before now still hold it: remove them when newer ones are whole.")


def _name(given: str) -> str:
    """The pseudonym in a proof, when `given` is one; else `given`."""
    path = Path(given)
    if not given or not path.is_file():
        return given
    try:
        return proof.from_bytes(proof.from_text(path.read_text())).person.hex()
    except (ProtocolError, UnicodeDecodeError):
        raise Advised("bad-name", f"{path} is no proof.") from None


def _told(manifest: Manifest) -> str:
    facts = manifest.facts
    return (
        f"Whole: region {facts.region}, made {lines.moment(manifest.made)}, {facts.records} records, {facts.meetings} meetings,"
        f" list version {facts.version}."
    )
