"""One signature, one verdict: OpenSSL (server, native phones), libsodium, WebCrypto in Node and in Chromium, and the library
that signs where WebCrypto has no Ed25519.

The libraries differ on odd keys. OpenSSL and the browsers take a key of small order, under which one signature can fit every
message, and some keys whose y is not reduced; libsodium refuses both. `check_key` refuses both when a key enters, and then
everybody says the same, with one exception: a signature whose first half R is a point of small order (published case 2), which
libsodium alone refuses. Only the holder of the private key can make one, over words of his own choosing, and nothing of ours
runs on libsodium; so it changes nobody's verdict.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from app.protocol.ed25519 import verify
from app.protocol.envelope import SignatureCheck, open_envelope
from app.protocol.errors import BadKey, ProtocolError
from app.protocol.keys import check_key
from app.tools.lacking import chromium
from app.tools.web_build.node import find_node
from tests.page.node import build_shell
from tests.page.node import node as run_node
from tests.people import STRANGER
from tests.protocol.readers import MESSAGES, VECTORS, vectors

HERE = Path(__file__).parent
PAGE_ED25519 = HERE.parents[1] / "app" / "web_shell" / "ed25519.js"
PUBLISHED = json.loads((HERE / "speccheck.json").read_text())
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
"""The y of every point whose order divides eight, also those written unreduced."""
DIFFERENT = {"published 2"}
"""Where libsodium still differs after the key check; the reason is above."""


def points() -> Iterator[bytes]:
    """Each small point with both signs of x."""
    for text in SMALL:
        raw = bytes.fromhex(text)
        yield raw
        yield raw[:31] + bytes([raw[31] | 0x80])


def cases() -> dict[str, SignatureCheck]:
    """The published odd ones, the constant signatures of small keys, and every vector: as it is, by another key, and broken."""
    made = {
        f"published {number}": SignatureCheck(*(bytes.fromhex(one[part]) for part in ("pub_key", "signature", "message")))
        for number, one in enumerate(PUBLISHED)
    }
    for number, point in enumerate(points()):
        for other, first in enumerate(points()):
            made[f"small key {number}, small R {other}"] = SignatureCheck(point, first + bytes(32), b"any message at all")
    for one in vectors(None):
        try:
            limits = MESSAGES[one.kind].limits
            check = open_envelope(one.kind, one.message, limits)[0].check(one.public)
        except ProtocolError:
            continue
        first, second = check.signature[:32], int.from_bytes(check.signature[32:], "little")
        made[one.name] = check
        made[f"{one.name} by another key"] = SignatureCheck(STRANGER.public, check.signature, check.message)
        made[f"{one.name} with the order added"] = SignatureCheck(
            check.public, first + (second + ORDER).to_bytes(32, "little"), check.message
        )
        for bit in (0, 255, 256, 300, 504, 511):
            changed = bytearray(check.signature)
            changed[bit // 8] ^= 1 << bit % 8
            made[f"{one.name} with bit {bit} changed"] = SignatureCheck(check.public, bytes(changed), check.message)
    return made


def stated() -> dict[str, tuple[SignatureCheck, str]]:
    """The vectors of single signatures, and the verdict each states with the key checked first."""
    found = {}
    for path in sorted((VECTORS / "signature").glob("*.json")):
        one = json.loads(path.read_text())
        check = SignatureCheck(*(bytes.fromhex(one[part]) for part in ("public", "signature", "signed")))
        found[f"signature/{path.stem}"] = (check, one["expect"])
    return found


STATED = stated()
CASES = cases() | {name: check for name, (check, _) in STATED.items()}


def fit(public: bytes) -> bool:
    try:
        check_key(public)
    except BadKey:
        return False
    return True


@cache
def openssl() -> dict[str, bool]:
    return {name: verify(check) for name, check in CASES.items()}


def libsodium() -> dict[str, bool]:
    found = {}
    for name, check in CASES.items():
        try:
            VerifyKey(check.public).verify(check.message, check.signature)
            found[name] = True
        except BadSignatureError:
            found[name] = False
    return found


BYTES_OF = "const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));"
WITHOUT = """
for (const name of ["generateKey", "importKey"]) {
  const own = crypto.subtle[name].bind(crypto.subtle);
  const isOdd = (algorithm) => algorithm?.name === "Ed25519";
  crypto.subtle[name] = async (...words) => {
    if (words.some(isOdd)) throw new DOMException("no such algorithm", "NotSupportedError");
    return own(...words);
  };
}
"""
"""What makes a WebCrypto that has no Ed25519."""


def script() -> str:
    """A function from hexadecimal checks to verdicts: the page's own way by WebCrypto, not a copy."""
    source = PAGE_ED25519.read_text()
    own = re.search(r"^function verifyNatively\(.*?^}$", source, re.DOTALL | re.MULTILINE)
    name = re.search(r"^export (const ED25519 = .*)$", source, re.MULTILINE)
    assert own
    assert name
    return f"{name[1]}\n{BYTES_OF}\n{own[0]}\nreturn verifyNatively(checks.map((check) => check.map(bytesOf)));"


