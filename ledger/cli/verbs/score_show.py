"""``claims score``: the scoreboard, by commentator or by any grouping."""

from __future__ import annotations

from dataclasses import replace

from ledger.cli import filters, output
from ledger.cli.listing import listing
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Filters,
    GroupedBy,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Pooled,
    Scope,
    asked,
    begun,
    opened,
)

_FIGURES = (
    "prob_source", "evidence", "n_claims", "n_resolved", "n_questions", "n_stories", "base_rate",
    "brier", "brier_lo", "brier_hi", "rel_brier",
)  # fmt: skip
_FROM_THIN = ("brier_lo", "brier_hi", "rel_brier")
"""What is not shown of a list only, as too little to go by; exports have it."""


def command(
    filter_: Filters = None,
    by: GroupedBy = "commentator",
    kind: Kind = "forecast",
    scope: Scope = "first",
    pooled: Pooled = False,
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show scores by commentator, topic, story, source, words of certainty, year or several.

    Below ten questions there is the score and its n; intervals and comparisons come from ten on.
    Exports have every figure that exists (claims export scoreboard).

    \b
    Example:
      claims score show --by words
      claims score show story:ukraine-2022 --by commentator,year --kind all
    """
    from ledger.exporters.scope import filter_line, filter_words
    from ledger.readmodel.queries import grouped
    from ledger.tables import Table

    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, pooled=pooled, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely, by=by,
        )  # fmt: skip
        about = filters.resolve(held, filter_, about).of_figures(about)
        about = replace(about, shown_only=not as_json)
        rows = Table(held, grouped("scoreboard", about), about).rows()
    told = filter_words(about)
    shown = [{**row, "filter": told} for row in rows] if as_json else [_shown(row) for row in rows]
    if (line := filter_line(about)) and not as_json:
        output.talk(line)
    columns = (*about.grouping, *_FIGURES)
    listing(shown, columns, "No claim to score.", as_json=as_json, ascii_only=ascii_)


def _shown(row: dict[str, object]) -> dict[str, object]:
    """Leave away what so little evidence does not bear, and digits that nobody reads."""
    little = row["evidence"] == "list only"
    return {
        name: None if little and name in _FROM_THIN else _rounded(value)
        for name, value in row.items()
    }


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
