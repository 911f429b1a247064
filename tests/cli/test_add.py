"""``claims add``: what was typed is on record, once, with its question and its reading."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from ledger import Ledger
from tests.cli.added import question_of, row_of
from tests.cli.running import Claims

COPPER = (
    "add", "Copper trades above $11,000 before October", "--by", "Jane Whitcombe",
    "--said", "2026-03-14", "--due", "2026-09-30", "--source", "https://example.org/copper",
)  # fmt: skip
NEVER = "2199-12-31"
ASKED = "2199-12-30"


@pytest.mark.usefixtures("begun")
def test_everything_that_was_typed_is_on_record(claims: Claims) -> None:
    added = claims(
        *COPPER, "-p", "80%", "--quote", "comfortably clear $11,000", "--words", "comfortably",
        "--deadline-words", "by autumn", "--topic", "copper", "--topic", "metals", "--of", "Daily",
        "--venue", "a briefing", "--criteria", "LME cash", "--note", "looked sure", "--kind",
        "intent", "--voice", "indirect", "--role", "spokesperson", "--denies",
        "--coded-deadline", "autumn begins",
    )  # fmt: skip
    row = row_of(claims, added)
    said = {
        "commentator": "Jane Whitcombe", "said_on": "2026-03-14", "closes_on": "2026-09-30",
        "url": "https://example.org/copper", "quote": "comfortably clear $11,000", "p": 0.8,
        "words": "comfortably", "deadline_words": "by autumn", "topics": ["copper", "metals"],
        "affiliation": "Daily", "venue": "a briefing", "note": "looked sure", "kind": "intent",
        "voice": "indirect", "speaker_role": "spokesperson", "polarity": "denies",
        "deadline": "coded", "question": COPPER[1],
    }  # fmt: skip
    assert {name: row[name] for name in said} == said
    assert question_of(claims, added)["criteria"] == "LME cash"
    assert question_of(claims, added)["deadline_reason"] == "autumn begins"


@pytest.mark.usefixtures("begun")
def test_without_words_the_number_is_the_speakers_own(claims: Claims) -> None:
    row = row_of(claims, claims(*COPPER, "-p", "7:3"))
    assert (row["prob_source"], row["p"], row["probability_text"]) == ("numeric", 0.7, "7:3")
    assert (row["coder"], row["method"]) == (None, "stated")


@pytest.mark.usefixtures("begun")
def test_with_words_the_number_is_a_reading_by_whoever_types(claims: Claims) -> None:
    options = ("--quote", "--reported", "--words")
    added = [claims(*COPPER, "-p", "60-80%", option, f"likely {option}") for option in options]
    for row in [row_of(claims, one) for one in added]:
        assert (row["prob_source"], row["method"]) == ("verbal", "judgment")
        assert (row["p_low"], row["p"], row["p_high"]) == (0.6, 0.7, 0.8)
        assert (row["coder"], row["saw_speaker"]) == ("test recorder", True)


@pytest.mark.usefixtures("begun")
def test_stated_says_that_the_number_is_among_the_words(claims: Claims) -> None:
    row = row_of(claims, claims(*COPPER, "-p", "80%", "--quote", "80 per cent", "--stated"))
    assert (row["prob_source"], row["coder"]) == ("numeric", None)


@pytest.mark.usefixtures("begun")
def test_whether_the_outcome_was_known_follows_from_the_question(claims: Claims) -> None:
    def saw(*more: str) -> object:
        return row_of(claims, claims(*COPPER[:-2], "--source", "none", "-p", "6%", *more))[
            "saw_outcome"
        ]

    assert saw("--words", "a", "--due", NEVER) is False
    assert saw("--words", "b", "--due", "2026-03-20") is None
    key = str(claims("list", "--json").json[0]["question_key"])
    claims("resolve", key, "yes", "--on", "2026-03-20").done()
    again = ("add", "--question", key, "--by", "Ann Bell", "--said", "2026-03-01")
    added = claims(*again, "--source", "none", "-p", "6%", "--words", "c")
    assert row_of(claims, added)["saw_outcome"] is True


@pytest.mark.usefixtures("begun")
def test_instead_of_a_number_why_there_is_none(claims: Claims) -> None:
    row = row_of(claims, claims(*COPPER, "--unscorable", "only a bound"))
    assert (row["p"], row["unscorable"], row["status"]) == (None, "only a bound", "unscorable")


@pytest.mark.usefixtures("begun")
def test_a_moment_is_kept_to_the_second(claims: Claims) -> None:
    row = row_of(claims, claims(*COPPER, "-p", "80%", "--said", "2026-03-14T23:30:00-02:00"))
    assert (row["said_on"], row["said_at"]) == ("2026-03-15", "2026-03-15T01:30:00.000000Z")


def test_into_nothing_it_begins_a_prospective_ledger_and_says_so(claims: Claims, own: Path) -> None:
    first, second = claims(*COPPER, "-p", "80%"), claims(*COPPER, "-p", "80%")
    assert f"began a ledger in {own}, kept prospectively" in first.done().err
    assert "began" not in second.done().err
    assert claims("export", "claims", "--json").done().err.count('"kept": "prospectively"') == 1


@pytest.mark.parametrize(
    "first", [("source", "add", "metal"), ("reject", "I hope", "--by", "Ann", "--reason", "a hope")]
)
def test_whatever_begins_a_ledger_says_so(
    first: tuple[str, ...], claims: Claims, own: Path
) -> None:
    said = claims(*first).done().err
    assert (f"began a ledger in {own}" in said) or said.startswith("error: there is no ledger")


@pytest.mark.usefixtures("begun")
def test_adding_twice_adds_nothing_and_gives_the_same_id(claims: Claims, own: Path) -> None:
    commands = [
        (*COPPER, "-p", "80%"),
        (*COPPER, "-p", "80%", "--quote", "clear $11,000"),
        (*COPPER, "--unscorable", "only a bound", "--by", "Ann Bell"),
    ]
    for command in commands:
        first = claims(*command).done()
        before = Ledger.open(own).position()
        again = claims(*command).done()
        assert "was here already; nothing was added" in again.err
        assert again.out == first.out
        assert Ledger.open(own).position() == before


@pytest.mark.usefixtures("begun")
def test_the_same_document_under_another_form_of_its_address(claims: Claims) -> None:
    first = claims(*COPPER, "-p", "80%", "--quote", "one").done()
    other = ("--source", "https://EXAMPLE.org/copper/?utm_source=x#end")
    second = claims(*COPPER, "-p", "80%", "--quote", "two", *other).done()
    keys = {row_of(claims, said)["source_key"] for said in (first, second)}
    assert len(keys) == 1


@pytest.mark.usefixtures("begun")
def test_an_unknown_name_is_new_and_that_is_said(claims: Claims) -> None:
    assert "Jane Whitcombe is new on record" in claims(*COPPER, "-p", "80%").done().err
    assert "new on record" not in claims(*COPPER, "-p", "80%", "--quote", "x").done().err


@pytest.mark.usefixtures("begun")
def test_a_near_name_is_nobody_else_unless_that_is_said(claims: Claims) -> None:
    claims(*COPPER, "-p", "80%").done()
    near = (*COPPER, "-p", "80%", "--by", "Whitcombe")
    refused = claims(*near)
    assert (refused.code, refused.out) == (2, "")
    assert "Jane Whitcombe" in refused.err
    assert "--new-person" in refused.err
    assert "Whitcombe is new on record" in claims(*near, "--new-person").done().err
    assert len(claims("person", "list").lines) == 2


@pytest.mark.usefixtures("begun")
def test_case_and_accents_of_a_name_make_nobody_new(claims: Claims) -> None:
    claims(*COPPER, "-p", "80%", "--by", "António Guterres").done()
    claims(*COPPER, "-p", "80%", "--by", "antonio  GUTERRES", "--quote", "x").done()
    assert len(claims("person", "list").lines) == 1


def test_it_can_bear_on_a_question_that_is_asked(claims: Claims, seeded: Path) -> None:
    del seeded
    by = ("--by", "Ann Bell", "--said", "2022-01-14", "--source", "none", "-p", "20%")
    for name in ("invasion", "jqbsrsmj", "jqbs"):
        row = row_of(claims, claims("add", "--question", name, *by, "--quote", name))
        assert (row["question_key"], row["outcome"]) == ("invasion", "yes")


@pytest.mark.usefixtures("seeded")
def test_once_the_answer_is_known_the_class_of_the_recording_is_said(claims: Claims) -> None:
    bell = ("--by", "Ann Bell", "--source", "none", "-p", "80%", "--question", "invasion")
    added = claims("add", *bell, "--said", "2022-02-01").done()
    assert "the answer could be known on 2022-02-24: hindsight\n" in added.err
    late = claims("add", *bell, "--said", "2022-03-01").done()
    assert "2022-02-24: impossible; kept and listed, not scored" in late.err
    assert "could be known" not in claims(*COPPER, "-p", "80%").done().err


@pytest.mark.usefixtures("begun")
def test_a_prospective_ledger_says_that_it_does_not_score_hindsight(claims: Claims) -> None:
    first = claims(*COPPER, "-p", "80%").done().lines[0]
    assert claims("resolve", first, "no", "--on", "2026-09-30").code == 0
    bell = ("--by", "Ann Bell", "--source", "none", "-p", "10%", "--said", "2026-03-14")
    key = claims("list", f"id:{first}", "--json").json[0]["question_key"]
    said = claims("add", *bell, "--question", key).done()
    assert "2026-09-30: hindsight; kept and listed, not scored (claims help timing)" in said.err
    assert claims("list", "is:untimely", "--json").json[1]["commentator"] == "Jane Whitcombe"


def test_another_deadline_is_refused_with_the_command_that_works(
    claims: Claims, seeded: Path
) -> None:
    del seeded
    refused = claims(
        "add", "--question", "coordinated-response-if", "--by", "Ann Bell", "--said", "2022-01-14",
        "--due", "2022-06-30", "--source", "none", "-p", "20-30%", "--quote", "it's unlikely",
    )  # fmt: skip
    assert (refused.code, refused.out) == (2, "")
    ready = shlex.split(refused.err.splitlines()[-1].removeprefix("hint:  claims "))
    row = row_of(claims, claims(*ready))
    assert row["closes_on"] == "2022-06-30"
    assert row["question_key"] != "coordinated-response-if"
    assert (row["story"], row["quote"], row["p"]) == ("ukraine-2022", "it's unlikely", 0.25)
    asked = question_of(claims, claims(*ready))
    assert (asked["condition"], asked["condition_outcome"]) == ("military-move", "yes")


def test_if_hangs_it_on_a_condition_at_any_depth_in_the_same_story(
    claims: Claims, seeded: Path
) -> None:
    del seeded
    by = ("--by", "Ann Bell", "--said", "2022-01-14", "--due", NEVER, "--source", "none")
    above, keys = "invasion", []
    for depth in range(3):
        outcome = "no" if depth else "yes"
        text = f"Step {depth} happens"
        added = claims("add", text, *by, "-p", "20%", "--if", f"{above}={outcome}")
        asked = question_of(claims, added)
        assert (asked["condition"], asked["condition_outcome"]) == (above, outcome)
        assert asked["story"] == "ukraine-2022"
        above = str(asked["question_key"])
        keys.append(above)
    chain = claims("show", above, "--json").json["conditions"]
    assert [link["question_key"] for link in chain] == [keys[1], keys[0], "invasion"]


def test_a_condition_alone_means_yes(claims: Claims, seeded: Path) -> None:
    del seeded
    by = ("--by", "Ann Bell", "--said", "2022-01-14", "--due", NEVER, "--source", "none")
    asked = question_of(claims, claims("add", "Oil rises", *by, "-p", "20%", "--if", "invasion"))
    assert asked["condition_outcome"] == "yes"


def test_a_story_that_is_on_record_is_taken(claims: Claims, seeded: Path) -> None:
    del seeded
    by = ("--by", "Ann Bell", "--said", "2022-01-14", "--due", NEVER, "--source", "none")
    row = row_of(claims, claims("add", "Oil rises", *by, "-p", "20%", "--story", "ukraine-2022"))
    assert row["story"] == "ukraine-2022"


@pytest.mark.usefixtures("begun")
def test_without_a_deadline_it_is_kept_and_not_scored(claims: Claims) -> None:
    added = claims(*COPPER, "-p", "80%", "--due", "none").done()
    assert "no deadline: kept, not scored" in added.err
    assert row_of(claims, added)["status"] == "no_deadline"


@pytest.mark.usefixtures("begun")
def test_with_json_stdout_is_the_claim_as_list_shows_it(claims: Claims) -> None:
    added = claims(*COPPER, "-p", "80%", "--json").done()
    assert claims("list", "--json").json == [added.json]


@pytest.mark.usefixtures("begun")
def test_a_withdrawn_claim_that_is_added_again_stands_again(claims: Claims) -> None:
    added = claims(*COPPER, "-p", "80%").done()
    claims("withdraw", added.lines[0]).done()
    assert claims("list").lines == []
    claims(*COPPER, "-p", "80%").done()
    assert row_of(claims, added)["p"] == 0.8
