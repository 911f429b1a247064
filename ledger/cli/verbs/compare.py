"""``claims compare``: is one commentator better than another, on what both answered?"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, find, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Pooled,
    asked,
    begun,
    opened,
    text,
)
from ledger.cli.typed import pair_rows
from ledger.errors import Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows

_COLUMNS = (
    "one", "other", "prob_source", "n_questions", "n_stories", "one_brier", "other_brier",
    "difference", "difference_lo", "difference_hi", "p", "p_bh", "smallest_p", "power",
)  # fmt: skip


def command(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME NAME…", help="Two commentators, or more.")
    ],
    within: Annotated[
        list[str] | None,
        typer.Option("--within", metavar="FILTER", help="Only there: topic:oil, said:2022."),
    ] = None,
    kind: Kind = "forecast",
    pooled: Pooled = False,
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Compare commentators on the questions that both answered, as both stood once both had spoken.

    The p value flips the signs of whole stories: forty claims on one war are one story. Printed
    beside it are the smallest p that so few stories allow, and the power: the chance to find a
    difference of .05. With more than two names every pair is compared, and p_bh takes account of
    how many pairs there are (Benjamini and Hochberg).

    \b
    Example:
      claims compare Charap Trenin
      claims compare Charap Trenin Putin --within story:ukraine-2022 --json
    """
    from ledger.exporters.scope import filter_line, filter_words

    with opened(ledger) as held:
        about = asked(
            begun(held), as_of, kind=kind, pooled=pooled, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        about = filters.resolve(held, within, about).of_places(about)
        who = list(dict.fromkeys(find.person(held, text(name), about) for name in names))
        if len(who) < 2:
            raise Unreadable("a comparison needs two commentators", "claims compare NAME NAME")
        about = replace(about, only_commentators=tuple(one.commentator_id for one in who))
        told = {"filter": filter_words(about)}
        rows = [{**row, **told} for row in held.comparisons(about)]
    if (line := filter_line(about)) and not as_json:
        output.talk(line)
    compared = {frozenset((row["one_id"], row["other_id"])) for row in rows}
    for one, other in combinations(who, 2):
        if frozenset((one.commentator_id, other.commentator_id)) not in compared:
            output.talk(visible(f"{one.name} and {other.name} share no question that is scored"))
    _print(rows, as_json=as_json, ascii_only=ascii_)


def _print(rows: Rows, *, as_json: bool, ascii_only: bool) -> None:
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, _COLUMNS)
    else:
        from ledger.screens.pairs import Pairs, render

        on = output.surface(ascii_only)
        output.show(render(Pairs(pair_rows(rows)), on.look), on)
