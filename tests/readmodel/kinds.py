"""Questions of every kind but yes or no, and how the tests speak about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.forecast import Stated
from ledger.domain.question import PoseQuestion, ReopenQuestion, ResolveQuestion
from ledger.readmodel.session import Asked
from tests.readmodel.conftest import opened

Row = Mapping[str, Any]
SAID, CLOSES = date(2025, 1, 1), date(2025, 6, 30)
EXACT: dict[str, Any] = {"abs": 1e-11, "rel": 0}
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)

CLASSES = (
    *("rejected_kind", "void", "unscorable", "no_deadline", "open", "late", "untimely", "early"),
    *("unmatured", "superseded", "resolved"),
)

WINNER = PoseQuestion("winner", "Who?", kind="choice", options=("A", "B", "C"), closes_on=CLOSES)
RANK = replace(WINNER, key="rank", options=("low", "middle", "high", "top"), ordered=True)
CASES = PoseQuestion(
    "cases", "How many?", kind="number", unit="cases", closes_on=CLOSES, topics=("flu",), scale="4"
)
EUROS = replace(CASES, key="euros", unit="euros", scale="100", topics=("budget",))
PLAIN = replace(CASES, key="plain", scale=None)
LANDING = PoseQuestion("landing", "When?", kind="date", closes_on=CLOSES, scale="20")


@contextmanager
def begun(folder: Path) -> Iterator[Ledger]:
    """Begin a ledger with two people and a question of each kind."""
    with closing(opened(folder / "kinds")) as held:
        people = [RegisterCommentator(name) for name in ("Ana", "Ben")]
        questions = [WINNER, RANK, CASES, EUROS, PLAIN, LANDING]
        held.execute([*people, *questions], kept="archive")
        yield held


def say(ledger: Ledger, key: str, by: str = "Ana", **stated: Any) -> str:  # noqa: ANN401 a forecast
    claim = RecordClaim(
        by, key, SAID, forecast=Stated(**stated), external_id=f"{by} {key} {stated}"
    )
    ledger.execute(claim)
    return claim.stream()


def end(ledger: Ledger, key: str, outcome: str, known: date = CLOSES) -> None:
    ledger.execute([ReopenQuestion(key), ResolveQuestion(key, outcome, known_on=known)])


def rows(ledger: Ledger, table: str) -> Sequence[Row]:
    return ledger.table(table, Asked(scope="all_rows")).rows()


def shares(question: PoseQuestion, *given: str) -> dict[str, Any]:
    return {"choices": tuple(zip(question.options, given, strict=True))}


def quantiles(*values: object) -> dict[str, Any]:
    return {"quantiles": tuple(zip(map(str, LEVELS), map(str, values), strict=True))}


def days(*apart: int) -> dict[str, Any]:
    return quantiles(*(CLOSES + timedelta(one) for one in apart))
