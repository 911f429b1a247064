"""Golden files: what every screen looked like when somebody last judged it.

A golden file is accepted by reading its diff: `UPDATE_GOLDEN=1 pytest tests/screens` writes what
the screens show now.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or write it when asked to."""

    def compare(name: str, text: str) -> None:
        file = FOLDER / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file.name} is missing: UPDATE_GOLDEN=1 writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare
