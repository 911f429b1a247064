"""The filter grammar: what is read prints as it reads, and finds what a plain reading finds."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.cli.filter_terms import IS, KEYS, KINDS, TIMINGS, WORDS, Term, parse, printed
from ledger.cli.filters import resolve
from ledger.cli.topics.around import FILTER_EXAMPLES
from ledger.errors import Unreadable
from ledger.readmodel.session import Session
from tests.cli.running import Claims

Row = Mapping[str, Any]

TEXTS = st.text(min_size=1, max_size=20).filter(lambda text: any(map(str.isalnum, text)))
TERMS = st.builds(
    Term,
    st.sampled_from([*KEYS, WORDS]),
    TEXTS.map(lambda text: " ".join(text.split())),
    st.just(value=True),
    st.booleans(),
).map(lambda term: Term(term.key, term.value, not term.key, term.negative))


@given(st.lists(TERMS, max_size=4))
@example([Term("by", 'a "quoted\\" name'), Term(WORDS, "-is:open", phrase=True)])
def test_what_is_printed_reads_back_as_the_same_terms(terms: list[Term]) -> None:
    told = printed(terms)
    assert set(parse([told])) == set(terms)
    assert printed(parse([told])) == told


@given(st.text(max_size=40))
def test_any_text_is_terms_or_unreadable_and_its_print_is_stable(text: str) -> None:
    try:
        terms = parse([text])
    except Unreadable:
        return
    assert printed(parse([printed(terms)])) == printed(terms)


def test_the_normal_form_has_the_keys_in_their_order_and_each_term_once() -> None:
    given_ = ["invasion is:open", 'by:"Ann Bell" -war', "is:open by:Bo", '"a  b"']
    assert printed(parse(given_)) == 'by:"Ann Bell" by:Bo is:open "a b" invasion -war'


@pytest.fixture(scope="module")
def held(_articles: Path) -> Ledger:
    """The seed articles; only looked at."""
    return Ledger.open(_articles)


@pytest.fixture(scope="module")
def look(held: Ledger) -> Iterator[Session]:
    """One session for all that is found, so that each search costs no more than its query."""
    with held.session() as session:
        yield session


@pytest.fixture(scope="module")
def rows(look: Session) -> list[Row]:
    return [*look.rows("from claims")]


class Finding:
    """Finds claims by filters, among the seed articles."""

    def __init__(self, held: Ledger, look: Session) -> None:
        self.held, self.look = held, look

    def __call__(self, *given_: str) -> set[str]:
        condition, parameters = resolve(self.held, given_).condition()
        found = self.look.rows(f"select id from claims where {condition}", parameters)
        return {str(row["id"]) for row in found}


@pytest.fixture(scope="module")
def found(held: Ledger, look: Session) -> Finding:
    return Finding(held, look)


def words(text: object) -> str:
    """Return a text's words, case and accents aside, each between blanks."""
    plain = unicodedata.normalize("NFD", str(text or "")).lower()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    held = re.findall(r"[^\W_]+", bare)
    return f" {' '.join(held)} "


def holds(row: Row, wanted: str) -> bool:
    fields = ("question", "quote", "reported", "commentator", "note")
    return any(wanted in words(row[field]) for field in fields)


def within(day: date | None, first: str, last: str) -> bool:
    return day is not None and first <= str(day) <= last


PLAIN: dict[str, Callable[[Row], bool]] = {
    "by:guterres": lambda row: "guterres" in words(row["commentator"]),
    "by:Biden": lambda row: " biden " in words(row["commentator"]),
    "topic:sanctions": lambda row: "sanctions" in row["topics"],
    "topic:Troops": lambda row: "troops" in row["topics"],
    "story:ukraine-2022": lambda row: row["story"] == "ukraine-2022",
    "source:bloomberg": lambda row: " bloomberg " in words(row["source"]),
    "is:resolved": lambda row: row["status"] == "resolved",
    "is:void": lambda row: row["status"] == "void",
    "is:anonymous": lambda row: row["commentator_kind"] == "anonymous",
    "is:unsourced": lambda row: row["source_key"] is None,
    "kind:intent": lambda row: row["kind"] == "intent",
    "kind:assertion": lambda row: row["kind"] == "assertion",
    "kind:binary": lambda row: row["question_kind"] == "binary",
    "timing:hindsight": lambda row: row["timing"] == "hindsight",
    "said:2021": lambda row: within(row["said_on"], "2021-01-01", "2021-12-31"),
    "said:2022-01..2025": lambda row: within(row["said_on"], "2022-01-01", "2025-12-31"),
    "said:>2022-02": lambda row: within(row["said_on"], "2022-03-01", "9999"),
    "due:none": lambda row: row["closes_on"] is None,
    'due:"Q1 2022"': lambda row: within(row["closes_on"], "2022-01-01", "2022-03-31"),
    "answered:none": lambda row: row["outcome"] is None,
    "answered:2022": lambda row: (
        row["outcome"] is not None and within(row["known_on"], "2022-01-01", "2022-12-31")
    ),
    "p:none": lambda row: row["p"] is None,
    "p:words": lambda row: row["prob_source"] == "verbal",
    "p:80..97": lambda row: row["p"] is not None and 0.8 <= row["p"] <= 0.97,
    "p:<3%": lambda row: row["p"] is not None and row["p"] < 0.03,
    "p:0.03": lambda row: row["p"] == 0.03,
    "inva": lambda row: holds(row, " inva"),
    "VADE": lambda row: holds(row, " vade"),
    '"massive economic sanctions"': lambda row: holds(row, " massive economic sanctions "),
    "antonio": lambda row: holds(row, " antonio"),
}


