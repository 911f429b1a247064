"""``claims coder agree``: do the coders agree?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli import output
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened

if TYPE_CHECKING:
    from ledger.screens.agreement import AgreementRow

_COLUMNS = (
    "pass", "field", "metric", "n_items", "n_coders", "n_clusters", "n_unopened", "percent",
    "alpha", "alpha_lo", "alpha_hi", "kappa", "reading", "n_proposed", "codebook",
)  # fmt: skip


def command(
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the bootstrap.")] = 20261126,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Print how far coders agree: Krippendorff's alpha with its interval, per cent, kappa.

    Nominal for what a claim is, ordinal for the term, interval for the reading. Not to be relied on
    where the interval begins below .667, tentative below .8 (Krippendorff). What is sealed and
    never opened is missing. Coders who saw the same proposal are the likelier to agree: n_proposed.

    \b
    Example:
      claims coder agree
      claims coder agree --json
    """
    from ledger.coding.agreement import agreement, disagreements
    from ledger.domain.assignment import OUTCOME, TEXT

    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        rows = agreement(held, about, seed)
        n_open = sum(len(disagreements(held, which, about)) for which in (TEXT, OUTCOME))
    if as_json:
        output.emit_json(rows)
    elif output.piped():
        output.tsv(rows, _COLUMNS)
    else:
        from ledger.screens.agreement import Agreement, render

        on = output.surface(ascii_)
        output.show(render(Agreement(cast("list[AgreementRow]", rows), n_open), on.look), on)
