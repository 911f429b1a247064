"""``claims methods``: how the figures were made, in sentences with their numbers."""

from __future__ import annotations

import textwrap

from ledger.cli import filters, output
from ledger.cli.options import (
    AsJson,
    AsOf,
    Filters,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Scope,
    asked,
    begun,
    opened,
)
from ledger.visible import visible


def command(
    filter_: Filters = None,
    kind: Kind = "forecast",
    scope: Scope = "first",
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Say how the figures came about: whom they are of, who read what, what is missing.

    The mean Brier score is bounded by what it would be if every claim that is void, unscorable,
    open or without a deadline were answered one way or the other; --json has the bounds of each
    commentator too. Every export has these sentences in its FILE.meta.json.

    \b
    Example:
      claims methods
      claims methods story:ukraine-2022 --scope all_rows --json
    """
    from dataclasses import asdict

    from ledger.exporters.methods import measured, record, sentences
    from ledger.exporters.scope import filter_words

    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        about = filters.resolve(held, filter_, about).of_figures(about)
        with held.steady(about):
            found, of = measured(held, about), record(held, about)
    told = list(sentences(of, about, found))
    if as_json:
        output.emit_json({**of, "filter": filter_words(about), **asdict(found), "text": told})
        return
    for line in told:
        output.data(_fitted(visible(line)))


def _fitted(line: str) -> str:
    return textwrap.fill(line, output.width(), subsequent_indent="  ", break_on_hyphens=False)
