"""Whatever the text: an answer comes back, in order, in time, whatever the typography."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.wording import is_bound, is_hedge, lexicon, lexicons, read_words, under
from ledger.wording.sets import in_order
from tests.wording.judged import judged

PIECES = st.sampled_from(
    in_order(
        """will not may might could won't never likely unlikely probably certain no chance of the a
        if unless , . ; ? ! \u2026 \u2014 % 60 10 - to in one three percent chance i think doubt
        don't is be deny hope should at least more than rule out expect fear \u2019 \u201c \u201d
        and but that war happen end"""
    )
)
SENTENCES = st.lists(PIECES, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), SENTENCES)
EVENTS = st.one_of(st.none(), TEXTS, st.just("Will the war end by the end of 2026?"))


@given(
    quote=TEXTS, event=EVENTS, words=st.one_of(st.none(), TEXTS), name=st.sampled_from(lexicons())
)
def test_any_text_is_answered_in_order(
    quote: str, event: str | None, words: str | None, name: str
) -> None:
    said = read_words(quote, event, lexicon(name), words)
    if said.best is None:
        assert said.unscorable
        return
    assert said.low is not None
    assert said.high is not None
    assert 0 <= said.low <= said.best <= said.high <= 10**9
    assert said.unscorable is None


@given(words=TEXTS)
def test_words_are_not_both_a_hedge_and_a_bound(words: str) -> None:
    assert not (is_hedge(words) and is_bound(words))


@pytest.mark.parametrize("name", lexicons())
def test_what_is_denied_twice_is_said(name: str) -> None:
    known = lexicon(name)
    for term in known.terms:
        said, denied = under(term.words, 1, known), under(term.words, -1, known)
        assert said
        assert denied
        assert tuple(10**9 - part for part in reversed(denied)) == said


@given(one=st.sampled_from(judged()), spaces=st.sampled_from([" ", "  ", "\n", "\t", "\u00a0"]))
def test_typography_makes_no_difference(one: object, spaces: str) -> None:
    assert hasattr(one, "quote")
    assert hasattr(one, "event")
    said = read_words(one.quote, one.event)
    for other in (
        one.quote.upper(),
        one.quote.replace(" ", spaces),
        one.quote.replace("'", "\u2019"),
        one.quote.replace("\u2019", "'"),
        f"“{one.quote}”",
    ):
        again = read_words(other, one.event)
        assert (again.form, again.sign, again.best) == (said.form, said.sign, said.best)


@pytest.mark.parametrize(
    "rubbish",
    [
        "not ",
        "a ",
        "60 - ",
        "the chance of ",
        "if ",
        "x,",
        "nothing can ",
        "'",
        "((((",
        "will not be ",
    ],
)
def test_the_time_grows_no_faster_than_the_text(rubbish: str) -> None:
    def taken(size: int) -> float:
        text = rubbish * (size // len(rubbish))
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            read_words(text, "Will it end?")
            best = min(best, time.process_time() - begun)
        return best

    assert taken(16_000) < 8 * taken(4_000) + 0.05


def test_a_quotation_is_read_in_two_milliseconds() -> None:
    phrases = judged()
    read_words("It will")
    begun = time.process_time()
    for one in phrases:
        read_words(one.quote, one.event)
    assert (time.process_time() - begun) / len(phrases) < 0.002


def test_reading_loads_nothing_heavy() -> None:
    asked = "import sys, ledger.wording; print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert not {"pydantic", "duckdb", "rich", "typer", "numpy"} & set(done.stdout.split())
