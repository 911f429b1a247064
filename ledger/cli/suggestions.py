"""What is on record and may be meant, read while the person is still typing.

Invariant: nobody waits for it longer than a moment, and whatever goes wrong with it, a claim can
be typed all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

from ledger.cli.prompts import Choice
from ledger.domain.likeness import Stated, Statements
from ledger.domain.names import folded
from ledger.readmodel import queries_adding as queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Rows, Session

_MOMENT = 3.0
"""Seconds that somebody who asked for it waits at most."""
_MOST_BEHIND = 20_000
"""Facts: a read model that lacks more is not caught up for this; leaving would have to wait."""


@dataclass(frozen=True)
class OpenQuestion:
    """A question that has no answer yet: its key, its text, and the last day it can come true."""

    key: str
    text: str
    closes_on: date | None
    n_claims: int


@dataclass(frozen=True)
class OnRecord:
    """What may be meant, of each sort."""

    people: Sequence[Choice] = ()
    sources: Sequence[Choice] = ()
    topics: Sequence[Choice] = ()
    questions: Sequence[Choice] = ()
    open: dict[str, OpenQuestion] = field(default_factory=dict)
    """The open questions, by their folded text."""
    statements: Statements = field(default_factory=lambda: Statements([]))


class Suggestions:
    """Reads what is on record beside the prompts."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin to read, if there is a ledger."""
        self._found = OnRecord()
        self._thread = Thread(target=self._read, args=(ledger,))
        if ledger.begun:
            self._thread.start()

    def now(self, wait: bool = False) -> OnRecord:
        """Return what is known by now; with `wait`, after a moment for the rest."""
        if wait and self._thread.is_alive():
            self._thread.join(_MOMENT)
        return self._found

    def whole(self) -> OnRecord:
        """Return all of it, however long that takes: what is asked next would take as long."""
        if self._thread.is_alive():
            self._thread.join()
        return self._found

    def _read(self, ledger: Ledger) -> None:
        import duckdb

        from ledger.app import Ledger
        from ledger.errors import LedgerError

        beside = Ledger(ledger.directory)
        try:
            if beside.behind() <= _MOST_BEHIND:
                self._found = beside.look(read)
        except (LedgerError, duckdb.Error, OSError):
            return
        finally:
            beside.close()


def read(session: Session) -> OnRecord:
    """Return what is on record, from one look at it."""
    rows = session.rows(queries.STATEMENTS_ON_RECORD)
    asked = [
        OpenQuestion(
            str(row["key"]), str(row["text"]), _day(row["closes_on"]), int(str(row["n_claims"]))
        )
        for row in rows
        if row["open"]
    ]
    return OnRecord(
        people=[_person(row) for row in session.rows(queries.PEOPLE_OFFERED)],
        sources=[_source(row) for row in session.rows(queries.SOURCES_OFFERED)],
        topics=[
            Choice(str(row["topic"]), _many(row["n"], "question"))
            for row in session.rows(queries.TOPICS_OFFERED)
        ],
        questions=[Choice(one.text, f"open · {_many(one.n_claims, 'claim')}") for one in asked],
        open={folded(one.text): one for one in asked},
        statements=statements(rows),
    )


def statements(rows: Rows) -> Statements:
    """Return the statements on record, ready to be compared."""
    return Statements(
        Stated(str(row["claim"])[:8], str(row["text"]), _day(row["closes_on"])) for row in rows
    )


def _person(row: dict[str, object]) -> Choice:
    aliases = row["aliases"]
    others = " ".join(map(str, aliases)) if isinstance(aliases, list) else ""
    parts = [str(row["affiliation"] or ""), _many(row["n_claims"], "claim")]
    return Choice(str(row["commentator"]), " · ".join(part for part in parts if part), others)


def _source(row: dict[str, object]) -> Choice:
    told = [str(row[name]) for name in ("publication", "title") if row[name]]
    key = str(row["source_key"])
    return Choice(str(row["url"] or key), " · ".join(told) or key, " ".join([key, *told]))


def _many(count: object, of: str) -> str:
    return f"{count} {of}" if str(count) == "1" else f"{count} {of}s"


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
