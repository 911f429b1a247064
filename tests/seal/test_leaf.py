"""The leaf record: one text for one fact, and no byte that could belong to another field."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.seal.leaf import SALT_BYTES, content_hash, record, sealed

SALT, CONTENT = bytes(range(SALT_BYTES)), bytes(32)
EXAMPLE = (77, "claim-a", 1, "2026-11-25T06:37:31.419107Z", "claim.recorded")
fields = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), min_size=1)


def test_a_record_is_seven_lines() -> None:
    assert record(*EXAMPLE, CONTENT) == (
        b"claims-ledger/leaf/v1\n77\nclaim-a\n1\n2026-11-25T06:37:31.419107Z\nclaim.recorded\n"
        b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    )


def test_a_leaf_is_the_hash_of_a_zero_byte_and_the_record() -> None:
    assert sealed(*EXAMPLE, CONTENT) == sha256(b"\x00" + record(*EXAMPLE, CONTENT)).digest()


@pytest.mark.parametrize("at", [1, 3, 4])
def test_no_field_holds_a_line_break(at: int) -> None:
    spoilt = [*EXAMPLE]
    spoilt[at] = "a\nb"
    with pytest.raises(ValueError, match="line break"):
        record(*spoilt, CONTENT)  # type: ignore[arg-type,call-arg]


@given(st.tuples(fields, fields, fields), st.tuples(fields, fields, fields))
def test_different_facts_have_different_records(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    first, second = (record(1, a, 1, b, c, CONTENT) for a, b, c in (one, other))
    assert (first == second) is (one == other)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_salt_has_one_length_so_that_no_byte_passes_to_the_content(length: int) -> None:
    assert content_hash(SALT, b"x") == sha256(SALT + b"x").digest()
    with pytest.raises(ValueError, match="16 bytes"):
        content_hash(bytes(length), b"x")
