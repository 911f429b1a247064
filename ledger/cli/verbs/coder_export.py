"""``claims coder export``: a file of one's codings, or of the commitments to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, optional, text
from ledger.visible import visible


def command(
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help="Whose; else the recorder's.")
    ] = None,
    commitments: Annotated[
        bool, typer.Option("--commitments", help="Only what binds the coder, nothing readable.")
    ] = False,
    out: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - for stdout.")
    ] = "-",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Write a coder's codings for another copy of this ledger; commitments go first.

    \b
    Example:
      claims coder export --coder lena --commitments -o lena-bound.jsonl
      claims coder export --coder lena -o lena.jsonl
    """
    from ledger.coding.exchange import commitments as bound
    from ledger.coding.exchange import openings
    from ledger.files import write_whole

    with opened(ledger) as held:
        who = optional(coder) or begun(held).recorder
        lines = (bound if commitments else openings)(held, who)
    content = "".join(f"{line}\n" for line in lines)
    if out == "-":
        if as_json:
            output.emit_json([json.loads(line) for line in lines])
        else:
            output.raw(content)
        return
    write_whole(Path(text(out)), content.encode("utf-8", "backslashreplace"))
    what = "commitments" if commitments else "codings"
    output.talk(f"{len(lines) - 1} {what} of {visible(who)}: {visible(out)}")
    if as_json:
        output.emit_json({"file": out, what: len(lines) - 1})
