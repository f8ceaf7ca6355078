"""The device's screen: it stays on while it shows a code, a phone's stays upright, and where that is refused nobody is told.

`screen.js` runs in Node with a device around it that writes down what it is asked for.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.tools.web_build.node import find_node

SCREEN_JS = Path(__file__).parent.parent.parent / "app" / "web_shell" / "screen.js"
DEVICE = """
const [file, told] = process.argv.slice(1);
const { role, side, refuses, lacks, silent, throws } = JSON.parse(told);
const asked = [], amiss = [];
process.on("unhandledRejection", (error) => amiss.push(String(error)));
const lock = { release: async () => { asked.push("released"); } };
const ask = (what) => {
  asked.push(what);
  if (throws) throw new TypeError("Illegal");
  if (silent) return new Promise(() => {});
  return refuses ? Promise.reject(new Error("NotAllowed")) : Promise.resolve(lock);
};
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
globalThis.screen = { width: side, height: 1280, orientation: lacks ? undefined : { lock: ask } };
Object.defineProperty(globalThis, "navigator", { value: lacks ? {} : { wakeLock: { request: ask } }, configurable: true });
const ops = new Map();
const { addScreen } = await import(file);
addScreen({ on: (op, act) => ops.set(op, act) }, role);
const seen = (hidden) => { document.hidden = hidden; document.dispatchEvent(new Event("visibilitychange")); };
seen(false);
const rest = () => new Promise((resolve) => setTimeout(resolve, 5));
const shown = async (on) => (ops.get("stay-awake")({ on }), await rest());
if (role.startsWith("display")) { await shown(true); seen(true); await rest(); seen(false); await rest(); }
if (role === "phone shows a code") {
  for (const on of [true, true, false]) await shown(on);
  seen(true);
  seen(false);
}
if (role === "phone goes on at once") { ops.get("stay-awake")({ on: true }); await shown(false); }
await rest();
console.log(JSON.stringify({ asked, amiss }));
"""


def asked(role: str, side: int = 360, **how: bool) -> list[str]:
    """What the page asks of a device whose shorter side is `side` CSS pixels, and `how` its lock does."""
    told = json.dumps({"role": role, "side": side, **how})
    command = [find_node(), "--input-type=module", "-e", DEVICE, SCREEN_JS.as_uri(), told]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["amiss"] == []
    return list(found["asked"])


def test_a_display_stays_on_and_asks_again_when_somebody_sees_it_again() -> None:
    assert asked("display-12345678", 800) == ["screen", "released", "screen"]


def test_a_phone_stays_on_while_it_shows_a_code_and_sleeps_as_usual_afterwards() -> None:
    assert asked("phone shows a code", 800) == ["screen", "released"]


def test_a_lock_that_comes_when_the_code_is_gone_is_given_back() -> None:
    assert asked("phone goes on at once", 800) == ["screen", "released"]


@pytest.mark.parametrize(("role", "side", "locks"), [("phone", 360, True), ("buddy", 412, True), ("phone", 768, False)])
def test_a_phone_stays_upright_and_may_go_dark_and_a_tablet_lies_as_it_likes(role: str, side: int, locks: bool) -> None:
    assert asked(role, side) == (["portrait"] if locks else [])


@pytest.mark.parametrize("role", ["display-12345678", "counsellor"])
def test_a_display_of_any_size_and_a_counsellor_are_never_turned(role: str) -> None:
    assert "portrait" not in asked(role)


@pytest.mark.parametrize("role", ["display-12345678", "phone"])
def test_a_device_that_refuses_or_cannot_is_left_in_peace(role: str) -> None:
    assert asked(role, refuses=True)
    assert asked(role, lacks=True) == []


@pytest.mark.parametrize("how", ["refuses", "throws", "silent"])
def test_a_lock_that_fails_or_never_comes_changes_nothing_and_is_asked_for_again(how: str) -> None:
    assert asked("display-12345678", 800, **{how: True}) == ["screen", "screen"]
