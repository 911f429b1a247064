"""Parts that were decided are known for as long as a file is read, whatever is in memory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.importers import parts as module
from ledger.importers.parts import Cells, Parts
from ledger.intake import Part

RUNS = (None, object(), object())
cells = st.one_of(
    st.tuples(*[st.sampled_from(["", "a", "b", "é\0", "a,b"])] * 2), st.sampled_from("abc")
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold three parts, and look two up at a time."""
    monkeypatch.setattr(module, "_HELD", 3)
    monkeypatch.setattr("ledger.aside._AT_ONCE", 2)


@settings(max_examples=50)
@given(asked=st.lists(st.tuples(st.lists(cells, max_size=2), st.sampled_from(RUNS)), max_size=30))
def test_what_was_decided_comes_back_as_decided(
    asked: list[tuple[list[Cells], object]],
) -> None:
    parts, known = Parts(), dict[Cells, tuple[str, str, str, object]]()
    for batch, run in asked:
        parts.recall(batch)
        for one in batch:
            found = parts.get(one)
            if found is None:
                assert known.get(one, ("", "", "", None))[3] is None
                found = Part(f"name of {one}", f"stream of {one}", f"beside {one}")
                parts.keep(one, found)
            found.run = run or found.run
            told = (f"name of {one}", f"stream of {one}", f"beside {one}", found.run)
            assert (found.name, found.stream, found.beside, found.run) == told
            if one in known and known[one][3] is not None:
                assert found.run is (run or known[one][3])
            known[one] = told
