"""The statements that let the native app open this server's links: `/.well-known/assetlinks.json` for Android,
`/.well-known/apple-app-site-association` for iPhones.

Only the region knows who signed its package, so both are settings; without the setting the address answers 404. A setting that
cannot be right stops the server from starting: phones would keep a wrong statement for days.
"""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.protocol import qr_text
from sync_server.errors import BadSetting

APP = "be.veertig.app"
FINGERPRINT = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){31}", re.ASCII)
TEAM = re.compile(r"[0-9A-Z]{10}", re.ASCII)
# Not the links of invitations: they make displays, and a display runs in a browser.
LETTERS = qr_text.LETTERS.replace(qr_text.ENROLMENT, "")


def fingerprints(setting: str) -> tuple[str, ...]:
    """SHA-256 fingerprints of signing certificates as keytool prints them, with commas between. Raises BadSetting."""
    parts = tuple(part.strip() for part in setting.split(",")) if setting else ()
    if not all(FINGERPRINT.fullmatch(part) for part in parts):
        raise BadSetting("VEERTIG_ANDROID_FINGERPRINT", "32 pairs of 0-9 A-F with colons between; several with commas")
    return parts


def team(setting: str) -> str:
    """The Apple team's identifier, "" for none. Raises BadSetting."""
    if setting and not TEAM.fullmatch(setting):
        raise BadSetting("VEERTIG_APPLE_TEAM", "ten characters of 0-9 A-Z")
    return setting


def assetlinks(signers: tuple[str, ...]) -> list[dict[str, Any]]:
    """Android's statement: the app signed with one of these certificates may open every link of this server."""
    target = {"namespace": "android_app", "package_name": APP, "sha256_cert_fingerprints": list(signers)}
    return [{"relation": ["delegate_permission/common.handle_all_urls"], "target": target}]


def association(apple: str) -> dict[str, Any]:
    """Apple's statement: this team's app opens the links of scanned codes, and not the web app itself."""
    scanned = [{"/": "/", "#": f"/{letter}/*"} for letter in LETTERS]
    return {"applinks": {"details": [{"appIDs": [f"{apple}.{APP}"], "components": scanned}]}}


def routes(signers: tuple[str, ...], apple: str) -> list[Route]:
    """Both addresses, for Android's fingerprints and Apple's team id."""
    return [
        _route("/.well-known/assetlinks.json", assetlinks(signers) if signers else None),
        _route("/.well-known/apple-app-site-association", association(apple) if apple else None),
    ]


def _route(path: str, statement: object) -> Route:
    body = json.dumps(statement)

    async def answer(request: Request) -> Response:
        if statement is None:
            return Response("404\n", 404, media_type="text/plain")
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    return Route(path, answer, methods=["GET"])
