"""Each key makes one thing of a coding and leaves the rest as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.coding import draft
from ledger.coding.draft import EDITS, TextItem
from ledger.coding.session import asked_of, what_is_shown
from ledger.domain.coding import READ, CodeText
from ledger.errors import LedgerError, Unreadable

ITEM = TextItem(
    claim="claim-a",
    id="bcdfghjk",
    utterance="It will likely rain",
    words=None,
    said_on=date(2025, 3, 1),
    question="Will it rain?",
    closes_on=date(2025, 12, 31),
    deadline="stated",
    deadline_words="by the end of the third quarter",
    kind="intent",
    polarity="denies",
    speaker=None,
    source=None,
)
MILLION = 1_000_000
BEGUN = draft.proposed(ITEM, "lena", "claims 1", ())
_KEYS = st.lists(st.sampled_from(sorted(EDITS)), max_size=12)


def after(keys: str | list[str], code: CodeText = BEGUN) -> CodeText:
    for key in keys:
        code = EDITS[key](code)
    return code


def test_what_the_words_propose_is_where_a_coding_begins() -> None:
    assert (BEGUN.certainty, BEGUN.term, BEGUN.claim_kind) == ("term", "likely", "intent")
    assert (BEGUN.deadline, BEGUN.closes_on) == ("stated", date(2025, 9, 30))
    assert BEGUN.deadline_words == "by the end of the third quarter"


def test_blind_to_others_nothing_on_record_is_proposed() -> None:
    blind = draft.proposed(replace(ITEM, others=False, deadline_words=None), "lena", "claims 1", ())
    assert (blind.claim_kind, blind.polarity, blind.closes_on) == (None, "asserts", None)


def test_without_proposals_everything_is_open() -> None:
    bare = draft.proposed(replace(ITEM, proposes=False), "lena", "claims 1", ())
    assert bare == CodeText("claim-a", "lena", "claims 1")
    with pytest.raises(Unreadable, match="how sure the words sound is still open"):
        draft.accepted(bare)
    assert draft.accepted(draft.no_claim(bare, "a hope")).no_claim == "a hope"


@pytest.mark.parametrize("words", ["It may rain", "It might well rain"])
def test_a_hedge_is_proposed_as_one_and_without_a_number(words: str) -> None:
    code = draft.proposed(replace(ITEM, utterance=words), "lena", "claims 1", ())
    assert (code.certainty, code.best) == ("hedge", None)


def test_a_digit_is_tenths_with_one_tenth_on_either_side() -> None:
    code = after("7")
    assert (code.low, code.best, code.high) == (600 * MILLION, 700 * MILLION, 800 * MILLION)
    assert (code.certainty, code.term, code.lexicon) == ("judgment", None, None)
    assert (after("1").low, after("9").high) == (0, 1_000 * MILLION)


@pytest.mark.parametrize(("key", "certainty"), [("h", "hedge"), ("b", "bound"), ("x", "none")])
def test_h_b_and_x_take_the_reading_away(key: str, certainty: str) -> None:
    code = after(["7", key])
    assert (code.certainty, code.low, code.best, code.high) == (certainty, None, None, None)


def test_k_goes_round_the_kinds() -> None:
    kinds = [after("k" * n).claim_kind for n in range(4)]
    assert kinds == ["intent", "assertion", "forecast", "intent"]


def test_p_turns_the_side_and_the_reading_with_it() -> None:
    code = after("8p")
    assert (code.polarity, code.low, code.best, code.high) == (
        "asserts", 100 * MILLION, 200 * MILLION, 300 * MILLION
    )  # fmt: skip
    assert after("8pp") == after("8")
    assert after("hp").best is None


def test_the_numbers_of_a_hedge_turn_with_its_side_and_it_stays_one() -> None:
    code = after("h8p")
    assert (code.certainty, code.best, code.polarity) == ("hedge", 200 * MILLION, "asserts")


@pytest.mark.parametrize("key", "fro")
def test_what_is_asked_turns_to_and_fro(key: str) -> None:
    asked = asked_of(BEGUN)
    assert (asked.recognised_speaker, asked.knew_outcome) == (False, False)
    assert after(key, asked) != asked
    assert after(key * 2, asked) == asked


def test_who_is_shown_is_not_asked_about() -> None:
    shown = what_is_shown(speaker=True, source=True, proposal=False)
    assert shown == ("speaker", "source")
    assert asked_of(replace(BEGUN, shown=shown)).recognised_speaker is None


@given(_KEYS)
def test_whatever_keys_come_a_reading_is_whole_and_in_order(keys: list[str]) -> None:
    code = after(keys)
    numbers = (code.low, code.best, code.high)
    if code.certainty in READ or (code.certainty == "hedge" and code.best is not None):
        whole = [one for one in numbers if one is not None]
        assert len(whole) == 3
        assert [0, *whole, 1_000 * MILLION] == sorted([0, *whole, 1_000 * MILLION])
    else:
        assert numbers == (None, None, None)


@given(_KEYS)
def test_no_claim_leaves_only_what_was_asked(keys: list[str]) -> None:
    code = draft.no_claim(after(keys, asked_of(BEGUN)), "a hope")
    bare = CodeText("claim-a", "lena", "claims 1", is_claim=False, no_claim="a hope")
    asked = {"recognised_speaker": code.recognised_speaker, "knew_outcome": code.knew_outcome}
    assert code == replace(bare, **asked)  # type: ignore[arg-type]  # truth values


@pytest.mark.parametrize(
    ("typed", "low", "best", "high"),
    [("70%", 700, 700, 700), ("60-80%", 600, 700, 800), ("0.35", 350, 350, 350)],
)
def test_how_sure_is_typed_as_a_number_or_a_range(
    typed: str, low: int, best: int, high: int
) -> None:
    code = draft.judged(BEGUN, typed)
    assert (code.low, code.best, code.high) == (low * MILLION, best * MILLION, high * MILLION)
    assert code.certainty == "judgment"


def test_how_sure_is_typed_as_a_term_too_and_turned_where_the_words_deny() -> None:
    said = draft.judged(replace(BEGUN, polarity="asserts"), "very likely")
    denied = draft.judged(replace(BEGUN, polarity="denies"), "very likely")
    assert said.term == denied.term == "very likely"
    assert said.best is not None
    assert denied.best is not None
    assert denied.best < 500 * MILLION < said.best


@pytest.mark.parametrize("typed", ["gibberish", "120%", "it may", "80-60%"])
def test_what_is_no_reading_is_refused(typed: str) -> None:
    with pytest.raises(LedgerError):
        draft.judged(BEGUN, typed)


def test_a_deadline_is_typed_in_words_or_supplied_with_a_reason() -> None:
    said_on = ITEM.said_on
    stated = draft.dated(BEGUN, "by the end of 2026", said_on)
    assert (stated.deadline, stated.closes_on) == ("stated", date(2026, 12, 31))
    coded = draft.dated(BEGUN, "2026-06-30 because the mandate ends", said_on)
    assert (coded.deadline, coded.closes_on) == ("coded", date(2026, 6, 30))
    assert (coded.deadline_words, coded.deadline_reason) == (None, "the mandate ends")
    none = draft.dated(coded, " None ", said_on)
    assert (none.deadline, none.closes_on, none.deadline_reason) == ("none", None, None)
    with pytest.raises(Unreadable):
        draft.dated(BEGUN, "soon", said_on)
