"""Commands about displays and buddies' phones: asking them in, seeing them, and taking their word no longer."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.protocol import qr_text
from app.protocol.activities import ACTIVITIES
from sync_server.commands import lines, theft
from sync_server.commands.files import write_page
from sync_server.config import Config, link_origin
from sync_server.region import invitations, members, organisations
from sync_server.region.registry import Registry

CODES = {name: code for code, (name, _) in ACTIVITIES.items()}
DAYS = 30


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this module."""
    one = commands.add_parser("display-invite", help="print the link that makes a new display")
    one.add_argument("organisation")
    one.add_argument("--activity", action="append", choices=sorted(CODES), required=True)
    one.add_argument("--planned", type=int, default=240, help="planned minutes, 0 to 1440")
    one.add_argument("--days", type=int, default=DAYS, help="how long the invitation can be used, 1 to 400")
    one.add_argument("--label", default="", help="which of its displays this is, such as entrance")
    _on_paper(one)
    one.set_defaults(run=_invite_display)
    one = commands.add_parser("buddy-invite", help="print the link that makes a new buddy's phone known")
    one.add_argument("organisation", help="the buddy programme")
    one.add_argument("--days", type=int, default=DAYS, help="how long the invitation can be used, 1 to 400")
    _on_paper(one)
    one.set_defaults(run=_invite_buddy)
    one = commands.add_parser("invitation-list", help="print every invitation: open, used, expired or cancelled")
    one.set_defaults(run=_invitations)
    one = commands.add_parser("invitation-cancel", help="take back an invitation that nobody used")
    one.add_argument("id", help="its eight signs in invitation-list")
    one.set_defaults(run=_cancel)
    one = commands.add_parser("display-list", help="print every display: key id, organisation, label, activities, times")
    one.set_defaults(run=_displays)
    one = commands.add_parser("display-revoke", help="no longer believe a display")
    one.add_argument("key")
    theft.options(one)
    one.set_defaults(run=_revoke)
    one = commands.add_parser("buddy-list", help="print every buddy's phone: key id, programme, times")
    one.set_defaults(run=_buddies)
    one = commands.add_parser("buddy-revoke", help="no longer believe a buddy's phone")
    one.add_argument("key")
    theft.options(one)
    one.set_defaults(run=_revoke)


def _invite_display(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    origin, one = link_origin(config), organisations.find(registry, asked.organisation)
    codes = [CODES[name] for name in asked.activity]
    sealed = invitations.display(registry, one.id, codes, asked.planned, asked.days, asked.label)
    _hand_out(sealed, one.name, origin, asked, registry)


def _invite_buddy(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    origin, one = link_origin(config), organisations.find(registry, asked.organisation)
    _hand_out(invitations.buddy(registry, one.id, asked.days), one.name, origin, asked, registry)


def _on_paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--print", type=Path, metavar="FILE.pdf", help="also print it as an A4 page")


def _hand_out(sealed: bytes, organisation: str, origin: str, asked: argparse.Namespace, registry: Registry) -> None:
    """The link, and its page if it is asked for."""
    print(qr_text.to_text(origin, qr_text.ENROLMENT, sealed))
    if asked.print:
        from sync_server.print import invitation  # it takes its time to load

        page = invitation.page(sealed, organisation, origin, registry.now())
        write_page(asked.print, page, "The link above is good: make its page by inviting again.", mode=0o600)


def _invitations(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    for one in invitations.listed(registry):
        print(lines.of_invitation(one, one.organisation))


def _cancel(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    invitations.cancel(registry, asked.id)


def _displays(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    for one in members.displays(registry):
        print(lines.of_member(one, one.organisation))


def _buddies(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    for one in members.buddies(registry):
        print(lines.of_member(one, one.organisation))


def _revoke(asked: argparse.Namespace, config: Config, registry: Registry) -> None:
    members.revoke(registry, asked.key, asked.stolen_from)
