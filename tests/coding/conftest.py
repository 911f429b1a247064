"""A small ledger in words, and coders who sit on copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.coding.codebook import shipped
from ledger.coding.queue import Wanted, queue_of
from ledger.coding.session import Sitting
from ledger.domain.assignment import TEXT
from ledger.domain.claim import RecordClaim
from ledger.domain.coding import CodeOutcome, CodeText
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion
from ledger.domain.source import RegisterSource

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SAID = date(2025, 3, 1)
CLOSES = date(2025, 12, 31)
SPEAKERS = ("Ana Bell", "Xi Wu", "José Ruiz")

Opened = Callable[..., Ledger]


def opened(directory: Path, recorder: str = "test recorder") -> Ledger:
    """Return a ledger for which it is always the same noon."""
    return Ledger(directory, lambda: NOON, recorder)


def said(number: int, words: str = "will likely happen", **more: object) -> RecordClaim:
    """Return the claim of that number, on its own question, of one of three sources."""
    by = SPEAKERS[number % len(SPEAKERS)]
    fields: dict[str, object] = {
        "source": f"paper-{number % 3}",
        "quote": f"{by} says that event {number} {words}",
    }
    return RecordClaim(by, f"event-{number}", SAID, **{**fields, **more})  # type: ignore[arg-type]


def commands(claims: Sequence[RecordClaim]) -> list[Command]:
    """Return everything that the claims stand on, and them."""
    people: list[Command] = [RegisterCommentator(name) for name in SPEAKERS]
    papers = [RegisterSource(f"paper-{n}", publication=f"Paper {n}") for n in range(3)]
    asked = [PoseQuestion(one.question, f"Will {one.question} come?", closes_on=CLOSES)
             for one in claims]  # fmt: skip
    return [*people, *papers, *asked, *claims]


@pytest.fixture(scope="session")
def _six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of six claims with its cache; to be copied."""
    directory = tmp_path_factory.mktemp("six") / "ledger"
    with closing(opened(directory)) as ledger:
        ledger.execute([*commands([said(n) for n in range(6)]), shipped().adoption()], "archive")
        ledger.ask("from claims")
    return directory


@pytest.fixture
def copied(_six: Path, tmp_path: Path) -> Iterator[Opened]:
    """Open copies of the six claims, by name; of another ledger if one is given."""
    held: list[Ledger] = []

    def copy(name: str = "own", of: Path | None = None) -> Ledger:
        shutil.copytree(of or _six, tmp_path / name)
        held.append(opened(tmp_path / name))
        return held[-1]

    yield copy
    for ledger in held:
        ledger.close()


@pytest.fixture
def ledger(copied: Opened) -> Ledger:
    """Six claims in words, each on a question of its own that has closed."""
    return copied()


def wanted(coder: str, **more: object) -> Wanted:
    """Ask the queue for everything."""
    return Wanted(coder, "true", (), **more)  # type: ignore[arg-type]


def items(ledger: Ledger) -> list[str]:
    """Return the claims, in their order."""
    rows = ledger.ask("select claim_id from claims order by question_key")
    return [str(row["claim_id"]) for row in rows]


def questions(ledger: Ledger) -> list[str]:
    rows = ledger.ask("select question_id from questions order by question_key")
    return [str(row["question_id"]) for row in rows]


def read_as(claim: str, coder: str, tenths: int = 7, **more: object) -> CodeText:
    """Return a coding: a judgment in tenths."""
    best = tenths * 100_000_000
    fields: dict[str, object] = {
        "claim_kind": "forecast",
        "polarity": "asserts",
        "certainty": "judgment",
        "low": best,
        "best": best,
        "high": best,
    }
    return CodeText(claim, coder, shipped().name, **{**fields, **more})  # type: ignore[arg-type]


def came(question: str, coder: str, outcome: str = "yes", on: date = CLOSES) -> CodeOutcome:
    """Return a coding of an outcome."""
    return CodeOutcome(question, coder, shipped().name, outcome, on, on)


def sat(ledger: Ledger, coder: str, tenths: Sequence[int], *, commit: bool = False) -> int:
    """Let a coder go through the text queue, one judgment an item; return how many were coded."""
    sitting = Sitting(ledger, coder, shipped())
    queue = queue_of(ledger, TEXT, wanted(coder))
    order = items(ledger)
    for item, given in queue.items:
        code = read_as(item.claim, coder, tenths[order.index(item.claim)])  # type: ignore[union-attr]
        sitting.record(code, given, commit=commit)
    return len(queue.items)
