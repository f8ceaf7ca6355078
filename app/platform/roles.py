"""Which role a route belongs to, for native shells. For a web page app/web_shell/role.js decides the same.

/m/<digits>           a buddy: the link holds a newcomer's proposal; a browser's light page rests at /m
/e/<digits>           an invitation: a buddy if it says so, else a display; the last 8 digits name the display
/display/<8 digits>   a display
/buddy                a buddy
/counsellor           a counsellor
anything else         a newcomer
"""

from __future__ import annotations

from app.protocol import enrolment, qr_text
from app.protocol.errors import ProtocolError

PHONE, BUDDY, COUNSELLOR, DISPLAY = "phone", "buddy", "counsellor", "display"


def role_of(route: str) -> str:
    """A route's role: `phone` (a newcomer), `buddy`, `counsellor` or `display-<8 digits>`. Each has its own data and key."""
    parts = route.strip("/").split("/")
    digits = parts[-1] if len(parts) == 2 and parts[-1].isascii() and parts[-1].isdigit() else ""
    is_proposal = route == f"/{qr_text.MEETING}" or (parts[0] == qr_text.MEETING and digits)
    if parts == ["buddy"] or is_proposal or _invites_buddy(route):
        return BUDDY
    if parts == [COUNSELLOR]:
        return COUNSELLOR
    if parts[0] in (qr_text.ENROLMENT, "display") and len(digits) >= 8:
        return f"display-{digits[-8:]}"
    return PHONE


def first_role(route: str, home: str) -> str:
    """The role that the app begins in. The icon opens "/": then it is `home`, the role that settled in here ("" for none)."""
    return home if route in ("", "/") and home else role_of(route)


def settled_home(before: str, role: str, *, newcomer: bool) -> str:
    """The role that the icon opens from now on. `role` has just kept something here; `before` is the role that the icon opened
    ("" for none); `newcomer` says whether a newcomer's key is here.

    A newcomer's phone stays one. A display that was here first stays one: nobody stands beside it who could bring it back.
    """
    if before.startswith(DISPLAY):
        return role if role.startswith(DISPLAY) else before
    return PHONE if newcomer else role


def is_for_buddy(letter: str, message: bytes) -> bool:
    """Does this message belong in a buddy's app: a newcomer's proposal, or an invitation that makes a buddy's phone known?

    `letter` is that of the link (`qr_text.LETTERS`), `message` its bytes.
    """
    return letter == qr_text.MEETING or _is_buddys_invitation(letter, message)


def is_link(route: str) -> bool:
    """Is this the route of a scanned link, `/<letter>/<digits>`?"""
    parts = route.split("/")
    return len(parts) == 3 and not parts[0] and len(parts[1]) == 1 and parts[2].isascii() and parts[2].isdigit()


def _invites_buddy(route: str) -> bool:
    """Is this route an invitation for a buddy? False for what is no link of ours."""
    try:
        return _is_buddys_invitation(*qr_text.from_route(route))
    except ProtocolError:
        return False


def _is_buddys_invitation(letter: str, message: bytes) -> bool:
    """Does this message make a buddy's phone known? False for an invitation that cannot be read."""
    try:
        return letter == qr_text.ENROLMENT and enrolment.invitation_from_bytes(message)[1].role == enrolment.BUDDY
    except ProtocolError:
        return False
