"""Lexicons hold what was published, answer nothing else, and are read strictly."""

from __future__ import annotations

import pytest

from ledger.errors import NotFound, Unreadable
from ledger.wording import lexicon, lexicons, read_lexicon, under

TINY = """
name = "mine"
version = "1"
title = "My own"
by = "Ann Bell"
licence = "CC0"
kind = "house"

[[term]]
words = "on a knife edge"
also = ["On a razor's  edge"]
point = 50
low = 35.5
high = 65
"""


def percent(*shares: float) -> tuple[int, ...]:
    return tuple(round(share * 10_000_000) for share in shares)


def test_the_default_is_capphrase() -> None:
    assert str(lexicon()) == lexicons()[0] == "capphrase 2026"
    assert lexicon("capphrase 2026") is lexicon(" CAPphrase ")


@pytest.mark.parametrize("name", lexicons())
def test_every_lexicon_says_where_it_is_from_and_keeps_its_order(name: str) -> None:
    known = lexicon(name)
    assert str(known) == name
    assert known.title in known.provenance
    assert known.licence in known.provenance
    assert all(0 <= one.low <= one.point <= one.high <= 10**9 for one in known.terms)
    assert known.published == (known.name != "house")


@pytest.mark.parametrize(
    ("term", "sign", "name", "expected"),
    [
        ("likely", 1, "capphrase", percent(60, 75, 90)),
        ("likely", -1, "capphrase", percent(10, 25, 40)),
        ("unlikely", -1, "capphrase", percent(5, 20, 40)),
        ("unlikely", 1, "capphrase", percent(60, 80, 95)),
        ("will", 1, "capphrase", percent(90, 97, 99)),
        ("will", -1, "capphrase", percent(1, 3, 10)),
        ("very likely", 1, "capphrase", percent(75, 90, 95)),
        ("highly likely", 1, "ipcc", percent(90, 95, 100)),
        ("likely", 1, "icd203", percent(55, 67.5, 80)),
        ("probably", 1, "fagen", percent(50, 70, 90)),
        ("probably not", -1, "kent", percent(20, 30, 40)),
        ("almost certainly", 1, "kent", percent(87, 93, 99)),
        ("realistic possibility", 1, "phia", percent(40, 45, 50)),
    ],
)
def test_a_term_is_looked_up_under_each_lexicon(
    term: str, sign: int, name: str, expected: tuple[int, ...]
) -> None:
    assert under(term, sign, lexicon(name)) == expected


@pytest.mark.parametrize(
    ("term", "name"),
    [("likely", "kent"), ("will", "icd203"), ("convinced", "capphrase"), ("probable", "nato")],
)
def test_what_a_lexicon_lacks_is_not_made_up(term: str, name: str) -> None:
    assert under(term, 1, lexicon(name)) is None


def test_only_flat_forms_are_assertions() -> None:
    flat = {
        (one, term.words) for one in lexicons() for term in lexicon(one).terms if term.assertion
    }
    assert flat == {
        ("capphrase 2026", "will"), ("house 2026", "will"), ("house 2026", "would")
    }  # fmt: skip


def test_a_name_that_is_not_known_suggests_what_was_meant() -> None:
    with pytest.raises(NotFound) as caught:
        lexicon("capfrase")
    assert "capphrase" in caught.value.remedy
    with pytest.raises(NotFound):
        lexicon("capphrase 1999")


def test_a_lexicon_of_ones_own_is_read() -> None:
    mine = read_lexicon(TINY)
    assert (str(mine), mine.n, mine.published) == ("mine 1", None, False)
    assert under("on a razor's edge", 1, mine) == percent(35.5, 50, 65)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("low = 35.5", "low = 55", "outside low and high"),
        ("low = 35.5", "", "needs low"),
        ("point = 50", "point = 500", "needs point"),
        ("point = 50", "point = nan", "needs point"),
        ("point = 50", "point = true", "needs point"),
        ("point = 50", 'point = "50"', "needs point"),
        ("point = 50", "poing = 50", "unknown field “poing”"),
        ('kind = "house"', 'kind = "hearsay"', "kind is “hearsay”"),
        ('name = "mine"', 'name = "My Own"', "cannot be the name"),
        ('name = "mine"', 'name = ""', "needs name"),
        ('licence = "CC0"', "licence = 0", "needs licence"),
        ("[[term]]", "[term]", "has no terms"),
        ("[[term]]", "term = 1\n[other]", "unknown field “other”"),
        ('["On a razor\'s  edge"]', '["on a knife edge"]', "stands twice"),
        ('["On a razor\'s  edge"]', '"edge"', "is no list of words"),
        ("high = 65", "high = 65\nassertion = 1", "neither true nor false"),
        ("high = 65", "high = 65\nhigh = 66", "not TOML"),
        ('version = "1"', 'version = "1"\nn = -4', "no number of people"),
        ("high = 65", "high = 65\na" + ".b" * 99 + " = 1", "beyond all measure"),
        ("high = 65", "high = " + "[" * 99, "beyond all measure"),
    ],
)
def test_a_fault_in_a_lexicon_is_named_with_a_remedy(old: str, new: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as caught:
        read_lexicon(TINY.replace(old, new, 1))
    assert caught.value.remedy


def test_a_lexicon_too_long_is_refused() -> None:
    with pytest.raises(Unreadable, match="longer than"):
        read_lexicon("#" * 200_000)
