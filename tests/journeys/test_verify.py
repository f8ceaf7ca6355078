"""Stories of an archive that keeps proofs: the command judges real files, and says what is odd about each of them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.protocol import base64url, proof
from app.protocol.bodies import CheckIn, CheckOut, Declared
from app.protocol.keys import key_id
from app.protocol.proof import Proof
from app.protocol.record import ChainPosition, Record
from app.records import proof_file
from app.store.opening import open_store
from app.verify.__main__ import ALL_HOLD, NO_PROOF, TALK, USAGE, main
from tests import forged
from tests.journeys.buddies import line
from tests.journeys.region import founded, trust_of
from tests.journeys.test_proof import amina_s_week
from tests.journeys.town import ORIGIN
from tests.people import (
    LIBRARY,
    NOON,
    RECEIPTS,
    ROOT,
    STRANGER,
    Phone,
    answer,
    certificate,
    key,
    proposal,
    sealed_list,
    token,
    trust_list,
)

REPOSITORY = Path(__file__).parent.parent.parent
HOUR, DAY = 3600, 86400


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Archive:
    """A folder with proofs, and the region's word on whom to believe."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder / "archive", capsys
        self.folder.mkdir()
        self.trust = folder / "region.json"
        self.trusts(sealed_list(trust_list()))

    def trusts(self, listed: bytes) -> None:
        """From now on the archive believes the region of fixed keys, with this list."""
        parts = {"root": ROOT.public, "certificate": certificate(), "list": listed}
        self.trust.write_text(json.dumps({name: base64url.encode(data) for name, data in parts.items()}))

    def keep(self, name: str, phone: Phone, records: Iterable[bytes | Record] | None = None, **more: Any) -> Path:
        """Keeps a proof of this phone's person, with these records or all of the phone."""
        every = phone.records if records is None else records
        signed = [each if isinstance(each, bytes) else each.envelope.data for each in every]
        kept = Proof(phone.person, tuple(signed), tuple(receipts_of_the_region(phone.records)), **more)
        path = self.folder / name
        path.write_text(proof.to_text(proof.to_bytes(kept)))
        return path

    def asks(self, *words: object) -> tuple[int, dict[str, Any]]:
        """The exit status and the JSON for this command."""
        self._capsys.readouterr()
        status = main([*map(str, words), "--trust", str(self.trust), "--json"])
        return status, json.loads(self._capsys.readouterr().out)

    def says(self, path: Path) -> tuple[str, dict[str, int]]:
        """The answer about this file, and how often each finding is there."""
        status, printed = self.asks(path)
        (report,) = printed["files"]
        assert status == {"holds": ALL_HOLD, "talk": TALK, "no-proof": NO_PROOF}[report["answer"]]
        return report["answer"], {finding["code"]: finding["number"] for finding in report.get("findings", [])}


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Archive:
    return Archive(tmp_path, capsys)


def receipts_of_the_region(records: Iterable[Record]) -> list[bytes]:
    """The server's receipts for these records."""
    return [forged.receipt(RECEIPTS, each.id, each.position.wall + 60) for each in records]


def amina_at_the_library(visits: int = 3) -> Phone:
    """An hour and a half at the library, on each of some days."""
    amina = Phone("amina")
    for number in range(visits):
        stay(amina, NOON + number * DAY, number + 1)
    return amina


def stay(phone: Phone, start: int, number: int = 1, display: Any = LIBRARY) -> None:
    came = phone.write(CheckIn(token(display, time=start, number=number)), start)
    phone.write(CheckOut(token(display, time=start + 5400, number=number), came.id), start + 5400)


