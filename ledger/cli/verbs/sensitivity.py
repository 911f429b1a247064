"""``claims sensitivity``: what each verdict on a commentator survives."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ledger.cli import filters, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Filters,
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

if TYPE_CHECKING:
    from ledger.measuring.sensitivity import Report
    from ledger.readmodel.session import Asked
    from ledger.screens.rows_sensitivity import VariantRow
    from ledger.screens.sensitivity import Sensitivity


def command(
    filter_: Filters = None,
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
    """Show what each verdict survives: other lexicons, readings, coders, deadlines and answers.

    A verdict is on which side of a coin (always 1/2: Brier 0.25) somebody's claims fell. Below ten
    questions it is only that, a list; from ten on it needs an interval that leaves the coin out.
    Robust is said only where every variant agrees and a published lexicon covers every word.

    Every coded deadline is shifted, every void or undated question answered both ways, and claims
    coded with the outcome in view are left out once. `claims export sensitivity` has it by row.

    \b
    Example:
      claims sensitivity
      claims sensitivity by:Guterres --kind all --json
    """
    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, pooled=pooled, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        about = filters.resolve(held, filter_, about).of_figures(about)
        report = held.sensitivity(about)
    if as_json:
        from ledger.exporters.scope import filter_words

        output.emit_json({"filter": filter_words(about), **_as_rows(report)})
        return
    from ledger.screens.sensitivity import render

    on = output.surface(ascii_)
    output.show(render(_screen(report, about), on.look), on)


def _as_rows(report: Report) -> dict[str, object]:
    return {one.name: getattr(report, one.name) for one in fields(report)} | {
        "orders": {
            "n_pairs": report.orders.n_pairs,
            "n_undetermined": report.orders.n_undetermined,
            "rows": report.orders.rows,
        }
    }


def _screen(report: Report, about: Asked) -> Sensitivity:
    """Return what the screen shows, everybody's variants beside their verdict."""
    from ledger.cli.typed import either_rows, order_rows, shifted_rows, survival_rows, variant_rows
    from ledger.exporters.scope import filter_words, scope_words
    from ledger.screens.sensitivity import Sensitivity
    from ledger.screens.survival import Survival

    narrowed = f", filter {filter_words(about)}" if about.narrowed else ""
    own: dict[tuple[str, str], list[VariantRow]] = {}
    for one in variant_rows(report.variants):
        own.setdefault((one["commentator_id"], one["prob_source"]), []).append(one)
    return Sensitivity(
        [
            Survival(row, own[row["commentator_id"], row["prob_source"]])
            for row in survival_rows(report.commentators)
        ],
        order_rows(list(map(dict, report.orders.rows))),
        report.orders.n_pairs,
        report.orders.n_undetermined,
        either_rows(report.answers),
        shifted_rows(report.questions),
        report.n_verbal,
        report.n_covered,
        f"scope {scope_words(about)}, kind {about.claim_kind}, day {about.as_of_day}{narrowed}",
    )
