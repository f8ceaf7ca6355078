"""The built site: the same bytes each time, small updates, nothing inside the HTML that the policy forbids."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.counsellor.paper_style import STYLE
from app.platform.roles import role_of
from app.tools.web_build import client, csp
from app.tools.web_build.archives import OWN
from app.tools.web_build.build import assemble, build
from app.tools.web_build.cache import Cache, hash_tree
from app.tools.web_build.trim import is_unused
from tests.web.conftest import REPOSITORY

CACHE = REPOSITORY / "build" / "cache"


def listed(folder: Path) -> dict[str, list[object]]:
    found = re.search(r"^const FILES = (\{.*\});", (folder / "sw.js").read_text("utf-8"), flags=re.M)
    assert found
    files: dict[str, list[object]] = json.loads(found[1])
    return files


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def weight(folder: Path, name: str) -> int:
    packed = folder / f"{name}.br"
    return (packed if packed.exists() else folder / name).stat().st_size


@pytest.mark.slow
def test_a_build_from_nothing_gives_the_same_bytes_as_one_on_top_of_earlier_builds(
    probe_stage: Path, probe_folder: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"  # nothing compiled is in it; only what pip fetched
    shutil.copytree(CACHE / "packages", cache / "packages")
    assemble(probe_stage, tmp_path / "one", Cache(cache))
    made = {name: data for name, data in contents(probe_folder).items() if not name.endswith(".br")}
    again = contents(tmp_path / "one")
    assert [name for name in made | again if made.get(name) != again.get(name)] == []


def test_an_update_of_the_app_fetches_only_the_parts_it_touched(probe_stage: Path, probe_folder: Path, tmp_path: Path) -> None:
    changed = shutil.copytree(probe_stage, tmp_path / "stage")
    main = changed / "main.py"
    main.write_text(main.read_text("utf-8").replace("PROBE", "CHANGED"), "utf-8")
    build(changed, tmp_path / "web", Cache(CACHE))
    before, after = listed(probe_folder), listed(tmp_path / "web")
    names = [name for name in after if before.get(name) != after[name]]
    assert names == ["code/app.zip", "shell/parts.js"]
    fetched = sum(weight(tmp_path / "web", name) for name in [*names, "sw.js"])
    assert fetched < 150_000


def test_code_of_one_role_changes_nothing_that_another_role_fetches(
    probe_stage: Path, probe_folder: Path, tmp_path: Path
) -> None:
    changed = shutil.copytree(probe_stage, tmp_path / "stage")
    for folder in ("counsellor", "organisation"):
        model = changed / "app" / folder / "model.py"
        model.write_text(model.read_text("utf-8") + "\nCHANGED = 1\n", "utf-8")
    summary = build(changed, tmp_path / "web", Cache(CACHE))
    before, after = listed(probe_folder), listed(tmp_path / "web")
    assert {name for name in after if before.get(name) != after[name]} == set(OWN.values())
    assert set(OWN.values()) & set(summary.first_visit) == set()


def test_an_archive_of_one_role_holds_its_folder_and_no_other_does(probe_folder: Path) -> None:
    for path in OWN.values():
        folder = f"app/{Path(path).stem}/"
        with zipfile.ZipFile(probe_folder / path) as archive:
            assert all(name.startswith(folder) for name in archive.namelist())
            assert f"{folder}app.pyc" in archive.namelist()
    assert set(OWN) == {role_of("/counsellor"), role_of("/display/12345678").partition("-")[0]}


def test_nothing_that_the_app_or_its_packages_import_at_the_start_is_left_out(probe_folder: Path) -> None:
    others = ("app.main", "app.tools", "app.platform.phone", "app.platform.browser", "app.ui.native_camera")
    files = [file.relative_to(REPOSITORY) for file in (REPOSITORY / "app").rglob("*.py")]
    names = [".".join(file.with_suffix("").parts) for file in files if file.stem not in ("__init__", "__main__")]
    ours = [name for name in names if not name.startswith(others)]
    controls = "from flet import Column, Container, Image, Page, Row, Semantics, Stack, Text"  # each is imported by its name
    packages = "import httpcore, httpx, qrcode.image.svg, sqlite_utils.recipes, sys"
    code = "\n".join([controls, packages, f"import {', '.join(ours)}", "print(*sys.modules)"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    paths = [name.replace(".", "/") for name in done.stdout.split()]
    assert {"sqlite_utils/db", "flet/controls/material/container"} <= set(paths)
    assert [path for path in paths if is_unused(f"{path}.pyc") or is_unused(f"{path}/__init__.pyc")] == []
    with zipfile.ZipFile(probe_folder / "packages.zip") as archive:
        assert [name for name in archive.namelist() if is_unused(name)] == []


def test_first_visit_is_at_most_fifteen_megabytes(probe_stage: Path, probe_folder: Path, tmp_path: Path) -> None:
    summary = build(probe_stage, tmp_path / "web", Cache(CACHE))
    assert summary.total < 15_000_000
    assert hash_tree(tmp_path / "web") == hash_tree(probe_folder)


def test_the_html_holds_no_script_and_no_style(probe_folder: Path) -> None:
    html = (probe_folder / "index.html").read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    policy = json.loads((probe_folder / "headers.json").read_text("utf-8"))["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy


def test_our_page_names_no_foreign_host(probe_folder: Path) -> None:
    for file in [*(probe_folder / "shell").rglob("*.*"), probe_folder / "index.html", probe_folder / "manifest.json"]:
        if file.suffix in {".js", ".css", ".html", ".json"}:
            hosts = set(re.findall(r"https?://([\w.-]+)", file.read_text("utf-8")))
            assert hosts <= {"www.w3.org", "hyperelliptic.org"}, (
                file.name
            )  # a namespace, and a page that a library's comment names
    assert "jsdelivr" not in (probe_folder / "main.dart.js").read_text("utf-8")


def test_the_archives_hold_compiled_code_and_languages_and_nothing_else(probe_folder: Path) -> None:

    names = in_code(probe_folder)
    assert {"main.pyc", "app/platform/browser/shell.pyc", "app/newcomer/update.pyc", "locales/nl.mo"} <= names
    assert not [name for name in names if name.startswith("app/tools/web_build/") or not name.endswith((".pyc", ".mo"))]


def test_the_voices_are_there_to_be_fetched_but_on_no_list_and_in_no_first_visit(probe_folder: Path) -> None:
    assert (probe_folder / "audio" / "ar.json").exists()
    assert list((probe_folder / "audio" / "ar").glob("*.mp3"))
    assert not (probe_folder / "audio" / "manifest.json").exists()
    assert not [name for name in listed(probe_folder) if name.startswith("audio/")]
    assert not [name for name in in_code(probe_folder) if name.startswith("app/tools/voices/") or "audio/" in name]


def in_code(folder: Path) -> set[str]:
    """Every file in the archives of code."""
    names: set[str] = set()
    for file in (folder / "code").glob("*.zip"):
        with zipfile.ZipFile(file) as archive:
            names |= set(archive.namelist())
    return names


def test_the_policy_allows_flutters_styles_as_each_browser_gets_them_and_no_others(tmp_path: Path) -> None:
    code = (client.client_folder() / "main.dart.js").read_text("utf-8")
    allowed = csp.style_hashes(code)
    assert allowed == csp.style_hashes(code)
    assert len(set(allowed)) == 2 * len(csp.BROWSERS)
    # What the browsers themselves named when they refused these sheets: Chromium 156, Firefox 153.
    for named in ("cgINIZw4iKgU7zccO2vPeZdQJIMlKEchLZG6hpkP+8k=", "2hxujCU6WzSO6ycZznxFKlHE++BDsDuMYXT/O0zl8rM="):
        assert f"'sha256-{named}'" in allowed
    for named in ("s4yQAruZSjIEYHkPO8ehTfzlcsl7trhH8zHgKmbVxp8=", "fZHbopTuEB9rOa4sFajsL99Oz43fhnOFJ4Zj62iJRiU="):
        assert f"'sha256-{named}'" in allowed
    (tmp_path / "main.dart.js").write_text(code, "utf-8")
    csp.write_headers(tmp_path)
    policy = json.loads((tmp_path / "headers.json").read_text("utf-8"))["Content-Security-Policy"]
    assert f"style-src 'self' {' '.join([*allowed, csp.hash_of(STYLE)])};" in policy  # and the counsellor's page that prints
    assert "unsafe-inline" not in policy


def test_a_client_whose_styles_nobody_knows_is_not_built() -> None:
    code = (client.client_folder() / "main.dart.js").read_text("utf-8")
    with pytest.raises(SystemExit, match="style sheets"):
        csp.style_hashes(code.replace("-webkit-tap-highlight-color", "-webkit-other"))
