"""A judged proof as values for JSON: names and codes that never change their meaning (docs/verify.md)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.protocol.activities import ActivityType, picture
from app.protocol.terms import State
from app.records.findings import CODES, ProofFinding
from app.records.judged_proof import JudgedProof
from app.records.page import Cut
from app.records.proof_comparison import ProofComparison
from app.records.proof_summary import MomentLine, ProofSummary

FORM = 1
NO_PROOF = "no-proof"
KINDS = {
    ActivityType.BUDDY: "buddy",
    ActivityType.PLACEMENT: "placement",
    ActivityType.VOLUNTEERING: "volunteering",
    ActivityType.ALTERNATIVE: "alternative",
}
Json = dict[str, Any]


def refused(file: str, code: str) -> Json:
    """The report of a file that is no proof, or that cannot be read."""
    return {"file": file, "answer": NO_PROOF, "code": code}


def report(file: str, judged: JudgedProof, says: ProofSummary) -> Json:
    """The report of a judged proof."""
    evidence = judged.evidence
    return {
        "file": file,
        "answer": says.answer,
        "sha256": evidence.digest.hex(),
        "person": evidence.person.hex(),
        "devices": [key.hex() for key in evidence.devices],
        "period": {"first": says.first.isoformat(), "last": says.last.isoformat()} if says.first and says.last else None,
        "minutes": {"total": says.total, "target": says.target, "cut": _cut(says.cut)},
        "rules": {
            "version": says.policy.version,
            "moment": says.policy.session,
            "day": says.policy.day,
            "levels": list(says.policy.levels),
        },
        "trust": _trust(judged),
        "kinds": [{"kind": KINDS[each.kind], "minutes": each.minutes, **_states(each.states)} for each in says.kinds],
        "conditions": [{"condition": each.condition, **_states(each.states)} for each in says.conditions],
        "confirmed": [{"how": how, "moments": number, "minutes": minutes} for how, number, minutes in says.reasons],
        "levels": [{"level": level, "moments": number, "minutes": minutes} for level, number, minutes in says.levels],
        "moments": [_moment(line) for line in says.lines],
        "findings": [_finding(finding) for finding in says.findings],
    }


def comparison(compared: ProofComparison) -> Json:
    """What differs between an earlier and a later proof."""
    return {
        "same_person": compared.same_person,
        "minutes": compared.minutes,
        "new": [id.hex() for id in compared.new],
        "gone": [id.hex() for id in compared.gone],
        "taken_back": [id.hex() for id in compared.taken_back],
        "changed": [id.hex() for id in compared.changed],
        "gone_records": compared.gone_records,
        "same_rules": compared.same_rules,
    }


def _trust(judged: JudgedProof) -> Json:
    basis = judged.evidence.basis
    return {
        "vouched": judged.known,
        "region": basis.region.hex() or None,
        "list_version": basis.version if basis.region else None,
        "list_issued": instant(basis.issued) if basis.region else None,
        "list_from": ("proof" if basis.from_proof else "here") if basis.region else None,
        "root_in_file": basis.root.hex() or None,
    }


def _moment(line: MomentLine) -> Json:
    return {
        "id": line.id.hex(),
        "day": line.day.isoformat(),
        "start": instant(line.start),
        "end": instant(line.end) if line.end is not None else None,
        "activity": picture(line.activity),
        "activity_code": line.activity,
        "kind": KINDS[line.kind],
        "state": line.state.value,
        "conditions": {name: state.value for name, state in line.conditions},
        "stated_minutes": line.stated,
        "minutes": line.minutes,
        "cut": _cut(line.cut),
        "confirmed": line.reason,
        "level": line.level,
        "organisation": line.organisation or None,
        "marks": list(line.marks),
        "helped": line.helped,
        "received": line.received,
        "taken_back": line.taken_back,
    }


def _finding(finding: ProofFinding) -> Json:
    return {
        "code": finding.code,
        "answer": CODES[finding.code],
        "number": finding.number,
        "minutes": finding.minutes,
        "moments": [id.hex() for id in finding.moments],
    }


def _cut(cut: Cut) -> Json:
    """The minutes that do not count, by the reason; only reasons with minutes."""
    return {name: minutes for name in Cut.__slots__ if (minutes := getattr(cut, name))}


def _states(states: tuple[tuple[State, int], ...]) -> Json:
    sums = dict(states)
    return {state.value.replace("-", "_"): sums.get(state, 0) for state in State}


def instant(time: int) -> str:
    """The time in UTC as in RFC 3339; a time after the year 9999 as Unix seconds."""
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return str(time)
