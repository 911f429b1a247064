"""What came since a cache was made, put away beside it as `newer`: the facts, and of what kind.

Invariant: which tables bear on claims, on questions, on names is said here alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.readmodel.migrate import FACT_LISTS, TRACKING
from ledger.readmodel.quoting import quoted

if TYPE_CHECKING:
    import duckdb

CLAIMS = ("claim_recorded", "claim_corrected", "claim_withdrawn", "claim_restored")
QUESTIONS = (
    "question_posed", "question_corrected", "question_withdrawn", "question_restored",
    "question_resolved", "resolution_corrected", "resolution_disputed", "resolution_withdrawn",
)  # fmt: skip
ANSWERS = ("question_resolved", "resolution_corrected")
ABOUT_CLAIMS = ("occurrence_recorded", "estimate_recorded", "estimate_revised", "text_adjudicated")
TAKEN_FROM = {
    "occurrence_withdrawn": "occurrence_recorded",
    "estimate_withdrawn": "estimate_recorded",
}
STEPS = ("step_undone", "step_redone")
NAMES = (
    "commentator_registered", "commentator_renamed", "commentator_aliased", "commentator_merged",
)  # fmt: skip
SOURCES = ("source_registered", "source_corrected", "source_linked", "source_retracted")
STORIES = ("story_opened", "story_retitled")
WHOLE = {"name_leads": NAMES, "commentators": NAMES, "sources": SOURCES, "stories": STORIES}
"""What is worked out whole, and the tables that it is made of."""


@dataclass(frozen=True)
class Came:
    """What came since the cache was made, put away beside it as `newer`."""

    connection: duckdb.DuckDBPyConnection
    tables: frozenset[str]
    """The tables that new facts fill."""
    again: frozenset[str]
    """The tables with facts of steps that were undone or redone since."""
    steps: tuple[str, ...]
    """These steps."""
    kept: frozenset[str]
    """The tables that have a row."""
    several: bool
    """Whether there are claims of which more than one fact says something."""

    @property
    def only_claims(self) -> bool:
        """Whether of what has a name only claims came, and nothing was taken back."""
        return not self.steps and self.tables <= {*CLAIMS[:2], *ABOUT_CLAIMS, *ANSWERS}

    @property
    def asked_anew(self) -> bool:
        """Whether anything came about the questions themselves."""
        return bool(self.moved((*QUESTIONS, *STORIES)))

    @property
    def whole(self) -> list[str]:
        """What is worked out whole, for something of it has changed."""
        return [held for held, tables in WHOLE.items() if self.moved(tables)]

    @property
    def worked_out(self) -> list[str]:
        """What is worked out of the touched questions alone, once it is known which these are."""
        asked = ["question_now", "settled"] if self.asked_anew else []
        return [*asked, "claim_facts", TRACKING]

    @property
    def covers(self) -> list[str]:
        """The tables that stand in `newer` in the end, to be read as one with the cache's."""
        return [*sorted(self.tables), *FACT_LISTS, *self.whole, *self.worked_out]

    def here(self, tables: Iterable[str]) -> bool:
        """Say whether any of these tables has a row."""
        return not {*tables}.isdisjoint(self.tables | self.kept)

    def moved(self, tables: Iterable[str]) -> list[str]:
        """Return those of these tables of which some rows came, or count again or no longer."""
        return [table for table in tables if table in self.tables | self.again]

    def rows(self, table: str) -> str:
        """Return a query for these rows."""
        parts = [f"from newer.{table}"] if table in self.tables else []
        if table in self.again:
            listed = ", ".join(f"'{quoted(step)}'" for step in self.steps)
            parts.append(f"from ledger.{table} where batch in ({listed})")
        return f"({' union all '.join(parts)})"
