"""What may import what: one table, and what loading a module drags in."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
LAYERS = ("protocol", "store", "platform", "records", "sync", "ui")
ROLES = ("newcomer", "buddy", "organisation", "counsellor")
MAY_IMPORT = {
    "protocol": set(),
    "store": {"protocol"},
    "platform": {"protocol"},
    "records": {"protocol", "store", "platform"},
    "sync": {"protocol", "store", "platform", "records"},
    "ui": {"protocol", "platform", "records"},
    **{role: set(LAYERS) for role in ROLES},  # and never another role
    "verify": set(LAYERS),
    "main": {*LAYERS, *ROLES},
    "tools": {*LAYERS, *ROLES, "main"},
}
EDGES = {  # what does: it may load everything
    "newcomer": ("app", "card_work", "mine_work", "phone_work", "return_work"),
    "buddy": ("app", "cosign"),
    "organisation": ("app", "enrol", "session_store"),
    "counsellor": ("app", "desk_work"),
}
HEAVY = ("sqlite3", "sqlite_utils", "httpx", "cryptography", "app.store", "app.sync", "app.platform.browser")
SHELL = "app.platform.phone.shell"


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its name."""
    files = (file for folder in ("app", "sync_server") for file in (REPOSITORY / folder).rglob("*.py"))
    return {".".join(file.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def imports(name: str) -> frozenset[str]:
    """The modules of ours that one names: also inside functions, and for types only."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(modules()[name].read_text())):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                named.add(inner if inner in modules() else node.module)
    return frozenset(other for other in named if other in modules() and other != name)


def room(name: str) -> str:
    """The folder of `app` that a module lies in; `main` for the files beside the folders."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else "main"


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_the_table_allows(folder: str) -> None:
    wrong = [
        f"{name} -> {other}"
        for name in modules()
        if name.startswith("app") and room(name) == folder
        for other in imports(name)
        if other != "app" and (other.startswith("sync_server") or room(other) not in {folder, *MAY_IMPORT[folder]})
    ]
    assert wrong == []


def test_the_server_imports_only_the_protocol_of_the_app() -> None:
    wrong = [
        f"{name} -> {other}"
        for name in modules()
        if name.startswith("sync_server")
        for other in imports(name)
        if other.startswith("app.") and room(other) != "protocol"
    ]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour_also_for_types() -> None:
    try:
        TopologicalSorter({name: imports(name) for name in modules()}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", [name for name in modules() if name.startswith("app.protocol")])
def test_the_protocol_needs_one_library_in_one_file(name: str) -> None:
    named = {
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(modules()[name].read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    foreign = {str(one).split(".")[0] for one in named} - set(sys.stdlib_module_names) - {"app"}
    assert foreign <= ({"cryptography"} if name == "app.protocol.ed25519" else set())


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_decides_and_shows_loads_no_database_no_wire_and_no_shell(role: str) -> None:
    edges = [f"app.{role}.{name}" for name in EDGES[role]]
    names = [name for name in modules() if name.startswith((f"app.{role}.", "app.ui.")) and name not in edges]
    assert loaded_by(*names) == []


def test_the_command_for_archives_loads_no_flet_and_nothing_that_asks_a_server() -> None:
    code = "import app.verify.__main__, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    heavy = ("flet", "httpx", "starlette", "app.newcomer", "app.counsellor", "app.platform.browser")
    assert [name for name in done.stdout.split() if any(name == one or name.startswith(f"{one}.") for one in heavy)] == []


def test_the_protocol_loads_nothing_but_itself() -> None:
    names = [name for name in modules() if name.startswith("app.protocol.") and name != "app.protocol.ed25519"]
    assert loaded_by(*names, beside=("flet", "asyncio", "socket")) == []


def loaded_by(*names: str, beside: tuple[str, ...] = ()) -> list[str]:
    """Which of the heavy modules a fresh Python holds after importing these."""
    code = f"import {', '.join(names)}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    heavy = (*HEAVY, SHELL, *beside)
    return [name for name in done.stdout.split() if any(name == one or name.startswith(f"{one}.") for one in heavy)]


def test_a_class_name_serves_once() -> None:
    """A stranger who reads a name knows which class it is, wherever it stands."""
    homes: dict[str, list[str]] = {}
    for name, file in modules().items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


RIDDLES = {"one", "found", "said", "told", "given"}  # a noun says what it is


def test_a_variable_is_named_by_a_noun() -> None:
    trees = {name: ast.parse(file.read_text()) for name, file in modules().items()}
    variables = ((name, node.id) for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.Name))
    parameters = ((name, node.arg) for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.arg))
    assert {(name, word) for name, word in (*variables, *parameters) if word in RIDDLES} == set()


def test_what_is_public_says_what_it_takes_and_gives() -> None:
    trees = ((name, ast.parse(file.read_text())) for name, file in modules().items())
    assert [where for name, tree in trees for where in without_docstring(name, tree)] == []


def without_docstring(where: str, node: ast.AST) -> Iterator[str]:
    """The public classes, methods and functions in `node` that have no docstring, but not those inside of functions."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not inner.name.startswith("_"):
            if not ast.get_docstring(inner):
                yield f"{where}.{inner.name}"
            if isinstance(inner, ast.ClassDef):
                yield from without_docstring(f"{where}.{inner.name}", inner)
        elif not isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from without_docstring(where, inner)
