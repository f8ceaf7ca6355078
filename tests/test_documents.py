"""Documents that are wrong are worse than none: commands run, codes and settings are listed, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from app.protocol.errors import CODES
from app.ui.screens.refusals import REFUSAL
from sync_server.__main__ import parser
from sync_server.records.tables import STEPS

REPOSITORY = Path(__file__).parent.parent
PAGES = [
    *REPOSITORY.glob("*.md"),
    REPOSITORY / "app/protocol/README.md",
    REPOSITORY / "app/tools/native_build/README.md",
    REPOSITORY / "sync_server/README.md",
    REPOSITORY / "sync_server/REFERENCE.md",
    REPOSITORY / "assets/audio/README.md",
    REPOSITORY / "tests/README.md",
    REPOSITORY / "tests/browser/README.md",
    REPOSITORY / "tests/vectors/README.md",
    *REPOSITORY.glob("docs/**/*.md"),
]


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text()):
            assert link.startswith("https://") or (page.parent / link).exists(), (page.name, link)


def test_every_picture_in_a_document_is_there() -> None:
    for page in PAGES:
        for picture in re.findall(r'<img src="([^"]+)"', page.read_text()):
            assert (page.parent / picture).exists(), (page.name, picture)


def test_every_command_of_the_readme_is_one_of_build_sh() -> None:
    usage = subprocess.run(["./build.sh", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for page in PAGES:
        for command in re.findall(r"\./build\.sh ([a-z-]+)", page.read_text()):
            assert re.search(rf"\./build\.sh [a-z|]*\b{command}\b", usage), command


def test_a_command_that_cannot_be_done_here_says_so() -> None:
    done = subprocess.run(["./build.sh", "apk"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Flutter" in done.stderr


def test_every_protocol_code_is_in_the_specification_and_has_a_sentence() -> None:
    page = (REPOSITORY / "app/protocol/README.md").read_text()
    assert [code for code in CODES if f"`{code}`" not in page] == []
    assert set(CODES) <= set(REFUSAL)


def test_every_server_command_and_column_is_explained() -> None:
    page = (REPOSITORY / "sync_server/README.md").read_text()
    commands = re.findall(r"\{([a-z,-]+)\}", parser().format_usage())[0].split(",")
    assert [command for command in commands if not re.search(rf"\./build\.sh (region )?{command}\b", page)] == []
    page = (REPOSITORY / "sync_server/REFERENCE.md").read_text()
    columns = re.findall(r"(\w+) (?:BLOB|TEXT|INTEGER)", "".join(STEPS))
    assert [column for column in columns if not re.search(rf"\b{column}\b", page)] == []


def test_no_file_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split()
    telling = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian")
    for name in listed:
        file = REPOSITORY / name
        if file.suffix in {".py", ".md", ".txt", ".sh", ".toml", ".js", ".mjs", ".in"} and name != "tests/test_documents.py":
            assert not telling.search(file.read_text()), name
