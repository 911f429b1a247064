"""``claims reject``: set a statement aside, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import find, output
from ledger.cli.doing import report, say_begun
from ledger.cli.options import (
    AsJson,
    LedgerDir,
    NewPerson,
    PlanKey,
    begun,
    needed,
    opened,
    optional,
    text,
)
from ledger.errors import NotFound, Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger


def command(
    statement: Annotated[
        str, typer.Argument(help="The words, or the id of a claim that turns out to be none.")
    ],
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXT", help="A hope, an opinion, nothing to resolve …"),
    ],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who said it.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="KEY|URL", help="Where it stands.")
    ] = None,
    said: Annotated[
        str | None, typer.Option("--said", metavar="DATE", help="When it was said.")
    ] = None,
    plan_key: PlanKey = None,
    new_person: NewPerson = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Set a statement aside: it was read, and it is no claim.

    \b
    Example:
      claims reject "I hope that there will be a roadmap" --by "Kyriakos Mitsotakis" \\
        --source bloomberg-2021-12-08 --reason "a hope"
    """
    from ledger.cli.collecting import items, items_of_claim, named
    from ledger.cli.naming import name_of
    from ledger.domain.commentator import RegisterCommentator
    from ledger.domain.dates import read_day
    from ledger.domain.rejection import RejectClaim, RejectStatement

    why = needed("--reason", reason)
    with opened(ledger) as held:
        plan = named(held, optional(plan_key))
        if by is None:
            stream = _claim(begun(held), text(statement))
            step = held.execute([RejectClaim(stream, why), *items_of_claim(held, stream, plan)])
        else:
            fresh = not held.begun
            key = find.source(begun(held), text(source)) if source else None
            day = read_day(said, held.today) if optional(said) and said else None
            name, is_new = name_of(held, text(by), may_ask=output.can_ask(), new_person=new_person)
            rejected = RejectStatement(name, text(statement), why, key, (), day)
            collected = items([rejected], plan)
            step = held.execute([RegisterCommentator(name), rejected, *collected])
            if fresh:
                say_begun(held)
            if is_new:
                output.talk(f"{visible(name)} is new on record")
        report(step, "set aside.", "that was set aside already.", as_json=as_json)


def _claim(held: Ledger, given: str) -> str:
    try:
        return find.claim(held, given, withdrawn=True)
    except NotFound as error:
        if " " in given:
            raise Unreadable(
                "--by is missing: who said it", f"claims reject {given!r} --by NAME --reason WHY"
            ) from error
        raise
