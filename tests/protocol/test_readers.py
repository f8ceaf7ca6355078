"""No reader is forgotten, none falls over rubbish, and none believes a length it was told."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.protocol
from app.protocol import cbor, envelope
from app.protocol.errors import Malformed, ProtocolError
from tests.people import key
from tests.protocol.readers import MESSAGES, READERS, WRAPPED, Vector, link_texts, vectors, verdict, wrapped

KINDS = sorted(MESSAGES)
SOMEBODY = key("somebody").public
TWO_KILOBYTES = cbor.SMALL.size
HUGE = 1 << 60


def test_every_function_that_takes_a_message_apart_is_in_the_table() -> None:
    known = {message.read for message in MESSAGES.values()} | WRAPPED
    missing = []
    for module in pkgutil.iter_modules(app.protocol.__path__, "app.protocol."):
        loaded = importlib.import_module(module.name)
        for name, member in vars(loaded).items():
            if name.endswith("from_bytes") and inspect.isfunction(member) and member.__module__ == module.name:
                alone = [one for one in inspect.signature(member).parameters.values() if one.default is one.empty]
                if len(alone) == 1 and member not in known:
                    missing.append(f"{module.name}.{name}")
    assert missing == []


def test_every_kind_has_a_vector_and_every_vector_a_kind() -> None:
    assert {one.kind for one in vectors()} == set(MESSAGES)
    assert {one.kind for one in vectors(None)} <= set(MESSAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_accepted_is_spelled_the_one_way_in_every_layer(kind: str) -> None:
    found = [(one, verdict(READERS[kind], one.message)) for one in vectors(None) if one.kind == kind]
    expected = {"bad-signature": "accept"}
    assert [(one.name, said) for one, said in found if said != expected.get(one.expect, one.expect)] == []


SOME: list[Any] = [SOMEBODY, bytes(32), bytes(16), bytes(8), bytes(4), "a", None, True, [], -1]
LEAF: st.SearchStrategy[Any] = st.integers(0, 100) | st.sampled_from(SOME)
FIELDS = st.dictionaries(
    st.integers(1, 20) | st.integers(60, 70),
    st.recursive(LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 8), inner, max_size=5)),
    max_size=9,
)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_rubbish_is_refused_with_a_documented_code_or_understood(data: bytes) -> None:
    for name, read in READERS.items():
        with naming(name):
            verdict(read, data)


@given(FIELDS, st.integers(0, 999), st.none() | st.integers(0, 99))
@settings(max_examples=200, deadline=None)
def test_any_fields_in_a_right_envelope_are_refused_or_spelled_the_one_way(
    drawn: dict[int, Any], which: int, gone: int | None
) -> None:
    """Drawing is what takes long: what was drawn is tried on every kind."""
    for kind, good in GOOD.items():
        fields = good[which % len(good)] | drawn  # mostly right: a few fields of somebody else's choice
        if gone is not None:
            del fields[sorted(fields)[gone % len(fields)]]
        for message in wrapped(kind, cbor.encode(fields)):
            with naming(kind):
                verdict(READERS[kind], message)


@contextmanager
def naming(kind: str) -> Iterator[None]:
    """A fault says at which reader."""
    try:
        yield
    except Exception as error:
        raise AssertionError(kind) from error


def fields_of(one: Vector) -> dict[int, Any]:
    payload = envelope.open_envelope(one.kind, one.message, cbor.LARGE)[0].payload
    fields: dict[int, Any] = cbor.decode(payload, cbor.LARGE)
    return fields


GOOD = {kind: [fields_of(one) for one in vectors() if one.kind == kind] for kind in KINDS}


@given(st.text(max_size=60), st.sampled_from(link_texts()), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_refused_or_the_one_link(inserted: str, link: str, place: int) -> None:
    changed = (link[:place] + inserted + link[place:]).encode("utf-8", "surrogatepass")
    for read in (READERS["link"], READERS["route"]):
        verdict(read, changed)


def heads(major: int) -> list[bytes]:
    """Every way to state a length of 2^60 or nearly, as this major type."""
    return [bytes([major << 5 | 27]) + number.to_bytes(8, "big") for number in (HUGE, 2**63 - 1, 2**64 - 1)] + [
        bytes([major << 5 | 26]) + b"\xff\xff\xff\xff"
    ]


BEFORE = {"at once": b"", "in an array": b"\x81", "in a map": b"\xa1\x01", "as the second": b"\x82\x01"}
STATED = {
    f"{where}, {name}, {number}": (before + head).ljust(TWO_KILOBYTES, b"\x00")
    for (where, before), (major, name) in product(BEFORE.items(), {2: "bytes", 3: "text", 4: "array", 5: "map"}.items())
    for number, head in enumerate(heads(major))
}


def peak(read: Callable[[], object]) -> int:
    """The most bytes that were held at one time."""
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError):
            read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_stated_length_sets_nothing_aside() -> None:
    amiss = []
    for where, data in STATED.items():
        inside = [(kind, message) for kind in KINDS for message in wrapped(kind, data[:1800])]
        reads: list[tuple[str, Callable[[], object]]] = [(name, partial(read, data)) for name, read in READERS.items()]
        reads += [(f"in {kind}", partial(MESSAGES[kind].read, message)) for kind, message in inside]
        amiss += [(where, name) for name, read in reads if peak(read) >= 100_000]
    assert amiss == []


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (b"\x81" * TWO_KILOBYTES, cbor.SMALL),
        (b"\x81" * cbor.LARGE.size, cbor.LARGE),
        (b"\x9a" + (99_999).to_bytes(4, "big") + b"\x80" * 99_998 + b"\x81\x00", cbor.LARGE),
        (b"\x9a" + (1 << 19).to_bytes(4, "big") + b"\x00" * (1 << 19), cbor.LARGE),
        (b"\x5a" + (cbor.LARGE.size - 4).to_bytes(4, "big") + bytes(cbor.LARGE.size - 4), cbor.LARGE),
    ],
    ids=["nested to the end", "a megabyte of nesting", "the most items and one", "half a million items", "a byte too long"],
)
def test_the_largest_inputs_are_refused_in_their_own_size_and_time(data: bytes, limits: cbor.CborLimits) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        cbor.decode(data, limits)
    assert time.process_time() - began < 5
    assert peak(lambda: cbor.decode(data, limits)) < 12_000_000


@pytest.mark.parametrize("name", ["link", "route"])
def test_a_text_of_four_thousand_digits_costs_nothing(name: str) -> None:
    for data in (b"https://uren.example.be/#/s/" + b"9" * 4296, b"/s/" + b"9" * 4296, b"9" * 100_000):
        assert peak(lambda data=data: READERS[name](data)) < 300_000  # type: ignore[misc]
