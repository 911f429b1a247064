"""``claims coder open``: open what was sealed, once everybody is bound."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, optional
from ledger.config import codings_directory
from ledger.errors import LedgerError
from ledger.visible import visible


def command(
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help="Whose; else the recorder's.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Open sealed codings that lie on this machine, as far as all coders of the item are bound.

    \b
    Example:
      claims coder open --coder lena
    """
    from ledger.coding.exchange import missing, sealed
    from ledger.domain.coding import item_of, pass_of

    with opened(ledger) as held:
        who = optional(coder) or begun(held).recorder
        n_opened, refused = 0, []
        for code in sealed(held, who):
            try:
                n_opened += bool(held.execute(code))
            except LedgerError as error:
                refused.append(
                    {"pass": pass_of(code), "item": item_of(code), "why": error.sentence}
                )
        elsewhere = missing(held, who)
    for reason in sorted({one["why"] for one in refused}):
        n = sum(one["why"] == reason for one in refused)
        output.talk(f"{n} stay sealed: {visible(reason)}")
    if elsewhere:
        output.talk(
            f"{elsewhere} cannot be opened here: what opens them was made on another machine, or "
            f"is lost or altered in {visible(str(codings_directory()))}"
        )
    output.talk(f"opened {n_opened} of {visible(who)}")
    if as_json:
        output.emit_json({"opened": n_opened, "sealed": refused, "elsewhere": elsewhere})
