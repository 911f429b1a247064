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
    IncludeUntimely,
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
from ledger.errors import Failed, Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger, Table
    from ledger.readmodel.session import Asked

_ABOUT_CLAIMS = {
    **dict.fromkeys(("claims", "scores", "estimates"), "claim_id"),
    **dict.fromkeys(("questions", "resolutions"), "question_key"),
    "commentators": "commentator_id",
    "sources": "source_key",
}
"""The column by which a table is narrowed to what the chosen claims are about."""


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
    include_untimely: IncludeUntimely = False,
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
    from ledger.readmodel.queries import BY, TABLES

    with opened(ledger) as held:
        name = one_of("table", text(table), tuple(TABLES))
        path = Path(text(file)) if optional(file) and file else None
        form = one_of("format", "json" if as_json else format_ or _form(path), tuple(EXPORTERS))
        if name not in BY:
            _check_no_figures(kind, by, pooled, matured_only, include_early, include_untimely)
        about = asked(
            begun(held), as_of, kind=kind, scope=scope, pooled=pooled,
            matured_only=matured_only, include_early=include_early,
            include_untimely=include_untimely, by=by,
        )  # fmt: skip
        chosen = filters.resolve(held, filter_, about)
        narrowed = chosen.of_figures(about) if name in BY else chosen.applied(about)
        content = io.BytesIO()
        source = _figures(held, name, narrowed) if name in BY else _rows(held, name, about, chosen)
        EXPORTERS[form](source, content)
        head = header(held, name, narrowed, len(source.rows()))
    if path is None:
        _to_stdout(content.getvalue(), form, head)
    else:
        _to_file(path, content.getvalue(), head)


def _form(path: Path | None) -> str:
    return path.suffix[1:].lower() if path is not None and path.suffix else "csv"


def _check_no_figures(
    kind: str,
    by: str,
    pooled: bool,
    matured_only: bool,
    include_early: bool,
    include_untimely: bool,
) -> None:
    given = {
        "--kind": kind != "forecast",
        "--by": by != "commentator",
        "--pooled": pooled,
        "--matured-only": matured_only,
        "--include-early": include_early,
        "--include-untimely": include_untimely,
    }
    some = ", ".join(name for name, was_given in given.items() if was_given)
    if some:
        raise Unreadable(
            f"only scoreboard and calibration take {some}",
            "leave it away; is:intent and its like pick claims",
        )


def _figures(held: Ledger, name: str, about: Asked) -> Table:
    from ledger.app import Table
    from ledger.readmodel.queries import BY

    by_commentator = about.grouping == "commentator"
    return held.table(name, about) if by_commentator else Table(held, BY[name], about)


def _rows(held: Ledger, name: str, about: Asked, chosen: filters.Filter) -> Table:
    from ledger.app import Table

    table = held.table(name, about)
    condition, parameters = chosen.condition()
    if condition == filters.EVERYTHING:
        return table
    column = _ABOUT_CLAIMS[name]
    some = f"from {name} where {column} in (select {column} from claims where {condition})"  # noqa: S608 our own words
    return Table(held, table.query.replace(f"from {name}", some, 1), about, tuple(parameters))


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
    if head["warning"]:
        output.talk(str(head["warning"]))


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)  # noqa: PTH105 the same, and says what matters
    except OSError as error:
        raise Failed(
            f"{path} cannot be written ({error.strerror})", "name another file with -o"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
