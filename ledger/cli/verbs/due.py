"""``claims due``: what waits for an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli import output, reminder
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    Filters,
    LedgerDir,
    Plain,
    asked,
    begun,
    opened,
    text,
)
from ledger.cli.presenting import Manner, View, present
from ledger.cli.typed import due_rows
from ledger.errors import Failed, Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from datetime import date, datetime

    from ledger.app import Ledger
    from ledger.cli.filters import Filter
    from ledger.exporters.calendar import ClosingDay
    from ledger.readmodel.session import Asked, Rows

PIPED = ("question_key", "closes_on", "days_overdue", "n_claims", "commentators", "question", "id")
_WEEK = 7
_WITHIN = re.compile(r"(?P<n>[0-9]{1,4})\s*(?P<unit>d|w)", re.IGNORECASE)


def command(
    filter_: Filters = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Everything that waits, however far away.")
    ] = False,
    within: Annotated[
        str | None,
        typer.Option(
            "--within", metavar="DAYS", help="What closes so soon, as 30d or 4w; 7d if left out."
        ),
    ] = None,
    count: Annotated[
        bool, typer.Option("--count", help="Only print how many it would list: for a prompt.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 5 if anything is overdue.")
    ] = False,
    ics: Annotated[
        str | None,
        typer.Option(
            "--ics",
            metavar="FILE",
            help="Write the closing days of all that waits as a calendar; - is stdout.",
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """Show the questions that are overdue for an answer, and those that close within a week.

    A question whose condition is still open is not due: its condition is. A calendar holds all
    that waits, or with --within what closes so soon; it is written anew by each call. --count
    --within 0d counts what is overdue or closes today.

    \b
    Example:
      claims due
      claims due --within 30d
      claims due --ics closing-days.ics
      claims due --check || echo "something is overdue"
    """
    days = _days(within)
    if count and not (filter_ or as_of):
        _count(ledger, None if all_ else days, check=check)
        return
    from ledger.cli import filters

    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        chosen = filters.resolve(held, filter_, about)
        rows = _rows(held, chosen, about)
        if ics is not None:
            _calendar(held, rows if within is None else _soon(rows, days), about, text(ics))
    shown = rows if all_ else _soon(rows, days)
    if count:
        output.data(str(len(shown)))
    elif as_json:
        output.emit_json(shown)
    elif ics is None and output.piped() and not plain:
        output.tsv(shown, PIPED)
    elif ics is None:
        from ledger.screens import due, spoken

        data = due.Due(due_rows(shown), total=len(rows), within=days)
        drawn, told = partial(due.render, data), partial(spoken.due, data.rows)
        present(View(shown, drawn, told), Manner(plain=plain, ascii_only=ascii_, color=color))
    _check(check, any(int(str(row["days_overdue"])) > 0 for row in rows))


def _days(given: str | None) -> int:
    """Return how many days --within names."""
    read = _WITHIN.fullmatch(text(given).strip()) if given is not None else None
    if given is not None and read is None:
        raise Unreadable(f"“{given}” is no number of days", "write it as 30d or 4w")
    return int(read["n"]) * (7 if read["unit"].lower() == "w" else 1) if read else _WEEK


def _check(wanted: bool, overdue: bool) -> None:
    if wanted and overdue:
        raise typer.Exit(5)


def _count(ledger: str | None, days: int | None, *, check: bool) -> None:
    """Print how many there are, without a database where nothing has changed; 0 for no ledger."""
    with opened(ledger) as held:
        waiting, today = held.waiting(), held.today
    soon = (n for day, n in waiting.items() if days is None or (day - today).days <= days)
    output.data(str(sum(soon)))
    _check(check, reminder.overdue(waiting, today) > 0)


def _soon(rows: Rows, days: int) -> Rows:
    return [row for row in rows if int(str(row["days_overdue"])) >= -days]


def _rows(held: Ledger, chosen: Filter, about: Asked) -> Rows:
    """Return what is due among the questions that the chosen claims bear on."""
    from ledger.cli.filters import EVERYTHING

    rows = held.table("due", about).rows()
    condition, parameters = chosen.condition()
    if condition == EVERYTHING:
        return rows
    query = f"select question_key from claims where kind <> 'assertion' and {condition}"  # noqa: S608 our own words
    keys = {row["question_key"] for row in held.ask(query, parameters, about)}
    return [row for row in rows if row["question_key"] in keys]


def _calendar(held: Ledger, rows: Rows, about: Asked, to: str) -> None:
    """Write the closing days of some rows to a file, or to stdout."""
    from ledger.exporters.calendar import calendar
    from ledger.files import write_whole

    content = calendar(_closing_days(held, {str(row["question_key"]) for row in rows}, about))
    if to == "-":
        text_ = content.decode()
        output.raw(text_ if output.piped() else text_.replace("\r\n", "\n"))
        return
    try:
        write_whole(Path(to), content)
    except Failed as error:
        raise Failed(error.sentence, "name another file with --ics") from error
    output.talk(f"{len(rows):,} closing day{'' if len(rows) == 1 else 's'} written")


def _closing_days(held: Ledger, keys: set[str], about: Asked) -> Sequence[ClosingDay]:
    from ledger.exporters.calendar import ClosingDay
    from ledger.readmodel import queries, queries_waiting

    ledger_id = str(held.ask(queries.OPENED)[0]["ledger_id"])
    rows = held.ask(queries_waiting.CLOSING_DAYS, asked=about)
    return [
        ClosingDay(
            uid=f"{row['short_id']}@{ledger_id}.claims",
            recorded_at=cast("datetime", row["recorded_at"]),
            day=cast("date", row["closes_on"]),
            question=str(row["question"]),
            about=_told(row),
            topics=cast("list[str]", row["topics"]),
        )
        for row in rows
        if row["question_key"] in keys
    ]


def _told(row: Mapping[str, object]) -> str:
    who = ", ".join(map(visible, cast("list[str]", row["commentators"])))
    return f"said by {who}\nanswer it: claims resolve {row['id']}"
