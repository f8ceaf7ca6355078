"""Each command's lock file holds exactly what the command needs: nothing is missing that another package happens to bring."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parent.parent
REQUIREMENTS = REPOSITORY / "requirements"
# What a command starts, in the environment of its own name.
STARTS = {
    "serve": ["sync_server.__main__"],
    "web": ["app.tools.web_build.build", "app.tools.translations.compile"],
    "run": ["sync_server.demo", "app.tools.web_build.build", "app.tools.translations.compile"],
    "fuzz": ["tests.fuzz.__main__", "tests.fuzz.engine"],
    "native": ["app.tools.native_build.build", "app.tools.native_build.check", "app.tools.translations.compile"],
}
# uvicorn finds these by the names that sync_server.__main__.serve gives it; fpdf shapes letters with uharfbuzz where it is.
BY_NAME = {"serve": {"uvloop", "httptools", "uharfbuzz"}, "run": {"uvloop", "httptools", "uharfbuzz"}}
NOT_IN_DEV = ("fuzz", "mutants", "lock")  # their packages' metadata are not here to be read
ENVIRONMENTS = sorted(file.stem for file in REQUIREMENTS.glob("*.in"))


def requirements(file: Path) -> list[Requirement]:
    """What an .in file or a lock file asks for here; what it takes over from another .in with -r, too."""
    found: list[Requirement] = []
    for line in file.read_text().splitlines():
        text = line.split(" #")[0].split(" \\")[0].strip()
        if text.startswith("-r "):
            found += requirements(file.with_name(text[3:]))
        elif text and not text.startswith(("#", "-")):
            found.append(Requirement(text))
    return [one for one in found if one.marker is None or one.marker.evaluate()]


def names(found: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(one.name) for one in found}


def with_all_they_need(asked: Iterable[Requirement]) -> set[str]:
    """These packages and whatever they require in turn, as their own metadata say."""
    needed: set[str] = set()
    waiting = [(canonicalize_name(one.name), extra) for one in asked for extra in ("", *one.extras)]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        needed.add(name)
        for text in metadata.requires(name) or []:
            one = Requirement(text)
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(one.name), inner) for inner in ("", *one.extras)]
    return needed


@pytest.mark.parametrize("command", STARTS)
def test_a_command_names_each_package_that_it_imports_and_no_other(command: str) -> None:
    graph = grimp.build_graph("app", "sync_server", "tests", include_external_packages=True, cache_dir=None)
    loaded = {module for start in STARTS[command] for module in {start, *graph.find_upstream_modules(start)}}
    foreign = {module.split(".")[0] for module in loaded} - {"app", "sync_server", "tests", *sys.stdlib_module_names}
    brought = metadata.packages_distributions()  # of what is not installed here the name is taken as it is
    imported = {canonicalize_name(package) for module in foreign for package in brought.get(module, [module])}
    assert names(requirements(REQUIREMENTS / f"{command}.in")) == imported | BY_NAME.get(command, set())


@pytest.mark.parametrize("environment", [name for name in ENVIRONMENTS if name not in NOT_IN_DEV])
def test_a_lock_file_holds_what_is_asked_for_and_what_that_needs_and_nothing_else(environment: str) -> None:
    asked = requirements(REQUIREMENTS / f"{environment}.in")
    locked = requirements(REQUIREMENTS / f"{environment}.txt")
    assert names(locked) - {"setuptools"} == with_all_they_need(asked) - {"setuptools"}
    versions = {canonicalize_name(one.name): one.specifier for one in locked}
    for one in asked:
        assert one.specifier.contains(str(versions[canonicalize_name(one.name)]).removeprefix("==")), one.name


def test_one_package_has_one_version_in_all_lock_files_that_go_into_one_phone_or_server() -> None:
    versions: dict[str, set[str]] = {}
    for file in [REQUIREMENTS / f"{name}.txt" for name in (*ENVIRONMENTS, "web-packages")]:
        for one in requirements(file):
            versions.setdefault(canonicalize_name(one.name), set()).add(str(one.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_what_run_needs_is_what_the_server_and_the_web_app_need() -> None:
    asked = {name: names(requirements(REQUIREMENTS / f"{name}.in")) for name in ("run", "serve", "web")}
    assert asked["run"] == asked["serve"] | asked["web"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_lock_file_has_versions_and_hashes_and_no_address(environment: str) -> None:
    text = (REQUIREMENTS / f"{environment}.txt").read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9.-]+==[^ ]+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]
