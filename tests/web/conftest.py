"""The probe, built once per run; for each test a Chromium profile, or a region with its server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PROBE = REPOSITORY / "tests" / "browser" / "probe" / "main.py"


@pytest.fixture(scope="session")
def probe_stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.tools.web_build.stage import make_stage

    return make_stage(REPOSITORY, tmp_path_factory.mktemp("probe") / "stage", PROBE)


@pytest.fixture(scope="session")
def probe_folder(probe_stage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.tools.web_build.build import build
    from app.tools.web_build.cache import Cache

    out = tmp_path_factory.mktemp("site") / "web"
    build(probe_stage, out, Cache(REPOSITORY / "build" / "cache"))
    return out


@pytest.fixture
def site(probe_folder: Path) -> Iterator[object]:
    from tests.web.serving import serving

    with serving(probe_folder, "probe") as site:
        yield site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[object]:
    from tests.browser.drive import region

    with region(tmp_path / "server", place="stories") as one:
        yield one


@pytest.fixture
def playwright() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture
def launch_fresh(playwright: Any, tmp_path: Path) -> Iterator[Callable[..., object]]:
    """Starts Chromium on this test's one profile, an empty one at first; each call is a new process."""
    from tests.web.chromium import Browser

    yield lambda *arguments, **options: Browser(playwright, tmp_path / "profile", *arguments, **options)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


@pytest.fixture
def launch(launch_fresh: Callable[..., object], playwright: Any, site: Any, tmp_path: Path) -> Callable[..., object]:
    """The same, on a profile in which the site is installed and was never used."""
    from tests.web.installed import install

    def started(*arguments: Any, **options: Any) -> object:
        if not (tmp_path / "profile").exists():
            install(playwright, site.origin, tmp_path / "profile")
        return launch_fresh(*arguments, **options)

    return started