def asked() -> list[list[str]]:
    return [[check.public.hex(), check.signature.hex(), check.message.hex()] for check in CASES.values()]


def node() -> dict[str, bool]:
    program = (
        'const checks = JSON.parse(require("node:fs").readFileSync(0));'
        f"(async () => {{ {script()} }})().then((found) => console.log(JSON.stringify(found)));"
    )
    done = subprocess.run([find_node(), "-e", program], input=json.dumps(asked()), capture_output=True, text=True, check=True)
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


def library(shell: Path) -> dict[str, bool]:
    """The verdicts of the page's `verifyAll` in a browser without Ed25519, as it is built."""
    program = f"""{WITHOUT}
import {{ readFileSync }} from "node:fs";
import {{ isNative, verifyAll }} from "{(shell / "ed25519.js").as_uri()}";
{BYTES_OF}
if (await isNative()) throw new Error("WebCrypto has Ed25519");
const checks = JSON.parse(readFileSync(0));
console.log(JSON.stringify(await verifyAll(checks.map((check) => check.map(bytesOf)))));
"""
    done = run_node(shell, "--input-type=module", "-e", program, told=json.dumps(asked()))
    assert done.returncode == 0, done.stderr
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


def in_chromium() -> dict[str, bool]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(body="<p>", content_type="text/html"))
        page.goto("http://localhost/")  # WebCrypto is for secure places only; nothing is asked of any server
        found = page.evaluate(f"async (checks) => {{ {script()} }}", asked())
        browser.close()
    return dict(zip(CASES, found, strict=True))


def differences(one: dict[str, bool], other: dict[str, bool]) -> set[str]:
    return {name for name in CASES if one[name] != other[name]}


def after_the_key_check(found: set[str]) -> set[str]:
    return {name for name in found if fit(CASES[name].public)}


def test_every_vector_has_its_verdict() -> None:
    found = openssl()
    for one in vectors(None):
        if one.expect in ("accept", "bad-signature") and MESSAGES[one.kind].open(one.message).checks([one.public]):
            assert found[one.name] == (one.expect == "accept"), one.name
    for name, (check, expect) in STATED.items():
        verdict = "bad-key" if not fit(check.public) else "accept" if found[name] else "bad-signature"
        assert verdict == expect, name


def test_openssl_gives_the_known_verdicts_on_the_published_cases() -> None:
    found = openssl()
    assert [found[f"published {number}"] for number in range(12)] == [True] * 4 + [False] * 7 + [True]


def test_libsodium_differs_only_on_odd_keys_which_never_enter_and_one_odd_signature() -> None:
    found = differences(openssl(), libsodium())
    assert found >= {"published 0", "published 1", "published 2", "published 11"}
    assert after_the_key_check(found) == DIFFERENT


def test_node_differs_only_where_libsodium_does() -> None:
    """Node 24 refuses that one odd signature, too; Node 20 took it. No honest phone makes one."""
    assert after_the_key_check(differences(openssl(), node())) == DIFFERENT


def test_the_library_of_browsers_without_ed25519_gives_the_same_verdicts_as_the_server_on_every_key(tmp_path: Path) -> None:
    assert differences(openssl(), library(build_shell(tmp_path))) == set()


@pytest.mark.browser
def test_chromium_gives_the_same_verdicts_as_the_server() -> None:
    assert after_the_key_check(differences(openssl(), in_chromium())) == set()


def test_a_small_key_would_let_anybody_sign_so_all_of_them_are_refused() -> None:
    found = openssl()
    assert [name for name in CASES if name.startswith("small key") and found[name]], "OpenSSL takes some of these"
    assert [point.hex() for point in points() if fit(point)] == []
