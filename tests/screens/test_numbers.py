"""No screen loses a number, a digit or a column at any width that we promise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from ledger.screens import (
    answered,
    calibration,
    claim_life,
    claims,
    columns,
    dashboard,
    due,
    person,
    scoreboard,
    steps,
    table,
)
from ledger.screens.columns import Column, Row
from ledger.screens.look import Look
from ledger.screens.rows import ClaimRow, DueRow, ScoreRow, StepRow
from tests.screens import sample
from tests.screens.pictures import PICTURES
from tests.screens.showing import LOOKS, named, shown

LOOK = st.sampled_from(LOOKS)
COUNT = st.integers(0, 20) | st.integers(0, 2_000_000)
SHARE = st.floats(0, 1)
PPB = st.integers(0, 1_000_000_000).map(lambda ppb: ppb / 1_000_000_000)
DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WORDS = st.text("abcdefgh ijklmnop", max_size=300)
NAME = st.text("abcdefgh ijklmnop", min_size=1, max_size=70)
INSTANT = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@st.composite
def score_rows(draw: st.DrawFn) -> ScoreRow:
    lo, mid, hi = sorted(draw(st.tuples(SHARE, SHARE, SHARE)))
    n = draw(COUNT)
    row = sample.score(
        draw(NAME),
        n,
        mid,
        kind=draw(st.sampled_from(["person", "organisation", "outlet", "anonymous"])),
        simulated=draw(st.booleans()),
        n_claims=n + draw(COUNT),
        calibration_in_large=draw(st.floats(-1, 1)),
    )
    return row | {"brier_lo": lo, "brier_hi": hi}


@st.composite
def claim_rows(draw: st.DrawFn) -> ClaimRow:
    status = draw(st.sampled_from(["resolved", "superseded", "no_deadline", "open"]))
    return sample.claim(
        commentator=draw(NAME),
        question=draw(WORDS),
        words=draw(WORDS | st.none()),
        p=draw(PPB),
        method=draw(st.sampled_from(["stated", "lexicon", "judgment"])),
        said_on=draw(DAY),
        status=status,
        brier=draw(SHARE),
    )


@st.composite
def due_rows(draw: st.DrawFn) -> DueRow:
    return sample.due(
        draw(st.text("abcdefgh-", min_size=1, max_size=40)),
        draw(st.integers(-40_000, 40_000)),
        question=draw(WORDS),
        closes_on=draw(DAY),
        n_claims=draw(COUNT),
        commentators=draw(st.lists(NAME, min_size=1, max_size=9)),
        p=draw(st.lists(PPB, max_size=5)),
    )


@st.composite
def step_rows(draw: st.DrawFn) -> StepRow:
    first, n = draw(COUNT), draw(COUNT)
    return {
        "step": draw(st.text("bcdfghjk", min_size=8, max_size=8)),
        "recorded_at": draw(INSTANT),
        "recorder": draw(NAME),
        "summary": draw(WORDS),
        "n_facts": n,
        "undone": draw(st.booleans()),
        "first_position": first,
        "last_position": first + n,
    }


@given(LOOK, st.lists(st.tuples(COUNT, SHARE, SHARE), min_size=10, max_size=10))
def test_a_band_keeps_what_was_said_what_happened_and_n(
    look: Look, bands: list[tuple[int, float, float]]
) -> None:
    rows = [sample.band(at, n, round(n * freq), said) for at, (n, freq, said) in enumerate(bands)]
    told = [look.percent(row[key]) for row in rows for key in ("mean_p", "freq") if row["n"]]
    counted = [look.count(row["n"]) for row in rows if any(each["n"] for each in rows)]
    all_whole(calibration.bands(rows, look), look, told + counted)


@given(LOOK, st.lists(score_rows(), min_size=1, max_size=8), st.booleans())
def test_whoever_is_listed_keeps_every_figure(
    look: Look, rows: list[ScoreRow], brief: bool
) -> None:
    ranked = [row for row in rows if scoreboard.rankable(row)]
    told = [look.count(row["n_resolved"]) for row in ranked]
    told += [look.score(row["brier"]) for row in ranked]
    told += [look.points(row["calibration_in_large"]) for row in ranked]
    if not brief:
        told += [look.count(row["n_claims"]) for row in ranked]
        told += [look.span(row["brier_lo"], row["brier_hi"]) for row in ranked]
    board = scoreboard.Scoreboard(rows, brief=brief)
    all_whole(scoreboard.render(board, look), look, told)


@given(LOOK, st.lists(claim_rows(), min_size=1, max_size=5))
def test_a_claim_keeps_id_day_probability_and_score(look: Look, rows: list[ClaimRow]) -> None:
    told = [look.chance(row["p"]) for row in rows] + [look.score(row["brier"]) for row in rows]
    all_whole(answered.render(answered.Answered(rows), look), look, told)
    told += [row["id"] for row in rows] + [look.day(row["said_on"]) for row in rows]
    all_whole(claims.render(claims.Claims(rows), look), look, told)


@given(LOOK, claim_rows())
def test_the_life_of_a_claim_keeps_every_digit(look: Look, row: ClaimRow) -> None:
    told = [look.exact(row["p"]).removesuffix(" %"), look.day(row["said_on"])]
    told += [f"#{fact['position']}" for fact in sample.FACTS]
    told += [look.moment(fact["recorded_at"]) for fact in sample.FACTS]
    life = claim_life.ClaimLife(row, sample.OCCURRENCES, facts=sample.FACTS)
    all_whole(claim_life.render(life, look), look, told)


@given(LOOK, st.lists(due_rows(), min_size=1, max_size=5), st.booleans())
def test_what_is_due_keeps_its_days_and_probabilities(
    look: Look, rows: list[DueRow], brief: bool
) -> None:
    told = [due.spread(row["p"], look).plain for row in rows if row["p"]]
    if brief:
        told += [due.when(row, look).plain for row in rows]
    else:
        told += [row["id"] for row in rows]
        told += [f"{look.count(abs(row['days_overdue']))} d" for row in rows if row["days_overdue"]]
    if brief or look.width >= due.WIDE:
        told += [look.day(row["closes_on"]) for row in rows]
    if not brief and look.width >= due.WIDE:
        told += [look.count(row["n_claims"]) for row in rows]
    all_whole(due.render(due.Due(rows, brief=brief), look), look, told)


@given(LOOK, st.lists(step_rows(), min_size=1, max_size=5))
def test_a_step_keeps_its_facts_and_positions(look: Look, rows: list[StepRow]) -> None:
    told = [look.count(row["n_facts"]) for row in rows]
    told += [f"#{row['first_position']}" for row in rows] + [row["step"] for row in rows]
    told += [look.moment(row["recorded_at"]) for row in rows]
    all_whole(steps.render(steps.Steps(rows), look), look, told)


VALUE = st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.decimals(allow_nan=False)


@given(LOOK, st.data(), st.integers(1, 12))
def test_a_table_keeps_every_digit_of_every_value(look: Look, data: st.DataObject, n: int) -> None:
    rows = data.draw(st.lists(st.tuples(*[VALUE] * n, WORDS), min_size=1, max_size=4))
    sheet = table.Sheet([f"column {at}" for at in range(n)] + ["text"], rows)
    all_whole(table.render(sheet, look), look, (str(value) for row in rows for value in row[:-1]))


@given(LOOK, score_rows(), score_rows(), st.lists(due_rows(), max_size=5))
def test_the_headline_keeps_every_figure(
    look: Look, everybody: ScoreRow, intent: ScoreRow, waiting: list[DueRow]
) -> None:
    counts = {"resolved": everybody["n_resolved"], "open": 12_345}
    data = dashboard.Dashboard(everybody=everybody, intent=intent, due=waiting, counts=counts)
    told = [look.count(row["n_resolved"]) for row in (everybody, intent)]
    told += [look.score(row["brier"]) for row in (everybody, intent) if row["n_resolved"]]
    told += [look.count(everybody["n_resolved"] + 12_345), look.count(intent["n_claims"])]
    told += [f"{sum(row['days_overdue'] >= 0 for row in waiting)}", "12,345 still open"]
    all_whole(dashboard.render(data, look), look, told)


@given(LOOK, score_rows())
def test_a_record_keeps_every_figure(look: Look, row: ScoreRow) -> None:
    told = [look.count(row["n_claims"]), look.count(row["n_resolved"])]
    told += [look.score(row["brier"])] if row["n_resolved"] else []
    all_whole(person.render(person.Person("somebody", [row]), look), look, told)


@pytest.mark.parametrize("name", PICTURES)
def test_no_column_vanishes_and_no_number_is_cut(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table is caught as it is settled: a whole column has room for its widest cell."""
    laid: list[tuple[Sequence[Column], Sequence[Row], list[int]]] = []
    settled = columns.settle

    def settle(of: Sequence[Column], rows: Sequence[Row], room: int, gap: int) -> list[int]:
        laid.append((of, rows, settled(of, rows, room, gap)))
        return laid[-1][2]

    monkeypatch.setattr(columns, "settle", settle)
    for look in LOOKS:
        text = shown(PICTURES[name](look), look)
        for of, rows, widths in laid:
            assert [titled(each, width) for each, width in zip(of, widths, strict=True)]
            whole = (at for at, each in enumerate(of) if each.least is None)
            for at in whole:
                cells = [of[at].title, *(row[at] for row in rows)]
                assert all(wide(cell) <= widths[at] for cell in cells if isinstance(cell, Text))
                if of[at].right:
                    assert not [cell for cell in cells if look.glyphs.ellipsis in str(cell)]
        assert text
        laid.clear()


