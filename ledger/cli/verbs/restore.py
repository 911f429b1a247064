"""``claims restore``: put a backup in place, verified and never older."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, opened, text
from ledger.cli.trust import Against, Keys, read_checkpoints, read_keys
from ledger.progress import doing
from ledger.visible import visible


def command(
    file: Annotated[str, typer.Argument(help="A file made by claims backup.")],
    against: Against = None,
    key: Keys = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Verify a backup and put it in the ledger's place; what stood there is set aside.

    Refused where the backup is older than the ledger in place, of another history, or does not
    bear out a checkpoint given with --against, and while another program has that ledger open.

    \b
    Example:
      claims restore ~/backups/claims-2026-11-25.sqlite --against checkpoint.txt --ledger new
    """
    from ledger.custody import copying

    brought, outside = read_keys(key), read_checkpoints(against)
    with opened(ledger) as held, doing("verifying and copying"):
        done = copying.restore(Path(text(file)).absolute(), held, brought, outside)
        where = visible(str(held.directory))
    output.talk(f"restored {done.report.size:,} facts in {where}, verified")
    if done.set_aside is not None:
        output.talk(f"what stood there is kept as {visible(done.set_aside.name)}")
    if as_json:
        aside = str(done.set_aside) if done.set_aside else None
        output.emit_json({"facts": done.report.size, "set_aside": aside})
