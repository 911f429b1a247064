"""Who coded a deadline: the recorder since whose fact day, kind and reason are as they are."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledger import Ledger
from ledger.domain import step
from ledger.domain.question import CorrectQuestion, PoseQuestion, QuestionCorrected, QuestionPosed
from ledger.domain.step import RedoStep, UndoStep
from ledger.errors import LedgerError
from tests.readmodel.histories import tried
from tests.readmodel.standing import recorded

RAIN = PoseQuestion(
    key="rain",
    text="Will it rain?",
    closes_on=date(2026, 9, 30),
    deadline="coded",
    deadline_reason="autumn begins",
)
MENDED = st.fixed_dictionaries(
    {},
    optional={
        "closes_on": st.sampled_from([date(2026, 9, 30), date(2026, 10, 31)]),
        "deadline": st.sampled_from(["coded", "coded", "stated"]),
        "deadline_reason": st.sampled_from(["autumn begins", "read again"]),
        "criteria": st.sampled_from(["a drop", "a puddle"]),
    },
)
MOVES = st.lists(
    st.tuples(st.sampled_from(["Ann", "Bo", "Cy"]), st.one_of(MENDED, st.integers(0, 5))),
    max_size=8,
)


@tried(8, 300)
@given(moves=MOVES)
def test_the_coder_of_a_deadline_is_who_recorded_it_as_it_stands(
    moves: list[tuple[str, dict[str, object] | int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "ledger"
        Ledger(directory, recorder="Ann").execute(RAIN)
        done: list[str] = []
        for recorder, move in moves:
            do(Ledger(directory, recorder=recorder), move, done)
        [row] = Ledger(directory).table("questions").rows()
        assert row["deadline_coder"] == coder(directory)


def do(ledger: Ledger, move: dict[str, object] | int, done: list[str]) -> None:
    """Correct the question, or take a step back or again."""
    if isinstance(move, dict):
        taken = ledger.execute(CorrectQuestion("rain", move)) if move else None
        done += [taken.step] if taken else []
        return
    if move < len(done):
        for command in (UndoStep(done[move]), RedoStep(done[move])):
            try:
                ledger.execute(command)
            except LedgerError:
                continue
            return


def coder(directory: Path) -> str | None:
    """Return it from the log alone, fact by fact."""
    log = recorded(directory)
    undone = step.undone([held.fact for held in log if held.stream == step.STREAM])
    who, terms = None, None
    for held in log:
        if isinstance(held.fact, QuestionPosed | QuestionCorrected) and held.batch not in undone:
            asked = held.fact
            if terms != (now := (asked.closes_on, asked.deadline, asked.deadline_reason)):
                who, terms = held.recorder, now
    return who if terms and terms[1] == "coded" else None
