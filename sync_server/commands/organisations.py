"""Commands about organisations, and `audit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from sync_server.commands import lines
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import acts, belongings, organisations, roster
from sync_server.region.belongings import Belongings
from sync_server.region.names import mended
from sync_server.region.registry import Registry

DIFFERENT = "it is another one, though its name looks like one that is there"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the parser."""
    command = commands.add_parser("organisation-list", help="print every organisation with what belongs to it")
    command.set_defaults(run=_list)
    command = commands.add_parser("organisation-add", help="add an organisation")
    command.add_argument("name", type=mended)
    command.add_argument("--different", action="store_true", help=DIFFERENT)
    command.set_defaults(run=_add)
    command = commands.add_parser("organisations-import", help="add all organisations of a CSV file, or none")
    command.add_argument("file", type=Path)
    command.add_argument("--different", action="store_true", help="they are other ones, though their names look alike")
    command.set_defaults(run=_import)
    command = commands.add_parser("organisation-rename", help="give an organisation another name, everywhere")
    command.add_argument("name", type=mended)
    command.add_argument("new", type=mended)
    command.add_argument("--different", action="store_true", help=DIFFERENT)
    command.set_defaults(run=_rename)
    command = commands.add_parser("organisation-merge", help="make one of two: everything of the first belongs to the second")
    command.add_argument("name", type=mended, metavar="from")
    command.add_argument("into", type=mended)
    command.set_defaults(run=_merge)
    command = commands.add_parser("organisation-end", help="it takes part no longer: its displays, posters and buddies end now")
    command.add_argument("name", type=mended)
    command.set_defaults(run=_end)
    command = commands.add_parser("audit", help="print what was done last: when, by whom, which act, about what")
    command.add_argument("--most", type=int, default=30, help="how many lines")
    command.set_defaults(run=_audit)


def _list(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    for owned in belongings.of_organisations(registry):
        print("\n".join(_lines(owned)))


def _lines(owned: Belongings) -> list[str]:
    ended = f"ended {lines.moment(owned.organisation.ended)}" if owned.organisation.ended is not None else ""
    before = f"also {', '.join(owned.before)}" if owned.before else ""
    return [
        lines.line(owned.organisation.name, before, ended),
        *(f"    display\t{lines.of_member(display)}" for display in owned.displays),
        *(f"    poster\t{lines.of_poster(poster)}" for poster in owned.posters),
        *(f"    buddy\t{lines.of_member(buddy)}" for buddy in owned.buddies),
        *(f"    invitation\t{lines.of_invitation(invitation)}" for invitation in owned.invitations),
    ]


def _add(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(organisations.add(registry, options.name, different=options.different).hex())


def _import(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        with options.file.open("rb") as file:
            data = file.read(roster.MOST_BYTES + 1)
    except OSError as error:
        raise ServerRefusal("bad-file", about=f"{options.file}: {error.strerror}") from None
    print(f"{roster.take_in(registry, data, different=options.different)} added")


def _rename(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.rename(registry, options.name, options.new, different=options.different)
    print(f"Its name is {options.new} now, also beside hours of before.")


def _merge(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.merge(registry, options.name, options.into)
    print(f"All that was of {options.name} is of {options.into} now.")


def _end(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.end(registry, options.name)
    print(f"{options.name} takes part no longer. What it said before stays.")


def _audit(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    for entry in reversed(acts.audit_entries(registry, max(options.most, 0))):
        print(f"{lines.moment(entry.time)}\t{entry.who}\t{entry.act}\t{entry.about}")
