"""What the light page does not sign: one picture, one kind sentence, and the next good code works. And phones that are full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from app.protocol import meeting, qr_text
from app.protocol.keys import key_id
from app.ui.screens import refusals
from app.ui.texts import Texts
from tests.browser.drive import Server, read_code, wait_for
from tests.browser.test_two_phones import meetings, newcomer, tell
from tests.light.conftest import Shown, proposal
from tests.light.phone import LightPhone
from tests.people import answer, key, token

pytestmark = pytest.mark.browser

DAY = 86_400
# The one store that the signatures are kept in, as it is on a full phone, or where a write is undone at the last moment.
FULL = """() => {
  self.add ??= IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...args) {
    if (this.name === "signed") throw new DOMException("no room", "QuotaExceededError");
    return self.add.apply(this, args);
  };
}"""
UNDONE = """() => {
  self.add ??= IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...args) {
    const request = self.add.apply(this, args);
    if (this.name === "signed") request.addEventListener("success", () => this.transaction.abort());
    return request;
  };
}"""
ROOM = "() => { IDBObjectStore.prototype.add = self.add; }"
DURABILITY = """() => {
  self.seen = [];
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...args) {
    self.seen.push(`${this.name} ${this.transaction.durability}`);
    return add.apply(this, args);
  };
}"""


def sentence(code: str) -> str:
    return Texts("nl")("refusal", refusals.BUDDY_REFUSAL.get(code, refusals.refusal(code))[1])


def broken(data: bytes) -> bytes:
    """The same message with another last bit."""
    return data[:-1] + bytes([data[-1] ^ 1])


def later(data: bytes) -> bytes:
    """A message of an algorithm that is not ours yet: -9 instead of -8."""
    return data.replace(bytes.fromhex("a201270448"), bytes.fromhex("a201280448"), 1)


def link(server: Server, data: bytes) -> str:
    return qr_text.to_text(server.origin, qr_text.MEETING, data)


@pytest.fixture
def jan(playwright: Playwright, server: Server, shown: Shown, tmp_path: Path) -> Iterator[LightPhone]:
    one = LightPhone(playwright, tmp_path / "jan", server)
    one.open(shown())
    one.sees("together")
    yield one
    one.close()


def test_odd_codes_get_a_picture_and_a_kind_sentence_and_a_good_one_still_works_afterwards(
    jan: LightPhone, server: Server
) -> None:
    odd = {
        f"{server.origin}/#/m/12345": "bad-code",
        link(server, token()): "bad-code",  # what a display shows
        link(server, answer(proposal())): "bad-code",
        link(server, proposal(back=9 * DAY)): "other-week",
        link(server, proposal(back=-2 * DAY)): "other-week",
        link(server, broken(proposal())): "bad-signature",
        link(server, later(proposal())): "newer-app",
        link(server, proposal(buddy=b"somebody")): "other-meeting",
    }
    for text, code in odd.items():
        jan.page.evaluate("(link) => { location.href = link; }", text)
        wait_for(lambda: jan.page.locator("#light .message .own").all_inner_texts() == [sentence(code)], f"{code} for {text}")  # noqa: B023
        assert jan.page.locator("#light .message img, #light img.large").count() == 1
        assert jan.page.locator("#light .action").count() == 0
    jan.page.evaluate("(link) => { location.href = link; }", link(server, proposal(back=8 * DAY - 60)))
    jan.tap("together")
    jan.sees("qr")
    assert len(jan.signed()) == 1


def test_nobody_is_the_own_buddy_on_the_light_page_either(playwright: Playwright, server: Server, tmp_path: Path) -> None:
    amina = newcomer(playwright, tmp_path, server)
    own = read_code(tell(amina))
    amina.page.evaluate("localStorage.removeItem('veertig.whole')")
    page = amina.browser.context.new_page()
    page.add_init_script("localStorage.removeItem('veertig.whole')")  # her app has not come whole yet
    page.goto(own, wait_until="commit")
    page.wait_for_selector('html[data-light="refused"]', state="attached")
    assert page.locator("#light .message .own").inner_text() == sentence("same-person")
    assert meetings(server) == []
    amina.close()


def test_a_full_phone_signs_nothing_says_so_and_signs_when_there_is_room(jan: LightPhone, shown: Shown) -> None:
    for trouble, code in ((FULL, "storage-full"), (UNDONE, "start-again")):
        jan.page.evaluate(trouble)
        jan.tap("together")
        assert jan.words("message") == sentence(code)
        assert jan.page.locator('[data-key="start-again"]').count() == (code == "start-again")
        assert jan.page.locator('[data-key="qr"], [data-key="saved"]').count() == 0
        assert jan.signed() == []
        jan.page.evaluate(ROOM)
        jan.page.reload() if code == "storage-full" else jan.tap("start-again")
        jan.sees("together")
    jan.page.evaluate(DURABILITY)
    jan.tap("together")
    jan.sees("saved")
    assert len(jan.signed()) == 1
    assert set(jan.page.evaluate("self.seen")) <= {"signed strict", "pairs strict"}
    assert "signed strict" in jan.page.evaluate("self.seen")


def test_a_window_that_keeps_nothing_says_so_before_anybody_signs(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    settings: dict[str, Any] = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "strict" / "Default").mkdir(parents=True)
    (tmp_path / "strict" / "Default" / "Preferences").write_text(json.dumps(settings))
    jan = LightPhone(playwright, tmp_path / "strict", server)
    jan.open(shown())
    assert jan.words("message") == sentence("storage-blocked")
    assert jan.page.locator('[data-key="moments"]').count() == 0  # the app could do no more
    jan.close()


def test_a_buddy_who_is_meant_by_the_newcomer_signs_with_the_same_key(jan: LightPhone, server: Server) -> None:
    jan.tap("together")
    jan.sees("qr")
    public = meeting.answer_from_bytes(jan.signed()[0][1])[1].public
    jan.page.evaluate("(link) => { location.href = link; }", link(server, proposal(back=90_000, buddy=key_id(public))))
    jan.on("ask")
    jan.tap("together")
    jan.sees("qr")
    assert {meeting.answer_from_bytes(given)[1].public for _, given, _ in jan.signed()} == {public}
    assert public != key("phone of amina").public
