"""What is read in words: which of them count, on which side of a question, under whose figures."""

from __future__ import annotations

import pytest

from ledger.wording import is_bound, is_hedge, lexicon, read_lexicon, read_words
from tests.wording.test_lexicon import TINY, percent


@pytest.mark.parametrize(
    ("quote", "event", "best"),
    [
        ("It will happen", None, 97),
        ("It won't happen", None, 3),
        ("It'll never happen", None, 3),
        ("Nobody will sign", None, 3),
        ("It is unlikely", None, 20),
        ("It is not likely", None, 20),
        ("It will likely not happen", None, 25),
        ("It will probably not happen", None, 25),
        ("It almost certainly won't happen", None, 5),
        ("I don't think it will happen", None, 28),
        ("I don't doubt that it will", None, 96),
        ("There's no chance it won't", None, 98),
        ("I can't see that happening", None, 10),
        ("If it rains, the match will not be played", None, 3),
        ("The match will not be played if it rains", None, 3),
        ("There will be war unless he backs down", "Will there be war?", 97),
        ("In May they will attack", None, 97),
        ("This will avert war", "Will there be a war?", 3),
        ("Fighting will go on", "Will the war end?", 3),
        ("Congress will block the deal", "Will the deal be approved?", 3),
        ("The bill won't pass", "Will the bill be rejected?", 97),
        ("She will not fail", "Will she fail?", 3),
        ("They will halt the pipeline", "Will they halt the pipeline?", 97),
        ("It will not happen", "Will they halt the pipeline?", 3),
        ("He ruled out sending troops", "Will he send troops?", 4),
        ("A 70% chance", None, 70),
        ("a 30 per cent chance that it won't", None, 70),
        ("10-1 against", None, 100 / 11),
        ("3 to 1 on", None, 75),
        ("two in three chance", None, 200 / 3),
        ("nine times out of ten he folds", None, 90),
        ("fifty-fifty", None, 50),
        ("Growth will be 5 per cent", None, 97),
    ],
)
def test_words_are_read_on_the_side_of_the_question(
    quote: str, event: str | None, best: float
) -> None:
    assert read_words(quote, event).best == percent(best)[0]


@pytest.mark.parametrize(
    ("quote", "form"),
    [
        ("It may rain", "hedge"),
        ("Perhaps he will", "hedge"),
        ("It cannot be ruled out", "bound"),
        ("War is not impossible", "bound"),
        ("at least a 50 % chance", "bound"),
        ("I hope that he will go", "wish"),
        ("We should stop them", "opinion"),
        ("It would be a mistake to leave", "opinion"),
        ("Will it end?", "none"),
        ("He was ready to talk", "none"),
        ("Prices fell last year", "none"),
        ("", "none"),
    ],
)
def test_what_has_no_number_says_why(quote: str, form: str) -> None:
    said = read_words(quote)
    assert said.form == form
    assert said.unscorable
    assert (said.low, said.best, said.high, said.sign, said.covered) == (*(None,) * 4, False)


def test_a_range_is_kept_as_spoken() -> None:
    said = read_words("a 60 to 70 percent chance")
    assert (said.low, said.best, said.high) == percent(60, 65, 70)
    assert (said.form, said.lexicon, said.covered) == ("number", None, False)


def test_the_words_are_given_as_written() -> None:
    said = read_words("I\u2019m convinced that it WON\u2019T happen")
    assert said.words == ("convinced", "WON\u2019T")


def test_a_reading_of_the_house_is_not_called_covered() -> None:
    ours, theirs = read_words("I expect a deal"), read_words("A deal is likely")
    assert (ours.lexicon, ours.covered) == ("house 2026", False)
    assert (theirs.lexicon, theirs.covered) == ("capphrase 2026", True)


def test_a_term_that_neither_has_is_named_and_has_no_number() -> None:
    said = read_words("a very good chance of a thaw", lexicon=lexicon("kent"))
    assert said.term == "very good chance"
    assert said.lexicon == "house 2026"
    remote = read_words("a remote chance", lexicon=lexicon("kent"))
    assert (remote.best, remote.term) == (None, "remote chance")
    assert remote.unscorable == "“remote chance” is not in kent 1964"


def test_terms_of_ones_own_lexicon_are_found() -> None:
    said = read_words("The vote stands on a razor\u2019s edge", lexicon=read_lexicon(TINY))
    assert (said.term, said.best, said.lexicon) == ("on a razor's edge", 500_000_000, "mine 1")


def test_the_words_a_coder_picked_count_where_the_quotation_lacks_them() -> None:
    assert read_words("a coordinated response").best is None
    assert read_words("a coordinated response", words="would").best == 970_000_000


def test_the_words_a_coder_picked_decide_which_of_several_count() -> None:
    quote = "It may rain on Monday, but it will probably be fine"
    assert read_words(quote, words="May").form == "hedge"
    assert read_words(quote, words="will  probably").term == "probably"
    assert read_words("I don\u2019t doubt it, I hope", words="hope").form == "wish"


def test_hedges_and_bounds_are_told_apart() -> None:
    assert is_hedge("may be enough")
    assert is_bound("not inevitable")
    assert not is_hedge("will")
    assert not is_bound("may")
