"""Stories of a region that grows older: keys that change, windows that move, devices that come back, what ends soon."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from app.protocol import certificate, judging, moments, token, trust
from app.protocol.ed25519 import Key, verify
from app.protocol.keys import key_id
from app.protocol.meeting import pair_from_bytes
from app.protocol.moments import Verdict
from sync_server.__main__ import main
from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.http.asgi import cancel_all, create_app
from sync_server.region import (
    certificates,
    endings,
    keys,
    members,
    organisations,
    posters,
    publication,
    receipts,
    renewal,
    upkeep,
)
from sync_server.region.acts import audit_entries
from sync_server.region.registry import DAY, HOUR, YEAR, Registry
from tests.people import LIBRARY, NOON, STRANGER, answer, key, proposal
from tests.people import token as token_of
from tests.server.years import Clock, Follower, join, listed, new_region, root

JAN = key("phone of jan")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry(tmp_path: Path, clock: Clock) -> Registry:
    return new_region(tmp_path / "data", clock)


def worth_of_token(registry: Registry, time: int, display: Key = LIBRARY, received: int | None = None) -> Verdict:
    outer, said = token.from_bytes(token_of(display, time=time))
    publics = [one.key.public for one in listed(registry).displays_with(outer.key)]
    signers = [check.public for check in outer.checks(publics) if verify(check)]
    return moments.judge(said, outer.key, signers, listed(registry), 0, received)[0]


def worth_of_meeting(registry: Registry, given: bytes | None, time: int, received: int | None = None) -> Verdict:
    """Of a meeting that Jan signed at this time, by the list and this certificate of his."""
    offered = publication.bundle(registry)
    bundle = trust.bundle_from_bytes(offered.certificate, offered.listed)
    asked = proposal(start=time)
    pair = pair_from_bytes(asked, answer(asked, JAN, time=time))
    known = judging.certified([certificate.from_bytes(given)] if given else [], bundle, verify)
    return judging.judge_meeting(pair, True, set(), known, bundle, received)


# --- windows ---


def test_four_years_of_upkeep_keep_a_display_and_a_buddy_believed_on_every_day(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    first = join(registry, JAN, "Samen", buddy=True).certificate
    for day in range(0, 1500, 30):
        clock.time = NOON + day * DAY
        upkeep.upkeep(registry)
        assert {worth_of_token(registry, NOON + past * DAY) for past in range(0, day + 1, 90)} == {Verdict.TRUSTED}
        newest = certificates.current(registry, JAN.public)
        assert newest is not None
        assert {worth_of_meeting(registry, newest[0], NOON + past * DAY) for past in (0, day // 2, day)} == {Verdict.TRUSTED}
        assert worth_of_meeting(registry, first, NOON + min(day, 360) * DAY) is Verdict.TRUSTED  # a phone that asked once
        assert listed(registry).refresh > clock.time


def test_a_server_that_slept_for_two_years_mends_all_at_its_start(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    join(registry, JAN, "Samen", buddy=True)
    clock.time += 730 * DAY
    assert worth_of_token(registry, clock.time) is Verdict.UNKNOWN
    assert upkeep.upkeep(registry)
    assert not upkeep.upkeep(registry)
    assert {worth_of_token(registry, NOON + day * DAY) for day in (0, 400, 730)} == {Verdict.TRUSTED}
    newest = certificates.current(registry, JAN.public)
    assert newest is not None
    assert worth_of_meeting(registry, newest[0], NOON + 500 * DAY) is Verdict.TRUSTED


def hang_a_poster(registry: Registry, organisation: str) -> None:
    posters.make(registry, "https://uren.example.be", posters.Wish(organisations.add(registry, organisation), activity=1))


def test_what_was_withdrawn_and_what_says_its_last_day_in_print_is_not_moved(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    members.revoke(registry, key_id_of(LIBRARY))
    hang_a_poster(registry, "Sportclub")
    before = [(one.key.public, one.key.end) for one in listed(registry).displays]
    clock.time += 300 * DAY
    upkeep.upkeep(registry)
    assert [(one.key.public, one.key.end) for one in listed(registry).displays] == before


def keys_of(registry: Registry) -> list[str]:
    return [one[0] for one in members.displays(registry)]


def test_any_act_moves_what_ends_soon(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    clock.time += 300 * DAY
    organisations.add(registry, "Sportclub")
    assert listed(registry).displays[0].key.end == clock.time + YEAR


def test_the_server_itself_looks_after_its_region_from_its_start(tmp_path: Path, clock: Clock) -> None:
    registry = new_region(tmp_path / "data", clock)
    join(registry, LIBRARY, "Bibliotheek")
    clock.time += 300 * DAY
    app = create_app(Config(tmp_path / "data", tmp_path, "https://uren.example.be"), clock)

    async def story() -> None:
        told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        ended = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if told.empty() and not ended.is_set():
                ended.set()
                return {"type": "lifespan.startup"}
            for _ in range(200):
                if listed(registry).displays[0].key.end > clock.time + 300 * DAY:
                    break
                await asyncio.sleep(0.02)
            return {"type": "lifespan.shutdown"}

        async def send(message: Any) -> None:
            assert message["type"] in ("lifespan.startup.complete", "lifespan.shutdown.complete"), message

        await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)

    asyncio.run(story())
    assert listed(registry).displays[0].key.end == clock.time + YEAR


def test_a_task_that_does_not_hear_the_first_word_is_ended_all_the_same() -> None:
    heard: list[int] = []

    async def deaf() -> None:
        while len(heard) < 3:
            try:
                await asyncio.sleep(DAY)
            except asyncio.CancelledError:
                heard.append(len(heard))

    async def story() -> None:
        task = asyncio.create_task(deaf())
        await asyncio.sleep(0)
        await asyncio.wait_for(cancel_all({task}), 5)
        assert task.done()

    asyncio.run(story())
    assert heard == [0, 1, 2]


def test_upkeep_without_a_region_or_without_a_key_harms_nobody(
    tmp_path: Path, registry: Registry, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    (registry.data / "list.key").unlink()
    clock.time += 40 * DAY

    async def story() -> None:
        task = asyncio.create_task(upkeep.daily(registry, asyncio.to_thread))
        await asyncio.sleep(0.3)
        task.cancel()

    with caplog.at_level(logging.ERROR, "veertig"):
        asyncio.run(story())
    assert "upkeep: no-region" in caplog.text


# --- the list key ---


@pytest.mark.parametrize("late", [-30, 100])
def test_a_renewal_early_or_a_hundred_days_late_takes_nothing_from_anybody(late: int, registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    early = join(registry, JAN, "Samen", buddy=True).certificate
    phone = Follower(registry)
    clock.time = listed_key(registry).end + late * DAY
    newcomer = key("phone of els")
    given = join(registry, newcomer, "Samen", buddy=True).certificate  # also while it is over
    assert given is not None
    phone.ask(publication.bundle(registry))
    assert judging.certified([certificate.from_bytes(given)], phone.held, verify)
    renewal.renew(registry, root(registry))
    phone.ask(publication.bundle(registry))
    assert phone.held.certificate.serial == 2
    assert [one.public for one in phone.held.trust_list.former] == [first_of(registry)]
    assert worth_of_meeting(registry, early, NOON + 9) is Verdict.TRUSTED
    assert {worth_of_token(registry, NOON), worth_of_token(registry, clock.time)} == {Verdict.TRUSTED}
    bundle = phone.held
    assert judging.certified([certificate.from_bytes(given)], bundle, verify)


def listed_key(registry: Registry) -> trust.Certificate:
    return registry.list_certificate()


def first_of(registry: Registry) -> bytes:
    row = registry.db.execute("SELECT public FROM former_keys WHERE purpose = 'list'").fetchone()
    return bytes(row[0])


def test_the_list_key_before_is_not_kept_and_the_new_one_is_for_this_user_only(registry: Registry) -> None:
    before = registry.list_key().seed
    renewal.renew(registry, root(registry))
    held = {path.name: path.read_bytes() for path in registry.data.iterdir() if path.suffix in (".key", ".next")}
    assert before not in held.values()
    assert held["list.key"] == registry.list_key().seed
    assert (registry.data / "list.key").stat().st_mode & 0o777 == 0o600


def test_a_stop_between_the_tables_and_the_files_leaves_a_region_that_signs(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "take_over", lambda path: None)  # stopped just before the last step
    renewal.renew(registry, root(registry))
    receipts.renew(registry)
    monkeypatch.undo()
    phone = Follower(registry)
    organisations.add(registry, "Sportclub")
    phone.ask(publication.bundle(registry))
    assert registry.receipt_key().public == registry.need("receipt-key")
    before = registry.list_key().public, registry.receipt_key().public
    renewal.renew(registry, root(registry))
    receipts.renew(registry)
    phone.ask(publication.bundle(registry))
    assert {registry.list_key().public, registry.receipt_key().public}.isdisjoint(before)
    assert phone.held.certificate.serial == 3
    assert sorted(path.name for path in registry.data.glob("*.next")) == []


def test_the_next_root_takes_over_and_a_phone_that_slept_meanwhile_follows(registry: Registry, tmp_path: Path) -> None:
    early = Follower(registry)
    third, fourth = tmp_path / "third.key", tmp_path / "fourth.key"
    for path in (third, fourth):
        keys.write_key(path, Key.generate())
    renewal.renew(registry, root(registry))
    middle = Follower(registry)
    renewal.renew(registry, root(registry, "next-root"), keys.read_key(third).public)
    renewal.renew(registry, keys.read_key(third), keys.read_key(fourth).public)
    fresh = Follower(registry)
    for phone in (early, middle, fresh):
        phone.ask(publication.bundle(registry))
        assert phone.roots.pinned() == (keys.read_key(third).public, keys.read_key(fourth).public)
    for old in (root(registry), root(registry, "next-root")):
        with pytest.raises(ServerRefusal, match="wrong-root"):
            renewal.renew(registry, old)


def test_a_renewal_says_again_who_the_next_root_is(registry: Registry) -> None:
    renewal.renew(registry, root(registry))
    assert registry.list_certificate().next_root == root(registry, "next-root").public


def test_only_the_root_can_answer_and_only_the_last_request(registry: Registry) -> None:
    asked = renewal.request(registry)
    assert renewal.request(registry).list_key == asked.list_key
    with pytest.raises(ServerRefusal, match="wrong-root"):
        renewal.sign(STRANGER, asked)
    before = publication.bundle(registry)
    forged = renewal.Request(**{**as_dict(asked), "root": STRANGER.public.hex()})
    other = renewal.Request(**{**as_dict(asked), "list_key": STRANGER.public.hex()})
    for answered, code in (
        (renewal.sign(STRANGER, forged), "wrong-root"),
        (renewal.sign(root(registry), other), "bad-renewal"),
        (renewal.sign(root(registry), renewal.Request(**{**as_dict(asked), "serial": 9})), "bad-renewal"),
        (b"rubbish", "bad-renewal"),
    ):
        with pytest.raises(ServerRefusal, match=code):
            renewal.accept(registry, answered)
    assert publication.bundle(registry) == before
    renewal.accept(registry, renewal.sign(root(registry), asked))
    with pytest.raises(ServerRefusal, match="bad-renewal"):
        renewal.accept(registry, renewal.sign(root(registry), asked))


def as_dict(asked: renewal.Request) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asked.__slots__}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"region": 1}', "\x00"])
def test_a_request_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ServerRefusal, match="bad-renewal"):
        renewal.Request.from_text(text)


# --- the receipt key ---


def test_a_receipt_key_changes_and_what_the_one_before_signed_stays(registry: Registry, clock: Clock) -> None:
    before = registry.receipt_key()
    clock.time += 500 * DAY
    receipts.renew(registry)
    newest, former = listed(registry).receipt_keys
    assert (newest.public, former.public) == (registry.receipt_key().public, before.public)
    assert former.good_at(NOON)
    assert former.good_at(clock.time)
    assert not former.good_at(clock.time + HOUR)
    assert newest.good_at(clock.time)
    assert newest.good_at(clock.time + 9 * YEAR)


def test_the_window_of_receipts_never_runs_out(registry: Registry, clock: Clock) -> None:
    for _ in range(30):
        clock.time += YEAR
        upkeep.upkeep(registry)
        assert listed(registry).receipt_keys[0].good_at(clock.time)
        assert listed(registry).receipt_keys[0].good_at(NOON)


# --- those who come back ---


def test_a_buddy_who_ended_and_is_invited_again_is_believed_but_for_the_time_between(registry: Registry, clock: Clock) -> None:
    first = join(registry, JAN, "Samen", buddy=True).certificate
    ended, back = NOON + 30 * DAY, NOON + 90 * DAY
    clock.time = ended
    members.revoke(registry, members.buddies(registry)[0][0])
    assert certificates.current(registry, JAN.public) is None
    assert worth_of_meeting(registry, first, ended) is Verdict.UNKNOWN
    clock.time = back
    again = join(registry, JAN, "Anders", buddy=True)
    assert (again.organisation, again.certificate != first) == ("Anders", True)
    worth = {
        day: worth_of_meeting(registry, first if day < 60 else again.certificate, NOON + day * DAY) for day in (1, 31, 89, 91)
    }
    assert worth == {1: Verdict.TRUSTED, 31: Verdict.UNKNOWN, 89: Verdict.UNKNOWN, 91: Verdict.TRUSTED}
    clock.time += 10 * DAY
    members.revoke(registry, members.buddies(registry)[0][0])
    clock.time += 10 * DAY
    third = join(registry, JAN, "Anders", buddy=True).certificate
    worth = {day: worth_of_meeting(registry, third, NOON + day * DAY) for day in (95, 105, 111)}
    assert worth == {95: Verdict.TRUSTED, 105: Verdict.UNKNOWN, 111: Verdict.TRUSTED}


def test_a_certificate_that_ended_while_nobody_looked_is_made_anew_by_an_invitation(registry: Registry, clock: Clock) -> None:
    first = join(registry, JAN, "Samen", buddy=True).certificate
    clock.time += 500 * DAY
    second = join(registry, JAN, "Samen", buddy=True).certificate
    assert first != second
    assert {worth_of_meeting(registry, second, time) for time in (NOON, clock.time)} == {Verdict.TRUSTED}


@pytest.mark.parametrize("buddy", [False, True])
def test_a_stolen_key_never_comes_back_and_the_invitation_stays_unused(buddy: bool, registry: Registry, clock: Clock) -> None:
    join(registry, JAN, "Samen", buddy=buddy)
    members.revoke(registry, (members.buddies if buddy else members.displays)(registry)[0][0], clock.time - DAY)
    with pytest.raises(ServerRefusal, match="stolen-key"):
        join(registry, JAN, "Samen", buddy=buddy)
    used = registry.db.execute("SELECT count(*) FROM invitations WHERE display IS NOT NULL").fetchone()
    assert used == (1,)
    assert join(registry, key("another phone of jan"), "Samen", buddy=buddy).organisation == "Samen"


def test_a_display_that_moves_keeps_the_name_of_then_for_what_was_then(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    clock.time += 100 * DAY
    members.revoke(registry, keys_of(registry)[0])
    clock.time += 50 * DAY
    join(registry, LIBRARY, "Sportclub", activity=2)
    clock.time += 50 * DAY
    join(registry, LIBRARY, "Buurthuis", activity=6)
    assert [(one, worth_of_token(registry, NOON + one * DAY)) for one in (50, 120, 160, 201)] == [
        (50, Verdict.TRUSTED),
        (120, Verdict.UNKNOWN),
        (160, Verdict.TRUSTED),
        (201, Verdict.TRUSTED),
    ]
    names = {one.id: one.name for one in listed(registry).organisations}

    def name(day: int) -> list[str]:
        good = [one for one in listed(registry).displays if one.key.good_at(NOON + day * DAY)]
        return [names[one.organisation] for one in good]

    assert [name(day) for day in (50, 120, 160, 201)] == [["Bibliotheek"], [], ["Sportclub"], ["Buurthuis"]]
    members.revoke(registry, keys_of(registry)[0], NOON + 40 * DAY)
    assert worth_of_token(registry, NOON + 160 * DAY) is not Verdict.TRUSTED
    assert worth_of_token(registry, NOON + 30 * DAY) is Verdict.LATE
    assert worth_of_token(registry, NOON + 30 * DAY, received=NOON + 39 * DAY) is Verdict.TRUSTED


# --- withdrawing says why ---


def test_ended_leaves_what_was_said_and_stolen_leaves_what_was_received(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    join(registry, STRANGER, "Sportclub")
    clock.time += 10 * DAY
    ended, stolen = sorted(keys_of(registry), key=lambda one: one != key_id_of(LIBRARY))
    members.revoke(registry, ended)
    members.revoke(registry, stolen, NOON + 5 * DAY)
    late = NOON + 9 * DAY
    assert worth_of_token(registry, NOON, LIBRARY, late) is Verdict.TRUSTED
    assert worth_of_token(registry, NOON, STRANGER, late) is Verdict.LATE
    assert worth_of_token(registry, NOON, STRANGER, NOON + 5 * DAY - 1) is Verdict.TRUSTED
    assert worth_of_token(registry, NOON + 6 * DAY, STRANGER, late) is Verdict.UNKNOWN
    members.revoke(registry, ended, NOON + DAY)  # it ended, and later its key turns out to have been stolen
    assert worth_of_token(registry, NOON, LIBRARY, late) is Verdict.LATE
    for wrong, code in ((clock.time + 1, "future-date"), (NOON + 8 * DAY, "not-found")):
        with pytest.raises(ServerRefusal, match=code):
            members.revoke(registry, stolen, wrong)


def key_id_of(device: Key) -> str:
    return key_id(device.public).hex()


# --- what ends soon ---


def test_what_ends_is_said_sixty_thirty_and_seven_days_before(registry: Registry, clock: Clock) -> None:
    end = registry.list_certificate().end
    found = {}
    for days in (90, 61, 60, 59, 31, 29, 8, 6, 1, 0, -3):
        clock.time = end - days * DAY
        upkeep.upkeep(registry)
        found[days] = [(one.what, one.step) for one in endings.endings(registry, clock.time)]
    assert found == {
        90: [],
        61: [],
        60: [],
        59: [("list key", 60)],
        31: [("list key", 60)],
        29: [("list key", 30)],
        8: [("list key", 30)],
        6: [("list key", 7)],
        1: [("list key", 7)],
        0: [("list key", 0)],
        -3: [("list key", 0)],
    }


def test_a_poster_and_a_region_that_nobody_looks_after_are_said_too(registry: Registry, clock: Clock) -> None:
    join(registry, LIBRARY, "Bibliotheek")
    join(registry, JAN, "Samen", buddy=True)
    hang_a_poster(registry, "Sportclub")
    clock.time += YEAR - 6 * DAY
    said = [str(one) for one in endings.endings(registry, clock.time)]
    assert any(one.startswith("list version") and one.endswith("over") for one in said)
    assert any(one.startswith("poster 1 Sportclub: until 2027-11-23, less than 7 days left") for one in said)
    assert any(one.startswith(f"display {key_id_of(LIBRARY)} Bibliotheek") for one in said)
    assert any(one.startswith(f"buddy {key_id_of(JAN)} Samen") for one in said)
    upkeep.upkeep(registry)
    assert [one.what for one in endings.endings(registry, clock.time)] == ["poster", "list key"]
    clock.time += 14 * DAY  # its last day is printed on it, and somebody took it down long ago
    assert "poster" not in [one.what for one in endings.endings(registry, clock.time)]


# --- the command line ---


def test_the_commands_of_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
    assert main(["region-status"]) == 1
    assert "no-region" in capsys.readouterr().err
    assert main(["region-create"]) == 0
    safe = tmp_path / "safe"
    (tmp_path / "data" / "root").rename(safe)
    assert main(["region-renew", "--root", str(safe / "root.key")]) == 0
    assert "list key\t2" in capsys.readouterr().out
    request, answered = tmp_path / "request.txt", tmp_path / "answer.txt"
    assert main(["region-renew-request", str(request)]) == 0
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "elsewhere"))
    third = str(safe / "third.key")
    assert main(["region-renew-sign", str(safe / "next-root.key"), str(request), str(answered), "--next-root", third]) == 0
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
    assert main(["region-renew-accept", str(answered)]) == 0
    assert "list key\t3" in (out := capsys.readouterr().out)
    assert "next root\tannounced" in out
    assert main(["region-renew", "--root", str(safe / "root.key")]) == 1
    assert "wrong-root" in capsys.readouterr().err
    assert main(["region-renew", "--root", str(request)]) == 1
    assert "wrong-key" in capsys.readouterr().err
    assert main(["receipt-key-renew"]) == 0
    assert main(["receipt-key-renew", "--stolen-from", "2026-01-01"]) == 0
    assert main(["receipt-key-renew", "--stolen-from", "2999-01-01"]) == 1
    assert "future-date" in capsys.readouterr().err
    for command in ("display-revoke", "buddy-revoke"):
        assert main([command, "00", "--ended"]) == 1
        assert main([command, "00", "--stolen-from", "2026-01-01"]) == 1
        with pytest.raises(SystemExit):
            main([command, "00", "--stolen-from", "soon"])
    with pytest.raises(SystemExit):
        main(["display-revoke", "00", "--ended", "--stolen-from", "2026-01-01"])


def test_the_audit_says_what_was_done(registry: Registry) -> None:
    renewal.renew(registry, root(registry), stolen=True)
    receipts.renew(registry, NOON)
    assert [(one.act, one.about) for one in audit_entries(registry, 2)] == [
        ("receipt-key-renew", "stolen"),
        ("region-renew", "stolen"),
    ]
