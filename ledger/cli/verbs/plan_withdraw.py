"""``claims plan withdraw``: give a plan up."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text


def command(
    key: Annotated[str, typer.Argument(help="The plan's key.")],
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Give a collection plan up: what came of it stays, and counts as ad hoc.

    Registered again in the same words, it stands again, from then on.

    \b
    Example:
      claims plan withdraw daily-2022 --reason "the archive was closed"
    """
    from ledger.domain.plan import WithdrawPlan

    with opened(ledger) as held:
        plan = find.plan(begun(held), text(key))
        step = held.execute(WithdrawPlan(plan, text(reason)))
        report(step, f"the plan {plan} is given up.", "it was given up already.", as_json=as_json)
