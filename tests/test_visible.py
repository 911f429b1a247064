"""Outside text made safe to show: nothing that a terminal would act on is left in it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.visible import MOST_MARKS, visible, visible_json, visible_lines
from ledger.visible.joiners import INVISIBLE

_ACTED_ON = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}
_HARD = st.text(
    st.sampled_from(
        "a\u0301\u0338\u200d\u200c\ufe0f\u094d\u0915\u0645\u06cc\u0631❤👩🚀1\n\t\r\x1b\u034f \udc80"
    )
)
_ANY_TEXT = st.text(st.characters(codec=None)) | _HARD


@given(_ANY_TEXT)
def test_nothing_a_terminal_would_act_on_is_left(text: str) -> None:
    left = {unicodedata.category(char) for char in visible(text) if char not in _JOINERS}
    assert not left & _ACTED_ON


@given(_ANY_TEXT)
def test_no_character_carries_more_than_eight_marks_and_no_mark_stands_alone(text: str) -> None:
    marks = MOST_MARKS
    for char in visible(text):
        if char in _JOINERS | INVISIBLE:
            continue
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        assert marks <= MOST_MARKS


@given(_ANY_TEXT)
def test_what_is_invisible_never_stands_beside_another(text: str) -> None:
    shown = visible(text)
    hidden = [char in _JOINERS or char in INVISIBLE for char in shown]
    beside = list(zip(hidden, hidden[1:], shown, shown[1:], strict=False))
    assert not [pair for one, other, *pair in beside if one and other and pair[0] != "\ufe0f"]
    assert not any(hidden[:1] + hidden[-1:]) or shown[-1] in "\ufe0e\ufe0f"


@given(_ANY_TEXT)
def test_json_made_visible_says_the_same_and_holds_nothing_to_act_on(text: str) -> None:
    written = json.dumps([text, {text: text}], ensure_ascii=False, indent=1)
    shown = visible_json(written)
    assert json.loads(shown) == json.loads(written)
    assert visible_lines(shown) == shown


@given(_ANY_TEXT)
def test_line_by_line_only_line_ends_and_tabs_stay(text: str) -> None:
    shown = visible_lines(text)
    assert shown.count("\n") == text.count("\n")
    assert shown.count("\t") == text.count("\t")
    assert visible(shown.replace("\n", "").replace("\t", "")).isprintable() or _JOINERS & {*shown}


@given(_ANY_TEXT)
def test_it_is_always_one_line(text: str) -> None:
    assert len(visible(text).splitlines()) <= 1


@given(_ANY_TEXT)
def test_making_it_visible_twice_changes_nothing_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(
    st.text(
        st.characters(
            exclude_categories=["C", "Zl", "Zp", "M"], exclude_characters="".join(INVISIBLE)
        )
    )
)
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
        ("a" + "\u0301" * 10, "a" + "\u0301" * 8 + "\\u0301" * 2),
        ("\u0338mark", "\\u0338mark"),
        ("\x1b\u0338", "\\x1b\\u0338"),
        ("Gute\u200drres", "Gute\\u200drres"),
        ("a\u200cb", "a\\u200cb"),
        ("👩\u200d\u200d🚀", "👩\\u200d\\u200d🚀"),
        ("👩\u200d", "👩\\u200d"),
        ("\u06a9\u0627\u0631\u200c\u0647", "\u06a9\u0627\u0631\\u200c\u0647"),
        ("1\ufe0f", "1\\ufe0f"),
        ("क\u200dष", "क\\u200dष"),
        ("a\ufe0f", "a\\ufe0f"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f\\ufe0f"),
        ("❤\U000e0100", "❤\\U000e0100"),
        ("a\u034fb\u3164c\u2800d", "a\\u034fb\\u3164c\\u2800d"),
        ("\ue000\U0010fffd", "\\ue000\\U0010fffd"),
    ],
    ids=lambda text: ascii(text) if isinstance(text, str) else None,
)
def test_what_would_be_acted_on_is_spelled(given_text: str, shown: str) -> None:
    assert visible(given_text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",
        "क्‍ष",
        "👩‍🚀",
        "👩🏽‍🚀",
        "❤️‍🔥",
        "1️⃣",
        "naïve",
        "a\u00a0b",
        "e\u0301",
        "Việt",
        "ไทย",
        "שָׁלוֹם",
    ],
    ids=ascii,
)
def test_letters_of_every_script_stay(text: str) -> None:
    assert visible(text) == text
