"""Commands about keeping data safe: `backup`, `backup-check`, `restore`, `check` and `erase`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.protocol import proof
from app.protocol.errors import ProtocolError
from sync_server.commands import lines
from sync_server.config import Config
from sync_server.errors import CommandRefusal
from sync_server.region.registry import Registry
from sync_server.safekeeping import backups, erasure, restoration, soundness
from sync_server.safekeeping.archive import Manifest


def add(commands: Any) -> None:
    """Add this module's commands to the parser.

    `run` needs the region's registry, `run_without_region` does not; with `keys=False` the private keys are not checked first.
    """
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
    removal = commands.add_parser("erase", help="erase a person: records, devices, meetings")
    removal.add_argument("person", help="the pseudonym or the key id of a device, in hex, or the file of a proof")
    removal.set_defaults(run=erase, keys=False)


def backup(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Write a backup into the file `options.file`."""
    print(_summary(backups.make(registry, options.file)))


def backup_check(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Check the backup `options.file`."""
    print(_summary(backups.check(options.file, registry)))


def restore(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Restore the backup `options.file`."""
    restored = restoration.restore(config.data, options.file, registry.now, registry.who, options.root, options.replace)
    print(_summary(restored.manifest))
    version = restored.version
    print(f"Put back. The trust list is version {version} now; phones take it at their next sync and send what is missing.")
    if restored.kept:
        print(f"What was there before lies in {restored.kept}: it holds newcomers' records, so remove it when all is well.")
    if restored.open_invitations:
        print(f"{restored.open_invitations} invitations are open; some may have been used after the backup was made.")


def check(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Check the data folder. Raises CommandRefusal("broken-database") with every fault."""
    faults = list(soundness.troubles(registry))
    if faults:
        raise CommandRefusal("broken-database", "\n".join(faults))
    facts = soundness.facts(registry)
    print(f"All is well: {facts.records} records, {facts.meetings} meetings, list version {facts.version}.")


def erase(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Erase the person `options.person`."""
    erased = erasure.erase(registry, _name(options.person))
    counts = f"{erased.devices} devices, {erased.records} records, {erased.meetings} meetings"
    print(f"Erased: {counts}. Nothing of it is taken again.")
    for folder in restoration.kept_before(config.data):
        print(f"{folder} still holds what was there before a restore: remove it.")
    print("Backups made before now still hold it: remove them when newer ones are whole.")


def _name(person: str) -> str:
    """The pseudonym in hex when `person` is the path of a proof; else `person`."""
    path = Path(person)
    if not person or not path.is_file():
        return person
    try:
        return proof.from_bytes(proof.from_text(path.read_text())).person.hex()
    except (ProtocolError, UnicodeDecodeError):
        raise CommandRefusal("bad-name", f"{path} is no proof.") from None


def _summary(manifest: Manifest) -> str:
    facts = manifest.facts
    return (
        f"Whole: region {facts.region}, made {lines.moment(manifest.made)}, {facts.records} records, {facts.meetings} meetings,"
        f" list version {facts.version}."
    )