def plainly(row: Row, terms: list[str]) -> bool:
    """Say whether a row fits terms, by the rules as the help tells them."""
    by_key: dict[str, list[bool]] = {}
    for number, term in enumerate(terms):
        key, colon, _ = term.removeprefix("-").partition(":")
        fits = PLAIN[term.removeprefix("-")](row)
        alone = term.startswith("-") or not colon or key == "is"
        by_key.setdefault(f"{number}" if alone else key, []).append(
            not fits if term.startswith("-") else fits
        )
    return all(any(fits) for fits in by_key.values())


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*PLAIN, *(f"-{term}" for term in PLAIN)]), min_size=1, max_size=4))
def test_what_a_filter_finds_is_what_a_plain_reading_finds(
    found: Finding, rows: list[Row], terms: list[str]
) -> None:
    assert found(*terms) == {row["id"] for row in rows if plainly(row, terms)}


def test_a_term_and_its_negation_divide_the_claims(
    held: Ledger, look: Session, rows: list[Row]
) -> None:
    """All of them are counted in one query: how many fit, how many do not, and how many do both."""
    states = [f"is:{state}" for state in IS]
    known = [f"kind:{kind}" for kind in KINDS] + [f"timing:{timing}" for timing in TIMINGS]
    terms = [*PLAIN, *states, *known]
    counted: list[str] = []
    given_: list[object] = []
    for term in terms:
        fits, values = resolve(held, [term]).condition()
        others, same = resolve(held, [f"-{term}"]).condition()
        assert same == values
        for condition in (f"({fits})", f"({others})", f"({fits}) and ({others})"):
            counted.append(f"count(*) filter ({condition}) as c{len(counted)}")
        given_ += values * 4
    [counts] = look.rows(f"select {', '.join(counted)} from claims", given_)
    fitting, other, both = (list(counts.values())[start::3] for start in range(3))
    assert set(both) == {0}
    for term, one, rest in zip(terms, fitting, other, strict=True):
        assert int(str(one)) + int(str(rest)) == len(rows), term


@pytest.mark.parametrize(
    "hostile",
    [
        "'; drop table claims; --",
        '"%_\\"',
        "x'); from claims",
        "\u202eevil a",
        "{condition} ?",
        "ᚠ",
    ],
)
def test_hostile_words_are_only_looked_for(hostile: str, found: Finding, rows: list[Row]) -> None:
    term = str(Term(WORDS, hostile, phrase=True))
    if any(map(str.isalnum, hostile)):
        assert found(term) == set()
        assert len(found(f"-{term}")) == len(rows)
    else:
        with pytest.raises(Unreadable):
            found(term)


def test_a_length_of_time_is_ahead_for_due_and_behind_for_said(held: Ledger) -> None:
    today = held.today
    told = {term: resolve(held, [term]).told for term in ("due:<7d", "said:<7d", "due:>30d")}
    week = timedelta(days=7)
    assert told["due:<7d"] == f"due:{today}..{today + week}"
    assert told["said:<7d"] == f"said:{today - week}..{today}"
    assert told["due:>30d"] == f"due:{today + timedelta(days=31)}.."


def test_the_normal_form_of_a_resolved_filter_finds_the_same(held: Ledger, found: Finding) -> None:
    for line in ("said:2021 p:80..97 -by:guterres", 'due:"Q1 2022" topic:Troops', "p:<3% inva"):
        chosen = resolve(held, [line])
        again = resolve(held, [chosen.told])
        assert again.told == chosen.told
        assert found(chosen.told) == found(line)


