"""The recovery secret in a cookie: an iPhone copies cookies, and nothing else, to the app that is put on its home screen.

Rules:
1. The server keeps and logs nothing: the secret comes with a request, and goes back into the browser's cookie.
2. No script can read the cookie, and no other request carries it: it belongs to the one path that gives it back. Safari keeps a
   cookie that a server wrote for longer than the seven days that it grants a script.
3. Only this site's own pages may write or ask. Otherwise another site could give an empty phone its own secret, and read the
   hours that follow.
4. Two cookies of this name are none: one of them was written by another host of the same domain.
"""

from __future__ import annotations

from starlette.requests import Request

from app.protocol import base64url
from app.protocol.errors import Malformed
from app.protocol.record import PERSON_SECRET_SIZE
from sync_server.errors import ServerRefusal

PATH = "/v1/secret"
NAME = "veertig-secret"
LIFETIME = 400 * 86400  # seconds; browsers keep no cookie for longer


def refuse_foreign(request: Request) -> None:
    """Raises ServerRefusal("not-allowed") for a request that another site's page sent (rule 3).

    Browsers without `Sec-Fetch-Site` send a JSON body to another site only after asking that site, which does not agree.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise ServerRefusal("not-allowed")
    is_json = request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    if request.method == "POST" and not is_json:
        raise ServerRefusal("not-allowed")


def cookie(secret: bytes) -> str:
    """The header Set-Cookie for this secret (16 bytes). Raises ServerRefusal("bad-request") for another length."""
    if len(secret) != PERSON_SECRET_SIZE:
        raise ServerRefusal("bad-request")
    value = base64url.encode(secret)
    return f"{NAME}={value}; Max-Age={LIFETIME}; Path={PATH}; Secure; HttpOnly; SameSite=Strict"


def no_cookie() -> str:
    """The header Set-Cookie that deletes the secret from the browser."""
    return f"{NAME}=; Max-Age=0; Path={PATH}; Secure; HttpOnly; SameSite=Strict"


def carried(request: Request) -> str:
    """The secret in the request's cookie, as base64url; "" when there is none or more than one."""
    pairs = [pair.strip().partition("=") for header in request.headers.getlist("cookie") for pair in header.split(";")]
    values = [value for name, _, value in pairs if name == NAME]
    try:
        is_secret = len(values) == 1 and len(base64url.decode(values[0])) == PERSON_SECRET_SIZE
    except Malformed:
        is_secret = False
    return values[0] if is_secret else ""
