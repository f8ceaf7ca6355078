"""Stories of somebody who helps with the phone: the records say so, nothing counts less, and the counsellor sees it calmly."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.counsellor import model as counsellor
from app.counsellor import screens
from app.counsellor.opened import judged_file
from app.newcomer import update as newcomer
from app.newcomer.update import NewcomerModel, Tapped, update
from app.protocol import record
from app.protocol.ed25519 import Ed25519Verifier
from app.records import judge_proof, proof_file
from app.records.findings import findings
from app.ui.controls.look import Look
from app.ui.events import Remember
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.journeys.buddies import line, meet, two
from tests.journeys.test_proof import desk
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import LIBRARY, NOON
from tests.screens.few import found
from tests.server.test_server import Town

DAY, HOUR = 86400, 3600


def switched(amina: Handset, model: NewcomerModel) -> NewcomerModel:
    """One tap on the switch, kept as the app keeps it."""
    model, effects = update(model, Tapped("helped"))
    amina.store.set_settings({one.key: one.value for one in effects if isinstance(one, Remember)})
    return model


async def visit(amina: Handset, day: int) -> None:
    for time in (NOON + day * DAY, NOON + day * DAY + HOUR):
        amina.clock.wall = time
        await amina.diary.scanned(code(LIBRARY, time=time, number=day + 1))


def test_what_a_child_scans_for_her_mother_says_so_and_counts_as_much(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        model = NewcomerModel(newcomer.READING, "nl")
        await visit(amina, 0)
        model = switched(amina, model)
        assert model.helped
        await visit(amina, 1)
        await amina.afterwards.declare(3, 30, 1)
        await meet(amina, jan, back=1)
        model = switched(amina, model)
        await visit(amina, 2)
        assert not model.helped
        await amina.runner.wake()  # the server takes them like all others
        page = amina.diary.page()
        assert (page.total, page.waiting) == (3 * 60 + 30 + 120, 0)

        text = proof_file.as_text(proof_file.gather(amina.store), ORIGIN)
        judged = await judge_proof.judge(text, await desk(tmp_path / "desk", town), Ed25519Verifier())
        helped = [entry.what for entry in judged.page.entries if entry.visit.check_in in judged.helped]
        assert sorted(helped) == ["declared", "met", "visit"]
        assert (judged.left_out, judged.complete, judged.page.total) == (0, True, page.total)
        said = {finding.code: finding for finding in findings(judged)}
        assert (said["helped"].number, said["helped"].is_to_talk_about) == (3, False)
        assert {counsellor.level(entry) for entry in judged.page.entries if entry.what == "visit"} == {
            counsellor.level(judged.page.entries[0])
        }
        drawn = found(screens.view(_shown(judged), Texts("en"), Look(LIGHT), lambda event: None, amina.clock.wall))
        assert sum(getattr(one, "identifier", "") == "helped" for one in drawn) == 3

    asyncio.run(story())


def _shown(judged: counsellor.JudgedProof) -> counsellor.CounsellorModel:
    files = (judged_file(1, "uren.txt", judged, NOON),)
    return counsellor.CounsellorModel(screen=counsellor.PROOF, language="en", files=files, at=0)


def test_a_phone_that_helps_nobody_writes_what_it_always_wrote(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, transport=line(Town(tmp_path))).open()
        await visit(amina, 0)
        for kept in amina.store.records():
            again = record.from_bytes(kept.record.envelope.data)
            assert record.HELPED not in again.position.to_fields()

    asyncio.run(story())
