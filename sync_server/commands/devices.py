"""Commands about displays and buddies' phones: inviting, listing and revoking them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.protocol import qr_text
from app.protocol.activities import ACTIVITIES
from sync_server.commands import lines, theft
from sync_server.commands.files import write_page
from sync_server.config import Config, link_origin
from sync_server.region import invitations, members, organisations
from sync_server.region.names import mended
from sync_server.region.registry import Registry

CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
DAYS = 30  # how long an invitation is open, by default


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this module's commands to the parser."""
    command = commands.add_parser("display-invite", help="print the link that makes a new display")
    command.add_argument("organisation", type=mended)
    command.add_argument("--activity", action="append", choices=sorted(CODES), required=True)
    command.add_argument("--planned", type=int, default=240, help="planned minutes, 0 to 1440")
    command.add_argument("--days", type=int, default=DAYS, help="how long the invitation can be used, 1 to 400")
    command.add_argument("--label", type=mended, default="", help="which of its displays this is, such as entrance")
    command.add_argument("--times", type=int, default=1, help="for a tablet that is emptied each night: how often, 1 to 100")
    _on_paper(command)
    command.set_defaults(run=_invite_display)
    command = commands.add_parser("buddy-invite", help="print the link that makes a new buddy's phone known")
    command.add_argument("organisation", type=mended, help="the buddy programme")
    command.add_argument("--days", type=int, default=DAYS, help="how long the invitation can be used, 1 to 400")
    _on_paper(command)
    command.set_defaults(run=_invite_buddy)
    command = commands.add_parser("invitation-list", help="print every invitation: open, used, expired or cancelled")
    command.set_defaults(run=_invitations)
    command = commands.add_parser("invitation-cancel", help="take back an invitation that nobody used")
    command.add_argument("id", help="its eight signs in invitation-list")
    command.set_defaults(run=_cancel)
    command = commands.add_parser("display-list", help="print every display: key id, organisation, label, activities, times")
    command.set_defaults(run=_displays)
    command = commands.add_parser("display-revoke", help="no longer believe a display")
    command.add_argument("key")
    theft.options(command)
    command.set_defaults(run=_revoke)
    command = commands.add_parser("buddy-list", help="print every buddy's phone: key id, programme, times")
    command.set_defaults(run=_buddies)
    command = commands.add_parser("buddy-revoke", help="no longer believe a buddy's phone")
    command.add_argument("key")
    theft.options(command)
    command.set_defaults(run=_revoke)


def _invite_display(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    origin, organisation = link_origin(config), organisations.find(registry, options.organisation)
    codes = [CODES[name] for name in options.activity]
    sealed = invitations.display(registry, organisation.id, codes, options.planned, options.days, options.label, options.times)
    _hand_out(sealed, organisation.name, origin, options, registry)


def _invite_buddy(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    origin, programme = link_origin(config), organisations.find(registry, options.organisation)
    sealed = invitations.buddy(registry, programme.id, options.days)
    _hand_out(sealed, programme.name, origin, options, registry)


def _on_paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--print", type=Path, metavar="FILE.pdf", help="also print it as an A4 page")


def _hand_out(sealed: bytes, organisation: str, origin: str, options: argparse.Namespace, registry: Registry) -> None:
    """Print the link, and its page if the command says --print."""
    print(qr_text.to_text(origin, qr_text.ENROLMENT, sealed))
    if options.print:
        from sync_server.print import invitation  # it loads slowly

        page = invitation.page(sealed, organisation, origin, registry.now())
        write_page(options.print, page, "The link above is good: make its page by inviting again.", mode=0o600)


def _invitations(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    for invitation in invitations.listed(registry):
        print(lines.of_invitation(invitation, invitation.organisation))


def _cancel(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    invitations.cancel(registry, options.id)


def _displays(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    for display in members.displays(registry):
        print(lines.of_member(display, display.organisation))


def _buddies(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    for phone in members.buddies(registry):
        print(lines.of_member(phone, phone.organisation))


def _revoke(options: argparse.Namespace, config: Config, registry: Registry) -> None:
    members.revoke(registry, options.key, options.stolen_from)
