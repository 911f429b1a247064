"""Probabilities as people write them: every form is read, everything else refused with a remedy."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.probability import WHOLE, Reading, decimal_probability, read_probability, shown
from ledger.errors import Unreadable

PPB = st.integers(min_value=0, max_value=WHOLE)

SINGLE = {
    "70%": 700_000_000,
    "70 %": 700_000_000,
    "70.5%": 705_000_000,
    "0%": 0,
    "100%": WHOLE,
    "0.000001%": 10,
    "0.7": 700_000_000,
    ".7": 700_000_000,
    "0": 0,
    "1": WHOLE,
    "1.0": WHOLE,
    "+0.7": 700_000_000,
    "7e-1": 700_000_000,
    " 0.7 ": 700_000_000,
    "7:3": 700_000_000,
    "7 : 3": 700_000_000,
    "7 to 3": 700_000_000,
    "0.5:0.5": 500_000_000,
    "1:2": 333_333_333,
    "7 in 10": 700_000_000,
    "1 in 3": 333_333_333,
    "0 in 5": 0,
    "5 in 5": WHOLE,
}
RANGES = {
    "60-80%": (600_000_000, 700_000_000, 800_000_000),
    "60%-80%": (600_000_000, 700_000_000, 800_000_000),
    "60 - 80 %": (600_000_000, 700_000_000, 800_000_000),
    "60\N{EN DASH}80%": (600_000_000, 700_000_000, 800_000_000),
    "60..80%": (600_000_000, 700_000_000, 800_000_000),
    "0.6-0.8": (600_000_000, 700_000_000, 800_000_000),
    "0.6..0.8": (600_000_000, 700_000_000, 800_000_000),
    ".6-.8": (600_000_000, 700_000_000, 800_000_000),
    "0-1": (0, 500_000_000, WHOLE),
    "50-50%": (500_000_000, 500_000_000, 500_000_000),
}
REFUSED = {
    "70": "could be 70 % or a slip",
    "1.2": "could be 1.2 % or a slip",
    "100": "could be 100 % or a slip",
    "101": "more than certain",
    "101%": "more than certain",
    "nan": "not a probability",
    "inf": "not a probability",
    "-inf": "not a probability",
    "-1": "not a probability",
    "-0.5": "not a probability",
    "": "not a probability",
    "   ": "not a probability",
    "%": "not a probability",
    "1e5": "more than certain",
    "1e9999": "not a probability",
    "0x1": "not a probability",
    "0,7": "not a probability",
    "1_0%": "not a probability",
    "70%%": "not a probability",
    "seventy": "not a probability",
    "\N{FULLWIDTH DIGIT SEVEN}\N{FULLWIDTH DIGIT ZERO}%": "not a probability",
    "0.\N{ARABIC-INDIC DIGIT SEVEN}": "not a probability",
    "\N{DEVANAGARI DIGIT SEVEN}:3": "not a probability",
    "\N{DEVANAGARI DIGIT SEVEN} in 10": "not a probability",
    "\N{FULLWIDTH DIGIT SIX}0-80%": "not a probability",
    "3:0": "nothing on one side",
    "0:3": "nothing on one side",
    "0:0": "nothing on one side",
    "5 in 3": "more than there is",
    "5 in 0": "more than there is",
    "0 in 0": "more than there is",
    "-7:3": "not a probability",
    "80-60%": "runs backwards",
    "0.8-0.6": "runs backwards",
    "60-80": "could be 60 % or a slip",
    "60-180%": "more than certain",
    "0.2-0.4-0.6": "not a probability",
}
NO_DECIMAL = ("70", "1.2", "70%", "7:3", "nan", "inf", "-1", "", "1e5", "0x1", "0,7", "5 in 10")


@pytest.mark.parametrize(("written", "ppb"), SINGLE.items())
def test_a_single_probability_is_read_in_every_form(written: str, ppb: int) -> None:
    assert read_probability(written) == Reading(ppb, ppb, ppb, written.strip())


@pytest.mark.parametrize(("written", "spread"), RANGES.items())
def test_a_range_is_read_with_its_middle_as_the_best(
    written: str, spread: tuple[int, int, int]
) -> None:
    assert read_probability(written) == Reading(*spread, written)


@pytest.mark.parametrize(("written", "problem"), REFUSED.items())
def test_anything_else_is_refused_with_what_is_wrong_and_a_remedy(
    written: str, problem: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_probability(written)
    assert problem in refused.value.sentence
    assert refused.value.remedy


@pytest.mark.parametrize("written", ["70", "1.2", "3:0", "80-60%"])
def test_the_remedy_is_itself_a_form_that_is_read(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_probability(written)
    read_probability(refused.value.remedy.split()[1])


@pytest.mark.parametrize("written", NO_DECIMAL)
def test_a_data_file_holds_plain_decimals_only(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decimal_probability(written)
    assert refused.value.remedy


def test_unicode_digits_are_no_decimal() -> None:
    with pytest.raises(Unreadable):
        decimal_probability("0.\N{FULLWIDTH DIGIT SEVEN}")


@given(PPB)
def test_every_billionth_is_kept_exactly(ppb: int) -> None:
    decimal = Decimal(ppb) / WHOLE
    assert decimal_probability(f"{decimal:f}") == ppb
    assert read_probability(f"{decimal * 100:f}%").best == ppb


@given(PPB)
def test_what_is_shown_can_be_read_again(ppb: int) -> None:
    assert read_probability(shown(ppb)).best == ppb


@given(st.decimals(min_value=0, max_value=1, places=14))
def test_more_than_nine_decimals_are_rounded_half_to_even(value: Decimal) -> None:
    expected = (value * WHOLE).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    assert decimal_probability(f"{value:f}") == expected


@given(PPB, PPB)
def test_a_range_always_runs_from_low_over_best_to_high(one: int, other: int) -> None:
    low, high = (f"{Decimal(end) / WHOLE:f}" for end in sorted((one, other)))
    read = read_probability(f"{low}..{high}")
    assert (read.low, read.high) == tuple(sorted((one, other)))
    assert read.low <= read.best <= read.high


@given(st.text(max_size=12) | st.from_regex(r"[0-9eE.:%+ \-into]{1,8}", fullmatch=True))
def test_any_text_is_read_as_a_probability_or_refused(text: str) -> None:
    for read in (lambda given: read_probability(given).best, decimal_probability):
        try:
            assert 0 <= read(text) <= WHOLE
        except Unreadable as refused:
            assert refused.remedy  # noqa: PT017 both endings are good ones
