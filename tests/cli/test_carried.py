"""What goes to another process and comes back is the same value, of the same type."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.cli.carried import pack, unpack

SIMPLE = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates()
    | st.text(st.characters(codec="utf-8")) | st.decimals(allow_nan=False)
    | st.datetimes(timezones=st.none() | st.just(UTC)).map(lambda one: one.replace(fold=0))
)  # fmt: skip
VALUES = st.recursive(
    SIMPLE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SIMPLE, inner, max_size=4)
)


@given(VALUES)
def test_what_arrives_is_what_was_sent(value: object) -> None:
    arrived = unpack(json.loads(json.dumps(pack(value))))
    assert repr(arrived) == repr(value)


def test_what_json_has_no_form_for_arrives_as_its_text() -> None:
    [number, blob] = [unpack(json.loads(json.dumps(pack(one)))) for one in (math.nan, b"\xaa")]
    assert isinstance(number, float)
    assert math.isnan(number)
    assert blob == "b'\\xaa'"


def test_a_map_whose_keys_are_lists_or_maps_arrives_with_their_texts() -> None:
    assert unpack({"pairs": [[[1, 2], "a"], [{"day": "2026-01-01"}, {"decimal": "1.50"}]]}) == {
        "[1, 2]": "a",
        date(2026, 1, 1): Decimal("1.50"),
    }


def test_a_moment_keeps_its_zone() -> None:
    moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert unpack(pack(moment)) == moment


def test_what_is_nested_without_end_is_not_carried() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(RecursionError):
        pack(value)
