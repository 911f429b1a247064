"""The claims of the seed articles, each with the question it was coded under."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "fixtures" / "articles"


@dataclass(frozen=True)
class Seed:
    """A quotation, the words that were picked, the question, and what a coder read in it."""

    said: str
    words: str
    event: str
    asserts: bool
    best: float | None
    """The coded reading; None where the coder found no number in the words."""

    @property
    def constant(self) -> float:
        """What somebody would answer who only knew which side the words are on."""
        return 0.97 if self.asserts else 0.03


def claims() -> Iterator[Seed]:
    """Yield every claim of the seed articles."""
    questions = {one["key"]: one["text"] for one in _all("question")}
    for claim in _all("claim"):
        reading = claim.get("reading")
        yield Seed(
            claim.get("quote") or claim["reported"],
            claim["words"],
            questions[claim["question"]],
            claim["polarity"] == "asserts",
            reading[1] if reading else None,
        )


def rejected() -> list[str]:
    """Return the statements that were set aside."""
    return [one["quote"] for one in _all("rejected")]


def _all(table: str) -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).get(table, ())
