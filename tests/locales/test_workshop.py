"""The translators' workshop: texts read from the code, files brought in step, gaps shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.platform.paths import LOCALES
from app.tools.translations import __main__ as command
from app.tools.translations import extract, web_page
from app.tools.translations.catalogues import CODES, forms, texts, update
from app.tools.translations.extract import CatalogueText, UnreadableText
from app.tools.translations.sheet import html


def found(folder: Path, code: str) -> set[tuple[str, str]]:
    """What a file with this code asks for."""
    (folder / "screen.py").write_text(code)
    return {(one.context, one.msgid) for one in extract.Source(folder / "screen.py").asked()}


@pytest.mark.parametrize(
    ("code", "msgids"),
    [
        ('texts("home", "A")', "A"),
        ('self._texts.dutch("home", "A", n=1)', "A"),
        ('texts("home", "A" if x else "B")', "AB"),
        ('word = "A"\ntexts("home", word)', "A"),
        ('def view(word):\n  return texts("home", word)\nview("A")\nview(word="B")', "AB"),
        ('def view(x, *, word="C"):\n  return texts("home", word)\nview(1)\nview(2, word="B")', "BC"),
        (
            'def outer(texts):\n  def choice(icon, word):\n    return texts("home", word)\n  choice("x", "A" if y else "B")',
            "AB",
        ),
        ('class V:\n  def say(self, word):\n    return self._texts("home", word)\n  def go(self):\n    self.say("A")', "A"),
        ('TABLE = {1: ("icon", "A"), 2: ("icon", "B")}\ndef f(k):\n  icon, word = TABLE[k]\n  texts("home", word)', "AB"),
        ('TABLE = {1: "A"}\ndef f(k):\n  texts("home", TABLE.get(k, "B"))', "AB"),
        ('STEPS = (("x", "A"), ("y", "B"))\ndef f():\n  return [texts("home", word) for icon, word in STEPS]', "AB"),
        ('STEPS = {"x": "A"}\ndef f():\n  for icon, word in STEPS.items():\n    texts("home", word)', "A"),
        ('texts.n("home", "A", "B", 3)', "A"),
    ],
)
def test_a_text_is_read_from_the_code_however_it_gets_there(tmp_path: Path, code: str, msgids: str) -> None:
    assert found(tmp_path, code) == {("home", msgid) for msgid in msgids}


@pytest.mark.parametrize(
    "code", ['texts("scan", word)', 'texts(screen, "A")', 'texts("scan", other.word(3))', 'texts.n("home", "A", b, 3)']
)
def test_a_text_that_cannot_be_read_from_the_code_stops_with_its_place(tmp_path: Path, code: str) -> None:
    with pytest.raises(UnreadableText, match=r"screen\.py:1"):
        found(tmp_path, code)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues to spoil."""
    for file in LOCALES.iterdir():
        shutil.copy(file, tmp_path)
    for place in ("catalogues", "compile", "gaps"):
        monkeypatch.setattr(f"app.tools.translations.{place}.LOCALES", tmp_path)
    monkeypatch.setattr(web_page, "FILE", Path(shutil.copy(web_page.FILE, tmp_path)))
    return tmp_path


@pytest.mark.slow
def test_bringing_in_step_changes_nothing_when_all_is_in_step(desk: Path) -> None:
    before = {file.name: file.read_bytes() for file in [*desk.glob("*.po"), desk / "texts.json"]}
    assert command.main([]) == 0
    assert {name: (desk / name).read_bytes() for name in before} == before
    assert command.main(["check"]) == 0


def test_translations_stay_a_removed_text_goes_and_a_new_one_comes_to_its_screen(desk: Path) -> None:
    asked = [one for one in extract.asked() if one.msgid != "Big letters"]
    update(
        [
            *asked,
            CatalogueText("home", "New here"),
            CatalogueText("home", "{n} hour", "{n} hours"),
            CatalogueText("later", "Later"),
        ],
        {},
    )
    own = texts("ar")
    assert ("settings", "Big letters") not in own
    assert forms(own["home", "Scan"]) == ["امسح الرمز"]
    assert forms(own["home", "New here"]) == [""]
    assert forms(own["home", "{n} hour"]) == [""] * 6
    assert forms(texts("en")["home", "New here"]) == ["New here"]
    assert forms(texts("en")["home", "{n} hour"]) == ["{n} hour", "{n} hours"]
    places = list(own)
    assert [context for context, _ in places].count("home") == places.index(("home", "{n} hour")) - places.index(
        ("home", "Scan")
    ) + 1
    assert [place for place in places if place[0] != "speech"][-1] == ("later", "Later")


def test_what_is_said_aloud_stays_as_long_as_the_text_it_belongs_to(desk: Path) -> None:
    spoken = '\nmsgctxt "speech"\nmsgid "{}"\nmsgstr "اِمْسَحْ"\n'
    with (desk / "ar.po").open("a") as file:
        file.write(spoken.format("Scan") + spoken.format("Gone"))
    update(extract.asked(), {})
    assert ("speech", "Scan") in texts("ar")
    assert ("speech", "Gone") not in texts("ar")
    hours = {("speech", "{n} hour"), ("speech", "half an hour"), ("speech", "and more")}  # no screen shows them in words
    assert hours <= set(texts("ar"))


def test_the_check_fails_on_a_missing_text_and_says_which(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (desk / "ti.po").read_text()
    (desk / "ti.po").write_text(whole.replace('msgstr "ሰዓታተይ"', 'msgstr ""'))
    assert command.main(["check"]) == 1
    assert "ti: home: 'My moments': missing" in capsys.readouterr().out


@pytest.mark.slow
def test_the_check_fails_when_the_page_around_the_app_is_behind(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = desk / "texts.json"
    page.write_text(page.read_text().replace("Bir dakika", "Bekle"))
    assert command.main(["check"]) == 1
    assert "run ./build.sh locales" in capsys.readouterr().out
    assert command.main([]) == 0
    assert "Bir dakika" in page.read_text()


@pytest.mark.slow
def test_a_text_of_the_page_written_by_hand_goes_into_the_catalogues(desk: Path) -> None:
    page = desk / "texts.json"
    by_hand = (
        page.read_text().replace('"en": {', '"en": {"new": "A newer one",').replace('"nl": {', '"nl": {"new": "Een nieuwe",')
    )
    page.write_text(by_hand)
    assert command.main([]) == 0
    assert forms(texts("nl")["page", "A newer one"]) == ["Een nieuwe"]
    assert forms(texts("so")["page", "A newer one"]) == [""]
    assert command.main(["check"]) == 1


def test_a_reviewer_gets_every_text_with_the_dutch_beside_it() -> None:
    for code in CODES:
        page = html(code)
        for message in texts(code).values():
            assert all(text.replace("'", "&#x27;") in page for text in forms(message))
        assert "Kies je taal" in page


def test_a_word_that_is_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["sheet", "xx"]) == 2
    assert "locales check" in capsys.readouterr().err
