"""Which keys this device believes: the region's root as met first, and its newest trust list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import judging, session, trust
from app.protocol.activities import Kind, kind_of, usual_kind
from app.protocol.errors import ProtocolError
from app.protocol.keys import check_key
from app.protocol.moments import Verdict, Visit, judge
from app.protocol.record import CheckIn, CheckOut
from app.protocol.trust import Bundle, Display, Roots, TrustList

if TYPE_CHECKING:
    from app.platform import Verifier
    from app.protocol.envelope import Envelope
    from app.protocol.session import Session
    from app.store.store import Kept, Store


class Trust:
    """The bundle in use. `trust_list` is None until the first contact with a region."""

    def __init__(self, store: Store, verifier: Verifier) -> None:
        self._store, self._verifier = store, verifier
        self._bundle: Bundle | None = None
        certificate, listed = store.setting("certificate"), store.setting("trust-list")
        if certificate and listed:
            self._bundle = trust.bundle_from_bytes(certificate, listed)  # was verified before it was stored

    @property
    def trust_list(self) -> TrustList | None:
        return self._bundle.trust_list if self._bundle else None

    async def offer(self, root: bytes, certificate: bytes, listed: bytes) -> bool:
        """Take over a bundle if it is newer; True when something changed. Raises ProtocolError and keeps the old one."""
        roots = self._roots() or Roots(check_key(root))
        bundle = trust.bundle_from_bytes(certificate, listed)
        asked = judging.questions(lambda fits: [fits(check) for key in roots.pinned() for check in bundle.checks(key)])
        answers = dict(zip(asked, await self._verifier.verify(asked), strict=True))
        admitted, roots = trust.admit(roots, self._bundle, bundle, answers.__getitem__)
        if self._bundle and admitted.ids == self._bundle.ids:
            return False
        pinned = {"root": roots.current, "next-root": roots.next or b""}
        self._store.set_settings({**pinned, "certificate": certificate, "trust-list": listed})
        self._bundle = admitted
        return True

    def _roots(self) -> Roots | None:
        current, following = self._store.setting("root"), self._store.setting("next-root")
        return Roots(current, following or None) if current else None

    async def judge(self, outer: Envelope, said: Session) -> tuple[Verdict, Display | None]:
        """What a token is worth today."""
        publics = [display.key.public for display in self.trust_list.displays_with(outer.key)] if self.trust_list else []
        verdicts = await self._verifier.verify([outer.check(public) for public in publics])
        return judge(said, outer.key, [public for public, good in zip(publics, verdicts, strict=True) if good], self.trust_list)

    async def judge_again(self, records: list[Kept]) -> dict[bytes, Verdict]:
        """New verdicts for records whose worth changed since the trust list did."""
        changed: dict[bytes, Verdict] = {}
        for kept in records:
            if isinstance(kept.record.body, (CheckIn, CheckOut)):
                try:
                    verdict, _ = await self.judge(*session.from_bytes(kept.record.body.token))
                except ProtocolError:
                    continue
                if verdict is not kept.verdict:
                    changed[kept.record.id] = verdict
        return changed

    def organisation_name(self, key: bytes, token_time: int) -> str:
        """The name of the organisation behind a display's key id; "" when it is not known."""
        for display in self.trust_list.displays_with(key) if self.trust_list else []:
            organisation = self.trust_list.organisation(display.organisation) if self.trust_list else None
            if organisation and display.key.good_at(token_time):
                return organisation.name
        return ""

    def kind(self, visit: Visit) -> Kind:
        """Which of the four kinds a visit is: as the region signed it for this display, else the activity's usual one."""
        for display in self.trust_list.displays_with(visit.display) if self.trust_list else []:
            offer = display.offer(visit.activity)
            if offer and (kind := kind_of(offer.kind)):
                return kind
        return usual_kind(visit.activity)

    async def believes_receipt(self, outer: Envelope, time: int) -> bool:
        """Did one of the region's receipt keys, valid at `time`, sign this?"""
        publics = [key.public for key in self.trust_list.receipt_keys if key.good_at(time)] if self.trust_list else []
        checks = outer.checks(publics)
        return bool(checks) and any(await self._verifier.verify(checks))
