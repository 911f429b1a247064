"""What can be looked at: filters, what is empty, and lines that programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.cli.claim_lines import SORTS
from ledger.cli.filters import IS, KEYS
from ledger.cli.verbs.list import PIPED
from tests.cli.running import Claims

BELL = ("--by", "Ann Bell", "--said", "2026-03-14", "--source", "none", "-p", "80%")


def ids(claims: Claims, *filters: str) -> set[str]:
    return {str(row["id"]) for row in claims("list", *filters, "--json").done().json}


@pytest.mark.usefixtures("seeded")
class TestFilters:
    """Filters: terms are ANDed, values of one key ORed."""

    @pytest.mark.parametrize(
        "name", ["Guterres", "guterres", "GUTERRES", "antonio", "António", '"António Guterres"']
    )
    def test_a_name_by_its_whole_words_case_and_accents_aside(
        self, name: str, claims: Claims
    ) -> None:
        assert ids(claims, f"by:{name}") == {"fnghdcbb"}

    def test_part_of_a_word_is_not_a_name(self, claims: Claims) -> None:
        assert claims("list", "by:Guterre").code == 3

    def test_several_matches_are_all_of_them(self, claims: Claims) -> None:
        the = {row["commentator"] for row in claims("list", "by:the", "--json").json}
        assert len(the) == 2

    def test_a_key_that_is_repeated_widens_and_another_narrows(self, claims: Claims) -> None:
        his, hers = ids(claims, "by:Guterres"), ids(claims, "by:Biden")
        assert ids(claims, "by:Guterres", "by:Biden") == his | hers
        assert ids(claims, "by:Guterres by:Biden") == his | hers
        assert ids(claims, "by:Biden", "is:intent") < hers
        assert ids(claims, "by:Biden is:intent") == hers & ids(claims, "is:intent")
        assert ids(claims, "topic:sanctions", "topic:troops") == ids(
            claims, "topic:sanctions"
        ) | ids(claims, "topic:troops")

    def test_a_class_of_timing_or_several(self, claims: Claims) -> None:
        rows = claims("list", "--json").json
        late = {row["id"] for row in rows if row["timing"] == "hindsight"}
        assert len(late) == 24
        assert ids(claims, "timing:hindsight") == late
        assert ids(claims, "timing:hindsight", "timing:in_time") == late | ids(
            claims, "timing:in-time"
        )
        assert ids(claims, "timing:proven", "is:resolved") == set()

    @pytest.mark.parametrize("verb", ["list", "dashboard"])
    def test_no_class_of_that_name(self, verb: str, claims: Claims) -> None:
        said = claims(verb, "timing:hindsihgt")
        assert (said.code, "did you mean timing:hindsight?" in said.err) == (2, True)

    def test_a_quoted_value_may_hold_blanks_and_colons(self, claims: Claims) -> None:
        whole = claims("list", 'by:"US administration officials"', "--json").json
        assert {row["commentator"] for row in whole} == {"US administration officials (Bloomberg)"}
        assert ids(claims, 'by:"US administration officials" topic:sanctions') < {
            row["id"] for row in whole
        }
        assert claims("list", 'by:"US administration officials" -topic:troops').done().lines

    def test_a_source_and_a_story_by_key_or_words(self, claims: Claims) -> None:
        assert ids(claims, "source:nyt-2022-01-21") == ids(claims, 'source:"new york times"')
        assert len(ids(claims, "source:bloomberg")) > len(
            ids(claims, "source:bloomberg-2021-12-07")
        )
        assert ids(claims, "story:ukraine-2022") == ids(claims, 'story:"invasion of 2021-2022"')

    def test_an_id_by_its_beginning(self, claims: Claims) -> None:
        assert ids(claims, "id:fngh") == ids(claims, "id:FNGHDCBB") == {"fnghdcbb"}

    @pytest.mark.parametrize("state", IS)
    def test_every_state_can_be_asked_for(self, state: str, claims: Claims) -> None:
        assert ids(claims, f"is:{state}") <= ids(claims)

    def test_every_claim_is_in_one_state(self, claims: Claims) -> None:
        states = ("resolved", "open", "void", "unscorable", "undated", "late", "early", "assertion")
        found = [ids(claims, f"is:{state}") for state in states]
        assert set().union(*found) == ids(claims)
        assert sum(map(len, found)) == len(ids(claims))

    @pytest.mark.parametrize(
        "empty",
        [
            "zebra",
            '"large scale invasion of Spain"',
            "said:1999",
            "is:simulated",
            "by:Biden is:void",
        ],
    )
    def test_nothing_that_fits_is_an_empty_list(self, empty: str, claims: Claims) -> None:
        assert claims("list", empty, "--json").done().json == []
        piped = claims("list", empty).done()
        assert (piped.out, piped.err) == ("", "")

    def test_nobody_of_that_name_is_an_error(self, claims: Claims) -> None:
        for verb in (("list",), ("search",), ("due",), ("dashboard",), ("export", "claims")):
            nobody = claims(*verb, "by:Nobody")
            assert (nobody.code, nobody.out) == (3, "")

    def test_due_takes_the_same_filters(self, claims: Claims) -> None:
        keys = {row["question_key"] for row in claims("due", "--all", "--json").json}
        assert keys == {"tomahawk-supply"}
        for fits in ("by:author", "story:tomahawks-2025", "source:analysis-2025-10-17"):
            assert claims("due", fits, "--json").json != []
        for other in ("by:Guterres", "story:ukraine-2022", "is:intent", "topic:sanctions"):
            assert claims("due", other, "--json").done().json == []

    def test_the_help_names_every_filter(self, claims: Claims) -> None:
        told = claims("help", "filters").done().out
        assert all(f"{key}:" in told for key in KEYS)
        assert all(state in told for state in IS)


@pytest.mark.usefixtures("seeded")
class TestPiped:
    """What is piped is for programs: a line for a claim, nothing cut, nothing coloured."""

    def test_a_claim_is_a_line_of_tab_separated_values(
        self, claims: Claims, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        monkeypatch.setenv("FORCE_COLOR", "1")
        said = claims("list").done()
        rows = claims("list", "--json").json
        assert len(said.lines) == len(rows) == 32
        assert "\x1b" not in said.out
        fields = [dict(zip(PIPED, line.split("\t"), strict=True)) for line in said.lines]
        assert [one["id"] for one in fields] == [row["id"] for row in rows]
        assert [one["question"] for one in fields] == [row["question"] for row in rows]
        assert [one["words"] for one in fields] == [row["quote"] or row["reported"] for row in rows]
        assert [one["p"] for one in fields] == [
            "" if row["p"] is None else str(row["p"]) for row in rows
        ]

    @pytest.mark.parametrize(
        "verb",
        [("due", "--all"), ("log",), ("log", "invasion"), ("person", "list"), ("source", "list")],
    )
    def test_every_list_is_lines(self, verb: tuple[str, ...], claims: Claims) -> None:
        said, rows = claims(*verb).done(), claims(*verb, "--json").done().json
        assert len(said.lines) == len(rows)
        assert len({line.count("\t") for line in said.lines}) == 1
        assert said.err == ""

    def test_limit_cuts_the_list_and_nothing_else(self, claims: Claims) -> None:
        whole = claims("list").lines
        assert claims("list", "--limit", "3").done().lines == whole[:3]
        assert claims("list", "--limit", "0").done().lines == whole
        assert len(claims("log", "--limit", "1").done().lines) == 1

    @pytest.mark.parametrize("order", SORTS)
    @pytest.mark.parametrize("fit", [(), ("is:open",), ("by:nobody",), ("--as-of", "30")])
    def test_a_few_of_very_many_are_the_first_of_all(
        self, order: str, fit: tuple[str, ...], claims: Claims, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = ("list", *fit, "--sort", order)
        whole = claims(*asked)
        monkeypatch.setattr("ledger.cli.claim_lines._MANY", 0)
        for limit in (1, 4, 1_000):
            found = claims(*asked, "--limit", str(limit))
            assert (found.code, found.lines) == (whole.code, whole.lines[:limit])

    def test_as_of_a_position_or_a_day(self, claims: Claims, today: str) -> None:
        assert claims("list", "--as-of", "1").done().lines == []
        assert claims("list", "--as-of", "1999-01-01").done().lines == []
        assert claims("list", "--as-of", today).done().lines == claims("list").lines


READING: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("due",),
    ("dashboard",),
    ("log",),
    ("doctor",),
    ("person", "list"),
    ("source", "list"),
    ("sql", "from claims"),
    *(("export", table) for table in ("scoreboard", "calibration", "claims", "questions")),
    *(("export", table) for table in ("commentators", "sources", "estimates", "resolutions")),
    ("export", "scores"),
    ("help",),
)


class TestEmpty:
    """A ledger that has begun and holds no claim."""

    @pytest.fixture(autouse=True)
    def _begun(self, claims: Claims) -> None:
        claims("source", "add", "daily-metal").done()
        claims("undo").done()

    @pytest.mark.parametrize("verb", READING, ids=" ".join)
    def test_json_is_a_list_or_an_object(self, verb: tuple[str, ...], claims: Claims) -> None:
        said = claims(*verb, "--json").done()
        assert isinstance(said.json, list | dict)
        if verb[0] in {"list", "due", "export", "sql", "person", "source"}:
            assert said.json == []

    def test_piped_there_are_no_lines(self, claims: Claims) -> None:
        for verb in (("list",), ("due",), ("person", "list"), ("source", "list")):
            assert claims(*verb).done().out == ""

    def test_nothing_is_overdue(self, claims: Claims) -> None:
        assert claims("due", "--check").code == 0


def test_due_with_check_exits_with_five_if_anything_is_overdue(
    claims: Claims, seeded: Path
) -> None:
    del seeded
    overdue = claims("due", "--check")
    assert (overdue.code, len(overdue.lines)) == (5, 1)
    claims("resolve", "tomahawk-supply", "no").done()
    assert claims("due", "--check").code == 0


def test_due_shows_a_week_ahead_and_all_shows_the_rest(claims: Claims) -> None:
    claims("add", "Soon", *BELL, "--said", "today", "--due", "tomorrow").done()
    claims("add", "Later", *BELL, "--due", "2199-01-01").done()
    assert [row["question"] for row in claims("due", "--json").json] == ["Soon"]
    assert [row["question"] for row in claims("due", "--all", "--json").json] == ["Soon", "Later"]
    assert claims("due", "--check").code == 0


def test_what_hangs_on_an_open_condition_is_not_due(claims: Claims) -> None:
    claims("add", "War", *BELL, "--due", "2026-03-20").done()
    condition = claims("list", "--json").json[0]["question_key"]
    claims("add", "Sanctions", *BELL, "--due", "2026-03-21", "--if", condition).done()
    assert [row["question"] for row in claims("due", "--json").json] == ["War"]
    claims("resolve", condition, "yes", "--on", "2026-03-20").done()
    assert [row["question"] for row in claims("due", "--json").json] == ["Sanctions"]
    claims("resolve", condition, "no", "--correct").done()
    assert claims("due", "--json").json == []
    assert claims("list", "is:unscorable", "--json").json[0]["question"] == "Sanctions"
