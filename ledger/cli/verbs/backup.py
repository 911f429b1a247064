"""``claims backup``: a verified copy of the record, while others may write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text
from ledger.progress import doing
from ledger.visible import visible


def command(
    file: Annotated[str, typer.Argument(help="The file to make; never one that is there.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Copy the whole record into one file and verify the copy; other programs may go on writing.

    Copying ledger.sqlite by hand can miss what waits in its journal; this cannot.

    \b
    Example:
      claims backup ~/backups/claims-2026-11-25.sqlite
    """
    from ledger.custody import copying

    with opened(ledger) as held, doing("copying"):
        report = copying.backup(begun(held).directory, Path(text(file)).absolute())
    output.talk(visible(f"backed up {report.size:,} facts to {file}, and verified it"))
    if as_json:
        output.emit_json({"file": file, "facts": report.size})
