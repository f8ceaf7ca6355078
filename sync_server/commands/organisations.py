"""Commands about organisations: who takes part, under which name, with what."""

from __future__ import annotations

import argparse
from pathlib import Path

from sync_server.commands import lines
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.region import acts, belongings, organisations, roster
from sync_server.region.belongings import Belongings
from sync_server.region.registry import Registry

DIFFERENT = "it is another one, though its name looks like one that is there"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this module."""
    one = commands.add_parser("organisation-list", help="print every organisation with what belongs to it")
    one.set_defaults(run=_list)
    one = commands.add_parser("organisation-add", help="add an organisation")
    one.add_argument("name")
    one.add_argument("--different", action="store_true", help=DIFFERENT)
    one.set_defaults(run=_add)
    one = commands.add_parser("organisations-import", help="add all organisations of a CSV file, or none")
    one.add_argument("file", type=Path)
    one.add_argument("--different", action="store_true", help="they are other ones, though their names look alike")
    one.set_defaults(run=_import)
    one = commands.add_parser("organisation-rename", help="give an organisation another name, everywhere")
    one.add_argument("name")
    one.add_argument("new")
    one.add_argument("--different", action="store_true", help=DIFFERENT)
    one.set_defaults(run=_rename)
    one = commands.add_parser("organisation-merge", help="make one of two: everything of the first belongs to the second")
    one.add_argument("name", metavar="from")
    one.add_argument("into")
    one.set_defaults(run=_merge)
    one = commands.add_parser("organisation-end", help="it takes part no longer: its displays, posters and buddies end now")
    one.add_argument("name")
    one.set_defaults(run=_end)
    one = commands.add_parser("audit", help="print what was done last: when, by whom, which act, about what")
    one.add_argument("--most", type=int, default=30, help="how many lines")
    one.set_defaults(run=_audit)


def _list(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    for one in belongings.everything(registry):
        print("\n".join(_told(one)))


def _told(one: Belongings) -> list[str]:
    ended = f"ended {lines.moment(one.organisation.ended)}" if one.organisation.ended is not None else ""
    before = f"also {', '.join(one.before)}" if one.before else ""
    return [
        lines.line(one.organisation.name, before, ended),
        *(f"    display\t{lines.of_member(display)}" for display in one.displays),
        *(f"    poster\t{lines.of_poster(poster)}" for poster in one.posters),
        *(f"    buddy\t{lines.of_member(buddy)}" for buddy in one.buddies),
        *(f"    invitation\t{lines.of_invitation(invitation)}" for invitation in one.invitations),
    ]


def _add(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    print(organisations.add(registry, asked.name, different=asked.different).hex())


def _import(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    try:
        with asked.file.open("rb") as file:
            data = file.read(roster.MOST_BYTES + 1)
    except OSError as error:
        raise ServerRefusal("bad-file", about=f"{asked.file}: {error.strerror}") from None
    print(f"{roster.take_in(registry, data, different=asked.different)} added")


def _rename(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.rename(registry, asked.name, asked.new, different=asked.different)
    print(f"Its name is {asked.new} now, also beside hours of before.")


def _merge(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.merge(registry, asked.name, asked.into)
    print(f"All that was of {asked.name} is of {asked.into} now.")


def _end(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    organisations.end(registry, asked.name)
    print(f"{asked.name} takes part no longer. What it said before stays.")


def _audit(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    for one in reversed(acts.done(registry, max(asked.most, 0))):
        print(f"{lines.moment(one.time)}\t{one.who}\t{one.act}\t{one.about}")
