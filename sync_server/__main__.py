"""`python -m sync_server`: run the server, or look after its region from the command line."""

from __future__ import annotations

import argparse
import getpass
import logging
import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from app.protocol import qr_text
from sync_server import config as configuration
from sync_server import port
from sync_server.commands import agreements, clock, devices, posters, renewal, safekeeping
from sync_server.commands import organisations as organisations_commands
from sync_server.commands.sentences import sentence
from sync_server.config import Config, link_origin
from sync_server.errors import BadSetting, NewerDatabase, ServerRefusal
from sync_server.http.asgi import create_app, unix_time
from sync_server.port import PortTaken, listen
from sync_server.records.connections import Connections
from sync_server.records.tables import migrate
from sync_server.region import creation, invitations, organisations
from sync_server.region.registry import Registry
from sync_server.safekeeping import restoration, soundness

log = logging.getLogger("veertig")
DEMO = (("Bibliotheek De Krook", "library", 240), ("Woonzorgcentrum Zonnehof", "care_home", 240))


def account() -> str:
    """The account of this machine that runs the command, for the audit; its number where it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


@contextmanager
def open_registry(config: Config, who: str = "") -> Iterator[Registry]:
    """The region's registry, closed at the end. `who` is named in the audit; by default the account.

    Raises NewerDatabase, or CommandRefusal("in-use") when another process needs the folder for itself.
    """
    with restoration.open_folder(config.data, unix_time):
        connections = Connections(config.data / "server.db")
        try:
            migrate(connections.of_this_thread())
            yield Registry(connections, config.data, unix_time, who or account())
        finally:
            connections.close()


def invite(config: Config, registry: Registry, organisation: str, activities: list[str], planned: int, days: int) -> str:
    """The link of an invitation for a display of this organisation, which is added if it is new.

    `activities` by name, `planned` in minutes; the invitation is open for `days`. For demo regions and tests.
    """
    id = organisations.add(registry, organisation)
    sealed = invitations.display(registry, id, [devices.CODES[name] for name in activities], planned, days)
    return qr_text.to_text(config.origin, qr_text.ENROLMENT, sealed)


def invite_buddy(config: Config, registry: Registry, organisation: str, days: int) -> str:
    """The link of an invitation for a buddy's phone of this organisation, which is added if it is new; open for `days`."""
    sealed = invitations.buddy(registry, organisations.add(registry, organisation), days)
    return qr_text.to_text(config.origin, qr_text.ENROLMENT, sealed)


def demo(config: Config, registry: Registry) -> list[tuple[str, str]]:
    """Make a region if there is none; name and new display invitation of each of its two organisations."""
    if not registry.exists():
        creation.create(registry)
    return [(name, invite(config, registry, name, [activity], planned, 30)) for name, activity, planned in DEMO]


def serve(config: Config, listening: socket.socket) -> None:
    """Answer on this socket until SIGTERM or Ctrl+C.

    Raises CommandRefusal("wrong-key") when a private key in the folder is not the one that phones believe.
    """
    import uvicorn  # not for the other commands, because it loads slowly

    from sync_server.http.connection import serve_options

    try:
        link_origin(config)
    except ServerRefusal as refusal:
        log.warning(sentence(refusal).replace("\n    ", ": "))
    logging.getLogger("veertig").setLevel(config.log.upper())
    with open_registry(config) as registry:
        soundness.check_keys(registry)
    with restoration.open_folder(config.data, unix_time), suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(create_app(config), **serve_options())).run(sockets=[listening])


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every command."""
    top = argparse.ArgumentParser(prog="python -m sync_server", description=(__doc__ or "").splitlines()[0])
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("serve", help="run the server")
    run.add_argument("--host", default=port.LOOPBACK)
    run.add_argument("--port", type=int, default=port.PORT)
    commands.add_parser("demo", help="make a demo region if there is none, and print two invitations")
    commands.add_parser("region-create", help="make the region's keys and its first trust list")
    organisations_commands.add(commands)
    devices.add(commands)
    agreements.add(commands)
    clock.add(commands)
    posters.add(commands)
    safekeeping.add(commands)
    renewal.add(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command. The exit code: 0 when it succeeded; else 1, or 3 when the port is in use, with a sentence on stderr."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    options = parser().parse_args(arguments)
    try:
        config = configuration.from_environment(configuration.environment())
        if options.command == "serve":
            serve(config, listen(options.host, options.port, "./build.sh serve"))
            return 0
        if "run_without_region" in options:
            options.run_without_region(
                options, config, Registry(Connections(config.data / "server.db"), config.data, unix_time, account())
            )
            return 0
        with open_registry(config) as registry:
            if getattr(options, "keys", True):
                soundness.check_keys(registry)
            manage(options, config, registry)
    except ServerRefusal as refusal:
        print(sentence(refusal), file=sys.stderr)
        return 1
    except (BadSetting, NewerDatabase) as error:
        print(error, file=sys.stderr)
        return 1
    except sqlite3.DatabaseError as error:
        print(f"The database in {config.data}: {error}. {soundness.advice(error)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or config.data}: {error.strerror}.", file=sys.stderr)
        return 1
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return port.EXIT_CODE
    return 0


def manage(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    """Run one command that needs the region's registry, and print its result. Raises ServerRefusal."""
    if options.command == "demo":
        for name, link in demo(config, registry):
            print(f"{name}\t{link}")
    elif options.command == "region-create":
        creation.create(registry)
        print(f"Two root keys are in {config.data / 'root'}: move each to a medium of its own that is kept offline.")
    else:
        options.run(options, config, registry)


if __name__ == "__main__":
    sys.exit(main())
