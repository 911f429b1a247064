"""``claims export``: tables as files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, log_file, output
from ledger.cli.fields import wanted
from ledger.cli.options import (
    AsOf,
    Filters,
    GroupedBy,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Pooled,
    QuestionKind,
    Scope,
    asked,
    begun,
    one_of,
    opened,
    optional,
    text,
)
from ledger.errors import Failed, Unreadable
from ledger.files import OPEN, draft_of, settle, write_whole
from ledger.progress import doing
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked
    from ledger.tables import Table

_ABOUT_CLAIMS = {
    **dict.fromkeys(("claims", "scores", "estimates", "choice_scores"), "claim_id"),
    **dict.fromkeys(("quantile_scores", "claim_shares", "claim_quantiles"), "claim_id"),
    **dict.fromkeys(("questions", "resolutions"), "question_key"),
    "replies": "claim_id",
    "commentators": "commentator_id",
    "sources": "source_key",
}
"""The column by which a table is narrowed to what the chosen claims are about."""
_AT_A_TIME = 1 << 20
"""Bytes that go to stdout at a time."""


def command(
    table: Annotated[
        str,
        typer.Argument(
            help="scoreboard, calibration, sensitivity, claims, questions, commentators, sources, "
            "estimates, codings, coding_work, outcome_codings, adjudications, resolutions, scores, "
            "replies, coverage, cells (sums that add up over ledgers: claims merge-cells) or "
            "cell_claims (what they are sums of); of other questions than yes or no: "
            "choice_scores, quantile_scores, claim_shares, claim_quantiles; or log: the whole "
            "record, to keep or to move.",
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
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="csv and tsv: text to the letter, for programs; no spreadsheet is safe."
        ),
    ] = False,
    by: GroupedBy = "commentator",
    bins: Annotated[
        str,
        typer.Option(
            "--bins",
            metavar="SCHEME",
            help="calibration: width10_left (ten bins), stated (one for each stated "
            "probability) or corp (the steps of the isotonic regression).",
        ),
    ] = "width10_left",
    kind: Kind = "forecast",
    question_kind: QuestionKind = "binary",
    scope: Scope = "first",
    pooled: Pooled = False,
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    ledger: LedgerDir = None,
) -> None:
    """Export a table. Two exports of one position and day are the same bytes.

    What the figures are of (scope, day, counts) goes to FILE.meta.json, with what each column
    means, or to stderr without (claims help scoring).

    In csv and tsv a text that a spreadsheet would take for a formula gets an apostrophe before it,
    and what a terminal would act on is spelled out; --raw, json, jsonl and parquet keep it to the
    letter. An apostrophe is not taken away again by an import.

    \b
    Example:
      claims export scoreboard --format csv -o scoreboard.csv
      claims export calibration --by everybody --kind intent --format md
    """
    from ledger.cli.forecasting import table_of_kind
    from ledger.exporters import EXPORTERS, text_form, write_file
    from ledger.exporters.header import header
    from ledger.readmodel.queries import BY, CELLS, COUNTING, OF_KINDS, SENSITIVITY, TABLES

    if table == log_file.TABLE:
        _whole_log(ledger, file, format_)
        return
    path = Path(text(file)) if optional(file) and file else None
    with _draft(path) as draft:
        with opened(ledger) as held, doing("exporting"):
            name = table_of_kind(one_of("table", text(table), tuple(TABLES)), question_kind)
            form = one_of("format", "json" if as_json else format_ or _form(path), tuple(EXPORTERS))
            _check_raw(form, raw=raw)
            _check_bins(name, bins, scope)
            _check_figures(name, by, pooled, (kind, matured_only, include_early, include_untimely))
            about = asked(
                begun(held), as_of, kind=kind, scope=scope, pooled=pooled,
                matured_only=matured_only, include_early=include_early,
                include_untimely=include_untimely, by=by, bins=bins,
            )  # fmt: skip
            chosen = filters.resolve(held, filter_, about)
            of_figures = name in {*BY, *OF_KINDS, *CELLS, COUNTING, SENSITIVITY}
            narrowed = chosen.of_figures(about)
            source = _picked(
                _figures(held, name, narrowed) if of_figures else _rows(held, name, about, chosen)
            )
            with held.steady(narrowed):
                head = header(
                    held, name, narrowed, source, text_form(form, raw=raw),
                    write_file(source, form, draft, raw=raw),
                )  # fmt: skip
        if raw:
            output.talk("text is to the letter (--raw): for programs, a spreadsheet may act on it")
        _deliver(path, draft, form, head)


@contextmanager
def _draft(path: Path | None) -> Iterator[Path]:
    """Hand out an empty file to write to, beside where it is to stand; it is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="claims-") as folder,
        draft_of(path or Path(folder) / "stdout") as draft,
    ):
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OPEN))
        except OSError as error:
            raise _unwritten(path or draft, error) from error
        yield draft


