"""What `claims sensitivity` tells: the verdicts, the questions side by side, and the orders.

Invariant: every part is in a total order and nothing is drawn but what the scoreboard draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.measuring.sensitivity.order import Orders, Placed, orders
from ledger.measuring.sensitivity.telling import rows_of, summary
from ledger.measuring.sensitivity.trying import Known, Tried, try_all
from ledger.measuring.sensitivity.variants import DAYS, WORDING
from ledger.measuring.sensitivity.verdicts import NOTHING, rounded
from ledger.measuring.wordings import Lexicons, Shipped
from ledger.readmodel import queries_sensitivity

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Rows, Session


@dataclass(frozen=True)
class Report:
    """What `claims sensitivity` tells, each part in a total order."""

    commentators: Rows
    """One row per commentator and prob_source: the verdict, and what it survives."""
    variants: Rows
    """One row per commentator, prob_source and variant: the table `sensitivity`."""
    questions: Rows
    """One row per question that might have been put or ended otherwise."""
    answers: Rows
    """One row per claim on a question that has no answer that counts."""
    orders: Orders
    lexicon_coverage: float | None
    """Of the claims in words that count, of all commentators together."""
    n_verbal: int
    n_covered: int


def sensitivity(session: Session, asked: Asked, lexicons: Lexicons | None = None) -> Report:
    """Return what every verdict that a session is about survives."""
    known = try_all(session, asked, lexicons or Shipped())
    told = [(subject, list(rows_of(subject, known))) for subject in known.subjects]
    ranges = known.ranges.values()
    n_verbal, n_covered = (sum(r.n_verbal for r in ranges), sum(r.n_covered for r in ranges))
    return Report(
        [summary(subject, known, own) for subject, own in told],
        [row for _, own in told for row in own],
        _questions(session, known.tried),
        session.rows(queries_sensitivity.EITHER_WAY),
        orders(list(_placed(known))),
        rounded(n_covered / n_verbal) if n_verbal else None,
        n_verbal,
        n_covered,
    )


def _placed(known: Known) -> Iterator[Placed]:
    """Yield those whose Brier scores rest on words, by side, with every score that words allow."""
    counted = known.tried[0].verdicts
    for one in known.subjects:
        found = counted.get(one.key, NOTHING)
        if found.brier is None or one.kind == "anonymous" or one.key not in known.ranges:
            continue
        if known.ranges[one.key].n_verbal:
            yield Placed(
                one.key[0], one.commentator, one.key[1], found.n,
                frozenset(str(one.claims[claim]["question"]) for claim in found.claims),
                found.brier,
                {
                    each.variant.name: brier
                    for each in known.tried[1:]
                    if each.variant.about in WORDING
                    and (brier := each.verdicts.get(one.key, NOTHING).brier) is not None
                },
            )  # fmt: skip


def _questions(session: Session, tried: Sequence[Tried]) -> Rows:
    """Return the questions with what each would have ended in, a shift of days beside another."""
    [today] = session.rows("select judged_on() as day")
    return [
        {
            **row,
            **_shifted(
                str(row["question_id"]), tried, str(today["day"]), coded=row["deadline"] == "coded"
            ),
        }
        for row in session.rows(queries_sensitivity.OPERATIONALISED)
    ]


def _shifted(
    question: str, tried: Sequence[Tried], today: str, *, coded: bool
) -> dict[str, object]:
    """Return how a question would have ended by other days, nothing for a deadline of its own.

    What has not come by a day that is still ahead is open.
    """
    shifts = {one.variant.name: one for one in tried if coded}
    found: dict[str, object] = {}
    for days in DAYS:
        one = shifts.get(f"deadlines: {days:+d} days")
        side = f"{'minus' if days < 0 else 'plus'}_{abs(days)}"
        ended = None if one is None else one.outcomes.get(question)
        asked = one.variant.questions.get(question) if one is not None else None
        ahead = asked is not None and str(asked.closes_on) > today and ended == "no"
        found[side] = None if ahead else ended
        uncertain = one is not None and question in one.variant.uncertain
        found[f"{side}_uncertain"] = uncertain and not ahead
    return found
