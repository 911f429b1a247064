"""``claims config``: the settings that hold, where each comes from, and the file for them."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from ledger.cli import output, settings
from ledger.cli.options import AsJson, one_of
from ledger.config import config_file
from ledger.errors import Failed, LedgerError, Refused, Unreadable
from ledger.visible import visible

ACTIONS = ("show", "path", "init", "edit")


def command(
    action: Annotated[
        str, typer.Argument(metavar="[show|path|init|edit]", help="What to do; show by default.")
    ] = "show",
    as_json: AsJson = False,
) -> None:
    """Show the settings and where each comes from; begin the file for them, or open it.

    The file is TOML, and every setting in it has a comment: what it does, what it may be, and its
    default. A flag goes before the environment, and the environment before the file.

    \b
    Example:
      claims config
      claims config path
    """
    file = config_file()
    what = one_of("thing to do with settings", action, ACTIONS)
    if what in {"init", "edit"}:
        _begin(file, there="left as it is" if what == "edit" else "")
        if what == "edit":
            _edit(file)
    if what == "show":
        _show(file, as_json=as_json)
    elif as_json:
        output.emit_json({"file": str(file), "exists": file.is_file()})
    elif what != "edit":
        output.data(visible(str(file)))


def _show(file: Path, *, as_json: bool) -> None:
    """Show every setting; where the file has a fault, those that hold without it, and the fault."""
    fault: LedgerError | None = None
    try:
        held = settings.held()
    except LedgerError as error:
        held, fault = settings.in_force({}, file), error
    if as_json:
        output.emit_json([_as_row(one) for one in held])
    elif output.piped():
        output.tsv([_as_row(one) for one in held], ("key", "value", "from"))
    else:
        _table(held, file)
    if fault is not None:
        raise fault


def _as_row(one: settings.Held) -> dict[str, object]:
    return {
        "key": one.setting.key,
        "value": one.value,
        "from": one.origin,
        "default": one.setting.default,
        "allowed": one.setting.choices,
        "variable": one.setting.variable,
    }


def _table(held: list[settings.Held], file: Path) -> None:
    keys = max(len(one.setting.key) for one in held)
    values = max(len(one.value) for one in held)
    for one in held:
        origin = "the file" if one.origin == str(file) else one.origin
        value = f"{one.value:<{values}}"
        output.data(f"{one.setting.key:<{keys}}  {visible(value)}  {visible(origin)}")
    there = file.is_file()
    more = "claims config edit opens it" if there else "none yet: claims config init begins it"
    output.data(f"\nThe file: {visible(str(file))} ({more})")


def _begin(file: Path, there: str) -> None:
    """Write a file in which every setting is explained; one that is there stays."""
    if file.exists():
        if there:
            return
        raise Refused(f"there are settings in {file} already", "claims config edit")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(settings.template(), encoding="utf-8")
    except OSError as error:
        raise Failed(f"{file} cannot be written ({error.strerror})", "claims doctor") from None


def _edit(file: Path) -> None:
    """Open the file in the person's editor, and say at once if something in it is wrong."""
    if not output.can_ask():
        raise Unreadable("an editor needs a terminal", "claims config path")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603 one's own editor
    except (OSError, ValueError) as error:
        raise Failed(f"“{editor}” cannot be started ({error})", "claims config path") from None
    settings.read(file)
