"""Which keys this device believes: the region's root of the first contact, and the newest trust list.

A stored trust list that this version of the app cannot read counts as none, and is fetched again. This happens when a release
of the app was taken back.
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

    from app.platform.keys import SignatureVerifier
    from app.protocol.certificate import KeyCertificate
    from app.protocol.envelope import Envelope, SignatureCheck
    from app.protocol.meeting import Pair
    from app.protocol.token import Token
    from app.protocol.wire import TrustAnswer
    from app.store.rows import StoredRecord
    from app.store.store import Store


class Trust:
    """The trust bundle in use, and what it says of tokens, meetings, receipts and certificates. `changes` rises with every new
    trust list.
    """

    def __init__(self, store: Store, verifier: SignatureVerifier) -> None:
        self._store, self._verifier = store, verifier
        self._bundle: TrustBundle | None = None
        self._read: dict[bytes, judging.Certified] = {}  # certificates by their bytes, so that each is read once
        self.changes = 0
        certificate, listed = store.setting("certificate"), store.setting("trust-list")
        if certificate and listed:
            with suppress(ProtocolError):
                self._bundle = trust.bundle_from_bytes(certificate, listed)  # was verified before it was stored

    @property
    def trust_list(self) -> TrustList | None:
        """The trust list in use; None until the first contact with a region."""
        return self._bundle.trust_list if self._bundle else None

    async def offer(self, root: bytes, certificate: bytes, listed: bytes) -> bool:
        """Take over the bundle of these bytes if it is newer; True when something changed. `root` is pinned when no root is
        known yet. Raises ProtocolError when the bundle is not admitted (protocol, rules B1 and B2); the old one stays in use.
        """
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

    async def take(self, answer: TrustAnswer) -> bool:
        """Take over the bundle of a server's answer; True when something changed. When no known root vouches for it, the
        earlier bundles of the answer, which announced the roots since, are taken over first. Raises as `offer` does.
        """
        try:
            return await self.offer(answer.root, answer.certificate, answer.trust_list)
        except NotTrusted:
            for certificate, listed in answer.earlier:
                with suppress(ProtocolError):
                    await self.offer(answer.root, certificate, listed)
            return await self.offer(answer.root, answer.certificate, answer.trust_list)

    def _roots(self) -> Roots | None:
        """The pinned root and the announced next one; None before the first contact."""
        current, following = self._store.setting("root"), self._store.setting("next-root")
        return Roots(current, following or None) if current else None

    async def judge(self, outer: Envelope, token: Token, wall: int = 0) -> tuple[Verdict, Display | None]:
        """Today's verdict on a token in its envelope, and the display or poster it came from, None when that is not known. At a
        poster `wall`, the phone's clock in Unix seconds, is the time of the scan.
        """
        publics = [display.key.public for display in self._displays_with(outer.key)]
        verdicts = await self._verifier.verify([outer.check(public) for public in publics])
        good = [public for public, fits in zip(publics, verdicts, strict=True) if fits]
        return judge(token, outer.key, good, self.trust_list, wall)

    async def judge_meeting(self, pair: Pair, keys: Collection[bytes]) -> Verdict:
        """Today's verdict on a meeting. `keys` are the public keys of the newcomer's own devices."""
        certificates = self._certificates()

        def work(fits: judging.Holds) -> Verdict:
            known = judging.certified(certificates, self._bundle, fits)
            both = [fits(check) for check in pair.checks()]
            return judging.judge_meeting(pair, all(both), keys, known, self._bundle)

        return work(await self._answers(judging.questions(work)))

    async def judge_again(self, kept: Iterable[StoredRecord]) -> dict[bytes, Verdict]:
        """The new verdicts, by record id, of those records whose verdict changed. The trust list, receipts or what is known of
        a buddy may have changed since.
        """
        stored = list(kept)
        records, certificates = [each.record for each in stored], self._certificates()
        met = {record.id: pair for record in records for pair in person.meetings([record])}

        def work(fits: judging.Holds) -> dict[bytes, Verdict]:
            return judging.verdicts(records, met.values(), certificates, self._bundle, fits, arrived)

        receipts = {each.record.id: each.receipt for each in stored if each.receipt} | self._store.met.receipts()
        arrived = {id: receipt.from_bytes(data)[1].time for id, data in receipts.items() if self.still_believes(data)}
        verdicts = work(await self._answers(judging.questions(work)))
        names = {id: pair.answer_envelope.id for id, pair in met.items()}
        new = {each.record.id: verdicts.get(names.get(each.record.id, each.record.id), each.verdict) for each in stored}
        return {each.record.id: new[each.record.id] for each in stored if new[each.record.id] is not each.verdict}

    def still_believes(self, data: bytes) -> bool:
        """Does the trust list still have the key that signed this receipt? Its signature was checked before it was stored."""
        outer, content = receipt.from_bytes(data)
        keys = self.trust_list.receipt_keys if self.trust_list else ()
        return any(key_id(key.public) == outer.key and key.good_at(content.time) for key in keys)

    def _certificates(self) -> list[judging.Certified]:
        """The stored buddy certificates that this version can read."""
        known, self._read = self._read, {}
        for data in self._store.met.certificates():
            with suppress(ProtocolError):  # another version of the app kept it
                self._read[data] = known.get(data) or certificate.from_bytes(data)
        return list(self._read.values())

    def _displays_with(self, key: bytes) -> list[Display]:
        """The displays and posters of the trust list with this key id."""
        return self.trust_list.displays_with(key) if self.trust_list else []

    def same_organisation(self, key: bytes, other: bytes) -> bool:
        """Do the displays or posters with these key ids belong to one organisation, as far as the trust list knows?"""
        ours, theirs = ({display.organisation for display in self._displays_with(id)} for id in (key, other))
        return key == other or not ours.isdisjoint(theirs)

    def terms(self, visit: Visit) -> Terms:
        """What a visit counts as: its activity type, and whether the conditions are agreed, as the region signed for that
        time.
        """
        return terms.of_visit(self.trust_list, visit.display, visit.poster, visit.activity, visit.start)

    def terms_of_meeting(self, pair: Pair) -> Terms:
        """What a meeting with a trusted verdict counts as. The signature of its certificate was checked for that verdict."""
        known = []
        for outer, content in self._certificates():
            if self._bundle and certificate.checks(outer, content, self._bundle.list_keys()):
                known.append(content)
        return terms.of_meeting(self.trust_list, pair, known)

    def name_of(self, organisation: bytes) -> str:
        """The name of the organisation with this id; "" when it is not known."""
        known = self.trust_list.organisation(organisation) if self.trust_list else None
        return known.name if known else ""

    async def believes_receipt(self, record: bytes, data: bytes) -> bool:
        """Is this a receipt for the record with this id, signed by a receipt key of the region that was valid then?"""
        keys = self.trust_list.receipt_keys if self.trust_list else ()
        asked = judging.questions(lambda fits: receipt.believed(data, record, keys, fits))
        return receipt.believed(data, record, keys, await self._answers(asked))

    async def believes_certificate(self, outer: Envelope, content: KeyCertificate) -> bool:
        """Did a list key of the region sign this certificate?"""
        asked = judging.questions(lambda fits: judging.certified([(outer, content)], self._bundle, fits))
        return bool(judging.certified([(outer, content)], self._bundle, await self._answers(asked)))

    async def _answers(self, asked: Sequence[SignatureCheck]) -> judging.Holds:
        """The results of these signature checks, as a function. A check that is not in `asked` counts as failed."""
        answers = dict(zip(asked, await self._verifier.verify(asked), strict=True))
        return lambda check: answers.get(check, False)