def _unwritten(path: Path, error: OSError) -> Failed:
    return Failed(f"{path} cannot be written ({error.strerror})", "name another file with -o")


def _deliver(path: Path | None, draft: Path, form: str, head: dict[str, object]) -> None:
    """Hand over what was written, and its header beside it."""
    if path is None:
        _to_stdout(draft, form, head)
    else:
        _to_file(path, draft, head)


def _whole_log(ledger: str | None, file: str | None, format_: str | None) -> None:
    """Write the whole log out as it is stored."""
    if format_ not in {None, "jsonl"}:
        raise Unreadable("the log is exported as jsonl", "leave --format away")
    with opened(ledger) as held, doing("exporting"):
        log_file.write(begun(held), Path(text(file)) if file else None)


def _form(path: Path | None) -> str:
    return path.suffix[1:].lower() if path is not None and path.suffix else "csv"


def _check_raw(form: str, *, raw: bool) -> None:
    from ledger.exporters import RAW, text_form

    if raw and form not in RAW:
        why = "keeps text to the letter anyway" if text_form(form) == "raw" else "is for people"
        raise Unreadable(
            f"--raw does nothing for {form}, which {why}",
            "leave it away, or export csv, tsv or json",
        )


def _check_figures(
    name: str, by: str, pooled: bool, of_figures: tuple[str, bool, bool, bool]
) -> None:
    from ledger.readmodel.queries import BY, CELLS, OF_KINDS, SENSITIVITY

    kind, matured_only, include_early, include_untimely = of_figures
    given = {
        "--kind": kind != "forecast",
        "--by": by != "commentator",
        "--pooled": pooled,
        "--matured-only": matured_only,
        "--include-early": include_early,
        "--include-untimely": include_untimely,
    }
    of_kind = ("--by", "--pooled") if name in OF_KINDS else tuple(given)
    by_commentator = name in {*CELLS, SENSITIVITY}
    refused = () if name in BY else ("--by",) if by_commentator else of_kind
    some = ", ".join(option for option in refused if given[option])
    if some:
        raise Unreadable(
            f"only scoreboard and calibration take {some}",
            "leave it away; is:intent and its like pick claims",
        )


def _check_bins(table: str, bins: str, scope: str) -> None:
    from ledger.measuring import WEIGHING

    if bins == "width10_left":
        return
    if table != "calibration":
        raise Unreadable("only calibration takes --bins", "leave it away")
    if bins == "corp" and scope in WEIGHING:
        raise Unreadable(
            f"corp counts each claim once, and {scope} weighs them",
            "use --bins width10_left or stated, or --scope first",
        )


def _figures(held: Ledger, name: str, about: Asked) -> Table:
    from dataclasses import replace

    from ledger.exporters.header import cells_of
    from ledger.readmodel.cell_files import KEY
    from ledger.readmodel.queries import CELLS, grouped
    from ledger.tables import Table

    if about.grouping != ("commentator",):
        return Table(held, grouped(name, about), about)
    table = held.table(name, about)
    return replace(table, told={KEY: cells_of(held, about).text()}) if name in CELLS else table


def _picked(source: Table) -> Table:
    """Return the columns that `--json=FIELD,…` names; all of them where it names none."""
    return source.only(wanted()) if wanted() else source


def _rows(held: Ledger, name: str, about: Asked, chosen: filters.Filter) -> Table:
    from ledger.tables import Table

    table = held.table(name, about)
    condition, parameters = chosen.condition()
    if condition == filters.EVERYTHING:
        return table
    column = _ABOUT_CLAIMS[name]
    some = f"from {name} where {column} in (select {column} from claims where {condition})"  # noqa: S608 our own words
    return Table(held, table.query.replace(f"from {name}", some, 1), about, tuple(parameters))


def _to_stdout(draft: Path, form: str, head: dict[str, object]) -> None:
    from ledger.exporters.header import short

    with draft.open("rb") as file:
        while lines := file.readlines(_AT_A_TIME):
            if form == "parquet":
                output.raw_bytes(b"".join(lines))
            else:
                output.raw(b"".join(lines).decode())
    output.talk(output.as_json(short(head)))


def _to_file(path: Path, draft: Path, head: dict[str, object]) -> None:
    meta = path.with_name(path.name + ".meta.json")
    try:
        settle(draft, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    write_whole(meta, output.as_json(head).encode() + b"\n")
    output.talk(visible(f"wrote {path} ({head['rows']} rows) and {meta.name}"))
    if head["warning"]:
        output.talk(str(head["warning"]))
