"""The main job and the light page in WebKit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import stories
from tests.engines.webkit import WebKit

pytestmark = pytest.mark.browser


def test_amina_comes_and_goes_in_webkit_although_it_is_killed_and_saves_her_proof(tmp_path: Path) -> None:
    stories.main_job(WebKit, tmp_path, with_display=False)


def test_a_buddy_signs_on_the_light_page_in_webkit(tmp_path: Path) -> None:
    stories.light_page(WebKit, tmp_path)


def test_a_counsellor_opens_a_newcomers_file_in_webkit(tmp_path: Path) -> None:
    stories.counsellor(WebKit, tmp_path)
