"""Which role an address opens: the page and the native shell say the same; and whose keys are on one device."""

from __future__ import annotations

import asyncio
import json
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.platform.phone.keys import FileSigner
from app.platform.roles import first_role, role_of, settled_home
from app.protocol import enrolment, qr_text
from app.protocol.enrolment import BUDDY, DISPLAY, Invitation
from app.tools.web_build.node import find_node
from tests.people import LISTING, NOON, answer, proposal, token

ROLE_JS = Path(__file__).parent.parent / "app" / "web_shell" / "role.js"
ASK = """
import { readFileSync } from "node:fs";
const { roleOf, firstHash, restingHash, settledHome } = await import(process.argv[1]);
const { hashes, kept } = JSON.parse(readFileSync(0));
const homes = (kept ?? []).map(([before, role, newcomer]) => settledHome(before, role, newcomer));
const said = hashes?.map((hash) => [roleOf(hash), roleOf(restingHash(roleOf(hash))), firstHash(hash, "buddy")]);
console.log(JSON.stringify(said ?? homes.map((home) => [home, roleOf(firstHash("", home))])));
"""


def on_the_page(routes: list[str]) -> list[tuple[str, str, str]]:
    """What role.js says of each: the role, the role of the address that stays behind, and where a buddy's app begins."""
    command = [find_node(), "--input-type=module", "-e", ASK, ROLE_JS.as_uri()]
    asked = {"hashes": [f"#{route}" if route else "" for route in routes]}
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return [(role, resting, first) for role, resting, first in json.loads(done.stdout)]


def settled_on_the_page(kept: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """What role.js says whose the app is afterwards, and what its icon opens."""
    command = [find_node(), "--input-type=module", "-e", ASK, ROLE_JS.as_uri()]
    done = subprocess.run(command, input=json.dumps({"kept": kept}), capture_output=True, text=True, check=True)
    return [(home, opened) for home, opened in json.loads(done.stdout)]


def invitation(role: int, secret: bytes = b"\x05\x02" * 8, expires: int = NOON) -> str:
    one = Invitation(secret, secret[:4], expires, role)
    return qr_text.to_route(qr_text.ENROLMENT, LISTING.seal(enrolment.invitation_draft(one, LISTING.public)))


ROUTES = {
    qr_text.to_route("s", token()): "phone",
    qr_text.to_route("a", answer(proposal())): "phone",
    qr_text.to_route("m", proposal()): "buddy",
    invitation(BUDDY): "buddy",
    invitation(DISPLAY): "display-" + invitation(DISPLAY)[-8:],
    "/display/12345678": "display-12345678",
    "/buddy": "buddy",
    "/m": "buddy",
    "/": "phone",
    "": "phone",
    "/e/12345678": "display-12345678",
    "/e/" + "9" * 5000: "display-99999999",
    "/e/1": "phone",
    "/m/": "phone",
    "/moments": "phone",
}


def test_every_address_opens_one_role_in_the_browser_and_in_a_native_shell() -> None:
    said = on_the_page(list(ROUTES))
    assert {route: role for route, (role, _, _) in zip(ROUTES, said, strict=True)} == ROUTES
    assert {route: role_of(route) for route in ROUTES} == ROUTES
    assert [resting for _, resting, _ in said] == list(ROUTES.values())
    assert [first for _, _, first in said] == [f"#{route}" if route else "#/buddy" for route in ROUTES]


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([DISPLAY, BUDDY]), st.binary(min_size=16, max_size=16), st.integers(2**31, 2**32 - 1)))
)
def test_the_role_of_an_invitation_is_read_whatever_its_other_bytes_are(made: list[tuple[int, bytes, int]]) -> None:
    routes = [invitation(*one) for one in made]
    said = [role for role, _, _ in on_the_page(routes)]
    assert said == [role_of(route) for route in routes]
    assert [role == "buddy" for role in said] == [role == BUDDY for role, _, _ in made]


def test_the_keys_of_the_other_roles_on_a_device_are_known(tmp_path: Path) -> None:
    async def story() -> None:
        signers = []
        for role in ("phone", "buddy", "display-12345678"):
            (tmp_path / role).mkdir()
            signers.append(FileSigner(tmp_path / role / "device.key"))
        phone, buddy, _ = signers
        assert await phone.others() == []
        assert not await buddy.is_kept()  # asking makes no key
        keys = [await one.public_key() for one in signers]
        assert sorted(await phone.others()) == sorted(keys[1:])
        assert await phone.public_key() in await buddy.others()

    asyncio.run(story())


def test_a_counsellors_address_opens_a_counsellors_page_and_nothing_near_it_does() -> None:
    near = ["/counsellor/", "/counsellors", "/counsellor/123", "/s/counsellor", "/Counsellor"]
    assert [role for role, _, _ in on_the_page(["/counsellor", *near])] == ["counsellor", *["phone"] * len(near)]
    assert on_the_page(["/counsellor"]) == [("counsellor", "counsellor", "#/counsellor")]
    assert role_of("/counsellor") == "counsellor"
    assert {role_of(route) for route in near[1:]} == {"phone"}


TABLET, OTHER_TABLET = "display-12345678", "display-87654321"
# (whose it was, who kept something, is a newcomer's key here): whose it is
SETTLED = {
    ("", "phone", True): "phone",
    ("", "buddy", False): "buddy",
    ("", TABLET, False): TABLET,
    ("phone", TABLET, True): "phone",
    ("phone", "buddy", True): "phone",
    ("", TABLET, True): "phone",  # a newcomer's phone of before this was kept
    ("", "buddy", True): "phone",
    ("buddy", "phone", True): "phone",
    ("buddy", TABLET, False): TABLET,
    (TABLET, "phone", True): TABLET,  # somebody tried the camera of the tablet
    (TABLET, "buddy", False): TABLET,
    (TABLET, OTHER_TABLET, False): OTHER_TABLET,
    (TABLET, OTHER_TABLET, True): OTHER_TABLET,
}


def test_whose_the_app_is_here_the_page_and_the_native_shell_say_alike() -> None:
    assert {one: settled_home(*one[:2], newcomer=one[2]) for one in SETTLED} == SETTLED
    assert settled_on_the_page(list(SETTLED)) == [(home, home) for home in SETTLED.values()]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["phone", "buddy", TABLET, OTHER_TABLET]), min_size=1, max_size=12))
def test_a_newcomers_phone_opens_as_hers_whatever_else_is_done_on_it(kept: list[str]) -> None:
    home = ""
    for place, role in enumerate(kept):
        home = settled_home(home, role, newcomer="phone" in kept[: place + 1])
    first = next((role for role in kept if role != "buddy"), "buddy")
    assert home == "phone" if first == "phone" else home.partition("-")[0] == first.partition("-")[0]


def test_an_icon_opens_whose_the_app_is_and_an_address_what_it_says() -> None:
    assert first_role("/", TABLET) == first_role("", TABLET) == TABLET
    assert first_role("/", "") == "phone"
    assert first_role("/buddy", TABLET) == "buddy"
    assert first_role(qr_text.to_route("s", token()), TABLET) == "phone"
