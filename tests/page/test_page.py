"""The page's decisions under node, without a browser; the sentences are in the `*.test.mjs` beside this file.

They import the scripts as they are built: with the made modules beside them, without comments.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.page.node import build_shell, node

HERE = Path(__file__).resolve().parent


def test_the_stories_of_the_page_hold(tmp_path: Path) -> None:
    files = sorted(str(file) for file in HERE.glob("*.test.mjs"))
    done = node(build_shell(tmp_path), "--test", "--test-force-exit", "--test-reporter=spec", *files)
    assert done.returncode == 0, done.stdout + done.stderr
    counted = re.search(r"^ℹ pass (\d+)", done.stdout, re.M)
    assert counted, done.stdout
    assert int(counted[1]) >= len(files)
