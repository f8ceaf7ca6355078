"""A region that grows older, for stories: its keys, the devices that join, and phones that hold one of its lists."""

from __future__ import annotations

from pathlib import Path

from app.protocol import enrolment, trust
from app.protocol.ed25519 import Key, verify
from app.protocol.enrolment import Enrolment
from app.protocol.errors import NotTrusted, OldList
from app.protocol.trust import Roots, TrustList
from sync_server.records.connections import Connections
from sync_server.records.tables import migrate
from sync_server.region import creation, enrolments, invitations, organisations, publication
from sync_server.region.enrolments import EnrolmentResult
from sync_server.region.keys import read_key
from sync_server.region.publication import PublishedTrust as Offered
from sync_server.region.registry import Registry
from tests.people import NOON


class Clock:
    """The server's clock, moved by hand."""

    def __init__(self, time: int = NOON) -> None:
        self.time = time

    def __call__(self) -> int:
        return self.time


def new_region(folder: Path, clock: Clock) -> Registry:
    """A region on its first day, without a server."""
    folder.mkdir(parents=True, exist_ok=True)
    registry = Registry(Connections(folder / "server.db"), folder, clock)
    migrate(registry.db)
    creation.create(registry)
    return registry


def root(registry: Registry, name: str = "root") -> Key:
    return read_key(registry.data / "root" / f"{name}.key")


def join(registry: Registry, device: Key, organisation: str, *, buddy: bool = False, activity: int = 1) -> EnrolmentResult:
    """An invitation, and this device's answer to it. Raises Refused."""
    id = organisations.add(registry, organisation)
    asked = invitations.buddy(registry, id, 30) if buddy else invitations.display(registry, id, [activity], 240, 30)
    return answer(registry, device, asked)


def answer(registry: Registry, device: Key, invitation: bytes) -> EnrolmentResult:
    said = enrolment.enrolment_draft(Enrolment(invitation, device.public, registry.now()))
    return enrolments.enrol(registry, *enrolment.enrolment_from_bytes(device.seal(said)))


def listed(registry: Registry) -> TrustList:
    return trust.list_from_bytes(publication.bundle(registry).listed)[1]


class Follower:
    """What a phone believes that asks from time to time."""

    def __init__(self, registry: Registry) -> None:
        offered = publication.bundle(registry)
        first = trust.bundle_from_bytes(offered.certificate, offered.listed)
        self.held, self.roots = trust.admit(Roots(offered.root), None, first, verify)

    def ask(self, offered: Offered) -> None:
        """As `app.records.trust` does. Raises ProtocolError."""
        try:
            self._take(offered.certificate, offered.listed)
        except NotTrusted:
            for bundle in offered.earlier:
                try:
                    self._take(*bundle)
                except (NotTrusted, OldList):
                    continue
            self._take(offered.certificate, offered.listed)

    def _take(self, certificate: bytes, data: bytes) -> None:
        self.held, self.roots = trust.admit(self.roots, self.held, trust.bundle_from_bytes(certificate, data), verify)
