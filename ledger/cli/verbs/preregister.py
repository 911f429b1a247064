"""``claims preregister``: say which analysis will count, before it is made."""

from __future__ import annotations

from typing import Annotated, cast, get_args

import typer

from ledger.cli import output
from ledger.cli.doing import report, say_begun
from ledger.cli.listing import listing
from ledger.cli.options import (
    KINDS,
    AsJson,
    Kind,
    LedgerDir,
    Scope,
    asked,
    begun,
    needed,
    one_of,
    opened,
    optional,
    scoped,
    text,
)
from ledger.domain.preregistration import Kind as KindOfClaim
from ledger.domain.preregistration import PreregisterAnalysis, Score
from ledger.errors import Unreadable

Maybe = str | None
COLUMNS = (
    "position", "primary_score", "scope", "kind", "stories", "n_claims_before", "n_answers_before",
    "in_force",
)  # fmt: skip


def command(
    score: Annotated[
        Maybe,
        typer.Option(
            "--score",
            metavar="SCORE",
            help="brier, log_score, rel_brier, bss_crowd or peer_score. Left out, what was said "
            "is listed.",
        ),
    ] = None,
    scope: Scope = "first",
    kind: Kind = "forecast",
    story: Annotated[
        list[str] | None,
        typer.Option("--story", metavar="KEY", help="Of these stories alone; repeat."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="TEXT", help="What will be left out, and why; repeat."),
    ] = None,
    lexicon: Annotated[
        Maybe, typer.Option("--lexicon", metavar="NAME", help="By which lexicon words are read.")
    ] = None,
    hypotheses: Annotated[
        Maybe, typer.Option("--hypotheses", metavar="TEXT", help="What is expected.")
    ] = None,
    note: Annotated[Maybe, typer.Option("--note", metavar="TEXT", help="Anything else.")] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Say which score of which claims will count, before anybody sees it.

    Said again, it amends: each time stays on record with how much was known by then, and every
    export says whether it is as was said (FILE.meta.json, claims methods).

    \b
    Example:
      claims preregister --score brier --scope first --exclude "claims of officials" \\
        --lexicon capphrase
      claims preregister
    """
    with opened(ledger) as held:
        if score is None and (story or exclude or lexicon or hypotheses or note):
            raise Unreadable(
                "nothing is said without a score", "claims preregister --score brier …"
            )
        if score is None:
            rows = held.table("preregistrations", asked(begun(held))).rows()
            nothing = "Nothing is preregistered: claims preregister --score brier"
            listing(rows, COLUMNS, nothing, as_json=as_json, ascii_only=False)
            return
        fresh = not held.begun
        named, days = scoped(scope)
        said = PreregisterAnalysis(
            cast("Score", one_of("score", score, get_args(Score))),
            f"{named}:{days}" if named == "at_horizon" else named,
            cast("KindOfClaim", one_of("kind of claim", kind, KINDS)),
            tuple(text(one) for one in story or ()),
            tuple(needed("--exclude", one) for one in exclude or ()),
            _lexicon(optional(lexicon)),
            optional(hypotheses),
            optional(note),
        )
        step = held.execute(said)
        if fresh:
            say_begun(held)
        report(step, "that is on record now.", "that was said already.", as_json=as_json)
        if step and held.table("preregistrations").rows()[-1]["n_answers_before"]:
            output.talk("there are answers on record: what they show may be known already")


def _lexicon(named: str | None) -> str | None:
    """Return a lexicon's whole name, with its version; raise `NotFound` for one there is not."""
    from ledger.cli.sure import lexicon_called

    return str(lexicon_called(named)) if named else None
