"""`python -m app.verify FILE...`: what proofs of taking part come to, judged here and now, without a network.

FILE is a proof (mijn-uren.txt), or a folder with proofs. The exit status is 0 when everything holds, 1 when there is something
to talk about, 2 when a file is no proof, 64 when the command itself is not right. docs/verify.md describes codes and JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.protocol.ed25519 import Ed25519Verifier
from app.protocol.errors import ProtocolError
from app.records import judge_proof
from app.records.judged_proof import JudgedProof
from app.records.proof_comparison import ProofComparison, compare
from app.records.proof_summary import HOLDS, summary
from app.verify import plain_text, reading, report

if TYPE_CHECKING:
    from app.store.store import Store

ALL_HOLD, TALK, NO_PROOF, USAGE = 0, 1, 2, 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the exit status that it asks for, its report for JSON, its lines of text, and the judged proof
    (None for what is no proof).
    """

    status: int
    report: report.Json
    lines: list[str]
    judged: JudgedProof | None = None


class _Arguments(argparse.ArgumentParser):
    """An argument parser whose exit status for a wrong command is USAGE."""

    def error(self, message: str) -> NoReturn:
        """See `argparse`."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(words: Sequence[str] | None = None) -> int:
    """Judges the files that the command names; gives the exit status."""
    parser = _arguments()
    arguments = parser.parse_args(words)
    if bool(arguments.files) == bool(arguments.compare):
        parser.error("name files, or two files to compare")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name may have letters that this terminal lacks
    try:
        own = asyncio.run(reading.believing(arguments.trust, arguments.root))
    except reading.NoTrust as error:
        print(f"veertig-verify: {error}", file=sys.stderr)
        return USAGE
    now = int(time.time())
    if arguments.compare:
        return _compare(arguments.compare, own, now, as_json=arguments.json)
    statuses, reports = [], []
    for file in reading.files_in(arguments.files):
        outcome = judge_file(file, own, now)
        statuses.append(outcome.status)
        if arguments.json:
            reports.append(outcome.report)
        else:
            print("\n".join(outcome.lines), flush=True)
    if arguments.json:
        print(json.dumps({"form": report.FORM, "files": reports}, indent=1, ensure_ascii=False))
    return max(statuses, default=NO_PROOF)


def judge_file(path: Path, own: Store, now: int) -> Outcome:
    """What the proof in this file comes to, for whoever believes what `own` holds. `now` is in Unix seconds."""
    try:
        judged = asyncio.run(judge_proof.judge(reading.proof_text(path), own, Ed25519Verifier()))
    except (reading.UnreadableFile, ProtocolError) as refusal:
        line = plain_text.refusal_line(str(path), refusal.code)
        return Outcome(NO_PROOF, report.refused(str(path), refusal.code), [line])
    says = summary(judged, now)
    lines = list(plain_text.lines(str(path), judged, says))
    return Outcome(ALL_HOLD if says.answer == HOLDS else TALK, report.report(str(path), judged, says), lines, judged)


def _compare(paths: Sequence[Path], own: Store, now: int, *, as_json: bool) -> int:
    """Judges two proofs and says what differs; gives the exit status."""
    earlier, later = (judge_file(path, own, now) for path in paths)
    compared: ProofComparison | None = None
    status = max(earlier.status, later.status)
    if earlier.judged and later.judged:
        compared = compare(earlier.judged, later.judged)
        status = max(status, TALK if compared.is_to_talk_about else ALL_HOLD)
    if as_json:
        differs = report.comparison(compared) if compared else None
        whole = {"form": report.FORM, "files": [earlier.report, later.report], "comparison": differs}
        print(json.dumps(whole, indent=1, ensure_ascii=False))
    else:
        differences = plain_text.comparison_lines(compared) if compared else ()
        print("\n".join([*earlier.lines, *later.lines, *differences]))
    return status


def _arguments() -> argparse.ArgumentParser:
    parser = _Arguments(prog="veertig-verify", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="a proof, or a folder with proofs")
    parser.add_argument("--trust", metavar="REGION.json", type=Path, help="the answer of the region's server to GET /v1/trust")
    parser.add_argument("--root", metavar="HEX", default="", help="the region's root key, 64 hexadecimal digits")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--compare", metavar=("OLD", "NEW"), nargs=2, type=Path, help="what is new and gone between two proofs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
