"""Whatever somebody writes into a claim is shown as text, and does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from rich.console import Group

from ledger.screens import (
    certainty,
    chronicle,
    claims,
    coding,
    due,
    groups,
    misses,
    questions,
    scoreboard,
    sensitivity,
    spoken,
    svg,
    timeline,
)
from ledger.screens.calibration import Calibration
from ledger.screens.calibration import render as render_calibration
from ledger.screens.claim_life import ClaimLife
from ledger.screens.claim_life import render as render_life
from ledger.screens.dashboard import Dashboard
from ledger.screens.dashboard import render as render_dashboard
from ledger.screens.look import Look
from ledger.screens.person import Person
from ledger.screens.person import render as render_person
from ledger.screens.steps import Steps
from ledger.screens.steps import render as render_steps
from ledger.screens.table import Sheet
from ledger.screens.table import render as render_table
from tests.screens import coders, sample, tried
from tests.screens.pictures import Picture
from tests.screens.showing import LOOKS, shown

HOSTILE = {
    "markup": "[red]x[/red] [link=http://evil.example]y[/link] [/]",
    "escape": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x1b[2J",
    "bidi": "abc\u202edcba\u202c \u2066x\u2069 \u200e",
    "long": "long " * 2_000,
    "unbroken": "w" * 10_000,
    "newlines": "one\ntwo\r\nthree\rfour\x0b\x0c\u2028five\u2029\x85six",
    "emoji": ":smile: \U0001f469\u200d\U0001f52c \U0001f1e6\U0001f1f6 e\u0301\u0301\u0301",
    "wide": "漢字" * 40,
    "tab": "a\tb\x00c\x08\x08\x7f",
}
FORBIDDEN = [chr(code) for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0))]
FORBIDDEN += ["\u202e", "\u202c", "\u2066", "\u2069", "\u200e", "\u2028", "\u2029"]

Row = TypeVar("Row", bound=Mapping[str, object])


def poisoned(row: Row, words: str, keep: frozenset[str] = frozenset()) -> Row:
    """Return the row with every text in it replaced."""
    swapped = {
        key: words
        if isinstance(value, str) and key not in keep
        else [words] * 3
        if isinstance(value, list) and key != "p"
        else value
        for key, value in row.items()
    }
    return cast("Row", swapped)


def told(words: str) -> sensitivity.Sensitivity:
    """Return what was tried, of people and questions with these words for names."""
    row = poisoned(tried.SHORT, words, frozenset({"commentator_id", "prob_source"}))
    row["not_covered"] = [poisoned(one, words) for one in tried.SHORT["not_covered"]]
    variants = [tried.variant(f"coder: {words}", note=words), tried.GONE]
    return tried.tried(
        [row], variants, poisoned(tried.EITHER, words), poisoned(tried.ORDER, words),
        poisoned(tried.SHIFTED, words, frozenset({"deadline"})),
    )  # fmt: skip


def pictures(words: str) -> dict[str, Picture]:
    kept = frozenset({"status"})
    rows = [poisoned(row, words, kept) for row in sample.CLAIMS]
    board = [poisoned(row, words, frozenset({"kind"})) for row in sample.COMMENTATORS]
    waiting = [poisoned(row, words) for row in sample.DUE]
    life = ClaimLife(
        rows[0],
        [poisoned(row, words) for row in sample.OCCURRENCES],
        words,
        words,
        words,
        [poisoned(row, words) for row in sample.CONDITIONS],
        [words],
        words,
        words,
        [poisoned(row, words) for row in sample.FACTS],
    )
    whole = Dashboard(
        [words], words, board[0], board[1], sample.BANDS, words, board, rows, waiting,
        {"resolved": 3, words: 2}, Calibration(sample.BANDS, words, words), words,
    )  # fmt: skip
    asked = [poisoned(row, words) for row in sample.QUESTIONS]
    terms = [poisoned(row, words, frozenset({"prob_source"})) for row in sample.TERMS]
    named = [poisoned(row, words, frozenset({"kind", "evidence"})) for row in sample.HORIZONS]
    over_time = timeline.Timeline(words, words, rows, None, words)
    wrong = [poisoned(row, words, kept) for row in sample.MISSES]
    sheet = Sheet(["a", words], [[words, [words]], [1, None]])
    code = replace(
        coders.READ, term=words, lexicon=words, note=words, deadline_reason=words, no_claim=words
    )
    item = coding.Shown((words, words), [("said", words), ("question", words)])
    head = coding.Head(1, 2, "text", words, words)
    return {
        "certainty": lambda look: certainty.render(certainty.Certainty(terms), look),
        "chronicle": lambda look: chronicle.render(chronicle.Chronicle(words, rows), look),
        "groups": lambda look: groups.render(groups.Groups(named, "topic"), look),
        "misses": lambda look: misses.render(misses.Misses(wrong), look),
        "questions": lambda look: questions.render(questions.Questions(asked), look),
        "timeline": lambda look: timeline.render(over_time, look),
        "coding": lambda look: Group(
            coding.render(head, item, look),
            coding.coded(code, look),
            coding.coded(replace(code, is_claim=False), look),
            coding.helped(coding.TEXT_KEYS, {"claim": words}, look),
        ),
        "claims": lambda look: claims.render(claims.Claims(rows), look),
        "calibration": lambda look: render_calibration(
            Calibration(sample.BANDS, words, words), look
        ),
        "claim_life": lambda look: render_life(life, look),
        "dashboard": lambda look: render_dashboard(whole, look),
        "due": lambda look: due.render(due.Due(waiting), look),
        "person": lambda look: render_person(Person(words, board[-5:], sample.BANDS, rows), look),
        "scoreboard": lambda look: scoreboard.render(scoreboard.Scoreboard(board), look),
        "sensitivity": lambda look: sensitivity.render(told(words), look),
        "steps": lambda look: render_steps(
            Steps([poisoned(row, words) for row in sample.STEPS]), look
        ),
        "table": lambda look: render_table(sheet, look),
    }


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", pictures(""))
def test_hostile_text_is_shown_inert(name: str, kind: str) -> None:
    picture = pictures(HOSTILE[kind])[name]
    for look in (LOOKS[0], LOOKS[3], LOOKS[6]):
        text = shown(picture(look), look)
        assert not [char for char in FORBIDDEN if char in text]
        assert max(map(cell_len, text.split("\n"))) <= look.width


@pytest.mark.parametrize("name", sorted(set(pictures("")) - {"steps", "calibration"}))
def test_markup_stays_to_be_read(name: str) -> None:
    look = Look(160)
    assert "[red]x[/red]" in shown(pictures(HOSTILE["markup"])[name](look), look)


@pytest.mark.parametrize("name", ["claims", "due", "scoreboard", "steps"])
def test_a_list_does_not_let_one_text_fill_the_screen(name: str) -> None:
    look = Look(80)
    assert shown(pictures(HOSTILE["long"])[name](look), look).count("\n") < 400


@pytest.mark.parametrize("kind", ["long", "wide", "markup"])
def test_the_numbers_beside_a_hostile_text_are_whole(kind: str) -> None:
    look = Look(60)
    text = shown(pictures(HOSTILE[kind])["claims"](look), look)
    assert all(number in text for number in ("~97 %", "62.5 %", "0.941", "0.141"))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_told_inert_and_on_one_line(kind: str) -> None:
    words, look = HOSTILE[kind], Look(60)
    rows = [poisoned(row, words, frozenset({"status"})) for row in sample.CLAIMS]
    terms = [poisoned(row, words, frozenset({"prob_source"})) for row in sample.TERMS]
    lines = [
        *spoken.claims(rows, look),
        *spoken.misses(rows, look),
        *spoken.certainty(terms, look),
        *spoken.due([poisoned(row, words) for row in sample.DUE], look),
        *spoken.scores([poisoned(row, words) for row in sample.RANKED], look),
        *spoken.questions([poisoned(row, words) for row in sample.QUESTIONS], look),
        *chronicle.told(chronicle.Chronicle(words, rows), look),
        *timeline.told(timeline.Timeline(words, words, rows, None, words), look),
    ]
    assert not [char for char in [*FORBIDDEN, "\n"] for line in lines if char in line]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_picture_of_hostile_text_is_whole_and_asks_for_nothing(kind: str) -> None:
    words, look = HOSTILE[kind], Look(80)
    drawn = svg.render(pictures(words)["timeline"](look), look, f"</title><script>{words}")
    root = ElementTree.fromstring(drawn)  # noqa: S314 what we drew ourselves
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {"svg", "title", "style", "defs", "clipPath", "rect", "circle", "g", "text"}
    assert "url(h" not in drawn
    assert "@font-face" not in drawn
    assert not [char for char in FORBIDDEN if char in drawn]
