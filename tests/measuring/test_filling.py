"""Rows of figures wait packed, and come out as they went in, as often as they are asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.measuring import filling

VALUES = st.none() | st.integers() | st.floats(allow_nan=False) | st.text()


@given(st.lists(st.lists(VALUES, max_size=4), max_size=30), st.integers(1, 5), st.integers(0, 3))
def test_rows_come_out_as_they_went_in_from_memory_and_from_the_file(
    rows: list[list[object]], together: int, held: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "_TOGETHER", together)
        patch.setattr(filling, "_HELD", held)
        packed = filling.Packed(iter(rows))
        for _ in range(2):
            batches = [*packed]
            assert [row for batch in batches for row in batch] == rows
            assert all(0 < len(batch) <= together for batch in batches)
