"""Our scripts: they travel without comments, every line where it was; what is fetched early is needed; no failure is silent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.tools.web_build import light, offline, page
from app.tools.web_build.scripts import joined, without_comments
from app.tools.web_build.source import PAGE
from tests.page.modules import OURS, imports, nodes, tree


def words(source: bytes) -> list[bytes]:
    """All that a script says, comments left out: its smallest pieces, with their texts."""
    return [one.text or b"" for one in nodes(tree(source)) if not one.children and one.type != "comment"]


def test_a_script_without_comments_says_the_same_on_the_same_lines() -> None:
    for file in OURS:
        source = file.read_bytes()
        made = without_comments(source)
        assert words(made) == words(source), file
        assert made.count(b"\n") == source.count(b"\n"), file
        assert not [one for one in nodes(tree(made)) if one.type == "comment"], file
        assert len(made) < len(source), file


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("let a = 1; // one\nb();\n", "let a = 1;\nb();\n"),
        ("/** @param {string} x\n * more */\nf(x);", "\n\nf(x);"),
        ("return/**/x;", "return x;"),
        ("const u = `http://${h}/* no */`;\n", "const u = `http://${h}/* no */`;\n"),
        ('const r = /\\/\\/[/*]/; const s = "// no";\n', 'const r = /\\/\\/[/*]/; const s = "// no";\n'),
        ("x = `${y /* z */}`;", "x = `${y  }`;"),
    ],
)
def test_a_comment_is_known_by_the_grammar_and_not_by_its_looks(source: str, made: str) -> None:
    assert without_comments(source.encode()).decode() == made


def test_what_is_no_script_is_not_built() -> None:
    with pytest.raises(ValueError, match="not a script"):
        without_comments(b"const = (;")


def test_the_service_worker_is_one_script_that_imports_nothing() -> None:
    parts = [joined((offline.SOURCE / name).read_bytes()) for name in ("listing.js", "sw.js")]
    kinds = {one.type for one in nodes(tree("".join(parts).encode()))}
    assert not kinds & {"import_statement", "export_statement", "comment", "ERROR"}
    assert "class_declaration" in kinds


def test_the_first_script_is_no_module_and_has_no_import_either(tmp_path: Path) -> None:
    page.write_page(tmp_path)
    made = (tmp_path / "shell" / "early.js").read_bytes()
    assert not {one.type for one in nodes(tree(made))} & {"import_statement", "export_statement", "comment", "ERROR"}
    assert b"function linkInAddress" in made
    assert not re.findall(rb"\?\.(?!\d)|\?\?|\|\|=", made)  # a browser too old for these is told so by scripts that come later


def test_the_very_first_script_uses_nothing_that_a_browser_of_2012_does_not_know(tmp_path: Path) -> None:
    page.write_page(tmp_path)
    made = (tmp_path / "shell" / "watch.js").read_bytes()
    new = {"import_statement", "export_statement", "lexical_declaration", "arrow_function", "class_declaration", "ERROR"}
    new |= {"optional_chain", "spread_element", "for_of_statement", "await_expression", "shorthand_property_identifier"}
    new |= {"assignment_pattern", "object_pattern", "array_pattern", "method_definition", "template_string"}
    assert not {one.type for one in nodes(tree(made))} & new
    assert not re.findall(rb"\?\?|catch \{", made)
    assert made.isascii()  # whatever encoding an old browser takes it for
    html = (PAGE / "index.html").read_text("utf-8")
    assert re.findall(r'<script src="shell/(\w+)\.js">', html) == ["watch", "early"]


def early(name: str) -> set[str]:
    """A list of early.js."""
    source = (PAGE / "early.js").read_text("utf-8")
    listed = re.search(rf"const {name} = modules\((.*?)\);\n", source, re.S)
    assert listed
    plain, _, below = listed[1].partition("nothing" if name == "APP" else ".concat(")
    parts = [("", plain), ("light/", below)]
    return {f"{folder}{one}.js" for folder, part in parts for one in re.findall(r'"(\w+)"', part)}


def test_what_is_asked_for_early_is_what_the_app_and_the_light_page_cannot_start_without() -> None:
    assert early("APP") == imports("boot.js")
    assert early("LIGHT") == imports("light/light.js")
    assert early("NEWCOMER") == imports("light/newcomer.js")


def test_the_light_page_keeps_every_script_that_it_may_ever_ask_for() -> None:
    pages = imports("light/light.js") | imports("light/newcomer.js") | imports("picture.js")
    asked = pages | imports("voice.js") | {"watch.js", "early.js", "start.js"}
    kept = {f"shell/{name}" for name in asked if not name.startswith("light/")}
    assert kept == {name for name in (*light.AROUND, *light.LATER) if name.endswith(".js")}


def silent(file: Path) -> list[str]:
    """Where a failure goes nowhere and no word says why: `catch {` and `.catch(() => ...)` that leave the error alone."""
    source = file.read_bytes()
    lines = source.decode().splitlines()
    found = []
    for one in nodes(tree(source)):
        text = (one.text or b"").decode()
        is_clause = one.type == "catch_clause" and one.child_by_field_name("parameter") is None and "throw " not in text
        is_call = one.type == "call_expression" and re.search(r"\.catch\(\(\) =>[^;]*\)$", text.rpartition("\n")[2])
        if is_clause or is_call:
            first, last = (one.start_point.row, one.end_point.row)
            if not any("//" in line for line in lines[first if is_clause else last : last + 1]):
                found.append(f"{file.name}:{last + 1}")
    return found


def test_no_failure_is_swallowed_without_a_word_why() -> None:
    assert [place for file in OURS for place in silent(file)] == []
