"""The main job, a display and the light page in Firefox."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import stories
from tests.engines.firefox import Firefox

pytestmark = pytest.mark.browser


def test_amina_comes_and_goes_in_firefox_although_it_is_killed_and_saves_her_proof(tmp_path: Path) -> None:
    stories.main_job(Firefox, tmp_path, with_display=True)


def test_a_counsellor_opens_a_newcomers_file_in_firefox(tmp_path: Path) -> None:
    stories.counsellor(Firefox, tmp_path)


def test_a_buddy_signs_on_the_light_page_in_firefox(tmp_path: Path) -> None:
    stories.light_page(Firefox, tmp_path)
