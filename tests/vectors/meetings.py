"""Meetings: proposals, answers, withdrawals, and the two together."""

from __future__ import annotations

from typing import Any

from app.protocol import meeting, qr_text
from app.protocol.ed25519 import Key
from app.protocol.meeting import DAY, Withdrawal
from tests.people import AMINA, BUDDY, NOON, PASSER_BY, STRANGER, answer, proposal
from tests.vectors.making import ORIGIN, TIME, Vectors, broken, message, seal, unsigned

SMALL_ORDER = b"\x01" + bytes(31)
ASKED: dict[int, Any] = {1: 9, 2: bytes(8), 3: NOON, 4: 150, 5: 6, 6: AMINA.public}
GIVEN: dict[int, Any] = {1: 10, 2: bytes(range(32)), 3: NOON, 4: BUDDY.public}


def meetings() -> Vectors:
    asked = proposal(buddy=BUDDY)
    given = answer(asked)
    back = BUDDY.seal(meeting.withdrawal_draft(Withdrawal(meeting.answer_from_bytes(given)[0].id, NOON + 86400, BUDDY.public)))
    yield "proposal", message("meeting", proposal(), AMINA, "F4", "we had coffee for two hours and a half")
    text = qr_text.to_text(ORIGIN, "m", asked)
    yield "proposal-for-a-buddy", message("meeting", asked, AMINA, "F4", "meant for a buddy met before", text=text)
    text = qr_text.to_text(ORIGIN, "a", given)
    yield "answer", message("answer", given, BUDDY, "F4", "the buddy's yes", text=text)
    yield "withdrawal", message("withdrawal", back, BUDDY, "F4", "the buddy takes it back a day later")
    kinds: list[tuple[str, Key, dict[int, Any], dict[int, int], dict[int, tuple[int, int]], int]] = [
        ("meeting", AMINA, ASKED, {2: 8, 6: 32}, {3: TIME, 4: (1, 1440), 5: (0, 255)}, 6),
        ("answer", BUDDY, GIVEN, {2: 32, 4: 32}, {3: TIME}, 4),
        ("withdrawal", BUDDY, GIVEN | {1: 13}, {2: 32, 4: 32}, {3: TIME}, 4),
    ]
    for kind, key, good, lengths, ranges, own in kinds:
        for name, vector in broken(kind, key, good, lengths, ranges):
            yield f"{kind}-{name}", vector
        other = seal(key, kind, good | {own: STRANGER.public})
        yield f"{kind}-other-key", message(kind, other, key, "F4", "not its own key", "bad-key")
        odd = unsigned(kind, good | {own: SMALL_ORDER}, SMALL_ORDER)
        yield f"{kind}-small-order", message(kind, odd, key, "K1", "a key anyone can sign for", "bad-key")
    for size in (7, 9):
        wrong = seal(AMINA, "meeting", ASKED | {7: bytes(size)})
        yield f"meeting-buddy-{size}", message("meeting", wrong, AMINA, "F1", f"a buddy's key id of {size} bytes", "bad-code")


def pairs() -> Vectors:
    open_one, meant, other = proposal(), proposal(buddy=BUDDY), proposal(number=2)
    cases: dict[str, tuple[bytes, bytes, str, str, str]] = {
        "ok": (open_one, answer(open_one), "M1", "accept", "two people met"),
        "meant": (meant, answer(meant), "M1", "accept", "the buddy it was meant for"),
        "passer-by": (open_one, answer(open_one, PASSER_BY), "M1", "accept", "anybody may answer an open proposal"),
        "other-meeting": (open_one, answer(other), "M1", "other-meeting", "an answer to another meeting"),
        "longer": (proposal(minutes=151), answer(open_one), "M1", "other-meeting", "a minute more than was agreed"),
        "other-day": (proposal(start=NOON - DAY), answer(open_one), "M1", "other-meeting", "a day earlier than was agreed"),
        "other-buddy": (meant, answer(meant, PASSER_BY), "M1", "other-meeting", "meant for somebody else"),
        "alone": (open_one, answer(open_one, AMINA), "M2", "same-person", "one key on both sides"),
        "swapped": (answer(open_one), open_one, "F1", "bad-code", "the two codes mixed up"),
        "twice-asked": (open_one, open_one, "F1", "bad-code", "a proposal for an answer"),
        "cut-off": (open_one, answer(open_one)[:-1], "E5", "bad-code", "an answer without its last byte"),
        "forged": (open_one, _flipped(answer(open_one)), "E7", "bad-signature", "a signature that is not the buddy's"),
        "forged-asking": (
            _flipped(open_one),
            answer(open_one),
            "E7",
            "bad-signature",
            "a signature that is not the newcomer's",
        ),
    }
    for name, (asked, given, rule, expect, comment) in cases.items():
        yield name, {"comment": comment, "rule": rule, "expect": expect, "proposal": asked.hex(), "answer": given.hex()}


def ages() -> Vectors:
    for name, start, expect in (
        ("now", NOON, "accept"),
        ("eight-days-ago", NOON - 8 * DAY, "accept"),
        ("longer-ago", NOON - 8 * DAY - 1, "other-week"),
        ("a-month-ago", NOON - 30 * DAY, "other-week"),
        ("tomorrow", NOON + DAY, "accept"),
        ("later", NOON + DAY + 1, "other-week"),
    ):
        comment = f"a proposal that begins {name.replace('-', ' ')}"
        yield name, {"comment": comment, "rule": "M3", "expect": expect, "proposal": proposal(start=start).hex(), "now": NOON}


def _flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])