def test_two_commands_are_enough_for_an_archive_and_the_server_may_be_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The region's answer is kept as its server gave it; the proof is the one that Amina's phone writes."""

    async def story() -> None:
        region = await founded(tmp_path)
        amina = await amina_s_week(tmp_path, region)
        region.town.time = NOON
        await amina.runner.wake()
        async with httpx.AsyncClient(base_url=ORIGIN, transport=line(region.town), trust_env=False) as client:
            (tmp_path / "region.json").write_bytes((await client.get("/v1/trust")).content)
        (tmp_path / "mijn-uren.txt").write_text(proof_file.as_text(proof_file.gather(amina.store), ORIGIN, 1))
        amina_total.append(amina.diary.page().total)
        roots.append((await trust_of(region.town)).root)

    amina_total: list[int] = []
    roots: list[bytes] = []
    run(story())
    command = [sys.executable, "-m", "app.verify", str(tmp_path / "mijn-uren.txt")]
    command += ["--trust", str(tmp_path / "region.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (done.returncode, done.stderr) == (ALL_HOLD, "")
    assert done.stdout.splitlines()[:2] == [f"{tmp_path}/mijn-uren.txt: Alles klopt.", "  Totaal     4:00 van 40:00"]
    assert amina_total == [240]
    by_root = main([str(tmp_path / "mijn-uren.txt"), "--root", roots[0].hex(), "--json"])
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert (by_root, report["trust"]["vouched"], report["trust"]["list_from"]) == (ALL_HOLD, True, "proof")
    assert (main([str(tmp_path / "mijn-uren.txt"), "--json"]), report["answer"]) == (TALK, "holds")
    (nobody,) = json.loads(capsys.readouterr().out)["files"]
    assert [one["code"] for one in nobody["findings"] if one["answer"] == "talk"] == ["no-trust"]
    assert nobody["trust"] == {
        "vouched": False,
        "region": None,
        "list_version": None,
        "list_issued": None,
        "list_from": None,
        "root_in_file": key_id(roots[0]).hex(),
    }


def test_a_proof_of_another_region_says_so_and_counts_nothing_as_more_than_it_is(archive: Archive) -> None:
    theirs = key("another root")
    path = archive.keep(
        "elsewhere.txt", amina_at_the_library(), list_key=certificate(root=theirs), trust_list=sealed_list(trust_list(9))
    )
    answered, codes = archive.says(path)
    assert (answered, "other-region" in codes) == ("talk", True)


def test_everything_holds_in_any_order_and_a_part_that_is_there_twice_is_only_said(archive: Archive) -> None:
    amina = amina_at_the_library()
    assert archive.says(archive.keep("a.txt", amina)) == ("holds", {})
    assert archive.says(archive.keep("b.txt", amina, reversed(amina.records))) == ("holds", {})
    assert archive.says(archive.keep("c.txt", amina, [*amina.records, *amina.records[2:4]])) == ("holds", {"copied-records": 2})


def test_a_record_that_is_taken_out_or_put_in_is_found(archive: Archive) -> None:
    amina = amina_at_the_library()
    without = [each for number, each in enumerate(amina.records) if number != 3]
    assert archive.says(archive.keep("a.txt", amina, without))[0] == "talk"
    assert archive.says(archive.keep("a.txt", amina, without))[1]["missing-records"] == 1
    yusuf = Phone("yusuf", b"\x22" * 16)
    yusuf.write(Declared(3, NOON, 60))
    assert archive.says(archive.keep("b.txt", amina, [*amina.records, *yusuf.records])) == ("talk", {"records-of-another": 2})
    alone = [*amina.records, yusuf.records[1]]  # who signed it does not say who that is
    assert archive.says(archive.keep("c.txt", amina, alone)) == ("talk", {"unsigned-records": 1})
    broken: list[Record | bytes] = [*amina.records, b"rubbish", b"\xf6"]
    assert archive.says(archive.keep("d.txt", amina, broken)) == ("talk", {"unreadable-records": 2})


def test_a_chain_that_went_on_twice_is_said_and_both_ways_count(archive: Archive) -> None:
    amina = amina_at_the_library()
    again = Phone("amina", records=amina.records[:-1])
    again.write(Declared(3, NOON + 9 * DAY, 30))
    answered, codes = archive.says(archive.keep("a.txt", amina, [*amina.records, again.records[-1]]))
    assert (answered, codes["forked-chain"]) == ("talk", 1)


def test_a_screen_that_the_list_does_not_have_or_not_for_that_time_is_never_beside_all_holds(archive: Archive) -> None:
    amina = amina_at_the_library(1)
    stay(amina, NOON + DAY, 7, STRANGER)
    assert archive.says(archive.keep("a.txt", amina)) == ("talk", {"unknown-place": 1})
    revoked = amina_at_the_library(2)
    archive.trusts(sealed_list(trust_list(revoked=NOON + 12 * HOUR)))
    assert archive.says(archive.keep("b.txt", revoked)) == ("talk", {"not-valid-then": 1})
    archive.trusts(sealed_list(trust_list(revoked=NOON + 5 * DAY)))
    assert archive.says(archive.keep("c.txt", revoked)) == ("holds", {})


def test_a_code_that_another_key_signed_counts_nothing_and_is_said(archive: Archive) -> None:
    amina = amina_at_the_library(1)
    true, false = token(time=NOON + DAY, number=5), bytearray(token(time=NOON + DAY, number=5))
    false[-1] ^= 1
    assert true != bytes(false)
    amina.write(CheckIn(bytes(false)), NOON + DAY)
    assert archive.says(archive.keep("a.txt", amina)) == ("talk", {"false-code": 1})
    amina.write(CheckIn(b"rubbish"), NOON + DAY)
    assert archive.says(archive.keep("b.txt", amina)) == ("talk", {"false-code": 1, "unreadable-code": 1})


def test_a_meeting_with_a_signature_that_does_not_hold_counts_nothing_and_is_said(archive: Archive) -> None:
    from app.protocol.bodies import Met

    amina = amina_at_the_library(1)
    asked = proposal(start=NOON + DAY)
    amina.write(Met(asked, answer(asked, time=NOON + DAY)), NOON + DAY)
    assert archive.says(archive.keep("a.txt", amina)) == ("holds", {"unconfirmed-buddy": 1})
    asked = proposal(start=NOON + 2 * DAY, number=2)
    broken = bytearray(answer(asked, time=NOON + 2 * DAY))
    broken[-1] ^= 1
    amina.write(Met(asked, bytes(broken)), NOON + 2 * DAY)
    assert archive.says(archive.keep("b.txt", amina)) == ("talk", {"unconfirmed-buddy": 1, "false-meeting": 1})


def test_what_a_newer_app_wrote_is_not_called_broken(archive: Archive) -> None:
    from app.protocol import envelope

    amina = amina_at_the_library(1)
    place = ChainPosition(len(amina.records), amina.records[-1].id, NOON + DAY)
    later = amina.key.seal(envelope.draft("record", amina.key.public, {1: 90, **place.to_fields(), 16: b"something new"}))
    assert archive.says(archive.keep("a.txt", amina, [*amina.records, later])) == ("talk", {"newer-records": 1})


def test_a_file_without_hours_is_not_green(archive: Archive) -> None:
    assert archive.says(archive.keep("a.txt", Phone("amina"))) == ("talk", {"no-records": 1})


def test_rubbish_of_any_size_and_type_is_no_proof_and_is_told_at_once(archive: Archive) -> None:
    good = archive.keep("good.txt", amina_at_the_library())
    rubbish = {
        "empty.txt": (b"", "not-ours"),
        "letter.txt": ("Beste, hierbij mijn uren \u2764".encode(), "not-ours"),
        "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(1000), "not-text"),
        "archive.zip": (b"PK\3\4\0\0" + bytes(1000), "not-text"),
        "cut.txt": (good.read_bytes()[:-40], "bad-code"),
        "nothing.txt": (b"-----BEGIN VEERTIG PROOF-----\n-----END VEERTIG PROOF-----\n", "bad-code"),
        "far.txt": (b" " * (9 << 20) + good.read_bytes(), "not-ours"),
    }
    for name, (data, code) in rubbish.items():
        (archive.folder / name).write_bytes(data)
        assert archive.asks(archive.folder / name) == (
            NO_PROOF,
            {"form": 1, "files": [{"file": str(archive.folder / name), "answer": "no-proof", "code": code}]},
        )
    with (archive.folder / "huge.txt").open("wb") as file:
        file.write(good.read_bytes())
        file.truncate(100 << 20)  # 100 MB of nothing behind it
    assert archive.says(archive.folder / "huge.txt") == ("holds", {})
    assert archive.asks(archive.folder / "missing.txt")[1]["files"][0]["code"] == "no-file"


def test_a_folder_is_judged_file_by_file_and_the_status_is_that_of_the_gravest(archive: Archive) -> None:
    archive.keep("a.txt", amina_at_the_library())
    (archive.folder / "below").mkdir()
    archive.keep("below/b.txt", amina_at_the_library(1))
    (archive.folder / ".hidden").write_text("")
    status, printed = archive.asks(archive.folder)
    assert (status, [Path(report["file"]).name for report in printed["files"]]) == (ALL_HOLD, ["a.txt", "b.txt"])
    (archive.folder / "z.txt").write_text("rubbish")
    assert archive.asks(archive.folder)[0] == NO_PROOF


def test_a_later_proof_says_what_is_new_and_what_is_gone(archive: Archive) -> None:
    amina = amina_at_the_library(2)
    old = archive.keep("old.txt", amina)
    stay(amina, NOON + 5 * DAY, 9)
    new = archive.keep("new.txt", amina)
    status, printed = archive.asks("--compare", old, new)
    compared = printed["comparison"]
    assert (status, compared["minutes"], len(compared["new"]), compared["gone"]) == (ALL_HOLD, 90, 1, [])
    status, printed = archive.asks("--compare", new, old)
    compared = printed["comparison"]
    assert (status, compared["minutes"], len(compared["gone"]), compared["gone_records"]) == (TALK, -90, 1, 2)
    yusuf = Phone("yusuf", b"\x22" * 16)
    stay(yusuf, NOON)
    status, printed = archive.asks("--compare", old, archive.keep("yusuf.txt", yusuf))
    assert (status, printed["comparison"]["same_person"]) == (TALK, False)


def test_who_types_something_else_is_told_and_nothing_is_judged(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    path = archive.keep("a.txt", amina_at_the_library())
    (archive.folder / "odd.json").write_text("[" * 100_000)
    for words in (
        [],
        [str(path), "--root", "abc"],
        [str(path), "--root", "00" * 32],
        [str(path), "--trust", str(archive.folder / "odd.json")],
        [str(path), "--trust", str(path)],
        [str(path), "--trust", str(archive.trust), "--root", key("another root").public.hex()],
        [str(path), "--compare", str(path), str(path)],
    ):
        try:
            status = main(words)
        except SystemExit as left:
            status = int(str(left.code))
        assert (status, capsys.readouterr().out) == (USAGE, "")


def test_what_the_page_for_archives_shows_is_what_the_command_prints(archive: Archive) -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token(time=NOON - 5 * HOUR)), NOON - 5 * HOUR)
    amina.write(CheckOut(token(time=NOON + 7 * HOUR - 60), came.id), NOON + 7 * HOUR - 60)
    _, printed = archive.asks(archive.keep("mijn-uren.txt", amina))
    printed["files"][0]["file"] = "mijn-uren.txt"
    page = (REPOSITORY / "docs" / "verify.md").read_text()
    assert json.loads(page.split("```json\n")[1].split("```")[0]) == printed


def test_the_page_for_archives_explains_every_code() -> None:
    from app.records.findings import CODES
    from app.verify.reading import NOT_FOUND, NOT_READABLE, NOT_TEXT

    page = (REPOSITORY / "docs" / "verify.md").read_text()
    table = {row.split("`")[1]: row.split("|")[2].strip() for row in page.splitlines() if row.startswith("| `")}
    assert {code: answer for code, answer in table.items() if code in CODES} == CODES
    assert {NOT_FOUND, NOT_READABLE, NOT_TEXT, "not-ours", "bad-code", "newer-app"} <= set(table)


def test_a_phone_of_the_region_with_more_records_than_a_proof_takes_writes_one_that_opens(
    tmp_path: Path, archive: Archive
) -> None:
    """Years of telling a moment every two hours: the oldest five thousand records are given, and the chain is whole."""
    amina = Phone("amina")
    for number in range(5100):
        amina.write(Declared(3, NOON - (5100 - number) * 2 * HOUR, 30))
    store = open_store(tmp_path / "amina.db", wal=True)
    store.restore([(each, forged.receipt(RECEIPTS, each.id, each.position.wall)) for each in amina.records], {})
    path = archive.folder / "mijn-uren.txt"
    path.write_text(proof_file.as_text(proof_file.gather(store), ORIGIN))
    assert len(proof.from_text(path.read_text())) > 1 << 20  # more than a trust list may have
    answered, codes = archive.says(path)
    assert (answered, codes) == ("holds", {})
