"""``claims reply``: record what was replied to a claim."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, needed, one_of, opened, optional, text
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.domain.reply import Category

Maybe = str | None


def command(
    claim: Annotated[str, typer.Argument(help="The id of the claim.")],
    words: Annotated[str, typer.Argument(metavar="TEXT", help="The reply, in its own words.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who replied.")],
    category: Annotated[
        str,
        typer.Option(
            "--category",
            metavar="WHAT",
            help="wrong on timing, almost right, misquoted, misread, right for other reasons, "
            "condition not met, stands by it, or other.",
        ),
    ] = "other",
    source: Annotated[
        Maybe, typer.Option("--source", metavar="KEY|URL", help="The document it stands in.")
    ] = None,
    said: Annotated[
        Maybe, typer.Option("--said", metavar="DATE", help="The day of the reply.")
    ] = None,
    locator: Annotated[
        Maybe, typer.Option("--locator", metavar="TEXT", help="Where in the document.")
    ] = None,
    withdraw: Annotated[
        Maybe, typer.Option("--withdraw", metavar="WHY", help="Take that reply back.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Record what somebody replied to a claim. It stands beside the claim and changes no figure.

    \b
    Example:
      claims reply fnghdcbb "I spoke of that week alone" --by "António Guterres" \\
        --category "wrong on timing" --said 2022-03-01
    """
    from ledger.domain.reply import Category, RecordReply, WithdrawReply

    kind = cast("Category", one_of("category of reply", category, get_args(Category)))
    with opened(ledger) as held:
        stream = find.claim(begun(held), text(claim))
        who, told = needed("--by", by), needed("TEXT", words)
        if optional(withdraw):
            back = WithdrawReply(stream, who, told, text(withdraw or ""))
            step = held.execute(back)
            report(step, "the reply is taken back.", "it was taken back already.", as_json=as_json)
            return
        reply = RecordReply(
            stream,
            who,
            told,
            kind,
            find.source(held, text(source)) if source else None,
            _day(text(said), held.today) if said else None,
            optional(locator),
        )
        step = held.execute(reply)
        report(
            step,
            f"the reply stands beside {claim}.",
            "that reply is on record already.",
            as_json=as_json,
        )


def _day(given: str, today: date) -> date:
    from ledger.domain.dates import read_day

    said = read_day(given, today)
    if said > today:
        raise Unreadable(f"{said} has not come yet", "give the day on which it was replied")
    return said
