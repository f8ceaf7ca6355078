"""`poster-make`, `poster-list`, `poster-print`, `poster-end` and `poster-replace`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.protocol.activities import ACTIVITIES, picture
from sync_server.commands.files import write_page
from sync_server.config import Config, link_origin
from sync_server.errors import ServerRefusal
from sync_server.region.registry import Registry

if TYPE_CHECKING:
    from sync_server.region.posters import ListedPoster

# What prints is imported where it is used: it takes its time to load, and every other command does without.
CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
PAPER = ("a4", "a5")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of posters."""
    make = commands.add_parser("poster-make", help="make a poster and print it as PDF")
    make.add_argument("organisation")
    make.add_argument("--activity", choices=sorted(CODES), required=True)
    make.add_argument("--planned", type=int, default=0, help="planned minutes; 0 when nothing is planned")
    make.add_argument("--until", type=_day, metavar="DATE", help="its last day, as 2027-06-30; a year from now if not said")
    make.add_argument("--label", default="", help="where it hangs, printed small")
    _paper(make)
    make.set_defaults(run=_make)
    listing = commands.add_parser("poster-list", help="print every poster: number, organisation, activity, last day, label")
    listing.set_defaults(run=_list)
    again = commands.add_parser("poster-print", help="print a poster again as PDF")
    again.add_argument("number", type=int)
    _paper(again)
    again.set_defaults(run=_print_again)
    end = commands.add_parser("poster-end", help="no longer believe a poster; what was scanned before stays")
    end.add_argument("number", type=int)
    end.add_argument("--after", type=_day, metavar="DATE", help="the last day on which it is believed; not said: until now")
    end.set_defaults(run=_end)
    replace = commands.add_parser("poster-replace", help="make a new poster instead of one, which ends on a day")
    replace.add_argument("number", type=int)
    replace.add_argument("--old-until", type=_day, metavar="DATE", help="last day of the old one; two weeks if not said")
    replace.add_argument("--until", type=_day, metavar="DATE", help="last day of the new one; a year from now if not said")
    _paper(replace)
    replace.set_defaults(run=_replace)


def _make(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import organisations, posters

    origin, one = link_origin(config), organisations.find(registry, asked.organisation)
    wish = posters.Wish(one.id, CODES[asked.activity], asked.planned, asked.until, asked.label)
    _print(posters.make(registry, origin, wish), asked, config, registry)


def _list(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import days, posters

    for one in posters.listed(registry):
        good = one.good_at(registry.now())
        until = f"until {one.last_day}" if good else f"over since {days.day_of(one.over)}"
        print(f"{one.number}\t{one.organisation}\t{picture(one.activity)}\t{until}\t{one.label}".rstrip())


def _print_again(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    one = posters.get(registry, asked.number)
    if not one.good_at(registry.now()):
        raise ServerRefusal("poster-over")
    _print(one, asked, config, registry)


def _end(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    one = posters.end(registry, asked.number, asked.after)
    print(f"Poster {one.number} of {one.organisation} ends{f' after {asked.after}' if asked.after else ' now'}: take it down.")


def _replace(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    made = posters.replace(registry, link_origin(config), asked.number, asked.old_until, asked.until)
    _print(made, asked, config, registry)
    old = posters.get(registry, asked.number)
    print(f"Poster {old.number} is believed until {old.last_day}: hang number {made.number} in its place.")


def _print(poster: ListedPoster, asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Both sizes of paper, or the one that was asked for, each in a file of its own whose name is said."""
    from sync_server.print import poster as printing

    sizes = [asked.size] if asked.size else PAPER
    for size in sizes:
        path = asked.out or Path(f"poster-{poster.number}.pdf")
        if len(sizes) > 1 or not asked.out:
            path = path.with_name(f"{path.stem}-{size}{path.suffix}")
        page = printing.page(poster, link_origin(config), size, registry.now())
        write_page(path, page, f"Poster {poster.number} is made: print it with poster-print {poster.number}.")
        print(f"{poster.number}\t{path}")


def _paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--size", choices=PAPER, help="of the paper; both if not said")
    command.add_argument("--out", type=Path, metavar="FILE.pdf", help="where to; both sizes become FILE-a4.pdf and FILE-a5.pdf")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written as 2027-06-30") from None