@pytest.mark.usefixtures("seeded")
class TestFigures:
    """Figures narrowed by any filter are those of the claims it picks, and say so."""

    @pytest.mark.parametrize(
        "terms", [("said:2021", "-by:Biden"), ("is:resolved", "inva", "p:80..")]
    )
    def test_the_counts_are_those_of_the_list(self, terms: tuple[str, ...], claims: Claims) -> None:
        listed = claims("list", *terms, "kind:forecast", "--json").json
        scored = claims("score", "show", "--pooled", "--json", *terms).json
        binary = [row for row in listed if row["question_kind"] == "binary"]
        assert sum(row["n_claims"] for row in scored) == len(binary)
        told = {row["filter"] for row in scored}
        assert len(told) == 1
        assert ("picked by their answers" in str(told)) == ("is:resolved" in terms)

    def test_each_report_states_the_filter_that_narrows_it(self, claims: Claims) -> None:
        told = "-by:Biden said:2022-01-01..2022-12-31"
        terms = ("said:2022", "-by:Biden")
        assert f"filter {told}" in claims("dashboard", *terms, "--json").json["scope"]
        for verb in ("coverage", "sensitivity"):
            assert claims(verb, *terms, "--json").json["filter"] == told
        methods = claims("methods", *terms, "--json").json
        assert methods["filter"] == told
        assert f"Selection: claims that fit the filter {told}." in methods["text"]
        export = claims("export", "scores", *terms).done()
        assert f'"filter": "{told}"' in export.err
        assert f"narrowed to {told}" in claims("score", "show", *terms).err
        assert f"narrowed to {told}" in claims("score", "explain", "Guterres", *terms).out

    def test_a_comparison_is_narrowed_by_days_and_not_by_what_was_said(
        self, claims: Claims
    ) -> None:
        within_ = ("compare", "Charap", "Guterres", "--json", "--within")
        assert claims(*within_, "said:2021..2022 -topic:energy").code == 0
        refused = claims(*within_, "invasion")
        assert (refused.code, "“invasion” picks claims" in refused.err) == (2, True)

    @pytest.mark.parametrize("verb", [("score", "show"), ("methods",), ("coverage",)])
    def test_a_hostile_filter_is_told_made_visible(
        self, verb: tuple[str, ...], claims: Claims
    ) -> None:
        said = claims(*verb, '-"a\x1b[31m\u202eb"').done()
        told = said.out + said.err
        assert "[31m" in told
        assert not {"\x1b", "\u202e"} & set(told)

    def test_names_are_those_of_that_day(self, claims: Claims) -> None:
        before = Ledger.open(None).position()
        claims("person", "rename", "Guterres", "The Secretary-General").done()
        assert claims("list", "by:secretary-general").done().lines
        assert claims("list", "by:secretary-general", "--as-of", str(before)).code == 3
        assert claims("list", "topic:troops", "--as-of", "1").code == 3


@pytest.mark.usefixtures("seeded")
class TestTyped:
    """What is typed at a shell: minus, sorting, searching, and examples that work."""

    @pytest.mark.parametrize("line", FILTER_EXAMPLES)
    def test_each_example_of_the_help_can_be_run(self, line: str, claims: Claims) -> None:
        assert len(FILTER_EXAMPLES) == 10
        said = claims(*shlex.split(line)[1:]).done()
        assert said.out or "due" in line
        assert line in claims("help", "filters").out

    def test_a_term_may_begin_with_a_hyphen_and_an_option_is_an_option(
        self, claims: Claims
    ) -> None:
        every, without = claims("list").lines, claims("list", "-by:Biden").done().lines
        assert without == [line for line in every if "Biden" not in line.split("\t")[1]]
        assert claims("list", "--limit", "2", "-by:Biden").lines == without[:2]
        assert claims("export", "-by:Biden", "claims", "--format", "json").code == 0
        for wrong in ("-x", "-json", "--by", "--limt"):
            said = claims("list", wrong)
            assert (said.code, "no such option" in said.err) == (2, True)

    def test_a_list_is_sorted_as_is_asked(self, claims: Claims) -> None:
        def column(sort: str, name: str) -> list[Any]:
            rows = claims("list", "is:resolved", "--sort", sort, "--json").done().json
            return [row[name] for row in rows]

        assert column("by", "commentator") == sorted(column("by", "commentator"))
        assert column("score", "brier") == sorted(column("score", "brier"))
        assert column("p", "p") == sorted(column("p", "p"), reverse=True)
        assert column("due", "closes_on") == sorted(column("due", "closes_on"))

    def test_a_search_puts_the_phrase_first_and_says_where_it_was_found(
        self, claims: Claims
    ) -> None:
        rows = claims("search", "economic", "sanctions", "--json").done().json
        together = ["economic sanctions" in f"{row['quote']} {row['question']}" for row in rows]
        assert rows
        assert together == sorted(together, reverse=True)
        assert all(row["matched_in"] in {"question", "quote", "reported"} for row in rows)
        piped = claims("search", "convinced").done().lines
        assert [line.split("\t")[-1] for line in piped] == ["quote"]
        assert claims("search", "convinced", "--as-of", "1").done().lines == []
        assert claims("search", "zebra", "--json").done().json == []
