"""Preregistration: which score, of which claims, will be looked at, said before it is looked at.

Invariant: nothing that was said is lost. A further one amends those before it, and all are listed
with how much was on record when each was said. One stream.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ledger.domain import story
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import story_stream
from ledger.errors import Refused

STREAM = "preregistration"

Score = Literal["brier", "log_score", "rel_brier", "bss_crowd", "peer_score"]
Scope = Annotated[
    str, Field(pattern=r"^(first|time_averaged|question_weighted|all_rows|at_horizon:[0-9]{1,5})$")
]
"""As it is typed: a horizon with its days."""
Kind = Literal["forecast", "intent", "assertion", "all"]


class AnalysisPreregistered(Fact):
    """Somebody said which analysis would be the one that counts."""

    stored_name: ClassVar[str] = "analysis.preregistered"
    primary_score: Score
    scope: Scope
    kind: Kind
    stories: tuple[Named, ...]
    exclusions: tuple[Named, ...]
    lexicon: Text | None
    hypotheses: Text | None
    note: Text | None


@dataclass(frozen=True)
class PreregisterAnalysis:
    """Say which analysis will count; said again in the same words, nothing follows."""

    primary_score: Score
    scope: Scope = "first"
    kind: Kind = "forecast"
    stories: tuple[str, ...] = ()
    """Keys; empty means all of them."""
    exclusions: tuple[str, ...] = ()
    lexicon: str | None = None
    hypotheses: str | None = None
    note: str | None = None


def in_force(facts: Sequence[Fact]) -> AnalysisPreregistered | None:
    """Return the latest of what was said, or None."""
    said = [fact for fact in facts if isinstance(fact, AnalysisPreregistered)]
    return said[-1] if said else None


def preregister_analysis(command: PreregisterAnalysis, known: Known) -> list[New]:
    """Preregister, or amend; the stories must be on record."""
    for key in command.stories:
        if story.fold(known(story_stream(key))) is None:
            raise Refused(f"there is no story “{key}”", "claims list shows the stories in use")
    said = AnalysisPreregistered(**vars(command))
    return [] if in_force(known(STREAM)) == said else [New(STREAM, said)]
