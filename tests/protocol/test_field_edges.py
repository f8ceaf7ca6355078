"""Reading one field: the last value that fits, the first that does not, and what is left over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.protocol.errors import Malformed, Newer
from app.protocol.fields import LAST_SECOND, Fields
from app.protocol.hours import Policy

Read = Callable[[Fields], Any]


def taken(value: Any, read: Read) -> bool:
    """Is `value` what the reader gives for field 1? False when it is refused."""
    try:
        return bool(read(Fields({1: value}, "test")) == value)
    except Malformed:
        return False


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (lambda f: f.integer(1), [0, 1, LAST_SECOND], [-1, LAST_SECOND + 1, True, False, None, "1", b"1", 1.0, [1]]),
        (lambda f: f.integer(1, 5, 9), [5, 9], [4, 10, -5]),
        (lambda f: f.integer(1, -3, -1), [-3, -1], [-4, 0]),
        (lambda f: f.raw(1, 4), [bytes(4)], [bytes(3), bytes(5), b"", "1234", bytearray(4), None, [0, 0, 0, 0]]),
        (lambda f: f.raw(1, 0, 2), [b"", b"1", b"12"], [b"123", ""]),
        (lambda f: f.raw(1, 2, 3), [b"12", b"123"], [b"1", b"1234"]),
        (lambda f: f.text(1, 3), ["a", "abc", "éèê"], ["", "abcd", b"abc", None, 1, ["a"]]),
        (lambda f: f.array(1, 2), [[], [1], [1, 2]], [[1, 2, 3], (1,), {1: 1}, b"1", "1", None]),
        (lambda f: f.value(1), [None, 1, "a", [], {}], []),
    ],
    ids=["a time", "a range", "below zero", "a size", "up to", "from to", "text", "array", "anything"],
)
def test_what_fits_is_taken_and_nothing_else(read: Read, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not taken(value, read)] == []
    assert [value for value in bad if taken(value, read)] == []


@pytest.mark.parametrize("value", [None, [], [1], b"", "", 1, {1}, (1,)])
def test_only_a_map_has_fields(value: Any) -> None:
    with pytest.raises(Malformed):
        Fields(value, "test")


@pytest.mark.parametrize(
    "read",
    [lambda f: f.integer(2), lambda f: f.raw(2, 0, 9), lambda f: f.text(2, 9), lambda f: f.array(2, 9), lambda f: f.value(2)],
)
def test_a_missing_field_is_refused_and_can_be_asked_for_first(read: Read) -> None:
    fields = Fields({1: 0}, "test")
    assert fields.has(1)
    assert not fields.has(2)
    with pytest.raises(Malformed):
        read(fields)


def test_a_field_is_read_once_and_the_map_stays_as_it_was() -> None:
    given = {1: 7, 2: 8}
    fields = Fields(given, "test")
    assert fields.integer(1) == 7
    assert not fields.has(1)
    with pytest.raises(Malformed):
        fields.integer(1)
    assert given == {1: 7, 2: 8}


@pytest.mark.parametrize("left", [{}, {64: 0}, {65: None, 2**64 - 1: []}])
def test_nothing_or_room_for_additions_may_be_left(left: dict[int, Any]) -> None:
    fields = Fields({1: 0, **left}, "test")
    fields.value(1)
    fields.done()


@pytest.mark.parametrize("left", [{0: 0}, {2: 0}, {63: 0}, {63: 0, 64: 0}])
def test_anything_else_left_comes_from_a_newer_app(left: dict[int, Any]) -> None:
    fields = Fields({1: 0, **left}, "test")
    fields.value(1)
    with pytest.raises(Newer):
        fields.done()


GOOD = {1: 600, 2: 720, 3: 2400, 4: [0, 1, 2, 3, 4]}


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (1, [1, 1440], [0, 1441, -1, None, "600"]),
        (2, [1, 1440], [0, 1441, -1, None, "720"]),
        (3, [1, 100_000], [0, 100_001, -1, None]),
        (4, [[], [0], [255], list(range(16))], [[256], [-1], [True], [None], list(range(17)), None, {0: 0}]),
    ],
)
def test_a_policy_keeps_to_its_ranges(field: int, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert Policy.from_fields(GOOD | {field: value}).to_fields() == GOOD | {field: value}
    for value in bad:
        with pytest.raises(Malformed):
            Policy.from_fields(GOOD | {field: value})
    with pytest.raises(Malformed):
        Policy.from_fields({number: value for number, value in GOOD.items() if number != field})


def test_a_policy_of_a_newer_app_is_told_from_an_addition() -> None:
    assert Policy.from_fields(GOOD | {64: 1}) == Policy()
    with pytest.raises(Newer):
        Policy.from_fields(GOOD | {5: 1})
