"""``claims sql``: one read-only statement, or a prompt, on the views."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import ask, output
from ledger.cli.confined import Confined, Job
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, one_of, opened, text
from ledger.errors import LedgerError, Unreadable

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows

FORMATS = ("table", "tsv", "json")


def command(
    query: Annotated[
        str | None, typer.Argument(help="One SELECT statement; from stdin or a prompt if left out.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="table, tsv (with a header) or json."),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", metavar="S", help="Stop a statement after that long.", min=0.1, max=3600
        ),
    ] = 30.0,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="The most memory a statement may take.")
    ] = "1GB",
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Ask the views in SQL (DuckDB's), read-only, without access to files, network or settings.

    A statement runs in a process of its own, which is ended when its time is up; at most 100,000
    rows and 64 MB come back. On Linux the system holds it to its memory; on macOS and Windows
    only DuckDB does, and a statement can find ways past that.

    The views: claims, questions, commentators, sources, estimates, codings, outcome_codings,
    coding_work, adjudications, resolutions, scores,
    scoreboard, calibration, sensitivity, scoreboard_choice, scoreboard_number, scoreboard_date,
    choice_scores, quantile_scores, claim_shares, claim_quantiles, occurrences, rejected, replies,
    stories, due, steps, plans, coverage, preregistrations, cells, cell_claims.

    \b
    Example:
      claims sql "select commentator, n_resolved, brier from scoreboard order by n_resolved desc"
    """
    form = one_of(
        "format", "json" if as_json else format_ or ("tsv" if output.piped() else "table"), FORMATS
    )
    most = _memory(memory)
    with Confined() as views:
        if form == "table":
            from ledger.screens import table  # noqa: F401 while the other process loads the database
        views.open(_job(ledger, as_of, most))
        for statement in _statements(query):
            _answer(views, statement, seconds, form, ascii_only=ascii_, alone=query is not None)


def _job(ledger: str | None, as_of: str | None, memory: str) -> Job:
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        return Job(str(held.directory), about.as_of_position, str(about.as_of_day), memory)


def _statements(query: str | None) -> Sequence[str] | _Prompt:
    if query is not None:
        return [text(query)]
    if not output.can_ask():
        return [text(sys.stdin.read())]
    return _Prompt()


class _Prompt:
    """Statements typed one after another; an empty line or Ctrl-D ends."""

    def __iter__(self) -> _Prompt:
        return self

    def __next__(self) -> str:
        try:
            typed = ask.line("sql")
        except KeyboardInterrupt as error:
            raise StopIteration from error
        if not typed:
            raise StopIteration
        return typed


def _answer(
    views: Confined, statement: str, seconds: float, form: str, *, ascii_only: bool, alone: bool
) -> None:
    try:
        answer = views.ask(statement, seconds)
    except LedgerError as error:
        if alone or not output.can_ask():
            raise
        output.complain(error)
        return
    _print(answer.rows, answer.columns, form, ascii_only=ascii_only)
    if answer.more:
        shown = len(answer.rows)
        output.talk(f"only the first {shown:,} rows are shown; add a limit, or claims export")


def _memory(given: str) -> str:
    import re

    if re.fullmatch(r"\d{1,6}(\.\d+)?\s*(KB|MB|GB|KiB|MiB|GiB)", given, re.IGNORECASE) is None:
        raise Unreadable(f"“{given}” is not an amount of memory", "write 500MB or 2GB")
    return given


def _print(rows: Rows, columns: list[str], form: str, *, ascii_only: bool) -> None:
    writers: dict[str, Callable[[], None]] = {
        "json": lambda: output.emit_json(rows),
        "tsv": lambda: _tsv(rows, columns),
        "table": lambda: _table(rows, columns, ascii_only),
    }
    writers[form]()


def _tsv(rows: Rows, columns: list[str]) -> None:
    output.data("\t".join(map(output.cell, columns)))
    output.tsv(rows, columns)


def _table(rows: Rows, columns: list[str], ascii_only: bool) -> None:
    from ledger.screens.table import Sheet, render

    on = output.surface(ascii_only)
    output.show(render(Sheet(columns, [list(row.values()) for row in rows]), on.look), on)
