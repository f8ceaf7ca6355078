"""Stories of whoever looks after a region: backups that are whole or say so, keys that fit, people who are erased."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.protocol import proof, receipt, trust
from app.protocol.ed25519 import Key
from app.protocol.keys import key_id
from app.protocol.record import Device
from sync_server.__main__ import main
from sync_server.errors import CommandRefusal
from sync_server.http.api import from_text, to_text
from sync_server.records import tombstones
from sync_server.records.connections import connect
from sync_server.records.meetings import pair_of, row_of
from sync_server.records.store import Row, SqliteStore
from sync_server.region import publication
from sync_server.safekeeping import archive, backups, claims
from tests import forged
from tests.people import NOON, Phone
from tests.server.test_meetings import ASKED, GIVEN, bring
from tests.server.test_server import Town, amina, bytes_of, run

KEYS = ("list.key", "receipt.key")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder that commands work with."""
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("VEERTIG_ORIGIN", "https://uren.example.be")
    return tmp_path / "data"


def good(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What the command said when it would not."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


async def with_records(folder: Path, moments: int = 2) -> Town:
    town = Town(folder)
    await town.push(*bytes_of(amina(moments)))
    return town


def test_a_backup_of_a_running_server_holds_its_records_and_keys_and_says_so(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = asyncio.run(with_records(tmp_path))
    file = tmp_path / "monday.backup"
    good("backup", file)
    assert "Whole: region" in capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if "unfinished" in one.name] == []
    good("backup-check", file)
    assert "3 records, 0 meetings, list version 1" in capsys.readouterr().out
    assert (place / "root" / "root.key").read_bytes() not in file.read_bytes()
    run(_grows(town))
    good("backup", file)  # the same name again: the newer one takes its place
    assert "5 records" in capsys.readouterr().out


async def _grows(town: Town) -> None:
    await town.push(*bytes_of(amina(4)))


def test_a_backup_never_overwrites_what_is_none(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good("region-create")
    before = (place / "server.db").read_bytes()
    assert "is no backup" in refused(capsys, "backup", place / "server.db")
    assert (place / "server.db").read_bytes() == before


@example(where=0.999111743302593, change=32, cut=False)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255), cut=st.booleans())
def test_a_backup_that_is_cut_or_changed_is_not_called_whole_or_holds_the_same(
    where: float, change: int, cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "spoiled"
    if not folder.exists():
        folder.mkdir()
        town = asyncio.run(with_records(folder))
        backups.make(town.registry, folder / "good")
    data = bytearray((folder / "good").read_bytes())
    at = int(where * len(data))
    if cut:
        del data[at:]
    else:
        data[at] ^= change
    (folder / "odd").write_bytes(data)
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    try:
        archive.unpack(folder / "odd", out)
    except CommandRefusal:
        return
    again = folder / "again"
    shutil.rmtree(again, ignore_errors=True)
    again.mkdir()
    archive.unpack(folder / "good", again)
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {one.name: one.read_bytes() for one in again.iterdir()}


def test_a_backup_that_was_packed_again_with_something_else_is_not_called_whole(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good("region-create")
    good("backup", tmp_path / "b")
    for name in (*KEYS, "server.db", "another", "manifest.json"):
        with zipfile.ZipFile(tmp_path / "b") as packed, zipfile.ZipFile(tmp_path / "odd", "w") as odd:
            for one in packed.namelist():
                odd.writestr(one, packed.read(one) if one != name else Key.generate().seed)
            if name == "another":
                odd.writestr(name, b"")
        assert "no whole backup" in refused(capsys, "backup-check", tmp_path / "odd")
        assert "no whole backup" in refused(capsys, "restore", tmp_path / "odd", "--replace")
    good("check")


def test_a_damaged_database_with_its_log_beside_it_leaves_nothing_to_what_is_put_back(tmp_path: Path, place: Path) -> None:
    asyncio.run(with_records(tmp_path))
    good("backup", tmp_path / "b")
    with closing(connect(place / "server.db")) as db:
        db.execute("INSERT INTO erased VALUES (x'00', 0)")
        log = (place / "server.db-wal").read_bytes()
    assert log
    (place / "server.db").write_bytes(bytes(8192))
    (place / "server.db-wal").write_bytes(log)
    good("restore", tmp_path / "b", "--replace")
    good("check")
    [kept] = place.glob("before-*")
    assert (kept / "server.db-wal").exists()
    assert len(Town(tmp_path).held()) == 3


def test_what_is_no_backup_says_so_in_one_sentence(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content in (b"", b"hello", b"PK\x03\x04" + bytes(100)):
        (tmp_path / "odd").write_bytes(content)
        for command in ("backup-check", "restore"):
            assert refused(capsys, command, tmp_path / "odd").count("\n") == 1
    assert "is not there" in refused(capsys, "backup-check", tmp_path / "nothing")
    assert not (place / "server.db").exists()


def test_a_region_is_not_put_over_another_unasked_and_the_old_one_is_kept_beside(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good("region-create")
    good("backup", tmp_path / "b")
    good("organisation-add", "Buurthuis")
    before = {name: (place / name).read_bytes() for name in KEYS}
    assert "--replace" in refused(capsys, "restore", tmp_path / "b")
    good("restore", tmp_path / "b", "--replace")
    [kept] = place.glob("before-*")
    with closing(sqlite3.connect(kept / "server.db")) as db:
        assert db.execute("SELECT name FROM organisations").fetchall() == [("Buurthuis",)]
    assert {name: (kept / name).read_bytes() for name in KEYS} == before
    assert (place / "root" / "root.key").exists()
    good("check")


def test_a_restore_waits_for_nobody_who_works_there(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good("region-create")
    good("backup", tmp_path / "b")
    with claims.shared(place):
        assert "stop the server" in refused(capsys, "restore", tmp_path / "b", "--replace")
    good("restore", tmp_path / "b", "--replace")


def test_the_same_move_to_another_place(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = asyncio.run(with_records(tmp_path))
    good("backup", tmp_path / "b")
    monkeypatch.setenv("VEERTIG_DATA", str(tmp_path / "other" / "data"))
    good("restore", tmp_path / "b")
    good("check")
    there = Town(tmp_path / "other")
    assert there.held() == town.held()
    assert not list((tmp_path / "other" / "data").glob("before-*"))


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("what", ["missing", "empty", "of another region"])
def test_a_server_with_a_wrong_key_does_not_start_and_no_command_signs_with_it(
    name: str, what: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good("region-create")
    (place / name).unlink()
    if what != "missing":
        (place / name).write_bytes(b"" if what == "empty" else Key.generate().seed)
    serve = subprocess.run(
        [sys.executable, "-m", "sync_server", "serve"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (serve.returncode, name in serve.stderr, serve.stderr.count("\n")) == (1, True, 1)
    for words in (("organisation-add", "Buurthuis"), ("check",), ("backup", place / "b")):
        said = refused(capsys, *words)
        assert name in said
        assert "restore FILE" in said


def test_keys_without_their_database_are_not_taken_for_a_new_region(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good("region-create")
    for file in place.glob("server.db*"):
        file.unlink()
    assert "Put it back" in refused(capsys, "region-create")


def test_a_wrong_receipt_key_signs_nothing_while_the_server_runs(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        path = tmp_path / "data" / "receipt.key"
        right = path.read_bytes()
        for wrong in (Key.generate().seed, b""):
            path.write_bytes(wrong)
            answer = await town.http.post("/v1/push", json={"records": [to_text(one) for one in bytes_of(amina())]})
            assert (answer.status_code, answer.json()) == (503, {"code": "wrong-key"})
        assert town.held() == []
        path.write_bytes(right)
        assert {one["status"] for one in await town.push(*bytes_of(amina()))} == {"stored"}

    run(story())


def test_receipts_of_a_wrong_key_are_made_anew_with_the_time_of_the_first(tmp_path: Path) -> None:
    async def story() -> None:
        town, wrong = Town(tmp_path), Key.generate()
        first = await town.push(*bytes_of(amina()))
        await bring(town, (ASKED, GIVEN))
        with closing(sqlite3.connect(tmp_path / "data" / "server.db")) as db:  # as an earlier server did with a wrong file
            for table, id in (("records", "id"), ("meetings", "answer")):
                for name, held in db.execute(f"SELECT {id}, receipt FROM {table}").fetchall():
                    _, said = receipt.from_bytes(held)
                    values = [forged.receipt(wrong, said.record, said.time), name]
                    db.execute(f"UPDATE {table} SET receipt = ? WHERE {id} = ?", values)
            db.commit()
        town.time += 5000
        _, listed = trust.list_from_bytes(publication.bundle(town.registry).listed)
        for _ in range(2):  # and it stays so
            again = await town.push(*bytes_of(amina()))
            met = await bring(town, (ASKED, GIVEN))
            assert [one["receipt"] for one in again] == [one["receipt"] for one in first]  # one time, one key, one signature
            [one] = met["meetings"]
            outer, said = receipt.from_bytes(from_text(one["receipt"]))
            assert (one["status"], outer.key, said.time) == ("known", key_id(listed.receipt_keys[0].public), NOON)
        assert {one["status"] for one in again} == {"known"}

    run(story())


def test_a_damaged_database_says_so_in_one_sentence(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(with_records(tmp_path, 60))
    path = place / "server.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in place.glob("server.db-*"):
        file.unlink()
    whole = path.read_bytes()
    dice = random.Random(5)
    for page in (0, 1, 5, len(whole) // 4096 - 2):
        path.write_bytes(whole[: 4096 * page] + dice.randbytes(4096) + whole[4096 * (page + 1) :])
        for words in (("check",), ("backup", tmp_path / "b")):
            said = refused(capsys, *words)
            assert "database" in said.lower()
            assert "restore FILE" in said
        assert not (tmp_path / "b").exists()
    path.write_bytes(whole)
    good("check")


@pytest.mark.slow
def test_a_locked_database_and_a_folder_that_is_not_there_are_said_in_one_sentence(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good("region-create")
    assert refused(capsys, "backup", tmp_path / "nowhere" / "b").count("\n") == 1
    with closing(connect(place / "server.db")) as db:
        db.execute("BEGIN IMMEDIATE")
        said = refused(capsys, "organisation-add", "Buurthuis")
    assert "try again" in said
    assert "restore" not in said


# --- erasing ---


def newcomer(name: str) -> Phone:
    phone = Phone(name, bytes([len(name)]) * 16)
    phone.write(Device(phone.key.public, phone.person))
    return phone


@pytest.mark.parametrize("by", ["pseudonym", "key id"])
def test_who_was_erased_stays_erased_whatever_phones_send(by: str, tmp_path: Path, place: Path) -> None:
    async def story() -> None:
        town, sara = Town(tmp_path), newcomer("sara")
        mine = amina(3)
        await town.push(*bytes_of(mine), secret=b"")
        await town.push(*bytes_of(sara))
        await bring(town, (ASKED, GIVEN))  # Amina asked for it
        name = mine.person if by == "pseudonym" else key_id(mine.key.public)
        await asyncio.to_thread(good, "erase", name.hex())
        assert town.held() == bytes_of(sara)
        answers = await town.push(*bytes_of(mine), *bytes_of(sara))
        assert {(one["status"], one.get("code", "")) for one in answers} == {("refused", "erased"), ("known", "")}
        [met] = (await bring(town, (ASKED, GIVEN)))["meetings"]
        assert (met["status"], met["code"]) == ("refused", "erased")
        second = Phone("second phone of amina", mine.person)
        second.write(Device(second.key.public, second.person))
        [answer] = await town.push(*bytes_of(second))
        if by == "pseudonym":
            assert (answer["status"], answer["code"]) == ("refused", "erased")
            assert town.held() == bytes_of(sara)
        else:  # a phone that stood alone is erased alone: whoever named Amina in it could otherwise erase her
            assert "code" not in answer

    run(story())


def test_no_byte_of_an_erased_person_stays_in_the_folder_and_no_name_in_the_audit(tmp_path: Path, place: Path) -> None:
    async def story() -> Town:
        town = Town(tmp_path)
        await town.push(*bytes_of(amina(40)))
        await town.push(*bytes_of(newcomer("sara")))
        await bring(town, (ASKED, GIVEN))
        return town

    town, phone = asyncio.run(story()), amina(40)
    traces = [phone.person, phone.key.public, key_id(phone.key.public), ASKED, GIVEN]
    traces += [one.envelope.signature for one in phone.records]
    assert any(traces[0] in file.read_bytes() for file in place.glob("server.db*"))
    good("erase", phone.person.hex())
    for file in place.glob("server.db*"):
        data = file.read_bytes()
        assert [trace for trace in traces if trace in data] == []
    audit = town.registry.db.execute("SELECT act, about FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    assert audit == ("erase", "")
    good("check")


def test_an_erasure_outlives_a_restore_of_an_older_backup(tmp_path: Path, place: Path) -> None:
    phone = amina(3)
    town = asyncio.run(with_records(tmp_path, 3))
    asyncio.run(town.http.aclose())
    good("backup", tmp_path / "b")
    good("erase", phone.person.hex())
    good("restore", tmp_path / "b", "--replace")
    put_back = Town(tmp_path)
    assert put_back.held() == []
    [first, *_] = asyncio.run(put_back.push(*bytes_of(phone)))
    assert first["code"] == "erased"
    shutil.rmtree(place)
    good("restore", tmp_path / "b")  # the machine is lost: the command is given again
    assert len(Town(tmp_path).held()) == 4
    good("erase", phone.person.hex())
    assert Town(tmp_path).held() == []


def test_a_person_can_be_named_by_the_file_of_her_proof(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phone, file = amina(2), tmp_path / "mijn-uren.txt"
    asyncio.run(with_records(tmp_path))
    shown = proof.Proof(phone.person, tuple(bytes_of(phone)), (), (), (), b"", b"")
    file.write_text(proof.to_text(proof.to_bytes(shown), "Bewijs van deelname."))
    good("erase", file)
    assert "1 devices, 3 records" in capsys.readouterr().out
    file.write_text("no proof")
    assert "is no proof" in refused(capsys, "erase", file)


def test_a_name_that_cannot_be_one_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good("region-create")
    for name in ("", "Amina", "00", "zz" * 16, "00" * 32):
        assert "in hex" in refused(capsys, "erase", name)


def test_what_was_judged_before_an_erasure_is_not_kept_after_it(tmp_path: Path) -> None:
    store, phone = SqliteStore(tmp_path / "server.db"), amina(0)
    one = phone.write(Device(phone.key.public, phone.person))
    met = row_of(pair_of(ASKED, GIVEN), NOON, lambda said: b"receipt")
    row = Row(one.id, phone.person, phone.key.public, 0, None, NOON, one.envelope.data, b"receipt", True, met)
    store.write(lambda connection: tombstones.add(connection, [key_id(phone.key.public)], NOON)).result()
    assert store.put([row]).result() == [b""]
    assert store.devices(key_id(phone.key.public)) == []
    assert store.newest_cursor() == 0
    store.close()


def test_every_connection_of_the_server_waits_for_the_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "server.db")
    for what, is_so in (("synchronous", 2), ("journal_mode", "wal")):  # 2, FULL: COMMIT returns after the disk has it
        assert store.connections.of_this_thread().execute(f"PRAGMA {what}").fetchone() == (is_so,)
        assert store.write(lambda writer, what=what: writer.execute(f"PRAGMA {what}").fetchone()).result() == (is_so,)  # type: ignore[misc]
    store.close()
