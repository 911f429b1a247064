"""The README says of each alteration what finds it; the same table that the tests hold.

``UPDATE_README=1 pytest tests/tamper/test_readme.py`` writes it down; read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.tamper.table import OPERATIONS, TABLE, Level, listing, summary, told

README = Path(__file__).parents[2] / "README.md"
PARTS = {"what finds what": summary, "every way by name": listing}


@pytest.mark.parametrize("name", PARTS)
def test_the_readme_has_the_table_that_the_tests_hold(name: str) -> None:
    text = README.read_text(encoding="utf-8")
    part = re.compile(rf"(<!-- {name} -->\n\n)(.*?)(\n<!-- end -->)", re.DOTALL)
    found = part.search(text)
    assert found
    if os.environ.get("UPDATE_README"):
        made = text[: found.start(2)] + PARTS[name]() + text[found.end(2) :]
        README.write_text(made, encoding="utf-8")
    assert found[2] == PARTS[name]()


def test_the_readme_says_how_many_ways_there_are() -> None:
    hidden = sum(len(group.operations) for group in TABLE if group.level is Level.NOTHING)
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert f"{len(OPERATIONS)} ways to alter a ledger, {hidden} of which nothing finds" in text


def test_every_way_has_a_sentence_of_its_own() -> None:
    sentences = [told(one) for one, _ in OPERATIONS.values()]
    assert len(set(sentences)) == len(sentences) >= 40
    assert all(sentence.endswith(".") for sentence in sentences)
