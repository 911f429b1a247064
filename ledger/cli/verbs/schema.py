"""``claims schema``: the JSON Schema of what a verb prints with ``--json``."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import text
from ledger.cli.shapes import SHAPES, schema, tables
from ledger.errors import NotFound

EXPORT = "export"


def command(
    verb: Annotated[
        list[str] | None, typer.Argument(metavar="[VERB]…", help="A verb: list, score show …")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON is what it prints; all of them without a verb.")
    ] = False,
) -> None:
    """Print the JSON Schema (draft 2020-12) of what a verb prints with --json.

    Without a verb, list the verbs; with --json, print every schema. Of an exported table's rows:
    claims schema export TABLE.

    \b
    Example:
      claims schema list
      claims schema score show
      claims schema export claims
    """
    named = " ".join(text(word) for word in verb or ())
    if named:
        output.emit_json(_schema(named))
    elif as_json:
        output.emit_json({one: schema(one) for one in SHAPES})
    else:
        output.data("\n".join(SHAPES))


def _schema(named: str) -> dict[str, object]:
    first, _, table = named.partition(" ")
    if first == EXPORT and table in tables.columns():
        return {**schema(EXPORT), "title": f"claims {named} --json", **tables.rows(table)}
    for one in (named, f"{named} show"):
        if one in SHAPES:
            return schema(one)
    near = difflib.get_close_matches(named, SHAPES, n=1)
    remedy = f"did you mean claims schema {near[0]}?" if near else "claims schema lists the verbs"
    raise NotFound(f"there is no verb “{named}”", remedy)
