"""``claims withdraw``: take a claim or a question off the record."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text


def command(
    target: Annotated[str, typer.Argument(help="The id of a claim, or the key of a question.")],
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Take a claim (by its id) or a question (by its key) off the record.

    It no longer counts; the log keeps it, and adding it again restores it.

    \b
    Example:
      claims list 'by:Charap'
      claims withdraw months-to-know --reason "the question is a judgement"
    """
    from ledger.domain.claim import WithdrawClaim
    from ledger.domain.question import WithdrawQuestion

    with opened(ledger) as held:
        found = find.target(begun(held), text(target), withdrawn=True)
        if found.claim is not None:
            step = held.execute(WithdrawClaim(found.claim, text(reason)))
        else:
            step = held.execute(WithdrawQuestion(found.question, text(reason)))
        report(step, f"{target} is withdrawn.", f"{target} was withdrawn already.", as_json=as_json)
