"""What the queue shows, and what it never does."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.coding.codebook import shipped
from ledger.coding.draft import TextItem
from ledger.coding.queue import HIDDEN_NAME, OutcomeItem, as_known, masked, queue_of
from ledger.coding.session import Sitting
from ledger.domain.assignment import OUTCOME, TEXT, AssignCoding, Hidden, Pass
from ledger.domain.names import folded
from ledger.domain.question import ResolveQuestion
from tests.coding.conftest import (
    SPEAKERS,
    Opened,
    came,
    commands,
    items,
    questions,
    read_as,
    said,
    sat,
    wanted,
)

EVIDENCE = "https://evidence.example/came-true"


def shown(ledger: Ledger, coding_pass: Pass, coder: str, **more: object) -> list[str]:
    """Return everything that is in the items of a queue, as text."""
    return [
        str(asdict(item)) for item, _ in queue_of(ledger, coding_pass, wanted(coder, **more)).items
    ]


def hiding(ledger: Ledger, *what: Hidden, coder: str = "lena") -> list[TextItem]:
    found = queue_of(ledger, TEXT, wanted(coder, hides=frozenset(what))).items
    return [item for item, _ in found if isinstance(item, TextItem)]


# the passes are apart


def test_the_outcome_is_in_no_item_of_the_text_pass(ledger: Ledger) -> None:
    before = shown(ledger, TEXT, "lena")
    for n in range(6):
        answer = ResolveQuestion(
            f"event-{n}",
            "yes",
            date(2025, 7, 13),
            date(2025, 7, 14),
            evidence=(EVIDENCE,),
            note="it came",
        )
        ledger.execute([answer, came(f"question-event-{n}", "tom", on=date(2025, 7, 13))])
    after = shown(ledger, TEXT, "lena")
    assert after == before
    assert len(after) == 6
    assert not [one for one in after if "2025, 7, 1" in one or "evidence" in one]


def test_words_speakers_and_readings_are_in_no_item_of_the_outcome_pass(ledger: Ledger) -> None:
    before = shown(ledger, OUTCOME, "tom")
    sat(ledger, "lena", [1, 2, 3, 4, 5, 6])
    after = shown(ledger, OUTCOME, "tom")
    assert after == before
    assert len(after) == 6
    for one in after:
        assert not [name for name in (*SPEAKERS, "likely", "lena", "paper", "says") if name in one]


def test_with_the_text_it_is_shown_and_recorded(ledger: Ledger) -> None:
    from ledger.coding import answering

    [item, *_] = (one for one, _ in queue_of(ledger, OUTCOME, wanted("tom", with_text=True)).items)
    assert isinstance(item, OutcomeItem)
    assert item.utterances == ("Ana Bell says that event 0 will likely happen",)
    assert answering.begun(item, "tom", "claims 1").shown == ("text",)
    [bare, *_] = (one for one, _ in queue_of(ledger, OUTCOME, wanted("tom")).items)
    assert isinstance(bare, OutcomeItem)
    assert answering.begun(bare, "tom", "claims 1").shown == ()


def test_other_coders_are_in_no_item(ledger: Ledger) -> None:
    before = shown(ledger, TEXT, "lena")
    sat(ledger, "tom", [1] * 6)
    assert shown(ledger, TEXT, "lena", hides=frozenset({"others"})) != []
    assert shown(ledger, TEXT, "lena") == before


def test_who_read_the_words_is_not_asked_what_came_where_another_can_be(ledger: Ledger) -> None:
    sat(ledger, "lena", [1] * 6)
    assert len(queue_of(ledger, OUTCOME, wanted("lena")).items) == 6  # there is nobody else
    ledger.execute(read_as(items(ledger)[0], "tom"))
    left = queue_of(ledger, OUTCOME, wanted("lena"))
    assert (len(left.items), left.left_out) == (0, 6)
    assert len(queue_of(ledger, OUTCOME, wanted("tom")).items) == 5
    assert len(queue_of(ledger, OUTCOME, wanted("lena", also_mine=True)).items) == 6


# resuming


def test_what_was_coded_or_sealed_does_not_come_again(ledger: Ledger) -> None:
    sitting = Sitting(ledger, "lena", shipped())
    for commit, left in ((False, 5), (True, 4)):
        [(item, given_), *_] = queue_of(ledger, TEXT, wanted("lena")).items
        assert isinstance(item, TextItem)
        sitting.record(read_as(item.claim, "lena"), given_, commit=commit)
        queue = queue_of(ledger, TEXT, wanted("LENA"))
        assert (len(queue.items), queue.done) == (left, 6 - left)
    assert sitting.take_back()
    assert sitting.take_back()
    assert not sitting.take_back()
    assert len(queue_of(ledger, TEXT, wanted("lena")).items) == 6


def test_what_was_assigned_is_all_that_comes_under_its_terms(ledger: Ledger) -> None:
    [first, *_] = items(ledger)
    given_ = AssignCoding(
        first, "lena", TEXT, "claims 1", "r", hides=("speaker",), together=("tom",), committed=True
    )
    ledger.execute(given_)
    [(item, terms)] = queue_of(ledger, TEXT, wanted("lena")).items
    assert isinstance(item, TextItem)
    assert (item.claim, item.speaker, item.source) == (first, None, None)
    assert (terms.commits, set(terms.hides), terms.codebook) == (True, {"speaker"}, "claims 1")
    assert len(queue_of(ledger, TEXT, wanted("tom")).items) == 6


def test_a_name_in_another_case_is_the_name_on_record(ledger: Ledger) -> None:
    ledger.execute(read_as(items(ledger)[0], "Léna"))
    assert as_known(ledger, "LENA") == "Léna"
    assert as_known(ledger, "Léna") == "Léna"
    assert as_known(ledger, "tom") == "tom"


# hiding


def test_a_hidden_speaker_is_nowhere_in_an_item(copied: Opened) -> None:
    ledger = copied()
    words: dict[str, Any] = {
        "reported": None,
        "words": "likely, says José",
        "deadline_words": "before José Ruiz leaves",
        "quote": "José, or Jose\u0301, or JOSE RUIZ: it will likely happen",
    }
    ledger.execute(commands([said(11, **words)]))
    for item in hiding(ledger, "speaker"):
        told = folded(str(asdict(item)))
        assert not [name for name in ("ana", "bell", "jose", "ruiz", "paper") if name in told]
        assert "'speaker': None" in str(asdict(item))
    assert any(HIDDEN_NAME in item.utterance for item in hiding(ledger, "speaker"))
    assert all(item.speaker for item in hiding(ledger))


def test_a_speaker_in_the_question_is_hidden_too(copied: Opened) -> None:
    from ledger.domain.question import PoseQuestion
    from tests.coding.conftest import CLOSES

    ledger = copied()
    claim = said(12, quote="I will likely stay")
    ledger.execute([PoseQuestion(claim.question, "Will Ana Bell stay?", closes_on=CLOSES), claim])
    [item] = [one for one in hiding(ledger, "speaker") if "stay" in one.utterance]
    assert item.question == f"Will {HIDDEN_NAME} {HIDDEN_NAME} stay?"


def test_a_hidden_speaker_comes_in_an_order_that_tells_nothing(ledger: Ledger) -> None:
    orders = {
        tuple(item.claim for item in hiding(ledger, "speaker", coder=coder))
        for coder in ("lena", "tom", "ed", "ida")
    }
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(items(ledger)))}


def test_others_and_proposals_are_hidden_on_request(ledger: Ledger) -> None:
    assert {(one.others, one.proposes) for one in hiding(ledger)} == {(True, True)}
    assert {(one.others, one.proposes) for one in hiding(ledger, "others", "proposal")} == {
        (False, False)
    }


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Guterres's plan", ["António Guterres"], f"{HIDDEN_NAME}'s plan"),
        ("ANTONIO said", ["António Guterres"], f"{HIDDEN_NAME} said"),
        ("Xi said, as xi does", ["Xi Wu"], f"{HIDDEN_NAME} said, as xi does"),
        (
            "Ursula von der Leyen",
            ["von der Leyen"],
            f"Ursula {HIDDEN_NAME} {HIDDEN_NAME} {HIDDEN_NAME}",
        ),
        ("a de b", ["Charles de Gaulle"], "a de b"),
        ("Bellamy rang the bell", ["Ana Bell"], f"Bellamy rang the {HIDDEN_NAME}"),
        ("nothing", [], "nothing"),
        ("nothing", [""], "nothing"),
        ("(a+b)* [x", ["(a+b)*"], "(a+b)* [x"),
    ],
)
def test_words_of_a_name_are_masked(text: str, names: list[str], left: str) -> None:
    assert masked(text, names) == left


_NAME = st.from_regex(r"[A-Z][a-zé]{2,8}( [A-ZÖ][a-zñ]{2,8}){0,2}", fullmatch=True)
_AROUND = st.text(st.characters(exclude_categories=("L", "M", "N", "Pc", "Cs")), max_size=5)


@given(st.lists(_NAME, min_size=1, max_size=3), st.lists(st.integers(0, 8)), st.data())
def test_masking_never_leaves_a_word_of_a_name(
    names: list[str], order: list[int], data: st.DataObject
) -> None:
    parts = [part for name in names for part in name.split()]
    spelled = st.sampled_from([str.upper, str.lower, str.title, folded])
    said_ = [data.draw(spelled)(parts[at % len(parts)]) for at in order]
    text = "".join(f"{data.draw(_AROUND)} {word}" for word in said_)
    left = masked(text, names)
    assert not {folded(part) for part in parts} & set(folded(left).split())
    assert left.count(HIDDEN_NAME) >= len(said_)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_masking_leaves_everything_else(text: str, names: list[str]) -> None:
    left = masked(text, names)
    assert masked(text, []) == text
    pieces = left.split(HIDDEN_NAME)
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        assert at >= 0
        at += len(piece)


def test_questions_of_which_nobody_spoke_are_not_asked(ledger: Ledger) -> None:
    found = {item.question for item, _ in queue_of(ledger, OUTCOME, wanted("tom")).items}
    assert found == set(questions(ledger))
