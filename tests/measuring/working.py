"""Formulas worked out again, as anybody could."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pytest

from ledger.measuring.explaining import Line


def worked_out(formula: str) -> float:
    """Work a formula out, after making sure that it is nothing but arithmetic."""
    assert re.fullmatch(r"(?:ln|[\d.()+\-*/^ e])+", formula), formula
    text = formula.replace("^", "**")
    return float(eval(text, {"__builtins__": {}}, {"ln": math.log}))  # noqa: S307 checked above


def comes_to(lines: Sequence[Line]) -> None:
    assert lines
    for line in lines:
        if line.formula:
            assert worked_out(line.formula) == pytest.approx(line.value, abs=1e-9), line.name
