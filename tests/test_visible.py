"""Outside text made safe to show: nothing that a terminal would act on is left in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.visible import visible

_ACTED_ON = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}
_ANY_TEXT = st.text(st.characters(codec=None))


@given(_ANY_TEXT)
def test_nothing_a_terminal_would_act_on_is_left(text: str) -> None:
    left = {unicodedata.category(char) for char in visible(text) if char not in _JOINERS}
    assert not left & _ACTED_ON


@given(_ANY_TEXT)
def test_it_is_always_one_line(text: str) -> None:
    assert len(visible(text).splitlines()) <= 1


@given(_ANY_TEXT)
def test_making_it_visible_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("bell\a", "bell\\x07"),
        ("\u202eevil", "\\u202eevil"),
        ("\ufeffmark", "\\ufeffmark"),
        ("\U000e0041tag", "\\U000e0041tag"),
        ("half \udc80", "half \\udc80"),
        ("one\ntwo\tthree", "one two three"),
        ("one\r\ntwo", "one two"),
        ("one\rtwo", "one\\x0dtwo"),
        ("line\u2028end", "line\\u2028end"),
    ],
    ids=lambda text: ascii(text) if isinstance(text, str) else None,
)
def test_what_would_be_acted_on_is_spelled(given_text: str, shown: str) -> None:
    assert visible(given_text) == shown


@pytest.mark.parametrize("text", ["می‌خواهم", "क्‍ष", "👩‍🚀", "naïve", "a\u00a0b"], ids=ascii)
def test_letters_of_every_script_stay(text: str) -> None:
    assert visible(text) == text
