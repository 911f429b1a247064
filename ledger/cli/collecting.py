"""Claims and rejected statements under the collection plan that led to them.

Invariant: an item goes under a plan in the step in which it goes on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.cli import find
from ledger.domain import claim
from ledger.domain.claim import RecordClaim
from ledger.domain.plan import CollectItem
from ledger.domain.rejection import RejectStatement, stream_of_claim
from ledger.errors import NotFound
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command
    from ledger.steps import Located


def named(ledger: Ledger, given: str | None) -> str | None:
    """Return the key of the plan that was named, if any; raise `NotFound`."""
    if given is None:
        return None
    if not ledger.begun:
        first = f"claims plan add {given} --corpus … --rule …"
        raise NotFound(f"there is no plan “{given}”", f"first: {first}")
    return find.plan(ledger, given)


def items(commands: Iterable[Command], plan: str | None) -> tuple[CollectItem, ...]:
    """Return what puts the claims and rejected statements of some commands under a plan."""
    if plan is None:
        return ()
    return tuple(
        CollectItem(plan, claim=one.stream())
        if isinstance(one, RecordClaim)
        else CollectItem(plan, rejection=one.stream())
        for one in commands
        if isinstance(one, RecordClaim | RejectStatement)
    )


def items_of_claim(ledger: Ledger, stream: str, plan: str | None) -> tuple[CollectItem, ...]:
    """Return what keeps a claim found to be none under its plans, as a rejected statement."""
    rejected = stream_of_claim(claim.require(stream, ledger.standing).content)
    keys = [str(row["plan_key"]) for row in ledger.ask(queries.PLANS_OF, [stream])]
    every = dict.fromkeys([*keys, *([plan] if plan else [])])
    return tuple(CollectItem(key, rejection=rejected) for key in every)


def under(rows: Sequence[Located], plan: str | None) -> list[Located]:
    """Return a file's rows, each followed by what puts it under the plan."""
    if plan is None:
        return list(rows)
    return [replace(row, commands=(*row.commands, *items(row.commands, plan))) for row in rows]
