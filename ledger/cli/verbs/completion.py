"""``claims completion``: the script that lets a shell complete verbs, options, ids and names."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, one_of
from ledger.cli.shells import INSTALL, SCRIPTS


def command(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
    as_json: AsJson = False,
) -> None:
    """Print the script with which a shell completes what you type, and how to install it.

    \b
    Example:
      claims completion bash
      claims completion zsh
    """
    script = SCRIPTS[one_of("shell we know", shell, tuple(SCRIPTS))]
    if as_json:
        output.emit_json({"shell": shell, "script": script, "install": INSTALL[shell]})
        return
    output.raw(script)
    if not output.piped():
        output.talk(f"To have it always:  {INSTALL[shell]}")
