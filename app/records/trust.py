"""Which keys this device believes: the region's root as met first, and its newest trust list.

A list that is kept but cannot be read by this version (a release was taken back) counts as none: it is asked for again.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.protocol import certificate, judging, person, receipt, terms, trust
from app.protocol.errors import NotTrusted, ProtocolError
from app.protocol.keys import check_key, key_id
from app.protocol.moments import Verdict, Visit, judge
from app.protocol.terms import Terms
from app.protocol.trust import Display, Roots, TrustBundle, TrustList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.platform import SignatureVerifier
    from app.protocol.certificate import KeyCertificate
    from app.protocol.envelope import Envelope, SignatureCheck
    from app.protocol.meeting import Pair
    from app.protocol.token import Token
    from app.protocol.wire import TrustAnswer
    from app.store.rows import StoredRecord
    from app.store.store import Store


class Trust:
    """The bundle in use. `trust_list` is None until the first contact with a region."""

    def __init__(self, store: Store, verifier: SignatureVerifier) -> None:
        self._store, self._verifier = store, verifier
        self._bundle: TrustBundle | None = None
        self._read: dict[bytes, judging.Certified] = {}  # certificates, by their bytes: each is read once
        self.changes = 0  # rises with every new list
        certificate, listed = store.setting("certificate"), store.setting("trust-list")
        if certificate and listed:
            with suppress(ProtocolError):
                self._bundle = trust.bundle_from_bytes(certificate, listed)  # was verified before it was stored

    @property
    def trust_list(self) -> TrustList | None:
        return self._bundle.trust_list if self._bundle else None

    async def offer(self, root: bytes, certificate: bytes, listed: bytes) -> bool:
        """Take over a bundle if it is newer; True when something changed. Raises ProtocolError and keeps the old one."""
        roots = self._roots() or Roots(check_key(root))
        bundle = trust.bundle_from_bytes(certificate, listed)
        fits = await self._answers([check for key in roots.pinned() for check in bundle.checks(key)])
        admitted, roots = trust.admit(roots, self._bundle, bundle, fits)
        if self._bundle and admitted.ids == self._bundle.ids:
            return False
        pinned = {"root": roots.current, "next-root": roots.next or b""}
        self._store.set_settings({**pinned, "certificate": certificate, "trust-list": listed})
        self._bundle = admitted
        self.changes += 1
        return True

    async def take(self, given: TrustAnswer) -> bool:
        """Take over what a server hands out; True when something changed. When no root that is known here vouches for the
        newest bundle, those that announced the roots since are taken over before it. Raises as `offer`.
        """
        try:
            return await self.offer(given.root, given.certificate, given.listed)
        except NotTrusted:
            for certificate, listed in given.earlier:
                with suppress(ProtocolError):
                    await self.offer(given.root, certificate, listed)
            return await self.offer(given.root, given.certificate, given.listed)

    def _roots(self) -> Roots | None:
        current, following = self._store.setting("root"), self._store.setting("next-root")
        return Roots(current, following or None) if current else None

    async def judge(self, outer: Envelope, said: Token, wall: int = 0) -> tuple[Verdict, Display | None]:
        """What a token is worth today; `wall`, the phone's clock, decides for a poster."""
        publics = [display.key.public for display in self._displays_with(outer.key)]
        verdicts = await self._verifier.verify([outer.check(public) for public in publics])
        good = [public for public, fits in zip(publics, verdicts, strict=True) if fits]
        return judge(said, outer.key, good, self.trust_list, wall)

    async def judge_meeting(self, pair: Pair, keys: Collection[bytes]) -> Verdict:
        """What a meeting is worth today; `keys` are the public keys of the newcomer's own devices."""
        certificates = self._certificates()

        def work(fits: judging.Fits) -> Verdict:
            known = judging.certified(certificates, self._bundle, fits)
            both = [fits(check) for check in pair.checks()]
            return judging.judge_meeting(pair, all(both), keys, known, self._bundle)

        return work(await self._answers(judging.questions(work)))

    async def judge_again(self, kept: Iterable[StoredRecord]) -> dict[bytes, Verdict]:
        """New verdicts for records whose worth changed since the trust list or what is known of a buddy did."""
        given = list(kept)
        records, certificates = [one.record for one in given], self._certificates()
        met = {one.id: pair for one in records for pair in person.meetings([one])}

        def work(fits: judging.Fits) -> dict[bytes, Verdict]:
            return judging.verdicts(records, met.values(), certificates, self._bundle, fits, arrived)

        receipts = {one.record.id: one.receipt for one in given if one.receipt} | self._store.met.receipts()
        arrived = {id: receipt.from_bytes(data)[1].time for id, data in receipts.items() if self.still_believes(data)}
        found = work(await self._answers(judging.questions(work)))
        names = {id: pair.answer_envelope.id for id, pair in met.items()}
        worth = {one.record.id: found.get(names.get(one.record.id, one.record.id), one.verdict) for one in given}
        return {one.record.id: worth[one.record.id] for one in given if worth[one.record.id] is not one.verdict}

    def still_believes(self, data: bytes) -> bool:
        """Does the newest list have the key of a receipt whose signature was checked before it was kept?"""
        outer, said = receipt.from_bytes(data)
        keys = self.trust_list.receipt_keys if self.trust_list else ()
        return any(key_id(key.public) == outer.key and key.good_at(said.time) for key in keys)

    def _certificates(self) -> list[judging.Certified]:
        known, self._read = self._read, {}
        for data in self._store.met.certificates():
            with suppress(ProtocolError):  # another version of the app kept it
                self._read[data] = known.get(data) or certificate.from_bytes(data)
        return list(self._read.values())

    def _displays_with(self, key: bytes) -> list[Display]:
        return self.trust_list.displays_with(key) if self.trust_list else []

    def one_house(self, key: bytes, other: bytes) -> bool:
        """Do the displays or posters with these key ids belong to one organisation, as far as is known?"""
        one, two = ({display.organisation for display in self._displays_with(id)} for id in (key, other))
        return key == other or not one.isdisjoint(two)

    def terms(self, visit: Visit) -> Terms:
        """What a visit counts as: its kind, and whether the conditions are agreed, as the region signed it for that time."""
        return terms.of_visit(self.trust_list, visit.display, visit.poster, visit.activity, visit.start)

    def terms_of_meeting(self, pair: Pair) -> Terms:
        """What a meeting counts as that was judged to be trusted: its certificate's signature held then."""
        known = []
        for outer, said in self._certificates():
            if self._bundle and certificate.checks(outer, said, self._bundle.list_keys()):
                known.append(said)
        return terms.of_meeting(self.trust_list, pair, known)

    def name_of(self, organisation: bytes) -> str:
        """The name of an organisation; "" when it is not known."""
        found = self.trust_list.organisation(organisation) if self.trust_list else None
        return found.name if found else ""

    async def believes_receipt(self, record: bytes, data: bytes) -> bool:
        """Is this a receipt for the record with this id, signed by a receipt key of the region that was valid then?"""
        keys = self.trust_list.receipt_keys if self.trust_list else ()
        asked = judging.questions(lambda fits: receipt.believed(data, record, keys, fits))
        return receipt.believed(data, record, keys, await self._answers(asked))

    async def believes_certificate(self, outer: Envelope, said: KeyCertificate) -> bool:
        """Did a list key of the region sign this certificate?"""
        asked = judging.questions(lambda fits: judging.certified([(outer, said)], self._bundle, fits))
        return bool(judging.certified([(outer, said)], self._bundle, await self._answers(asked)))

    async def _answers(self, asked: Sequence[SignatureCheck]) -> judging.Fits:
        """Have signatures checked; what was not asked about does not fit."""
        answers = dict(zip(asked, await self._verifier.verify(asked), strict=True))
        return lambda check: answers.get(check, False)
