"""The file: carried forward, left alone, set aside, full. On real SQLite files."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Device, Record
from app.store import migrations
from app.store.errors import StoreError
from app.store.opening import NEWEST, open_or_begin_anew, open_store
from app.store.quarantine import envelopes
from app.store.store import Store
from tests.people import BUDDY, NOON, STRANGER, Phone, buddy_certificate, token

VERSION_1 = Path(__file__).with_name("version_1.sql")
EVERYTHING = 10**9


def amina(visits: int) -> Phone:
    phone = Phone("amina")
    for number in range(visits):
        came = phone.write(CheckIn(token(number=number)))
        phone.write(CheckOut(token(number=number, time=NOON + 3600), came.id))
    return phone


def kept(path: Path, phone: Phone) -> Store:
    store = open_store(path, wal=False)
    store.add([(one, Verdict.UNKNOWN) for one in phone.records])
    store.mark_durable()
    return store


def test_a_file_of_version_1_is_carried_forward_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1.read_text())
    store = open_store(path, wal=True)
    records = store.records()
    assert [type(one.record.body) for one in records] == [Device, CheckIn, CheckOut, CheckIn]
    assert [one.state for one in records] == ["kept", "kept", "waiting", "refused"]
    assert [one.receipt is not None for one in records] == [True, True, False, False]
    assert store.text("language") == "ar"
    assert store.newest_position(records[0].record.envelope.key) == (3, records[3].record.id)
    assert store.waiting(100, EVERYTHING) == [records[2].record]
    store.close()
    again = open_store(path, wal=True)
    assert again.records() == records
    again.close()


def test_a_file_of_version_2_is_carried_forward_with_the_scan_that_waited_in_it(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(VERSION_1.read_text())
    db = Database(path)
    migrations.steps.apply(db, stop_before="3-meetings")
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    with db.atomic():
        db.execute("INSERT INTO scans VALUES (1, ?, ?, NULL, NULL)", [token(number=9), NOON])
    db.close()
    store = open_store(path, wal=True)
    assert len(store.records()) == 4
    assert [(scan.token, scan.wall, scan.body) for scan in store.scans()] == [(token(number=9), NOON, None)]
    assert (store.text("language"), store.signatures.all(), store.met.people()) == ("ar", [], {})
    store.close()


def test_a_file_of_version_4_keeps_its_certificates_and_has_room_for_a_second_one_of_a_buddy(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    db = Database(path)
    migrations.steps.apply(db, stop_before="5-years")
    with db.atomic():
        db.execute("INSERT INTO certificates VALUES (?, ?)", [BUDDY.public, buddy_certificate()])
    db.close()
    store = open_store(path, wal=True)
    assert store.met.certificates() == [buddy_certificate()]
    second = buddy_certificate(start=NOON)
    for _ in range(2):
        store.met.learn({(BUDDY.public, NOON): second}, {}, {})
    assert sorted(store.met.certificates()) == sorted([buddy_certificate(), second])
    came = Phone("amina").write(CheckIn(token()))
    store.restore([(came, None)], {})
    store.set_verdicts({came.id: Verdict.LATE})
    store.close()
    again = open_store(path, wal=True)
    assert [one.verdict for one in again.records()] == [Verdict.LATE]
    again.close()


def test_the_file_of_version_1_has_the_shape_that_its_step_makes(tmp_path: Path) -> None:
    shape = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY name"
    with closing(sqlite3.connect(":memory:")) as released:
        released.executescript(VERSION_1.read_text())
        kept = released.execute(shape).fetchall()
    made = Database(memory=True)
    migrations.steps.apply(made, stop_before="2-chains-and-scans")
    assert made.execute(shape).fetchall() == kept  # a step that was released is never edited
    made.close()


def test_a_new_file_has_every_step_in_it_and_the_newest_number(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    open_store(path, wal=False).close()
    db = Database(path)
    assert migrations.steps.pending(db) == []
    assert db.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    db.close()


def test_a_file_of_the_newest_shape_is_opened_read_and_written_without_loading_what_carries_older_ones_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, phone = tmp_path / "veertig.db", amina(2)
    kept(path, phone).close()
    for name in ("sqlite_utils", "app.store.migrations"):
        monkeypatch.setitem(sys.modules, name, None)  # whoever imports it fails
    with pytest.raises(ImportError):
        open_store(tmp_path / "new.db", wal=False)
    store = open_store(path, wal=False)
    store.set_settings({"language": "ar"})
    store.set_settings({"language": "nl"})
    store.settle({phone.records[0].id: b"receipt"}, {})
    store.met.remember(b"8 bytes.", 3)
    assert ([one.record for one in store.records()], store.text("language")) == (phone.records, "nl")
    store.close()


def test_a_write_that_breaks_off_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path, phone = tmp_path / "veertig.db", amina(1)
    store = kept(path, phone)
    with pytest.raises(StoreError):
        store.add([(phone.records[-1], Verdict.UNKNOWN)], settings={"language": b"nl"})  # its id is taken
    with pytest.raises(StoreError):
        store.restore([], {"language": "nl", "restore": None})  # type: ignore[dict-item]
    assert store.text("language") == ""
    store.set_settings({"language": "ar"})  # and the next one is not in its way
    store.close()
    again = open_store(path, wal=False)
    assert ([one.record for one in again.records()], again.text("language"), again.is_restoring) == (phone.records, "ar", False)
    again.close()


def test_half_a_step_forward_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "veertig.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1.read_text())
    step = migrations.steps._migrations[1]
    carry = step.fn

    def dies(db: object) -> None:
        carry(db)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(step, "fn", dies)
    with pytest.raises(KeyboardInterrupt):
        open_store(path, wal=True)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM records").fetchone() == (4,)
    monkeypatch.undo()
    store = open_store(path, wal=True)
    assert len(store.records()) == 4
    store.close()


def test_a_newer_file_is_never_set_aside_and_keeps_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    kept(path, amina(1)).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_or_begin_anew(path, wal=True, now=NOON)
    assert caught.value.code == "newer-database"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_somebody_else_holds_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "veertig.db"
    kept(path, amina(1)).close()
    monkeypatch.setattr(sqlite3, "connect", lambda *args, connect=sqlite3.connect, **more: connect(*args, timeout=0, **more))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            open_or_begin_anew(path, wal=False, now=NOON)
        other.execute("ROLLBACK")
    assert caught.value.code == "storage-blocked"
    assert list(tmp_path.glob("*damaged*")) == []


PAYLOAD = amina(3).records[1].envelope.payload
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "rubbish": lambda data: b"rubbish" * 1000,
    "cut off": lambda data: data[: len(data) // 2],
    "a page of zeros": lambda data: data[:4096] + bytes(4096) + data[8192:],
    "one bit of the code inside": lambda data: data.replace(PAYLOAD, PAYLOAD[:-1] + bytes([PAYLOAD[-1] ^ 1])),
    "one letter of a record": lambda data: data.replace(amina(3).records[2].envelope.payload[:40], bytes(40)),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_set_aside_and_a_new_one_begins(tmp_path: Path, how: str) -> None:
    path = tmp_path / "veertig.db"
    kept(path, amina(3)).close()
    damaged = DAMAGE[how](path.read_bytes())
    path.write_bytes(damaged)
    opened = open_or_begin_anew(path, wal=False, now=NOON)
    assert opened.store.records() == []
    assert opened.damaged == tmp_path / f"veertig.db.damaged-00{NOON}"
    assert opened.damaged.read_bytes() == damaged
    opened.store.close()


def test_two_damaged_copies_are_kept_the_newest_ones_also_when_the_clock_went_back(tmp_path: Path) -> None:
    path = tmp_path / "veertig.db"
    for number, now in enumerate([NOON, NOON + 5, 7, 7]):
        path.write_bytes(bytes([number + 1]) * 5000)
        open_or_begin_anew(path, wal=False, now=now).store.close()
    copies = sorted(tmp_path.glob("*damaged*"))
    assert [copy.name for copy in copies] == [f"veertig.db.damaged-00{NOON + more}" for more in (6, 7)]
    assert [copy.read_bytes()[:1] for copy in copies] == [b"\x03", b"\x04"]


def test_the_journal_goes_along_with_a_damaged_file(tmp_path: Path) -> None:
    path, phone = tmp_path / "veertig.db", amina(2)
    store = open_store(path, wal=True)
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.add([(one, Verdict.UNKNOWN) for one in phone.records])
    journal = path.with_name("veertig.db-wal").read_bytes()
    store.close()
    path.write_bytes(b"rubbish" * 1000)
    path.with_name("veertig.db-wal").write_bytes(journal)
    opened = open_or_begin_anew(path, wal=True, now=NOON)
    assert opened.damaged
    found = envelopes(opened.damaged, phone.records[0].envelope.key)
    assert set(found) == {one.envelope.data for one in phone.records}
    opened.store.close()


def test_records_are_found_in_a_file_without_its_first_page_and_only_those_of_the_key(tmp_path: Path) -> None:
    path, phone, other = tmp_path / "veertig.db", amina(20), Phone("birol")
    other.write(CheckIn(token(STRANGER)))
    store = kept(path, phone)
    store.restore([(one, None) for one in other.records], {})
    store.close()
    copy = tmp_path / "copy"
    copy.write_bytes(path.read_bytes()[4096:])
    assert set(envelopes(copy, phone.records[0].envelope.key)) == {one.envelope.data for one in phone.records}


def test_what_was_taken_back_is_not_found_in_the_file_any_more(tmp_path: Path) -> None:
    path, phone = tmp_path / "veertig.db", amina(2)
    store = open_store(path, wal=False)
    store.add([(one, Verdict.UNKNOWN) for one in phone.records])
    store.take_back([phone.records[-1].id])
    store.close()
    assert set(envelopes(path, phone.records[0].envelope.key)) == {one.envelope.data for one in phone.records[:-1]}


@given(st.binary(max_size=200), st.integers(0, 120))
@settings(max_examples=300, deadline=None)
def test_looking_for_records_in_rubbish_finds_nothing_and_never_stumbles(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    one = amina(1).records[0]
    (folder / "copy").write_bytes(junk + one.envelope.data[:cut])
    assert envelopes(folder / "copy", one.envelope.key) == []


def test_a_full_disk_saves_nothing_new_and_keeps_everything_old(tmp_path: Path) -> None:
    path, phone = tmp_path / "veertig.db", amina(40)
    store = kept(path, amina(3))
    store._db.execute(f"PRAGMA max_page_count = {store._db.execute('PRAGMA page_count').fetchone()[0]}")
    before = store.records()
    with pytest.raises(StoreError) as caught:
        store.add([(one, Verdict.UNKNOWN) for one in phone.records[7:]])
    assert caught.value.code == "storage-full"
    assert store.records() == before
    store.close()
    again = open_store(path, wal=False)
    assert again.records() == before
    again.close()


def test_a_record_is_sent_only_after_it_was_said_to_be_saved(tmp_path: Path) -> None:
    phone = amina(1)
    store = open_store(tmp_path / "veertig.db", wal=False)
    store.add([(one, Verdict.UNKNOWN) for one in phone.records])
    assert store.waiting(100, EVERYTHING) == []
    store.mark_durable()
    assert store.waiting(100, EVERYTHING) == phone.records
    store.take_back([phone.records[0].id])  # too late: it was said
    assert [one.record for one in store.records()] == phone.records
    store.close()


def test_a_batch_is_limited_in_number_and_in_bytes_and_never_empty(tmp_path: Path) -> None:
    store = kept(tmp_path / "veertig.db", amina(10))
    assert len(store.waiting(5, EVERYTHING)) == 5
    assert len(store.waiting(100, 500)) == 2
    assert len(store.waiting(100, 1)) == 1
    store.close()


KINDS = st.sampled_from(["add", "back", "settle", "refuse", "again", "judge", "restore", "scan", "drop"])
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 30)), max_size=25)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_what_is_in_memory_is_what_the_rows_say_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "veertig.db"
    store, phone, other = open_store(path, wal=False), amina(20), Phone("birol")
    other.write(CheckIn(token(STRANGER)))
    fresh = iter(phone.records)
    for step, number in steps:
        held = [one.record for one in store.records()]
        one: Record | None = held[number % len(held)] if held else None
        if step == "add":
            store.add([(next(fresh), Verdict.UNKNOWN)])
        elif step == "restore":
            store.restore([(one, b"a receipt") for one in [*held[:1], *other.records]], {"restore": "7"})
        elif step == "scan":
            store.add_scan(token(number=number), NOON, None, None)
        elif step == "drop":
            store.drop_scan(number)
        elif step == "again":
            store.requeue_kept()
        elif one and step == "back":
            store.take_back([one.id])
            fresh = iter([*([one] if one not in [kept.record for kept in store.records()] else []), *fresh])
        elif one and step == "settle":
            store.settle({one.id: bytes([number])}, {})
        elif one and step == "refuse":
            store.settle({}, {one.id: "bad-signature"})
        elif one and step == "judge":
            store.set_verdicts({one.id: Verdict.TRUSTED})
    records, scans = store.records(), store.scans()
    store.close()
    again = open_store(path, wal=False)
    assert again.records() == records
    assert again.scans() == scans
    again.close()


def test_the_first_receipt_stays(tmp_path: Path) -> None:
    phone = amina(1)
    store = kept(tmp_path / "veertig.db", phone)
    store.settle({phone.records[0].id: b"first"}, {})
    assert store.requeue_kept() == 1
    store.settle({phone.records[0].id: b"second"}, {})
    assert store.records()[0].receipt == b"first"
    store.close()
