"""What ``claims browse`` takes from the command line: its filters, and how it tells things.

Invariant: what the browser shows of a claim, a question or a person is what the verb shows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.browse.means import Condition, Means
from ledger.cli import filters
from ledger.cli.options import asked
from ledger.cli.typed import calibration_rows, claim_rows, score_rows
from ledger.cli.verbs import show
from ledger.errors import NotFound
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked
    from ledger.screens.calibration import Calibration
    from ledger.screens.claim_life import ClaimLife
    from ledger.screens.person import Person
    from ledger.screens.question import QuestionLife

_MOST_CLAIMS = 50
"""Of a person's claims, beyond which the list of claims beside it is the better place."""


def means() -> Means:
    """Return what the browser asks of the command line."""
    return Means(_condition, _claim, _question, _person, _bands)


def _condition(held: Ledger, text: str) -> Condition:
    return filters.resolve(held, [text], asked(held)).condition()


def _claim(held: Ledger, stream: str) -> ClaimLife:
    return show.claim_of(held, stream, asked(held))


def _question(held: Ledger, key: str) -> QuestionLife:
    return show.question_of(held, key, asked(held))


def _person(held: Ledger, commentator: str) -> Person:
    from ledger.screens.person import Person

    about = replace(asked(held), only_commentators=(commentator,), shown_only=True)
    claims = held.ask(f"{queries.CLAIMS_BY} limit {_MOST_CLAIMS + 1}", [commentator], about)
    if not claims:
        raise NotFound("nothing of theirs is on record any more", "claims person list")
    more = len(claims) > _MOST_CLAIMS
    return Person(
        str(claims[0]["commentator"]),
        score_rows(held.table("scoreboard", about).rows()),
        calibration_rows(held.ask(queries.CALIBRATION_OF, [commentator], about)),
        claim_rows(claims[:_MOST_CLAIMS]),
        f"The first {_MOST_CLAIMS} claims; enter on the name lists them all." if more else "",
    )


def _bands(held: Ledger, text: str, commentator: str | None) -> Calibration:
    """Return the bands of one commentator, or of everybody who is no simulation.

    As on the dashboard, a filter that leaves one commentator makes the figures theirs.
    """
    whole = asked(held)
    chosen = filters.resolve(held, [text], whole)
    about = replace(chosen.of_figures(whole), shown_only=True)
    named = chosen.commentators or ()
    one = commentator or (named[0] if len(named) == 1 else None)
    if one is not None:
        return _own_bands(held, replace(about, only_commentators=(one,)), one)
    return _everybody(held, about)


def _own_bands(held: Ledger, about: Asked, commentator: str) -> Calibration:
    from ledger.screens.calibration import Calibration

    bands = calibration_rows(held.ask(queries.CALIBRATION_OF, [commentator], about))
    board = score_rows(held.table("scoreboard", about).rows())
    source = bands[0]["prob_source"] if bands else None
    return Calibration(bands, scores=[row for row in board if row["prob_source"] == source])


def _everybody(held: Ledger, about: Asked) -> Calibration:
    """Return everybody's bands, words and numbers together where both were scored."""
    from ledger.screens.calibration import Calibration

    apart = replace(about, grouping=())
    board = held.ask(queries.BY["scoreboard"], asked=apart)
    scored = {str(row["prob_source"]) for row in board if row["n_resolved"]}
    if len(scored) != 1:
        apart = replace(apart, pooled=True)
        board = held.ask(queries.BY["scoreboard"], asked=apart)
    bands = calibration_rows(held.ask(queries.BY["calibration"], asked=apart))
    kept = bands if apart.pooled else [row for row in bands if row["prob_source"] in scored]
    return Calibration(kept, scores=score_rows(board))
