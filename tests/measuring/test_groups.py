"""Whatever comes together, and in whatever order and on however many threads: the same bytes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from ledger.measuring import groups
from ledger.measuring.bins import measured_bins
from ledger.measuring.figures import measured
from ledger.readmodel.remembered import Remembered
from ledger.readmodel.session import Asked, Session

DAY, QUESTIONS, STORIES, PEOPLE = date(2022, 1, 3), 60, 24, 12
WAYS = (
    Asked(),
    Asked(bin_scheme="corp"),
    Asked(grouping=("year", "story")),
    Asked(grouping=()),
    Asked(scope="question_weighted"),
)


@pytest.fixture(scope="module")
def many() -> Iterator[Ledger]:
    """Return a ledger of people who answered from a few to all of sixty questions."""
    chance = random.Random(11)  # noqa: S311 the same every time
    commands: list[Command] = [OpenStory(f"story-{at}", f"Story {at}") for at in range(STORIES)]
    commands += [RegisterCommentator(f"Person {at}") for at in range(PEOPLE)]
    for at in range(QUESTIONS):
        key = f"question-{at}"
        story = f"story-{at % 40}" if at % 40 < STORIES else None
        commands.append(PoseQuestion(key, f"{key}?", closes_on=DAY, story=story))
        commands += [
            RecordClaim(f"Person {who}", key, DAY, probability=chance.randrange(21) * 5 * 10**7)
            for who in range(PEOPLE)
            if chance.random() < 1.2 / (1 + who / 3)
        ]
        commands.append(ResolveQuestion(key, chance.choice(["yes", "no"]), DAY, DAY))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger", lambda: datetime(2022, 7, 1, tzinfo=UTC))
        ledger.execute(commands, kept="archive")
        yield ledger
        ledger.close()


def found(ledger: Ledger, asked: Asked, meanwhile: Callable[[Session], object] = id) -> str:
    """Return all that is measured, every digit of it."""
    with ledger.session(asked) as session:
        session.work_out("claim_figures")
        meanwhile(session)
        figures = measured(session, asked, Remembered())
        return repr((figures, list(measured_bins(session, asked, Remembered()))))


def shuffled(session: Session) -> None:
    """Store the claims in another order, to be read by one thread."""
    session.connection.execute("set threads = 1")
    session.connection.execute(
        "create or replace temp table claim_figures as from claim_figures order by hash(claim_no)"
    )


@pytest.mark.parametrize("asked", WAYS)
def test_the_order_of_rows_and_the_number_of_threads_change_no_digit(
    many: Ledger, asked: Asked
) -> None:
    assert found(many, asked, shuffled) == found(many, asked)


@pytest.mark.parametrize("asked", WAYS)
@pytest.mark.parametrize("at_once", [1, 50])
def test_what_is_fetched_together_changes_no_digit(
    many: Ledger, asked: Asked, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = found(many, asked)
    monkeypatch.setattr(groups, "AT_ONCE", at_once)
    assert found(many, asked) == together


def test_no_more_is_fetched_than_was_asked_for_but_a_group_that_is_larger(many: Ledger) -> None:
    with many.session(Asked()) as session:
        session.work_out("claim_figures")
        blocks = list(groups.blocks_of(session, 50))
        (whole,) = groups.blocks_of(session)
    assert len(blocks) > 3
    assert all(block.group.rows <= 50 or len(block.names) == 1 for block in blocks)
    assert [name for block in blocks for name in block.names] == whole.names
    assert [size for block in blocks for size in block.group.sizes] == list(whole.group.sizes)


def test_those_who_may_be_ranked_are(many: Ledger) -> None:
    rows = many.table("scoreboard").rows()
    assert len([row for row in rows if row["rank_set_lo"] is not None]) > 2
