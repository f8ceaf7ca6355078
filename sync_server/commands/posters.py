"""Commands about posters: `poster-make`, `poster-list`, `poster-print`, `poster-end` and `poster-replace`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.protocol.activities import ACTIVITIES, picture
from sync_server.commands.files import write_page
from sync_server.config import Config, link_origin
from sync_server.errors import ServerRefusal
from sync_server.region.names import mended
from sync_server.region.registry import Registry

if TYPE_CHECKING:
    from sync_server.region.posters import ListedPoster

# Printing is imported where it is used: it loads slowly, and the other commands do not need it.
CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
PAPER = ("a4", "a5")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the parser."""
    make = commands.add_parser("poster-make", help="make a poster and print it as PDF")
    make.add_argument("organisation", type=mended)
    make.add_argument("--activity", choices=sorted(CODES), required=True)
    make.add_argument("--planned", type=int, default=0, help="planned minutes; 0 when nothing is planned")
    make.add_argument("--until", type=_day, metavar="DATE", help="its last day, as 2027-06-30; a year from now if not said")
    make.add_argument("--label", type=mended, default="", help="where it hangs, printed small")
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


def _make(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import organisations, posters

    origin, organisation = link_origin(config), organisations.find(registry, options.organisation)
    wish = posters.Wish(organisation.id, CODES[options.activity], options.planned, options.until, options.label)
    _print(posters.make(registry, origin, wish), options, config, registry)


def _list(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import days, posters

    for poster in posters.listed(registry):
        good = poster.good_at(registry.now())
        until = f"until {poster.last_day}" if good else f"over since {days.day_of(poster.over)}"
        print(f"{poster.number}\t{poster.organisation}\t{picture(poster.activity)}\t{until}\t{poster.label}".rstrip())


def _print_again(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    poster = posters.get(registry, options.number)
    if not poster.good_at(registry.now()):
        raise ServerRefusal("poster-over")
    _print(poster, options, config, registry)


def _end(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    poster = posters.end(registry, options.number, options.after)
    when = f"after {options.after}" if options.after else "now"
    print(f"Poster {poster.number} of {poster.organisation} ends {when}: take it down.")


def _replace(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    from sync_server.region import posters

    made = posters.replace(registry, link_origin(config), options.number, options.old_until, options.until)
    _print(made, options, config, registry)
    old = posters.get(registry, options.number)
    print(f"Poster {old.number} is believed until {old.last_day}: hang number {made.number} in its place.")


def _print(poster: ListedPoster, options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Write the poster for both sizes of paper, or for that of --size, each into its own file; print the files' names."""
    from sync_server.print import poster as printing

    sizes = [options.size] if options.size else PAPER
    for size in sizes:
        path = options.out or Path(f"poster-{poster.number}.pdf")
        if len(sizes) > 1 or not options.out:
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
