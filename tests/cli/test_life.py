"""The life of a claim after it was logged: answered, corrected, contested, mended, set aside."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import Claims

HIS = "fnghdcbb"  # Guterres on the invasion, in the seed articles

pytestmark = pytest.mark.usefixtures("seeded")


def claim(claims: Claims, short_id: str = HIS) -> dict[str, object]:
    [row] = claims("list", f"id:{short_id}", "--json").done().json
    found: dict[str, object] = row
    return found


def asked(claims: Claims, key: str = "invasion") -> dict[str, object]:
    found: dict[str, object] = claims("show", key, "--json").done().json["question"]
    return found


def told(claims: Claims, target: str) -> list[str]:
    """Return what the log tells of something, oldest first."""
    return [str(row["summary"]) for row in claims("log", target, "--json").done().json]


def test_resolve_echoes_whom_it_concerns_and_answers_for_all_of_them(claims: Claims) -> None:
    claims("reopen", "invasion").done()
    assert claim(claims)["status"] == "open"
    said = claims("resolve", HIS, "yes", "--on", "2022-02-24", "--evidence", "radio").done()
    assert said.err.splitlines()[:2] == [
        "Will Russia launch a new large-scale invasion of Ukraine?",
        "concerns 3 claims: Joe Biden, António Guterres, Sam Charap",
    ]
    assert "claims undo" in said.err
    assert (claim(claims)["status"], claim(claims)["brier"]) == ("resolved", 0.9409)
    assert asked(claims)["evidence"] == ["radio"]


def test_an_answer_without_a_day_gets_one_and_says_which(claims: Claims, today: str) -> None:
    said = claims("resolve", "tomahawk-supply", "no").done()
    assert "on 2025-12-31, the closing day; --on says otherwise" in said.err
    assert asked(claims, "tomahawk-supply")["happened_on"] == "2025-12-31"
    claims("reopen", "tomahawk-supply").done()
    assert f"on {today}, today" in claims("resolve", "tomahawk-supply", "yes").done().err
    assert asked(claims, "tomahawk-supply")["known_on"] == today


def test_known_may_lie_apart_from_the_day_it_happened(claims: Claims) -> None:
    days = ("--on", "2025-11-01", "--known", "2025-11-03T08:00:00Z")
    claims("resolve", "tomahawk-supply", "yes", *days).done()
    row = asked(claims, "tomahawk-supply")
    assert (row["happened_on"], row["known_on"]) == ("2025-11-01", "2025-11-03")
    assert row["known_at"] == "2025-11-03T08:00:00.000000Z"


def test_an_unfit_question_is_void_and_has_no_day(claims: Claims) -> None:
    for outcome in ("annulled", "ambiguous"):
        claims("resolve", "invasion", outcome, "--correct").done()
        row = asked(claims)
        assert (row["outcome"], row["happened_on"]) == (outcome, None)
    assert claim(claims)["status"] == "void"


def test_the_same_answer_again_changes_nothing(claims: Claims) -> None:
    steps = len(claims("log").lines)
    for command in (("resolve", "invasion", "yes"), ("resolve", "invasion", "YES", "--correct")):
        said = claims(*command).done()
        assert "was answered yes already; nothing changed" in said.err
        assert "claims undo" not in said.err
    assert len(claims("log").lines) == steps
    assert asked(claims)["happened_on"] == "2022-02-24"


def test_another_answer_needs_correct_and_both_stay_on_record(claims: Claims) -> None:
    refused = claims("resolve", "invasion", "no")
    assert refused.code == 2
    assert "claims resolve invasion no --correct" in refused.err
    claims("resolve", "invasion", "no", "--correct", "--reason", "a slip").done()
    assert claim(claims)["outcome"] == "no"
    assert [line for line in told(claims, "invasion") if "answered" in line] == [
        "answered yes (happened 2022-02-24, known 2022-02-24)",
        "corrected: answered no (happened 2022-12-31, known 2022-12-31) (a slip)",
    ]


def test_a_dispute_is_seen_while_the_answer_counts_and_reopen_takes_both_back(
    claims: Claims,
) -> None:
    for _ in range(2):
        claims("dispute", "invasion", "--reason", "it began in 2014").done()
    assert asked(claims)["disputes"] == ["it began in 2014"]
    assert claim(claims)["status"] == "resolved"
    assert told(claims, "invasion")[-1] == "the answer is disputed: it began in 2014"
    assert "it began in 2014" in claims("show", "invasion").done().out
    assert "is open again" in claims("reopen", "invasion", "--reason", "too early").done().err
    assert "nothing changed" in claims("reopen", "invasion").done().err
    row = asked(claims)
    assert (row["outcome"], row["disputes"] or []) == (None, [])
    assert told(claims, "invasion")[-1] == "open again (too early)"


def test_a_withdrawn_claim_counts_no_more_and_its_life_can_still_be_read(claims: Claims) -> None:
    claims("withdraw", HIS, "--reason", "logged twice").done()
    assert claims("list", "by:Guterres").done().lines == []
    assert "was withdrawn already" in claims("withdraw", HIS).done().err
    gone = claims("show", HIS)
    assert (gone.code, gone.out) == (3, "")
    assert f"claims log {HIS}" in gone.err
    assert told(claims, HIS)[-1] == "claim withdrawn (logged twice)"
    position = claims("log", HIS, "--json").json[-1]["position"] - 1
    then = claims("show", HIS, "--as-of", str(position), "--json").json
    assert then["claim"]["id"] == HIS


def test_a_withdrawn_question_takes_its_claims_out_of_the_figures(claims: Claims) -> None:
    claims("withdraw", "invasion").done()
    assert "was withdrawn already" in claims("withdraw", "invasion").done().err
    assert asked(claims)["withdrawn"] is True
    assert claim(claims)["status"] == "void"


def test_a_claim_that_is_none_is_set_aside_with_its_words(claims: Claims) -> None:
    claims("reject", HIS, "--reason", "not sure at all").done()
    assert claims("list", "by:Guterres").done().lines == []
    rows = claims("sql", "from rejected where reason = 'not sure at all'", "--json").json
    assert [row["quote"][:20] for row in rows] == ["I am convinced it wi"]
    assert claims("person", "Guterres", "--json").json["scoreboard"][0]["n_rejected"] == 1
    assert "set aside already" in claims("reject", HIS, "--reason", "a hope").done().err


def test_words_can_be_set_aside_without_ever_being_a_claim(claims: Claims) -> None:
    reject = ("reject", "I hope for a roadmap", "--reason", "a hope", "--source", "nyt-2022-01-21")
    said = claims(*reject, "--by", "Zoe Zander", "--said", "2022-01-21").done()
    assert "Zoe Zander is new on record" in said.err
    assert "set aside already" in claims(*reject, "--by", "zoe zander").done().err
    [row] = claims("sql", "from rejected where said_on = date '2022-01-21'", "--json").json
    assert (row["commentator"], row["source"]) == ("Zoe Zander", "The New York Times")


def test_a_claim_is_mended_field_by_field(claims: Claims) -> None:
    values = {
        "affiliation": "UN", "locator": "p. 1", "quote": "I hope", "venue": "Geneva", "words": "",
        "kind": "intent", "voice": "indirect", "speaker_role": "spokesperson", "note": "mended",
        "polarity": "asserts", "inference": "yes", "said_on": "2022-01-20", "reported": "hoped",
        "question": "russia-plans", "source": "bloomberg-2021-12-07", "commentator": "Joe Biden",
        "deadline_words": "soon", "said_precision": "about", "unscorable": "",
    }  # fmt: skip
    options = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    claims("edit", HIS, *options, "--reason", "all wrong").done()
    row = claim(claims)
    renamed = {"question": "question_key", "source": "source_key"}
    found = {name: row[renamed.get(name, name)] for name in values}
    expected = {name: value or None for name, value in values.items()}
    assert found == {**expected, "inference": True}
    assert "all wrong" in told(claims, HIS)[-1]
    assert "kind: forecast → intent" in told(claims, HIS)[-1]
    assert "nothing changed" in claims("edit", HIS, "--set", "kind=intent").done().err


def test_a_reading_is_revised_by_whoever_types(claims: Claims) -> None:
    claims("edit", HIS, "-p", "20-40%", "--reason", "read again").done()
    readings = claims("show", HIS, "--json").json["estimates"]
    assert {row["coder"]: row["best"] for row in readings} == {
        "seed coder": 0.03,
        "test recorder": 0.3,
    }
    claims("edit", HIS, "-p", "50%").done()
    assert "nothing changed" in claims("edit", HIS, "-p", "50%").done().err
    readings = claims("show", HIS, "--json").json["estimates"]
    assert sorted(row["best"] for row in readings) == [0.03, 0.5]


def test_a_question_is_mended_and_its_key_stays(claims: Claims) -> None:
    values = {
        "text": "Will it be war?", "criteria": "Troops", "closes_on": "2022-06-30", "note": "n",
        "deadline": "stated", "deadline_reason": "", "topics": "war, peace", "contested": "yes",
    }  # fmt: skip
    options = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    claims("edit", "invasion", *options).done()
    row = asked(claims)
    assert row["question_key"] == "invasion"
    assert (row["question"], row["criteria"], row["closes_on"]) == (
        "Will it be war?",
        "Troops",
        "2022-06-30",
    )
    assert (row["topics"], row["contested"], row["note"]) == (["war", "peace"], True, "n")
    assert claim(claims)["question"] == "Will it be war?"


def test_a_source_and_a_story_are_mended(claims: Claims) -> None:
    claims("edit", "nyt-2022-01-21", "--set", "title=Geneva", "--set", "authors=A B, C D").done()
    source = claims("source", "nyt-2022-01-21", "--json").json["source"]
    assert (source["title"], source["authors"]) == ("Geneva", ["A B", "C D"])
    claims("edit", "nyt-2022-01-21", "--set", "title=").done()
    assert claims("source", "nyt-2022-01-21", "--json").json["source"]["title"] is None
    claims("edit", "ukraine-2022", "--set", "title=The war").done()
    [story] = claims("sql", "from stories where story = 'ukraine-2022'", "--json").json
    assert story["title"] == "The war"
    assert len(claims("list", 'story:"the war"').done().lines) > 1


def test_show_tells_the_whole_life_of_a_claim(claims: Claims) -> None:
    for command in (
        ("edit", HIS, "--set", "venue=Geneva", "-p", "10%", "--reason", "was missing"),
        ("dispute", "invasion", "--reason", "it began in 2014"),
        ("reopen", "invasion"),
        ("undo",),
    ):
        claims(*command).done()
    facts = claims("show", HIS, "--json").json["facts"]
    names = [fact["name"] for fact in facts]
    assert sorted(names) == sorted(
        [
            "source.registered", "commentator.registered", "question.posed", "claim.recorded",
            "estimate.recorded", "question.resolved", "claim.corrected", "estimate.recorded",
            "resolution.disputed", "resolution.withdrawn",
        ]
    )  # fmt: skip
    assert [fact["undone"] for fact in facts if fact["name"] == "resolution.withdrawn"] == [True]
    assert sum(fact["undone"] for fact in facts) == 1
    assert all(fact["recorded_at"] and fact["recorder"] for fact in facts)
    assert [fact["position"] for fact in facts] == sorted(fact["position"] for fact in facts)
    screen = claims("show", HIS).done().out
    assert [fact for fact in facts if f"#{fact['position']} " not in screen] == []
    assert len(re.findall(r"#\d+  \d+ \w+ \d{4} \d\d:\d\d  ", screen)) == len(facts)


def test_show_as_of_an_earlier_position_shows_what_was_held_then(claims: Claims) -> None:
    before = claims("show", HIS, "--json").json
    position = max(fact["position"] for fact in before["facts"])
    claims("resolve", "invasion", "no", "--correct").done()
    assert claims("show", HIS, "--json", "--as-of", str(position)).json == before
    assert claim(claims)["outcome"] == "no"


def test_the_log_of_steps_shows_what_was_undone(claims: Claims) -> None:
    claims("reopen", "invasion").done()
    done = claims("log", "--limit", "1", "--json").json[0]
    assert (done["summary"], done["undone"]) == ("resolution withdrawn", False)
    claims("undo").done()
    undone = claims("log", "--json").json[:2]
    assert [(row["summary"], row["undone"]) for row in undone] == [
        ("step undone", False),
        ("resolution withdrawn", True),
    ]
    screen = claims("log").done().lines
    assert screen[1].split("\t")[0] == done["step"]


def test_every_change_names_its_step_in_json(claims: Claims) -> None:
    for command in (
        ("dispute", "invasion", "--reason", "x"),
        ("edit", HIS, "--set", "venue=Geneva"),
        ("source", "add", "daily-metal"),
    ):
        said = claims(*command, "--json").done()
        latest = claims("log", "--limit", "1", "--json").json[0]
        assert said.json["step"] == latest["step"]
        assert said.json["facts"] == list(latest["facts"])
