"""``claims dashboard``: the figures, the calibration, who is on record, what is due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, reminder, views, watching
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    Filters,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Plain,
    Scope,
    asked,
    begun,
    one_of,
    opened,
    text,
)
from ledger.cli.presenting import Manner, View, present, save_picture
from ledger.cli.presenting import explain as explained
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="VIEW",
        help=f"One of: {', '.join(views.BY)}; person:NAME, story:KEY and question:KEY show one.",
    ),
]
Plot = Annotated[
    str, typer.Option("--plot", metavar="PLOT", help="How bands are drawn: rows or square.")
]
Svg = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Write the screen as a picture.")
]
Explain = Annotated[
    bool,
    typer.Option("--explain", help="List the command behind each figure."),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Draw it again whenever the ledger changes; Ctrl-C ends.")
]
Every = Annotated[
    float, typer.Option("--every", metavar="SECONDS", help="How often --watch looks.")
]


def command(
    filter_: Filters = None,
    by: By = views.OVERVIEW,
    plot: Plot = "rows",
    kind: Kind = "forecast",
    scope: Scope = "first",
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    explain: Explain = False,
    watch: Watch = False,
    every: Every = watching.USUAL,
    svg: Svg = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """Show how much there is, how good it was, and what waits for an answer.

    Nobody is ranked before 30 resolved questions in 10 stories. Figures for everybody leave
    simulated forecasters out. With a filter that names one commentator, the figures are theirs.

    \b
    Example:
      claims dashboard
      claims dashboard story:ukraine-2022 --kind intent
      claims dashboard --by question:invasion
      claims dashboard --by words --plain
      claims dashboard --explain
    """
    one_of("plot", plot, views.PLOTS)
    manner = Manner(as_json, plain, ascii_, color)

    def look(held: Ledger) -> View:
        about = asked(
            reminder.watching(held), as_of, kind=kind, scope=scope, matured_only=matured_only,
            include_early=include_early, include_untimely=include_untimely,
        )  # fmt: skip
        about = replace(about, shown_only=not as_json)
        chosen, typed = filters.resolve(held, filter_, about), tuple(filter_ or ())
        return views.view(
            text(by), views.Wanted(held, about, chosen, typed, plot=plot, as_of=as_of)
        )

    _alone(watch=watch, svg=svg is not None, other=as_json or explain)
    with opened(ledger) as held:
        begun(held)
        if watch:
            watching.watch(watching.Watched(held, look, manner), every)
            return
        view = look(held)
    if explain:
        default = scope == "first" and not (matured_only or include_early or include_untimely)
        explained(view, as_json=as_json, note="" if default else _OTHER_SCOPE)
    elif svg is not None:
        save_picture(view, svg, " ".join(["claims dashboard", *(filter_ or ())]), manner)
    else:
        present(view, manner)
    if not as_json:
        reminder.remind(held)


_OTHER_SCOPE = "claims list goes by --scope first and no other option: its numbers may be others."


def _alone(*, watch: bool, svg: bool, other: bool) -> None:
    """Raise `Unreadable` where a screen is asked for together with something that is none."""
    if watch and (svg or other):
        raise Unreadable(
            "--watch goes with a screen, not with --json, --explain or --svg",
            "claims dashboard --watch",
        )
    if svg and other:
        raise Unreadable(
            "--svg writes the screen, and goes with neither --json nor --explain",
            "claims dashboard --svg FILE",
        )
