"""A story's region is made by the product's own commands (`tests.journeys.region`), so that it can do no more than a real one.

What only the region signs is not built by hand in a test: a list, a certificate, an invitation, a poster, a receipt. Its
tables are not written, either. `BY_HAND` names where this is done all the same, and why.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from app.protocol import certificate, enrolment, poster_token, receipt, trust, trust_entries, trust_list
from tests import forged, people

TESTS = Path(__file__).parent
BY_HAND = {
    "protocol": "the bytes themselves, also those that no region would sign",
    "vectors": "each byte is written down once and stays",
    "fuzz": "bytes at the edge of what can be read",
    "people.py": "the region with fixed keys, for the three above",
    "forged.py": "what a thief or a stranger signs",
    "store/test_store.py": "a certificate is bytes to the store of a phone",
    "test_roles.py": "which role an address opens, by its last digits: the invitation in it has fixed bytes",
    "bench/proof.py": "the time to judge a proof does not depend on who made its region",
    "journeys/test_proof_summary.py": "a summary says what a proof holds, whoever made its region",
    "journeys/test_verify.py": "a command that no region knows reads proofs of any of them",
    "bench/decode.py": "the time to read a printed code does not depend on who made it",
    "journeys/test_light_newcomer.py": "the light page judges no poster: any of the right form will do",
    "server/test_health.py": "a database that was damaged",
    "test_fixtures.py": "what the rule has to see",
}
OF_THE_REGION = {
    *(trust_list.TrustList, trust_entries.Organisation, trust_entries.Display, trust_entries.Offer, trust_entries.KeyPeriod),
    *(trust_entries.Revocation, trust_list.list_draft, trust.Certificate, trust.TrustBundle, trust.certificate_draft),
    *(certificate.KeyCertificate, certificate.to_draft, enrolment.Invitation, enrolment.invitation_draft),
    *(poster_token.PosterToken, poster_token.to_draft, receipt.Receipt, receipt.to_draft),
}
FIXED = {
    *("ROOT", "LISTING", "RECEIPTS", "POSTER", "REGION", "LIBRARY_ID", "CARE_HOME_ID"),
    *("trust_list", "sealed_list", "certificate", "buddy_certificate", "printed_token"),
}
TABLES = "organisations|invitations|displays|buddies|agreements|region|former_\\w+|absences|announcements"
WRITES = re.compile(rf"\b(?:INTO|UPDATE|DELETE FROM)\s+(?:{TABLES})\b")
HOSTILE = (
    "thief",
    "stolen",
    "stranger",
    "forged",
    "false",
    "wrong_key",
    "did_not_sign",
    "not_the_regions_own",
    "of_the_region",
)


@cache
def trees() -> dict[str, ast.Module]:
    """Every Python file of the tests, by its path below `tests`."""
    return {file.relative_to(TESTS).as_posix(): ast.parse(file.read_text()) for file in sorted(TESTS.rglob("*.py"))}


@cache
def things(tree: ast.Module) -> dict[str, Any]:
    """What the imported names of a file stand for, if it is of the protocol or of the tests' own people."""
    named: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("app", "tests", "tests.people"):
            parts = [(alias, f"{node.module}.{alias.name}") for alias in node.names if node.module != "tests.people"]
            named |= {alias.asname or alias.name: _imported(path) for alias, path in parts}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.protocol"):
            named |= {alias.asname or alias.name: _imported(f"{node.module}.{alias.name}") for alias in node.names}
    return named


def _imported(path: str) -> Any:
    """The module of this path, or what a module has under its last part."""
    module, _, name = path.rpartition(".")
    there = getattr(importlib.import_module(module), name, None)
    return there if there is not None else importlib.import_module(path)


def meant(node: ast.expr, named: dict[str, Any]) -> Any:
    """What a name or an attribute of an imported module stands for; None for all others."""
    if isinstance(node, ast.Name):
        return named.get(node.id)
    return getattr(meant(node.value, named), node.attr, None) if isinstance(node, ast.Attribute) else None


@cache
def by_hand(tree: ast.Module) -> tuple[str, ...]:
    """What this file makes in place of the region, with the line in which it does."""
    return tuple(_by_hand(tree))


def _by_hand(tree: ast.Module) -> Iterator[str]:
    named = things(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and callable(made := meant(node.func, named)) and made in OF_THE_REGION:
            yield f"{node.lineno}: {made.__module__}.{made.__name__}"
        elif isinstance(node, ast.ImportFrom) and node.module == "tests.people":
            yield from (f"{node.lineno}: tests.people.{alias.name}" for alias in node.names if alias.name in FIXED)
        elif isinstance(node, ast.Attribute) and node.attr in FIXED and meant(node.value, named) is people:
            yield f"{node.lineno}: tests.people.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITES.search(node.value):
            yield f"{node.lineno}: {node.value}"


def exempt(path: str) -> str:
    """The line of `BY_HAND` that names this file or its folder; empty when none does."""
    return next((entry for entry in BY_HAND if path == entry or path.startswith(f"{entry}/")), "")


def test_no_story_makes_by_hand_what_only_a_region_can_make() -> None:
    assert {path: made for path, tree in trees().items() if not exempt(path) and (made := by_hand(tree))} == {}


def test_every_exception_is_in_use() -> None:
    assert {exempt(path) for path, tree in trees().items() if by_hand(tree)} - {""} == set(BY_HAND)


def test_what_is_forged_is_used_only_where_the_name_says_that_somebody_cheats() -> None:
    silent = []
    for path, tree in trees().items():
        named = things(tree)
        for part in tree.body:
            used = [node for node in ast.walk(part) if isinstance(node, ast.Attribute) and meant(node.value, named) is forged]
            name = getattr(part, "name", "")
            if used and not any(word in name for word in HOSTILE):
                silent.append(f"{path}: {name}")
    assert silent == []


def test_the_rule_sees_each_way_to_make_a_region_by_hand() -> None:
    written = """
from app.protocol import trust, trust_entries as entries, trust_list as lists
from app.protocol.receipt import to_draft as draft
from app.protocol.trust import Display as Shown, certificate_draft
from tests import people
from tests.people import NOON, sealed_list
trust.TrustList(), entries.Offer(), Shown(), certificate_draft(), draft(), people.printed_token(), people.NOON
db.execute("UPDATE displays SET poster = 1")
db.execute(f"INSERT INTO agreements VALUES ({x})")
trust.list_from_bytes(b""), Display(), db.execute("SELECT * FROM displays"), "to update displays"
"""
    made = sorted(line.partition(": ")[2] for line in by_hand(ast.parse(written)))
    assert made == [
        "INSERT INTO agreements VALUES (",
        "UPDATE displays SET poster = 1",
        "app.protocol.receipt.to_draft",
        "app.protocol.trust.certificate_draft",
        "app.protocol.trust_entries.Display",
        "app.protocol.trust_entries.Offer",
        "app.protocol.trust_list.TrustList",
        "tests.people.printed_token",
        "tests.people.sealed_list",
    ]
