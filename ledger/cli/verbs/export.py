"""``claims export``: tables as files."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.options import (
    AsOf,
    Filters,
    IncludeEarly,
    Kind,
    LedgerDir,
    MaturedOnly,
    Pooled,
    Scope,
    asked,
    begun,
    one_of,
    opened,
    optional,
    text,
)

if TYPE_CHECKING:
    from ledger.app import Ledger, Table
    from ledger.readmodel.session import Asked


def command(
    table: Annotated[
        str,
        typer.Argument(
            help="scoreboard, calibration, claims, questions, commentators, sources, "
            "estimates, resolutions or scores."
        ),
    ],
    filter_: Filters = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="csv (default), tsv, json, jsonl, parquet or md."
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout."),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="GROUP", help="commentator, topic, story, source or everybody."
        ),
    ] = "commentator",
    kind: Kind = "forecast",
    scope: Scope = "all_rows",
    pooled: Pooled = False,
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    ledger: LedgerDir = None,
) -> None:
    """Export a table. Two exports of one position and day are the same bytes.

    What the figures are of (scope, day, definitions, counts) goes to FILE.meta.json, or to stderr.

    \b
    Example:
      claims export scoreboard --format csv -o scoreboard.csv
      claims export calibration --by everybody --kind intent --format md
    """
    from ledger.exporters import EXPORTERS
    from ledger.exporters.header import header
    from ledger.readmodel.queries import TABLES

    with opened(ledger) as held:
        name = one_of("table", text(table), tuple(TABLES))
        path = Path(text(file)) if optional(file) and file else None
        form = one_of("format", "json" if as_json else format_ or _form(path), tuple(EXPORTERS))
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, pooled=pooled,
            matured_only=matured_only, include_early=include_early, by=by,
        )  # fmt: skip
        chosen = filters.resolve(held, filter_, about)
        content = io.BytesIO()
        source = _table(held, name, chosen.applied(about), chosen, by)
        EXPORTERS[form](source, content)
        head = header(held, name, chosen.applied(about), len(source.rows()))
    if path is None:
        _to_stdout(content.getvalue(), form, head)
    else:
        _to_file(path, content.getvalue(), head)


def _form(path: Path | None) -> str:
    return path.suffix[1:].lower() if path is not None and path.suffix else "csv"


def _table(held: Ledger, name: str, about: Asked, chosen: filters.Filter, by: str) -> Table:
    from ledger.app import Table
    from ledger.readmodel.queries import BY

    if name in BY and by != "commentator":
        return Table(held, BY[name], about)
    table = held.table(name, about)
    if name != "claims":
        return table
    condition, parameters = chosen.condition()
    return Table(
        held,
        table.query.replace("from claims", f"from claims where {condition}"),
        about,
        tuple(parameters),
    )


def _to_stdout(content: bytes, form: str, head: dict[str, object]) -> None:
    if form == "parquet":
        output.raw_bytes(content)
    else:
        output.raw(content.decode())
    output.talk(output.as_json(head))


def _to_file(path: Path, content: bytes, head: dict[str, object]) -> None:
    meta = path.with_name(path.name + ".meta.json")
    _replace(path, content)
    _replace(meta, json.dumps(head, ensure_ascii=False, indent=2).encode() + b"\n")
    output.talk(f"wrote {path} ({head['rows']} rows) and {meta.name}")


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)  # noqa: PTH105 the same, and says what matters
    finally:
        draft.unlink(missing_ok=True)
