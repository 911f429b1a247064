"""``claims score explain``: the formula with the numbers put in, down to the facts."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from ledger.cli import filters, find, output
from ledger.cli.history import facts
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
    text,
)
from ledger.errors import NotFound, Unreadable
from ledger.readmodel import queries

if TYPE_CHECKING:
    from datetime import date

    from ledger.app import Ledger
    from ledger.cli.find import Who
    from ledger.measuring.explaining import Line
    from ledger.readmodel.session import Asked
    from ledger.screens.rows import ExplainedRow

Told = dict[str, Any]
"""Title, why it counts or not, lines, and facts: of a claim, or of each row of a commentator."""


def command(
    target: Annotated[str, typer.Argument(help="A claim's id, or words of a commentator's name.")],
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
    """Explain a score: each formula with the numbers put in, and the facts that they follow from.

    A formula gives its value when it is worked out: ^ is a power, ln the natural logarithm. What a
    figure means is told by claims help scoring. A filter narrows a commentator's record.

    \b
    Example:
      claims list by:Guterres
      claims score explain Guterres
      claims score explain Guterres said:2022
    """
    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, pooled=pooled, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        about = filters.resolve(held, filter_, about).of_figures(about)
        with held.steady(about):
            told = _explained(held, text(target), about)
    if as_json:
        output.emit_json(told)
        return
    from ledger.screens.explained import Explained, render

    on = output.surface(ascii_)
    for part in told:
        lines = cast("list[ExplainedRow]", part["lines"])
        data = Explained(part["title"], part["why"], lines, part.get("facts", ()))
        output.show(render(data, on.look), on)


def _explained(held: Ledger, given: str, about: Asked) -> list[Told]:
    """Explain the claim with that id, or else the commentator of that name."""
    try:
        stream = find.claim(held, given)
    except NotFound:
        return _record(held, find.person(held, given, about), about)
    if about.narrowed:
        raise Unreadable(
            "one claim is explained as it is: a filter narrows a commentator's record",
            f"claims score explain {given}",
        )
    return [_claim(held, stream, about)]


def _claim(held: Ledger, stream: str, about: Asked) -> Told:
    from ledger.domain.names import short_id

    rows = held.ask(queries.SCORED_CLAIM, [stream], about)
    if not rows:
        called = short_id(stream)[:8]
        raise NotFound(f"the claim {called} was not on record then", "leave --as-of away")
    row = rows[0]
    readings = [str(one["stream"]) for one in held.ask(queries.READING_STREAMS, [stream])]
    return {
        "title": f"{str(row['short_id'])[:8]}  {row['commentator_name']}: {row['question_text']}",
        "why": _why(held, row, about),
        "lines": [asdict(line) for line in _lines(held, row, about)],
        "facts": facts(held, [stream, *readings, str(row["question"])], about.as_of_position),
    }


def _lines(held: Ledger, row: dict[str, object], about: Asked) -> list[Line]:
    """Return what the scores of a claim are made of, by the kind of its question."""
    from ledger.measuring.explaining import of_claim
    from ledger.measuring.explaining_kinds import of_choice, of_quantiles

    kind, claim = row["question_kind"], [row["claim_id"]]
    if kind == "binary":
        return of_claim(row)
    query = queries.CHOICE_SCORE if kind == "choice" else queries.QUANTILE_SCORE
    scores = held.ask(query, claim, about)
    if not scores:
        return []
    if kind == "choice":
        return of_choice(scores[0], held.ask(queries.SHARES_OF, claim, about))
    parts, horizon = held.ask(queries.QUANTILES_OF, claim, about), row["closes_on"]
    return of_quantiles(scores[0], parts, cast("date | None", horizon))


def _why(held: Ledger, row: dict[str, object], about: Asked) -> list[str]:
    """Say whether a claim counts by the scope, or why it does not."""
    from ledger.exporters.scope import scope_words
    from ledger.screens.words import WHY_NOT

    life = held.ask(queries.SAME_LIFE, [row["claim_id"]], about)
    many = f"one of {len(life)} claims of theirs on this question" if len(life) > 1 else ""
    status = str(row["status"])
    if status == "resolved":
        counts = f"counts under scope {scope_words(about)}"
        return [f"{counts}, {many}" if many else counts]
    why = WHY_NOT.get(status, status.replace("_", " "))
    return [f"has no score under scope {scope_words(about)}: {why}"]


def _record(held: Ledger, who: Who, about: Asked) -> list[Told]:
    from ledger.exporters.scope import filter_line
    from ledger.measuring.explaining import of_record

    about = replace(about, only_commentators=(who.commentator_id,))
    narrowed = filter_line(about)
    told = []
    for row in held.table("scoreboard", about).rows():
        claims = [
            one
            for one in held.ask(queries.COUNTED_CLAIMS, [who.commentator_id], about)
            if about.pooled or one["prob_source"] == row["prob_source"]
        ]
        told.append(
            {
                "title": f"{who.name}, {row['prob_source']}: evidence {row['evidence']}",
                "why": [_counted(claims) if claims else "no claim of theirs counts"]
                + ([narrowed] if narrowed else []),
                "lines": [asdict(line) for line in of_record(row, claims)],
            }
        )
    why = [f"no claim of theirs is on record{', ' if narrowed else ''}{narrowed or ''}"]
    return told or [{"title": who.name, "why": why, "lines": []}]


def _counted(claims: list[dict[str, object]]) -> str:
    ids = [str(one["id"]) for one in claims]
    more = f" and {len(ids) - _MANY} more (claims list)" if len(ids) > _MANY else ""
    return f"claims score explain ID, of: {', '.join(ids[:_MANY])}{more}"


_MANY = 12
