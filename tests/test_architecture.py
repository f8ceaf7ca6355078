"""Who may import whom, and what the protocol may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
STANDARD = set(sys.stdlib_module_names)


def imports(file: Path) -> set[str]:
    """Every module a file names, also inside functions and for type checking."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def of(folder: str) -> list[Path]:
    return sorted((REPOSITORY / folder).rglob("*.py"))


def reaches(file: Path, *forbidden: str) -> set[str]:
    return {name for name in imports(file) for stop in forbidden if name == stop or name.startswith(f"{stop}.")}


@pytest.mark.parametrize("file", of("app/protocol"), ids=lambda file: file.stem)
def test_the_protocol_imports_nothing_of_ours_and_one_library_in_one_file(file: Path) -> None:
    allowed = ("app.protocol", "cryptography") if file.stem == "ed25519" else ("app.protocol",)
    foreign = {name for name in imports(file) if name.split(".")[0] not in STANDARD and not name.startswith(allowed)}
    assert foreign - {"app"} == set()


@pytest.mark.parametrize("file", of("app/ui/screens") + of("app/ui/controls"), ids=lambda file: file.stem)
def test_a_screen_knows_no_store_no_wire_and_no_shell(file: Path) -> None:
    assert reaches(file, "app.store", "app.sync", "app.platform", "httpx", "sqlite3", "sqlite_utils", "app.main") == set()


def test_controls_have_no_words_and_no_state() -> None:
    for file in of("app/ui/controls"):
        assert reaches(file, "app.ui.texts", "app.newcomer.update", "app.ui.screens", "app.records.diary") == set(), file


def test_the_store_and_the_wire_know_no_screen() -> None:
    for file in of("app/store") + of("app/sync"):
        assert reaches(file, "flet", "app.ui.screens", "app.ui.controls", "app.newcomer.app") == set(), file


def test_the_server_uses_only_the_protocol_of_the_app_and_the_app_never_the_server() -> None:
    for file in of("sync_server"):
        assert {name for name in reaches(file, "app") if name not in ("app", "app.protocol")} == reaches(
            file, "app.protocol"
        ) - {"app.protocol"}, file
    for file in of("app"):
        assert reaches(file, "sync_server", "tests") == set(), file


def test_importing_the_protocol_loads_no_screen_no_wire_no_database() -> None:
    names = "app.protocol.trust, app.protocol.record, app.protocol.moments, app.protocol.qr_text"
    code = (
        f"import sys, {names}; print(*(set(sys.modules) & {{'flet', 'httpx', 'sqlite3', 'socket', 'asyncio', 'cryptography'}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout.strip() == ""