def titled(each: Column, width: int) -> str:
    """Return a column's title as it is drawn; assert that a scale has its labels."""
    if isinstance(each.title, Text):
        return each.title.plain
    drawn = each.title(width).plain
    assert drawn.strip(), "a scale without labels"
    return drawn


def wide(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split("\n")))


@pytest.mark.parametrize("name", PICTURES)
def test_every_heading_is_there_at_every_width(name: str) -> None:
    """A heading stands as a whole word wherever it stood at the widest of the same form."""
    for only in (False, True):
        headings = {"n", "Brier", "P(yes)", "happened", "said", "claims"}
        wide_open = set(shown(PICTURES[name](Look(100, only)), Look(100, only)).split())
        for width in (60, 80):
            look = Look(width, only)
            assert wide_open & headings <= set(shown(PICTURES[name](look), look).split())


@pytest.mark.parametrize("name", PICTURES)
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    for look in LOOKS:
        all_whole(PICTURES[name](look), look, [])


@pytest.mark.parametrize("look", [Look(width, ascii=True) for width in (60, 80, 120)], ids=named)
@pytest.mark.parametrize("name", ["due", "scoreboard", "dashboard", "calibration", "steps"])
def test_ascii_screens_draw_nothing_outside_ascii(name: str, look: Look) -> None:
    outside = "íåÅ“”…"
    text = shown(PICTURES[name](look), look)
    assert not [char for char in text if ord(char) > 126 and char not in outside]


def all_whole(renderable: RenderableType, look: Look, told: Iterable[str]) -> None:
    """Assert that each number stands there as often as it should, and that no line is too wide."""
    text = shown(renderable, look)
    for number, times in Counter(told).items():
        found = re.findall(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text)
        assert len(found) >= times, f"{number!r} is there {len(found)} times of {times}:\n{text}"
    assert max(map(cell_len, text.split("\n"))) <= look.width, text
