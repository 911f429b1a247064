"""``claims sql``: one read-only statement, or a prompt, on the views."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import ask, output
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, one_of, opened, text
from ledger.errors import LedgerError, Unreadable

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows, Session

FORMATS = ("table", "tsv", "json")
_MOST_ROWS = 100_000


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

    The views: claims, questions, commentators, sources, estimates, resolutions, scores,
    scoreboard, calibration, occurrences, rejected, stories, due, steps.

    \b
    Example:
      claims sql "select commentator, n_resolved, brier from scoreboard order by n_resolved desc"
    """
    form = one_of(
        "format", "json" if as_json else format_ or ("tsv" if output.piped() else "table"), FORMATS
    )
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        with held.session(about) as session:
            session.confine(_memory(memory))
            for statement in _statements(query):
                _answer(
                    session, statement, seconds, form, ascii_only=ascii_, alone=query is not None
                )


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
    session: Session, statement: str, seconds: float, form: str, *, ascii_only: bool, alone: bool
) -> None:
    try:
        rows, columns, more = bounded(session, statement, seconds)
    except LedgerError as error:
        if alone or not output.can_ask():
            raise
        output.complain(error)
        return
    _print(rows, columns, form, ascii_only=ascii_only)
    if more:
        output.talk(f"only the first {_MOST_ROWS:,} rows are shown; add a limit, or claims export")


def bounded(session: Session, statement: str, seconds: float) -> tuple[Rows, list[str], bool]:
    """Run one SELECT for at most `seconds`; return rows, columns and whether there were more.

    Raises `Unreadable` for anything but one SELECT, for SQL that DuckDB refuses, and when the time
    or the memory is used up.
    """
    import duckdb

    _check_one_select(session, statement)
    try:
        columns, rows = _within(session, statement, seconds)
    except TimeoutError as error:
        raise Unreadable(
            f"stopped after {seconds:g} seconds", "narrow it, or allow more with --seconds"
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise Unreadable(
            "the statement needs more memory than it may take",
            "narrow it, or allow more with --memory",
        ) from error
    except duckdb.Error as error:
        raise Unreadable(_first_line(str(error)), "claims sql --help lists the views") from error
    kept = [dict(zip(columns, row, strict=True)) for row in rows[:_MOST_ROWS]]
    return kept, columns, len(rows) > _MOST_ROWS


def _within(
    session: Session, statement: str, seconds: float
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Run a statement beside this thread, which stays free to hear Ctrl-C; raise `TimeoutError`."""
    from concurrent.futures import ThreadPoolExecutor, wait

    def answer() -> tuple[list[str], list[tuple[object, ...]]]:
        found = session.connection.execute(statement)
        columns = _distinct([str(column[0]) for column in found.description or ()])
        return columns, found.fetchmany(_MOST_ROWS + 1)

    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(answer)
        try:
            return asked.result(seconds)
        finally:
            while not asked.done():
                session.connection.interrupt()
                wait([asked], 0.05)


def _check_one_select(session: Session, statement: str) -> None:
    import duckdb

    try:
        found = session.connection.extract_statements(statement)
    except duckdb.Error as error:
        raise Unreadable(_first_line(str(error)), "claims sql --help lists the views") from error
    allowed = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
    if not found:
        raise Unreadable("there is no statement", "claims sql --help has an example")
    if len(found) != 1 or found[0].type not in allowed:
        raise Unreadable(
            "only one SELECT statement at a time is answered",
            "facts are changed by the verbs, never by SQL",
        )


def _distinct(names: Sequence[str]) -> list[str]:
    """Return column names, each different: a name that comes again gets a number."""
    seen: dict[str, int] = {}
    named = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return named


def _first_line(message: str) -> str:
    lines = [line for line in message.splitlines() if line.strip()]
    return lines[0] if lines else "the statement was refused"


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
