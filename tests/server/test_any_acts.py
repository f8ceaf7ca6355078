"""Whatever is administered, in whatever order and whenever: every phone that holds some earlier list admits the newest one, and
nobody in good standing is believed less for it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.protocol import trust
from app.protocol.ed25519 import Key
from sync_server.errors import ServerRefusal
from sync_server.region import certificates, members, organisations, publication, receipts, renewal, upkeep
from sync_server.region.keys import read_key
from sync_server.region.registry import DAY
from tests.people import key
from tests.server.years import Clock, Follower, join, listed, new_region, root

NAMES = ("Bibliotheek", "Sportclub", "Samen", "Buurthuis")
DEVICES = tuple(key(f"device {number}") for number in range(4))
DAYS = st.sampled_from([0, 1, 40, 200, 400, 1000])


class Years(RuleBasedStateMachine):
    """Acts of administration on one region, with phones that join at any time and ask when they like."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock, self.phones = Clock(), list[Follower]()
        self.registry = new_region(Path(self.folder.name), self.clock)
        self.roots = [root(self.registry), root(self.registry, "next-root")]
        self.begun = self.clock.time
        self.phones.append(Follower(self.registry))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.registry.connections.close()
            self.folder.cleanup()

    def _try(self, act: Callable[[], object]) -> None:
        with suppress(ServerRefusal):
            act()

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        self.clock.time += days * DAY

    @rule()
    def a_phone_joins(self) -> None:
        self.phones.append(Follower(self.registry))

    @rule(number=st.integers(0, 9))
    def a_phone_asks(self, number: int) -> None:
        self.phones[number % len(self.phones)].ask(publication.bundle(self.registry))

    @rule(name=st.sampled_from(NAMES))
    def an_organisation(self, name: str) -> None:
        self._try(lambda: organisations.add(self.registry, name))

    @rule(device=st.sampled_from(DEVICES), name=st.sampled_from(NAMES), buddy=st.booleans(), activity=st.integers(1, 3))
    def a_device_joins(self, device: Key, name: str, buddy: bool, activity: int) -> None:
        self._try(lambda: join(self.registry, device, name, buddy=buddy, activity=activity))

    @rule(number=st.integers(0, 9), back=st.none() | st.integers(0, 300))
    def one_is_withdrawn(self, number: int, back: int | None) -> None:
        known = [one[0] for one in (*members.displays(self.registry), *members.buddies(self.registry))]
        if known:
            since = None if back is None else self.clock.time - back * DAY
            self._try(lambda: members.revoke(self.registry, known[number % len(known)], since))

    @rule()
    def upkeep(self) -> None:
        upkeep.upkeep(self.registry)

    @rule(stolen=st.booleans(), announce=st.booleans())
    def the_list_key(self, stolen: bool, announce: bool) -> None:
        following = Key.generate() if announce else None
        renewal.renew(self.registry, self.roots[0], following.public if following else None, stolen=stolen)
        if following:
            self.roots[1:] = [following]

    @precondition(lambda self: len(self.roots) > 1)
    @rule(announce=st.booleans())
    def the_next_root_takes_over(self, announce: bool) -> None:
        following = Key.generate() if announce else None
        renewal.renew(self.registry, self.roots[1], following.public if following else None)
        self.roots = [self.roots[1], *([following] if following else [])]

    @rule(back=st.none() | st.integers(0, 300))
    def the_receipt_key(self, back: int | None) -> None:
        receipts.renew(self.registry, None if back is None else self.clock.time - back * DAY)

    @invariant()
    def every_phone_admits_the_newest(self) -> None:
        if not hasattr(self, "registry"):
            return
        offered = publication.bundle(self.registry)
        for phone in self.phones:
            roots, held = phone.roots, phone.held
            phone.ask(offered)
            assert phone.held.ids == trust.bundle_from_bytes(offered.certificate, offered.listed).ids
            phone.roots, phone.held = roots, held  # it goes on sleeping

    @invariant()
    def the_past_of_those_in_good_standing_stays(self) -> None:
        if not hasattr(self, "registry"):
            return
        standing = "revoked IS NULL AND stolen IS NULL"
        rows = self.registry.db.execute(f"SELECT public, start_time FROM displays WHERE {standing}").fetchall()
        for public, start in rows:
            entries = [one.key for one in listed(self.registry).displays if one.key.public == public]
            assert any(one.good_at(start) for one in entries)
        for (public,) in self.registry.db.execute(f"SELECT public FROM buddies WHERE {standing}").fetchall():
            assert certificates.current(self.registry, public) is not None

    @invariant()
    def the_keys_on_disk_are_those_in_use(self) -> None:
        if not hasattr(self, "registry"):
            return
        assert self.registry.list_key().public == self.registry.list_certificate().public
        assert self.registry.receipt_key().public == self.registry.need("receipt-key")
        assert read_key(self.registry.data / "list.key").public == self.registry.list_certificate().public


Years.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestYears = Years.TestCase
