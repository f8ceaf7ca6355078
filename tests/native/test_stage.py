"""What travels in a native package: all that the app needs, and nothing of what lies around it."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.tools.native_build import check, project, stage
from tests.languages import compiled

compiled()
HEADLESS = Path(__file__).with_name("headless.py")
ORIGIN = "https://uren.example.be"

# Runs in a Python of its own that has its libraries and the staged tree, and nothing of the repository.
LIVE = """
import asyncio, importlib, importlib.util, os, runpy, sys
from pathlib import Path

staged, data, helper = map(Path, sys.argv[1:])
sys.path.insert(0, str(staged))
os.chdir(data)
os.environ["FLET_APP_STORAGE_DATA"] = str(data)
for file in sorted((staged / "app").rglob("*.py")):
    name = ".".join(file.relative_to(staged).with_suffix("").parts).removesuffix(".__init__")
    assert Path(importlib.import_module(name).__file__) == file, name
spec = importlib.util.spec_from_file_location("headless", helper)
headless = importlib.util.module_from_spec(spec)
spec.loader.exec_module(headless)
main = runpy.run_path(str(staged / "main.py"), run_name="started")["main"]

async def story():
    async with headless.running(main) as phone:
        await phone.until(phone.words)
        await phone.tap("language-nl")
        await phone.until(lambda: "Scan" in " ".join(phone.words()))
        print(*phone.words(), sep="|")
        assert not phone.crashes, phone.crashes

asyncio.run(story())
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    gc.disable()  # a finalizer that runs inside of ast.parse upsets its count of depth (CPython issue 106905, mended in 3.12)
    try:
        return stage.make_stage(stage.REPOSITORY, tmp_path_factory.mktemp("native") / "stage", ORIGIN)
    finally:
        gc.enable()


def test_the_staged_tree_runs_with_nothing_but_itself(staged: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", LIVE, str(staged), str(tmp_path), str(HEADLESS)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    assert "Scannen" in done.stdout  # a Dutch word: the languages came along
    assert (tmp_path / "phone" / "veertig.db").exists()


def test_every_picture_and_font_that_the_repository_has_is_there(staged: Path) -> None:
    files = set(stage.files(staged))
    pictures = {f"assets/icons/{file.name}" for file in (stage.REPOSITORY / "assets" / "icons").glob("*.svg")}
    assert len(pictures) > 50
    assert pictures < files
    assert {"assets/fonts/OFL.txt", "assets/icons/LICENSE-phosphor.txt", "assets/icons/LICENSE-fluent.txt"} < files


def test_nothing_else_gets_in_whatever_lies_around(tmp_path: Path) -> None:
    messy = tmp_path / "repository"
    for folder in ("app", "assets", "locales"):
        shutil.copytree(stage.REPOSITORY / folder, messy / folder)
    shutil.copy(stage.REPOSITORY / "pyproject.toml", messy)
    litter = [
        "server.db", ".env", "app/secret.key", "app/notes.md", "app/leftover.py", "app/.hidden.py", "app/__pycache__/main.pyc",
        "app/store/veertig.db", "assets/photo-of-amina.jpg", "assets/icons/.DS_Store", "assets/icons/draft.psd",
        "locales/nl.po~", "tests/people.py", "sync_server/config.py", "build/data/root/root.key",
    ]  # fmt: skip
    for name in litter:
        file = messy / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("not for a phone")
    files = stage.files(stage.make_stage(messy, tmp_path / "stage", ORIGIN))
    assert check.wrong_files(files) == []
    assert set(files) & set(litter) == set()
    assert [name for name in files if "/web/" in name or "/native/" in name or "i18n_tool" in name or "browser" in name] == []


def test_what_an_earlier_version_left_in_the_stage_goes_but_flutters_cache_stays(tmp_path: Path) -> None:
    place = tmp_path / "stage"
    for name in ("app/ui/screens/gone.py", "assets/icons/gone.svg", "build/flutter/pubspec.lock"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("old")
    files = stage.files(stage.make_stage(stage.REPOSITORY, place, ORIGIN))
    assert not [name for name in files if "gone" in name]
    assert (place / "build/flutter/pubspec.lock").exists()


def test_the_package_knows_its_server_and_its_release_and_links_to_it_open_it(staged: Path) -> None:
    assert (staged / "origin.txt").read_text() == f"{ORIGIN}\n"
    said = tomllib.loads((staged / "pyproject.toml").read_text())
    assert said["tool"]["flet"]["android"]["deep_linking"] == {"scheme": "https", "host": "uren.example.be"}
    own = tomllib.loads((stage.REPOSITORY / "pyproject.toml").read_text())["project"]
    assert (said["project"]["version"], said["project"]["dependencies"]) == (own["version"], own["dependencies"])
    assert (staged / "release.txt").read_text() == f"{own['version']}\n"


@pytest.mark.parametrize(
    "origin",
    ["", "http://uren.example.be", "https://localhost", "https://uren.example.be/", "https://uren.example.be:8443",
     "https://Uren.example.be", 'https://uren.example.be"', "https://-x.be", "https://uren.example.be\n"],
)  # fmt: skip
def test_an_address_that_no_phone_could_be_sent_to_makes_no_package(origin: str) -> None:
    with pytest.raises(project.BadOrigin):
        project.host(origin)
