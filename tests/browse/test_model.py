"""What the browser lists, tells and does, without a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.browse import answers, drawing, shell
from ledger.browse.answers import Answer, Sheet
from ledger.browse.desk import BANDS, CLAIM, Desk, Topic, bands_of, topic_of
from ledger.browse.kept import KeptLedger
from ledger.browse.model import ORDERS, PAGE, Found, Pages, Person, Shelf, Wish
from ledger.cli.browsing import means
from ledger.domain.question import PoseQuestion, QuestionContent, ResolveQuestion, pose_question
from ledger.errors import NotFound, Refused, Unreadable
from ledger.screens.look import Look
from tests.browse.conftest import NOW, clock
from tests.cli.parsing import parsed, words_of

TODAY = NOW.date()


@pytest.fixture
def kept(small: Path) -> Iterator[KeptLedger]:
    with closing(KeptLedger(small, clock, "tester")) as ledger:
        yield ledger


@pytest.fixture
def shelf(kept: KeptLedger) -> Shelf:
    return Shelf(kept, means())


def put(**how: object) -> Sheet:
    """Return the form for a question that is put so."""
    [posed] = pose_question(PoseQuestion("q", "Will it?", closes_on=TODAY), lambda _: ())
    assert isinstance(posed.fact, QuestionContent)
    return Sheet(posed.fact.model_copy(update=how), (), None, TODAY)


def test_every_order_lists_every_claim_and_a_filter_some(shelf: Shelf) -> None:
    for order in ORDERS:
        assert shelf.find(Wish(order=order)).total == 4
    said = [row["said_on"] for row in shelf.rows(shelf.find(Wish()), 0) or []]
    assert said == sorted(said, reverse=True)
    assert shelf.find(Wish("is:open")).total == 1
    [ana] = [one for one in shelf.find(Wish()).people if one.name == "Ana Bell"]
    assert (ana.n, shelf.find(Wish("is:open", ana)).total) == (2, 0)


def test_a_bad_filter_is_the_error_of_the_command_line(shelf: Shelf) -> None:
    with pytest.raises(Unreadable, match="is not a filter"):
        shelf.find(Wish("colour:red"))
    with pytest.raises(NotFound, match="nobody called"):
        shelf.find(Wish("by:nobody"))


def test_the_claim_that_was_chosen_is_found_again_in_another_order(shelf: Shelf) -> None:
    found = shelf.find(Wish())
    for row in shelf.rows(found, 0) or []:
        again = shelf.find(Wish(order="by name"), row["claim_id"])
        assert (shelf.rows(again, 0) or [])[again.at]["id"] == row["id"]


def test_rows_of_what_was_found_before_others_wrote_are_not_mixed_up(
    shelf: Shelf, small: Path
) -> None:
    found = shelf.find(Wish())
    with closing(Ledger(small, clock, "another")) as ledger:
        ledger.execute(ResolveQuestion("senate", "yes", date(2026, 10, 1), date(2026, 10, 1)))
    assert shelf.moved()
    assert shelf.rows(found, 0) is None
    again = shelf.find(Wish())
    assert not shelf.moved()
    assert (shelf.rows(again, 0) or [])[1]["outcome"] == "yes"


def test_only_the_pages_in_sight_are_asked_for() -> None:
    pages = Pages(Found(Wish(), 1, range(10 * PAGE)))
    assert pages.missing(range(PAGE - 1, PAGE + 1)) == [0, 1]
    pages.put(pages.found, 1, [])
    assert pages.missing(range(PAGE - 1, PAGE + 1)) == [0]
    assert pages.missing([-1, 10 * PAGE]) == []
    pages.put(Found(Wish(), 2), 0, [])
    assert pages.missing([0]) == [0]
    for number in range(2, 200):
        pages.put(pages.found, number, [])
    assert pages.missing([PAGE]) == [1]


@pytest.mark.parametrize(("outcome", "closes", "day"), [
    ("no", "2026-09-30", "2026-09-30"), ("no", "2026-12-31", "2026-11-26"),
    ("no", None, "2026-11-26"), ("yes", "2026-09-30", "2026-11-26"),
    ("annulled", "2026-09-30", "2026-11-26"), ("2026-03-04", "2026-09-30", "2026-03-04"),
])  # fmt: skip
def test_the_day_that_is_proposed_is_the_one_that_resolve_takes(
    outcome: str, closes: str | None, day: str
) -> None:
    sheet = put(closes_on=date.fromisoformat(closes) if closes else None)
    assert answers.usual_day(sheet, outcome).isoformat() == day


def test_an_answer_is_the_command_that_resolve_makes(kept: KeptLedger) -> None:
    desk = Desk(kept, means())
    sheet = desk.sheet("senate")
    assert sheet.names == ("Ana Bell",)
    assert answers.command(sheet, Answer("no", evidence=" the count ")) == ResolveQuestion(
        "senate", "no", date(2026, 10, 31), date(2026, 10, 31), evidence=("the count",)
    )
    void = answers.command(sheet, Answer("annulled", "2026-11-01"))
    assert (void.happened_on, void.known_on) == (None, date(2026, 11, 1))
    with pytest.raises(Unreadable, match="has not come yet"):
        answers.command(sheet, Answer("yes", "2026-12-01"))
    with pytest.raises(Refused):
        answers.command(sheet, Answer("perhaps"))
    assert answers.command(desk.sheet("copper"), Answer("yes", reason="misread")).correct


def test_options_have_keys_and_numbers_are_typed() -> None:
    choice = put(kind="choice", options=("a", "b"))
    assert choice.choices == {"1": "a", "2": "b", "a": "annulled", "m": "ambiguous"}
    assert not choice.is_open_ended
    assert put(kind="number").is_open_ended


def test_every_command_that_is_shown_can_be_typed(shelf: Shelf) -> None:
    found = shelf.find(Wish())
    rows = shelf.rows(found, 0) or []
    for wish in (Wish(), Wish("is:open"), Wish("story:x", found.people[0])):
        for row in (None, *rows):
            for _, line in shell.commands(wish, row):
                assert words_of(line)[0] == "claims"
                parsed(" ".join(words_of(line)[1:]))


def test_a_name_that_no_filter_can_take_is_asked_for_by_its_id() -> None:
    odd = Person("person-1", 'An"a \x1b[31m', False, 1, 0)
    [(_, line)] = shell.commands(Wish(person=odd), None)
    assert words_of(line) == ["claims", "sql", "from claims where commentator_id = 'person-1'"]


def test_each_topic_is_drawn_and_what_is_gone_says_so(kept: KeptLedger, shelf: Shelf) -> None:
    desk, look = Desk(kept, means()), Look(60)
    row = (shelf.rows(shelf.find(Wish()), 0) or [])[0]
    for kind in (CLAIM, "question", "person"):
        assert desk.draw(topic_of(row, kind), look)
    assert desk.draw(bands_of(Wish("is:open")), look)
    with pytest.raises(NotFound, match="there is no topic"):
        desk.draw(Topic(BANDS, filter="topic:none"), look)
    with pytest.raises(NotFound):
        desk.draw(Topic(CLAIM, "claim-0"), look)


@pytest.mark.parametrize("width", [24, 40, 56, 77, 96, 140])
def test_a_row_takes_its_width_and_keeps_its_numbers(shelf: Shelf, width: int) -> None:
    for row in shelf.rows(shelf.find(Wish()), 0) or []:
        lines = drawing.claim(row, width, Look())
        assert len(lines) == drawing.height(width)
        assert {line.cell_len for line in lines} <= {width}
        if row["p"] is not None:
            assert f"{round(row['p'] * 100)} %" in lines[0].plain
