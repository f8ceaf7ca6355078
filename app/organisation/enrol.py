"""Enrols an organisation's display: it accepts its invitation once, and keeps what the server answers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.protocol import enrolment
from app.protocol.enrolment import Enrolment
from app.protocol.errors import ProtocolError
from app.sync.client import Client
from app.sync.errors import Declined, Offline, SyncError

if TYPE_CHECKING:
    from app.platform import Platform
    from app.records.trust import Trust
    from app.store.store import Store

SETUP = "enrolled"  # the setting of the display's file


@dataclass(frozen=True, slots=True)
class DisplaySetup:
    """What the server answered when the display became known: its organisation, activity codes, and planned minutes."""

    organisation: str
    activities: tuple[int, ...]
    planned: int

    def to_text(self) -> str:
        """The text of the setting: three lines."""
        return "\n".join([self.organisation, " ".join(map(str, self.activities)), str(self.planned)])

    @classmethod
    def from_text(cls, text: str) -> DisplaySetup | None:
        """Reads what `to_text` wrote; None for a display that is not known yet."""
        parts = text.split("\n")
        if len(parts) != 3:
            return None
        return cls(parts[0], tuple(map(int, parts[1].split())), int(parts[2]))


async def enrol(platform: Platform, client: Client, store: Store, trust: Trust, invitation: bytes) -> DisplaySetup:
    """Accept `invitation` with the display's own key, and keep the answer; it is durable when this returns.

    Raises Declined when the server refuses the invitation, Offline when it cannot be asked, PlatformError or StoreError.
    """
    signer = platform.signer
    draft = enrolment.enrolment_draft(Enrolment(invitation, await signer.public_key(), platform.clock().wall))
    try:
        answer = await client.enrol(draft.seal(await signer.sign(draft.message)))
    except Declined:
        raise
    except SyncError as error:
        raise Offline from error  # whatever the server's reason is, another try with internet is the way on
    with suppress(ProtocolError):  # a display shows its code with any trust list, and without one
        await trust.take(answer.trust)
    setup = DisplaySetup(answer.organisation, answer.activities, answer.planned)
    store.set_settings({SETUP: setup.to_text()})
    await platform.storage.flush()
    return setup
