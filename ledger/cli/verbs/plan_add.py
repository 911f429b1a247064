"""``claims plan add``: say where you will look, and what you will take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli.doing import report, say_begun
from ledger.cli.options import AsJson, LedgerDir, needed, one_of, opened, optional, text

if TYPE_CHECKING:
    from ledger.domain.opening import Kept

Maybe = str | None


def command(
    key: Annotated[str, typer.Argument(help="A readable key: daily-2022.")],
    corpus: Annotated[
        str,
        typer.Option("--corpus", metavar="TEXT", help="Where you look: which papers, which pages."),
    ],
    rule: Annotated[
        str, typer.Option("--rule", metavar="TEXT", help="Which of the statements there you take.")
    ],
    since: Annotated[
        Maybe, typer.Option("--since", metavar="DATE", help="The first day that is looked at.")
    ] = None,
    until: Annotated[
        Maybe, typer.Option("--until", metavar="DATE", help="The last day that is looked at.")
    ] = None,
    query: Annotated[
        Maybe, typer.Option("--query", metavar="TEXT", help="The search, to the letter.")
    ] = None,
    note: Annotated[Maybe, typer.Option("--note", metavar="TEXT", help="Anything else.")] = None,
    kept: Annotated[
        str,
        typer.Option(
            "--kept",
            metavar="HOW",
            help="How a new ledger is kept: prospectively (default) or archive.",
        ),
    ] = "prospectively",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Register a collection plan: where you look, over which days, and what you take.

    Then log with --plan KEY (claims add, claims reject, claims import). A plan never changes;
    another way of looking is another plan. What was on record before the plan is shown apart.

    \b
    Example:
      claims plan add daily-2022 --corpus "The Daily, opinion pages" \\
        --rule "every forecast of a named speaker" --since 2022-01-01 --until 2022-06-30
    """
    from ledger.domain.dates import read_day
    from ledger.domain.plan import RegisterPlan

    how = one_of("way to keep a ledger", kept, ("archive", "prospectively"))
    with opened(ledger) as held:
        fresh = not held.begun
        plan = RegisterPlan(
            text(key),
            needed("--corpus", corpus),
            needed("--rule", rule),
            read_day(text(since), held.today) if since else None,
            read_day(text(until), held.today) if until else None,
            optional(query),
            optional(note),
        )
        step = held.execute(plan, cast("Kept", how))
        if fresh:
            say_begun(held, "as an archive" if how == "archive" else how)
        report(
            step,
            f"the plan {key} stands; log with --plan {key}.",
            "that plan stands already.",
            as_json=as_json,
        )
