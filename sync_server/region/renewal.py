"""Renewing the list key: the server prepares a key, the root signs it wherever the root is kept, the server takes it over.

Rules:
1. The new key's serial is one higher, so its lists outrank all lists of the key before (protocol, B2). The key before is listed
   as former, and certificates that it signed stay believed; if it was stolen, all of them are signed anew instead.
2. The new key is valid from the region's first day: a renewed certificate keeps its beginning, and a list judges the whole past
   anyway.
3. The next root stays announced until it signs a list key; this makes it the root. The list that announced it is kept for
   phones that were off meanwhile.
4. A private key that is no longer used is not kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from app.protocol import trust
from app.protocol.ed25519 import Key, verify
from app.protocol.errors import ProtocolError
from app.protocol.keys import check_key
from app.protocol.trust import Certificate
from sync_server.errors import ServerRefusal
from sync_server.region import certificates, keys
from sync_server.region.acts import act
from sync_server.region.registry import YEAR, Registry


@dataclass(frozen=True, slots=True)
class Request:
    """What the root is asked to sign. Keys and ids in hex, times in Unix seconds; `next_root` is "" when none is announced."""

    region: str
    list_key: str
    start: int
    end: int
    serial: int
    root: str
    next_root: str

    def to_text(self) -> str:
        """The request as JSON."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Request:
        """The request of this JSON. Raises ServerRefusal("bad-renewal")."""
        try:
            request = cls(**json.loads(text))
            check_key(bytes.fromhex(request.list_key))
        except (ValueError, TypeError, ProtocolError):
            raise ServerRefusal("bad-renewal") from None
        return request


def request(registry: Registry) -> Request:
    """Prepare the next list key, unless that was done already; what the root has to sign. Raises ServerRefusal("no-region")."""
    now = registry.list_certificate()
    prepared = keys.prepare(registry.data / "list.key", now.public)
    root, following = registry.need("root").hex(), now.next_root.hex() if now.next_root else ""
    return Request(now.region.hex(), prepared.public.hex(), now.start, registry.now() + YEAR, now.serial + 1, root, following)


def sign(root: Key, request: Request, following: bytes | None = None) -> bytes:
    """The certificate of the requested list key, signed by this root; `following` is a next root (public key) to announce.

    Without `following`, a next root that was announced stays announced. Raises ServerRefusal: "wrong-root" when this is neither
    the root in use nor the one it announced, or "bad-renewal".
    """
    if root.public.hex() not in (request.root, request.next_root):
        raise ServerRefusal("wrong-root")
    try:
        announced = following or (bytes.fromhex(request.next_root) if root.public.hex() == request.root else b"")
        public, region = bytes.fromhex(request.list_key), bytes.fromhex(request.region)
        made = Certificate(region, public, request.start, request.end, request.serial, announced or None)
        sealed = root.seal(trust.certificate_draft(made, root.public))
        if trust.certificate_from_bytes(sealed)[1] != made:
            raise ValueError("read back differently")
    except (ValueError, TypeError, ProtocolError):
        raise ServerRefusal("bad-renewal") from None
    return sealed


def accept(registry: Registry, answer: bytes, *, stolen: bool = False) -> None:
    """Take over the list key that was prepared; `answer` is its certificate.

    `stolen`: somebody else has the key before, so everything that it certified is signed anew. Raises ServerRefusal:
    "bad-renewal" when this does not answer the last request, "wrong-root" or "list-broken".
    """
    before, path = registry.list_certificate(), registry.data / "list.key"
    try:
        outer, made = trust.certificate_from_bytes(answer)
    except ProtocolError:
        raise ServerRefusal("bad-renewal") from None
    signer = next((root for root in _roots(registry, before) if any(map(verify, outer.checks([root])))), None)
    if signer is None:
        raise ServerRefusal("wrong-root")
    requested = (before.region, keys.prepare(path, before.public).public, before.serial + 1)
    if (made.region, made.public, made.serial) != requested:
        raise ServerRefusal("bad-renewal")
    now = registry.now()
    with act(registry, "region-renew", "stolen" if stolen else ""):
        former = [before.public, "list", before.start, now + 1, now if stolen else None]
        sql = "INSERT INTO former_keys (public, purpose, start_time, end_time, stolen) VALUES (?, ?, ?, ?, ?)"
        registry.db.execute(sql, former)
        keep_announcement(registry, signer)
        registry.set("root", signer)
        registry.set("certificate", answer)
        if stolen:
            certificates.sign_again(registry)
    keys.take_over(path)


def renew(registry: Registry, root: Key, following: bytes | None = None, *, stolen: bool = False) -> None:
    """Request, sign and accept at once, with the private root key at hand. Raises as `sign` and `accept`."""
    accept(registry, sign(root, request(registry), following), stolen=stolen)


def keep_announcement(registry: Registry, signer: bytes) -> None:
    """Keep the list that announced the root `signer`, if it becomes the root now. Inside an act, before `root` is set."""
    if signer != registry.need("root"):
        listed = [registry.need("list-certificate"), registry.need("list")]
        registry.db.execute("INSERT INTO announcements (certificate, list) VALUES (?, ?)", listed)


def _roots(registry: Registry, before: Certificate) -> tuple[bytes, ...]:
    root = registry.need("root")
    return (root,) if before.next_root is None else (root, before.next_root)
