"""Ids and keys: the same for ever, speakable, and near each other where they are used together.

The ids written out below are stored in people's ledgers. None of them may ever change.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import names

CHECKOUT = Path(__file__).parents[2]
DAY = date(2022, 1, 21)

TRACKED = (
    "https://WWW.NYTimes.com:443/2022/01/21/world/talks.html/?utm_source=x&smid=tw&b=2&a=1#top"
)


@given(st.lists(st.text()))
def test_letters_are_twenty_of_an_alphabet_that_spells_no_word_and_no_number(
    parts: list[str],
) -> None:
    assert len(names.letters(*parts)) == 20
    assert set(names.letters(*parts)) <= set(names.LETTERS)
    assert not set(names.LETTERS) & set("aeiouyl0123456789")


@given(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=1, unique=True))
def test_different_names_have_different_letters(parts: list[str]) -> None:
    assert len({names.letters("one", part) for part in parts}) == len(parts)


def test_ids_are_the_same_in_every_process() -> None:
    program = (
        "from ledger.domain import names; from datetime import date;"
        "print(names.claim_stream(date(2022, 1, 21), 'who', 'question', '', 'said'))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=CHECKOUT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {names.claim_stream(DAY, "who", "question", "", "said")}


def test_no_id_that_was_ever_given_out_changes() -> None:
    assert names.letters("a", "b") == "dfmqznxmjwwhcqbhthpg"
    assert (
        names.commentator_stream("António Guterres")
        == "commentator-antonio-guterres-rxqpvvgzvmxqwsfqtrqc"
    )
    assert (
        names.claim_stream(DAY, "who", "question", "source", "said")
        == "claim-20220121-nnnxjkwfbczknsjrxcdw"
    )
    assert names.imported_claim_stream("", "row-1") == "claim-x-sxjpnq-row-1"
    assert names.imported_claim_stream("other", "row 1") == "claim-x-bjbfvh-hjnxhkmcvgzkrdzgwpxn"
    assert names.part_stream("estimate", "claim", "coder") == "estimate-vtxjdgsgnvggqwgqchzf"
    assert names.question_key("Will Russia invade?") == "will-russia-invade-rgxtkvkk"
    assert names.short_id("claim-x") == "dtpmxsgsgxjzhnzgzvxt"
    assert names.url_stream("https://example.org/a") == "url-kskcvkdjgzgjxtzskvqb"
    assert names.question_stream("invasion") == "question-invasion"
    assert names.source_stream("nyt-2022-01-21") == "source-nyt-2022-01-21"
    assert names.story_stream("ukraine-2022") == "story-ukraine-2022"


@given(st.dates(date(1000, 1, 1)), st.text(), st.text())
def test_claims_of_one_day_lie_together_and_days_in_their_order(
    day: date, one: str, other: str
) -> None:
    later = day + timedelta(days=1) if day < date.max else day
    here, there = names.claim_stream(day, one), names.claim_stream(day, other)
    assert here[:14] == there[:14] == f"claim-{day:%Y%m%d}"
    assert here[:14] <= names.claim_stream(later, one)[:14]


def test_imported_neighbours_stay_neighbours() -> None:
    streams = [names.imported_claim_stream("set", f"row-{n:03}") for n in range(100)]
    assert streams == sorted(streams)
    assert len({stream[:15] for stream in streams}) == 1


def test_the_same_external_id_in_two_namespaces_is_two_claims() -> None:
    assert names.imported_claim_stream("a", "1") != names.imported_claim_stream("b", "1")


@given(st.text())
def test_any_external_id_makes_a_plain_stream_name(external_id: str) -> None:
    stream = names.imported_claim_stream("", external_id)
    assert stream.isascii()
    assert stream.isprintable()
    assert len(stream) <= 100


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_no_text_whatever_fails_to_have_a_name(one: str, other: str) -> None:
    names.commentator_stream(one)
    names.question_key(one, other)
    names.imported_claim_stream(one, other)
    names.claim_stream(DAY, one, other)
    names.part_stream("estimate", one, other)
    names.url_key(one)
    names.url_key(f"http://example.org/{one}?{other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("António Guterres", "antonio guterres"),
        ("Zoë  Baird", " zoe baird "),
        ("STRASSE", "straße"),
        ("Łukasz", "łukasz"),
        ("Пётр", "пётр"),
    ],
)
def test_case_accents_and_blanks_do_not_tell_names_apart(one: str, other: str) -> None:
    assert names.folded(one) == names.folded(other)
    assert names.commentator_stream(one) == names.commentator_stream(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "Anna"), ("US officials (NYT)", "US officials (AP)"), ("Li Wei", "Li-Wei")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert names.commentator_stream(one) != names.commentator_stream(other)


def test_quotations_are_compared_by_their_words_alone() -> None:
    assert names.spoken("“It will NOT  happen!”") == names.spoken("it will not happen")
    assert names.spoken("It will happen") != names.spoken("It will not happen")


@given(st.text(), st.integers(1, 60))
def test_a_slug_is_short_and_plain(text: str, length: int) -> None:
    found = names.slug(text, length)
    assert len(found) <= length
    assert found == "" or names.is_key(found)


@given(st.text(), st.text())
def test_a_question_without_a_key_gets_one_that_is_a_key(text: str, apart: str) -> None:
    assert names.is_key(names.question_key(text, apart))


def test_the_key_of_a_question_does_not_hang_on_case_or_blanks() -> None:
    assert names.question_key("Will  it rain?") == names.question_key("will it RAIN?")
    assert names.question_key("Will it rain?") != names.question_key("Will it rain?", "2022-01-21")


@pytest.mark.parametrize("key", ["a", "1", "nyt-2022-01-21", "a-b-c", "x" * 100])
def test_lower_case_letters_digits_and_single_hyphens_make_a_key(key: str) -> None:
    assert names.is_key(key)


@pytest.mark.parametrize(
    "key", ["", "A", "a b", "a--b", "-a", "a-", "a_b", "ä", "a\n", "x" * 101, "\N{SUPERSCRIPT TWO}"]
)
def test_nothing_else_is_a_key(key: str) -> None:
    assert not names.is_key(key)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (TRACKED, "https://www.nytimes.com/2022/01/21/world/talks.html?a=1&b=2"),
        ("http://example.org", "http://example.org"),
        ("http://example.org/", "http://example.org"),
        ("http://example.org:80/a/", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("HTTP://Example.org/Path", "http://example.org/Path"),
        ("https://example.org/?q=", "https://example.org?q="),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("  https://example.org/a  ", "https://example.org/a"),
        ("https://example.org/a?fbclid=1&gclid=2&UTM_medium=3", "https://example.org/a"),
    ],
)
def test_an_address_is_known_by_what_tells_documents_apart(url: str, key: str) -> None:
    assert names.url_key(url) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nyt-2022-01-21",
        "www.nytimes.com/a",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "https://",
        "https://[broken/a",
        "https://example.org:port/a",
        "https://example.org/two words",
        "https://example.org/\ud800",
        "https://example.org/?q=\udcff",
    ],
    ids=ascii,
)
def test_what_is_no_web_address_has_no_key(text: str) -> None:
    assert names.url_key(text) == ""


@given(
    st.from_regex(
        r"https?://[a-zA-Z0-9.]{1,9}(:[0-9]{1,4})?(/[a-z%&=;+]{0,5}){0,3}", fullmatch=True
    ),
    st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), st.text(max_size=4)),
)
def test_the_key_of_a_key_is_itself(address: str, query: dict[str, str]) -> None:
    from urllib.parse import urlencode

    key = names.url_key(f"{address}?{urlencode(query)}")
    assert names.url_key(key) == key
