"""The next list key: asked for by the server, signed by the root wherever it is kept, and taken over by the server.

Rules:
1. Its serial is one higher, so phones take its lists for newer whatever the one before signed (protocol, B2). The one before
   is listed as former, and certificates it signed stay believed, unless it was stolen: then all are signed anew.
2. It is good from the region's first day: a certificate keeps its beginning when it is made anew, and a list judges all of the
   past anyway.
3. The next root stays announced until it signs. What it signs makes it the root; the list that announced it is kept for phones
   that slept meanwhile.
4. A private key that is not used any more is not kept.
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
    """What the root is asked to sign, in hex and Unix seconds; `root` is in use, `next_root` the one it announced or ""."""

    region: str
    list_key: str
    start: int
    end: int
    serial: int
    root: str
    next_root: str

    def to_text(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Request:
        """Raises ServerRefusal("bad-renewal")."""
        try:
            one = cls(**json.loads(text))
            check_key(bytes.fromhex(one.list_key))
        except (ValueError, TypeError, ProtocolError):
            raise ServerRefusal("bad-renewal") from None
        return one


def request(registry: Registry) -> Request:
    """Prepare the next list key and say what has to be signed. Again changes nothing. Raises ServerRefusal("no-region")."""
    now = registry.list_certificate()
    prepared = keys.prepare(registry.data / "list.key", now.public)
    root, following = registry.need("root").hex(), now.next_root.hex() if now.next_root else ""
    return Request(now.region.hex(), prepared.public.hex(), now.start, registry.now() + YEAR, now.serial + 1, root, following)


def sign(root: Key, asked: Request, following: bytes | None = None) -> bytes:
    """The root's word, where the root is; `following` is the next root to announce. What is announced stays so.

    Raises ServerRefusal: "wrong-root" when this is neither the root in use nor the one it announced, "bad-renewal".
    """
    if root.public.hex() not in (asked.root, asked.next_root):
        raise ServerRefusal("wrong-root")
    try:
        announced = following or (bytes.fromhex(asked.next_root) if root.public.hex() == asked.root else b"")
        public, region = bytes.fromhex(asked.list_key), bytes.fromhex(asked.region)
        made = Certificate(region, public, asked.start, asked.end, asked.serial, announced or None)
        sealed = root.seal(trust.certificate_draft(made, root.public))
        if trust.certificate_from_bytes(sealed)[1] != made:
            raise ValueError("read back differently")
    except (ValueError, TypeError, ProtocolError):
        raise ServerRefusal("bad-renewal") from None
    return sealed


def accept(registry: Registry, answer: bytes, *, stolen: bool = False) -> None:
    """Take over the list key that was prepared. `stolen`: the one before is in other hands, so all it certified is signed anew.

    Raises ServerRefusal: "bad-renewal" (not an answer to the last request), "wrong-root", "list-broken".
    """
    before, path = registry.list_certificate(), registry.data / "list.key"
    try:
        outer, made = trust.certificate_from_bytes(answer)
    except ProtocolError:
        raise ServerRefusal("bad-renewal") from None
    signer = next((root for root in _roots(registry, before) if any(map(verify, outer.checks([root])))), None)
    if signer is None:
        raise ServerRefusal("wrong-root")
    asked = (before.region, keys.prepare(path, before.public).public, before.serial + 1)
    if (made.region, made.public, made.serial) != asked:
        raise ServerRefusal("bad-renewal")
    now = registry.now()
    with act(registry, "region-renew", "stolen" if stolen else ""):
        former = [before.public, "list", before.start, now + 1, now if stolen else None]
        sql = "INSERT INTO former_keys (public, purpose, start_time, end_time, stolen) VALUES (?, ?, ?, ?, ?)"
        registry.db.execute(sql, former)
        announced(registry, signer)
        registry.set("root", signer)
        registry.set("certificate", answer)
        if stolen:
            certificates.sign_again(registry)
    keys.take_over(path)


def renew(registry: Registry, root: Key, following: bytes | None = None, *, stolen: bool = False) -> None:
    """All three steps, where the root is at hand."""
    accept(registry, sign(root, request(registry), following), stolen=stolen)


def announced(registry: Registry, signer: bytes) -> None:
    """Keep the list that announced this root, when it takes over now. Within an act, before the certificate changes."""
    if signer != registry.need("root"):
        listed = [registry.need("list-certificate"), registry.need("list")]
        registry.db.execute("INSERT INTO announcements (certificate, list) VALUES (?, ?)", listed)


def _roots(registry: Registry, before: Certificate) -> tuple[bytes, ...]:
    root = registry.need("root")
    return (root,) if before.next_root is None else (root, before.next_root)
