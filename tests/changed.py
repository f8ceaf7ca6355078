"""Which test files can a change reach? By the import graph of app, sync_server and tests.

A test that drives a process (a server, a browser, a command) reaches whatever that process loads: it is picked by any change of
the app or the server, and so is a test that reads the import graph. A file that is no Python module reaches everything, a page
of documentation only the tests of documents.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = ("tests/test_decisions.py", "tests/test_documents.py", "tests/test_status.py")
WHOLE_PRODUCT = {"subprocess", "playwright", "grimp"}  # a test that needs one of these reaches all of it


def changed(base: str = "HEAD") -> list[str]:
    """Every file that differs from `base` or that git does not know yet, by its place in the repository."""
    listings = (["diff", "--name-only", base, "--"], ["ls-files", "--others", "--exclude-standard"])
    names = [subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=True) for words in listings]
    return sorted({line for done in names for line in done.stdout.splitlines()})


def reached(files: Iterable[str]) -> list[str] | None:
    """The test files that these changed files can reach; None is all of them."""
    modules: set[str] = set()
    picked: set[str] = set()
    for file in files:
        if file.endswith(".md"):
            picked.update(DOCUMENTS)
        elif file.endswith(".py"):
            modules.add(_module(file))
        else:
            return None
    if not modules:
        return sorted(picked)
    graph = grimp.build_graph("app", "sync_server", "tests", include_external_packages=True, cache_dir=None)
    product = any(module.split(".")[0] in ("app", "sync_server") for module in modules)
    for test in sorted(module for module in graph.modules if module.rpartition(".")[2].startswith("test_")):
        needs = {test, *graph.find_upstream_modules(test), *_conftests(test)}
        if needs & modules or (product and needs & WHOLE_PRODUCT):
            picked.add(test.replace(".", "/") + ".py")
    return sorted(file for file in picked if (REPOSITORY / file).exists())


def _module(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _conftests(test: str) -> list[str]:
    """What pytest loads before this test, without being imported by it."""
    parts = test.split(".")[:-1]
    return [".".join([*parts[:depth], "conftest"]) for depth in range(1, len(parts) + 1)]
