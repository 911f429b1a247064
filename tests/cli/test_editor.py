"""Undo and redo walk back and forth as in an editor, and the views follow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator, RenameCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.readmodel import queries, queries_steps


class Editor:
    """What undo and redo mean in an editor: one stack of what stands, one of what was taken back.

    Taking back a step further down takes it out of the first.
    """

    def __init__(self) -> None:
        self.stands: list[str] = []
        self.gone: list[str] = []

    def did(self, step: str) -> None:
        self.stands.append(step)
        self.gone = []

    def undo(self, step: str) -> None:
        self.stands.remove(step)
        self.gone.append(step)

    def redo(self) -> None:
        self.stands.append(self.gone.pop())


class Book:
    """The tables that the two queries read, and nothing else."""

    def __init__(self) -> None:
        self.sql = duckdb.connect()
        self.sql.execute("""
            create table steps (
                step varchar, undone boolean, first_position bigint, last_position bigint,
                facts map(varchar, bigint));
            create table step_redone (step varchar, position bigint);
            create table step_undone (step varchar, position bigint)
        """)
        self.position = 0

    def write(self, step: str, *names: str) -> None:
        first, self.position = self.position + 1, self.position + len(names)
        counts = dict.fromkeys(names, 1)
        self.sql.execute(
            "insert into steps values (?, false, ?, ?, ?)", [step, first, self.position, counts]
        )

    def say(self, name: str, step: str) -> None:
        self.write(f"{name} {self.position}", f"step.{name}")
        self.sql.execute(f"insert into step_{name} values (?, ?)", [step, self.position])
        self.sql.execute("update steps set undone = ? where step = ?", [name == "undone", step])

    def asked(self, query: str) -> str | None:
        row = self.sql.execute(query).fetchone()
        return row[0] if row else None


def top(stack: Sequence[str]) -> str | None:
    return stack[-1] if stack else None


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(["do", "do", "undo", "undo", "redo", "seal", "older"]), max_size=14)
)
def test_any_order_of_undo_and_redo_is_what_an_editor_does(moves: list[str]) -> None:
    book, editor = Book(), Editor()
    book.write("opening", "ledger.opened")
    for number, move in enumerate(moves):
        if move == "do":
            book.write(f"s{number}", "question.resolved", "claim.recorded")
            editor.did(f"s{number}")
        elif move == "seal":
            book.write(f"s{number}", "checkpoint.attested")
        elif move in {"undo", "older"} and editor.stands:
            step = editor.stands[0 if move == "older" else -1]
            book.say("undone", step)
            editor.undo(step)
        elif move == "redo" and editor.gone:
            book.say("redone", editor.gone[-1])
            editor.redo()
        assert book.asked(queries_steps.LATEST_STEP) == top(editor.stands)
        assert book.asked(queries_steps.LATEST_UNDONE) == top(editor.gone)


def views(ledger: Ledger) -> Sequence[object]:
    """Return every row that what is done below can change, in one look."""
    tables = ("questions", "commentators", "resolutions")
    return ledger.look(lambda session: [session.rows(queries.TABLES[name]) for name in tables])


WALK = ("do", "undo", "redo", "do", "undo", "undo", "redo", "redo", "undo", "do")


def test_the_views_are_the_same_whenever_the_same_steps_stand(begun: Path) -> None:
    editor, ledger = Editor(), Ledger.open(begun)
    with_steps: dict[tuple[str, ...], Sequence[object]] = {}
    rain = PoseQuestion("rain", "Will it rain?", deadline="unknown")
    ledger.execute([rain, RegisterCommentator("Ana")])
    doings: Iterator[Command] = iter((
        ResolveQuestion("rain", "yes", happened_on=date(2026, 1, 1)),
        RenameCommentator("Ana", "Anna"),
        ResolveQuestion("rain", "no", happened_on=date(2026, 1, 2), correct=True),
    ))  # fmt: skip
    for move in WALK:
        if move == "do":
            editor.did(ledger.execute(next(doings)).step)
        elif move == "undo":
            assert ledger.undo(str(ledger.ask(queries_steps.LATEST_STEP)[0]["step"]))
            editor.undo(editor.stands[-1])
        else:
            assert ledger.redo(str(ledger.ask(queries_steps.LATEST_UNDONE)[0]["step"]))
            editor.redo()
        seen = views(ledger)
        assert with_steps.setdefault(tuple(editor.stands), seen) == seen
    assert len(with_steps) == 4
    ledger.close()
