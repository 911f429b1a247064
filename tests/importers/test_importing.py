"""Files into a ledger: whole or not at all, once, and never at odds with what came first."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.domain.claim import CorrectClaim, RecordClaim, WithdrawClaim
from ledger.domain.commentator import AliasCommentator, RegisterCommentator
from ledger.domain.decide import decide
from ledger.domain.estimate import RecordEstimate
from ledger.domain.names import imported_claim_stream, question_key, question_stream
from ledger.domain.opening import LedgerOpened
from ledger.domain.question import ReopenQuestion, ResolveQuestion, WithdrawQuestion
from ledger.domain.step import UndoStep
from ledger.errors import Refused
from ledger.importers.found import in_order
from ledger.log.tail import FILE
from tests.given_when_then import Given
from tests.importers.importing import (
    ARTICLES,
    import_cleanly,
    import_files,
    read_all,
    recorded,
    rows,
    specimen,
    step_of,
)

SEED = {path.name: path.read_bytes() for path in sorted(ARTICLES.glob("*.toml"))}
RAIN = "Will it rain?"
RAIN_KEY = question_key(RAIN)
OPEN_ROW = f"1,Ana,{RAIN},0.7,2022-01-02,,,"
YES_ROW = f"1,Ana,{RAIN},0.7,2022-01-02,1,2022-01-31,"
ROW = imported_claim_stream("", "1")
ARTICLE = b"""
[coder]
name = "Zoe"
[source]
key = "daily"
[[question]]
key = "rain"
text = "Will it rain?"
closes_on = 2022-12-31
deadline = "stated"
[[claim]]
by = "Ana"
question = "rain"
said_on = 2022-01-21
quote = "It will rain"
reading = [0.5, 0.6, 0.7]
"""
SPOKEN = RecordClaim("Ana", "rain", date(2022, 1, 21), source="daily", quote="It will rain")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "ledger")) as made:
        yield made


def stored(ledger: Ledger) -> list[tuple[str, str]]:
    """What a ledger holds, whatever the order: streams and facts."""
    return sorted((fact.stream, repr(fact.fact)) for fact in recorded(ledger))


def counted(ledger: Ledger) -> Counter[str]:
    return Counter(fact.fact.stored_name for fact in recorded(ledger))


# once


@pytest.mark.parametrize(
    "files",
    [
        SEED,
        {"tidy.csv": specimen("tidy.csv")},
        {name: specimen(name) for name in ("tidy.toml", "herald.toml", "tidy-with-more.csv")},
    ],
    ids=["seed", "csv", "both"],
)
def test_importing_twice_adds_nothing(ledger: Ledger, files: dict[str, bytes]) -> None:
    first = import_cleanly(ledger, files)
    assert first.step
    before = stored(ledger)
    again = import_cleanly(ledger, files)
    assert not again.step
    assert again.already_here == len(read_all(files).rows)
    assert not again.taken_again
    assert stored(ledger) == before


def test_the_same_rows_in_another_file_add_nothing(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    before = stored(ledger)
    assert not import_cleanly(ledger, {"b.csv": rows("", OPEN_ROW)}).step
    assert stored(ledger) == before


def test_a_whole_import_is_one_step_and_the_opening_another(ledger: Ledger) -> None:
    done = import_cleanly(ledger, SEED)
    facts = recorded(ledger)
    assert facts[0].fact.stored_name == "ledger.opened"
    assert {fact.batch for fact in facts[1:]} == {done.step.step} == {step_of(SEED)}
    assert facts[0].batch != done.step.step


def test_an_import_into_nothing_begins_an_archive_and_later_ones_change_nothing_of_that(
    ledger: Ledger,
) -> None:
    import_cleanly(ledger, {"a.toml": ARTICLE})
    opened = recorded(ledger)[0].fact
    assert isinstance(opened, LedgerOpened)
    assert opened.kept == "archive"
    ledger.execute(RegisterCommentator("Ben"), kept="prospectively")
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    assert counted(ledger)["ledger.opened"] == 1


def test_a_row_that_stands_twice_in_a_file_is_one_claim(ledger: Ledger) -> None:
    done = import_cleanly(ledger, {"a.csv": rows(OPEN_ROW, OPEN_ROW)})
    assert done.already_here == 1
    assert counted(ledger)["claim.recorded"] == 1


def test_the_same_id_in_another_namespace_is_another_claim(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)}, "one")
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)}, "other")
    assert counted(ledger)["claim.recorded"] == 2
    assert counted(ledger)["question.posed"] == 1


# an outcome that comes later


def test_an_open_row_imported_again_with_its_outcome_is_resolved(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    done = import_cleanly(ledger, {"a.csv": rows(YES_ROW)})
    assert [new.fact.stored_name for new in done.step.facts] == ["question.resolved"]
    assert not import_cleanly(ledger, {"a.csv": rows(YES_ROW)}).step
    assert not import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)}).step


@pytest.mark.parametrize(
    "changed",
    [
        f"1,Ana,{RAIN},0.7,2022-01-02,0,2022-01-31,",
        f"1,Ana,{RAIN},0.7,2022-01-02,void,2022-01-31,",
        f"1,Ana,{RAIN},0.7,2022-01-02,1,2022-02-01,",
        f"1,Ana,{RAIN},0.7,2022-01-02,1,,",
    ],
    ids=["other outcome", "void", "other day", "no day"],
)
def test_an_outcome_that_changed_is_a_conflict_and_changes_nothing(
    ledger: Ledger, changed: str
) -> None:
    import_cleanly(ledger, {"a.csv": rows(YES_ROW)})
    before = stored(ledger)
    (refusal,) = import_files(ledger, {"a.csv": rows(changed)}).refusals
    assert (refusal.kind, refusal.line, refusal.field) == ("conflict", 2, "external_id")
    assert "--correct" in refusal.remedy
    assert stored(ledger) == before


def test_an_outcome_is_compared_with_what_was_first_imported_not_with_corrections(
    ledger: Ledger,
) -> None:
    import_cleanly(ledger, {"a.csv": rows(YES_ROW)})
    ledger.execute(ResolveQuestion(RAIN_KEY, "no", correct=True))
    assert not import_cleanly(ledger, {"b.csv": rows(YES_ROW, "")}).step
    no = f"1,Ana,{RAIN},0.7,2022-01-02,0,2022-01-31,"
    (refusal,) = import_files(ledger, {"a.csv": rows(no)}).refusals
    assert refusal.kind == "conflict"


def test_an_answer_given_by_hand_is_not_overruled_by_a_file(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    ledger.execute(ResolveQuestion(RAIN_KEY, "no"))
    (refusal,) = import_files(ledger, {"a.csv": rows(YES_ROW)}).refusals
    assert refusal.kind == "conflict"


def test_an_answer_that_was_taken_back_comes_again_with_its_file(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(YES_ROW)})
    ledger.execute(ReopenQuestion(RAIN_KEY))
    done = import_cleanly(ledger, {"a.csv": rows(YES_ROW)})
    assert [new.fact.stored_name for new in done.step.facts] == ["question.resolved"]


# other content under the same id

OTHER_CONTENT = {
    "probability": f"1,Ana,{RAIN},0.8,2022-01-02,,,",
    "probability as written": f"1,Ana,{RAIN},0.70,2022-01-02,,,",
    "day": f"1,Ana,{RAIN},0.7,2022-01-03,,,",
    "speaker": f"1,Ben,{RAIN},0.7,2022-01-02,,,",
    "question": "1,Ana,Will it snow?,0.7,2022-01-02,,,",
    "topic": f"1,Ana,{RAIN},0.7,2022-01-02,,,weather",
}


@pytest.mark.parametrize("changed", OTHER_CONTENT.values(), ids=OTHER_CONTENT)
def test_other_content_under_the_same_id_is_a_conflict_and_changes_nothing(
    ledger: Ledger, changed: str
) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    before = stored(ledger)
    new = f"2,Ana,{RAIN},0.7,2022-01-02,,,"
    done = import_files(ledger, {"a.csv": rows(new, changed)})
    (refusal,) = done.refusals
    assert (refusal.file, refusal.line, refusal.kind) == ("a.csv", 3, "conflict")
    assert refusal.remedy
    assert stored(ledger) == before


def test_two_rows_of_a_file_under_the_same_id_are_a_conflict_of_the_second(
    ledger: Ledger,
) -> None:
    (refusal,) = import_files(
        ledger, {"a.csv": rows(OPEN_ROW, OTHER_CONTENT["probability"])}
    ).refusals
    assert (refusal.line, refusal.kind) == (3, "conflict")
    assert not ledger.begun


def test_a_row_is_compared_with_what_was_first_imported_not_with_corrections(
    ledger: Ledger,
) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    ledger.execute(CorrectClaim(ROW, {"probability": 900_000_000, "probability_text": "0.9"}))
    before = stored(ledger)
    assert not import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)}).step
    (refusal,) = import_files(ledger, {"a.csv": rows(OTHER_CONTENT["probability"])}).refusals
    assert refusal.kind == "conflict"
    assert stored(ledger) == before


def test_a_reading_revised_since_stays_when_its_article_comes_again(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.toml": ARTICLE})
    revised = RecordEstimate(SPOKEN.stream(), "Zoe", 0, 0, 0, revise=True)
    ledger.execute(revised)
    assert not import_cleanly(ledger, {"a.toml": ARTICLE}).step
    other = ARTICLE.replace(b"0.6", b"0.65")
    (refusal,) = import_files(ledger, {"a.toml": other}).refusals
    assert (refusal.kind, refusal.field) == ("conflict", "claim")


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (b'text = "Will it rain?"', b'text = "Will it pour?"', "question"),
        (b"2022-12-31", b"2023-12-31", "question"),
        (b'quote = "It will rain"', b'quote = "It will rain"\nwords = "will"', "claim"),
        (b'key = "daily"', b'key = "daily"\ntitle = "Rain"', "source"),
    ],
)
def test_another_definition_in_an_article_is_a_conflict_and_changes_nothing(
    ledger: Ledger, before: bytes, after: bytes, field: str
) -> None:
    import_cleanly(ledger, {"a.toml": ARTICLE})
    held = stored(ledger)
    refusals = import_files(ledger, {"b.toml": ARTICLE.replace(before, after)}).refusals
    assert [(one.kind, one.field) for one in refusals] == [("conflict", field)]
    assert stored(ledger) == held


# all or nothing, or the rest


def test_while_anything_is_refused_nothing_is_saved_and_nothing_is_begun(ledger: Ledger) -> None:
    bad = rows(OPEN_ROW, f"2,Ana,{RAIN},70,2022-01-02,,,")
    done = import_files(ledger, {"a.csv": bad})
    assert [refusal.line for refusal in done.refusals] == [3]
    assert not ledger.begun
    assert not (ledger.directory / FILE).exists()


def test_the_rest_is_saved_when_bad_rows_are_to_be_left_out(ledger: Ledger) -> None:
    bad = rows(
        OPEN_ROW,
        f"2,Ana,{RAIN},70,2022-01-02,,,",
        f"3,Ben,{RAIN},0.3,2022-01-02,,,",
        "4,Cleo,no-such-key,0.3,2022-01-02,,,",
    )
    done = import_files(ledger, {"a.csv": bad}, skip_bad=True)
    assert [(refusal.line, refusal.kind) for refusal in done.refusals] == [(3, "bad"), (5, "bad")]
    assert counted(ledger)["claim.recorded"] == 2
    names = {dict(fact.fact).get("name") for fact in recorded(ledger)}
    assert "Cleo" not in names


def test_what_a_ledger_refuses_of_a_file_is_told_with_line_and_remedy(ledger: Ledger) -> None:
    article = (
        ARTICLE.replace(b"0.6", b"0.8")
        + b"""
[[question]]
key = "Bad key"
text = "Will it snow?"
deadline = "none"
[[question]]
key = "hail"
text = "Will it hail?"
deadline = "stated"
[[question]]
key = "storm"
text = "Will it storm?"
deadline = "none"
story = "nowhere"
[[resolution]]
question = "nowhere"
outcome = "yes"
[[claim]]
by = "Ana"
question = "rain"
said_on = 2022-01-21
quote = "It will pour"
also = [{ source = "nowhere" }]
[[rejected]]
by = "Ana"
quote = " "
reason = "a hope"
"""
    )
    done = import_files(ledger, {"a.toml": article})
    told = sorted((one.line, one.field, one.problem) for one in done.refusals)
    assert [(line, field) for line, field, _ in told] == [
        (11, "claim"),
        (18, "question"),
        (22, "question"),
        (26, "question"),
        (31, "resolution"),
        (34, "claim"),
        (40, "rejected"),
    ]
    assert all(one.remedy and one.file == "a.toml" for one in done.refusals)
    assert not ledger.begun


# references, in any order


def test_the_order_of_the_files_makes_no_difference(tmp_path: Path) -> None:
    files = {**SEED, "rows.csv": rows("1,Ben,invasion,0.3,2022-01-22,,,")}
    held = []
    for number in range(3):
        names = random.Random(number).sample(sorted(files), len(files))  # noqa: S311 only an order
        with closing(Ledger(tmp_path / str(number))) as ledger:
            import_cleanly(ledger, {name: files[name] for name in names})
            held.append([one for one in stored(ledger) if one[0] != "ledger"])
    assert held[0] == held[1] == held[2]


def facts_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    world, found = Given(), read_all(files)
    assert found.refusals == []
    for row in in_order(found.rows):
        for command in row.commands:
            world.add(decide(command, world))
    return sorted((stream, repr(fact)) for stream, fact in world.all())


@settings(max_examples=15)  # each reads and decides all of the seed articles
@tried(st.randoms(use_true_random=False))
def test_the_order_of_the_entries_makes_no_difference(dice: random.Random) -> None:
    shuffled = {}
    for name, content in dice.sample(sorted(SEED.items()), len(SEED)):
        entries = re.split(r"(?m)^(?=\[)", content.decode())
        shuffled[name] = "".join([entries[0], *dice.sample(entries[1:], len(entries) - 1)]).encode()
    assert facts_of(shuffled) == facts_of(SEED)


def test_a_row_may_name_what_another_file_or_the_ledger_defines(ledger: Ledger) -> None:
    row = rows("1,Ben,rain,0.3,2022-01-22,,,")
    import_cleanly(ledger, {"a.csv": row, "b.toml": ARTICLE})
    later = rows("2,Ben,rain,0.4,2022-01-23,,,")
    import_cleanly(ledger, {"c.csv": later})
    (refusal,) = import_files(ledger, {"d.csv": rows("3,Ben,snow,0.4,2022-01-23,,,")}).refusals
    assert "there is no question “snow”" in refusal.problem


def test_an_address_leads_to_the_source_that_is_already_known_by_a_key(ledger: Ledger) -> None:
    article = ARTICLE.replace(b'key = "daily"', b'key = "daily"\nurl = "https://daily.example/a"')
    header = b"external_id,commentator,question,probability,made_at,source\n"
    row = header + b"1,Ben,rain,0.3,2022-01-22,https://DAILY.example/a/?utm_source=x\n"
    files = {"a.csv": row, "b.toml": article}
    import_cleanly(ledger, files)
    assert not import_cleanly(ledger, files).step
    assert counted(ledger)["source.registered"] == 1
    (claim,) = [one for one in recorded(ledger) if one.stream == ROW]
    assert dict(claim.fact)["source"] == "source-daily"


def test_a_speaker_known_under_an_alias_is_not_registered_again(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    ledger.execute(AliasCommentator("Ana", "A. Augur"))
    import_cleanly(ledger, {"b.csv": rows(f"2,A. Augur,{RAIN},0.6,2022-01-03,,,")})
    assert counted(ledger)["commentator.registered"] == 1


# withdrawn, undone, and imported again


def test_a_withdrawn_row_imported_again_is_restored(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    ledger.execute(WithdrawClaim(ROW))
    done = import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    assert [new.fact.stored_name for new in done.step.facts] == ["claim.restored"]
    assert not import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)}).step


def test_a_withdrawn_claim_and_question_come_back_with_their_article(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.toml": ARTICLE})
    ledger.execute([WithdrawClaim(SPOKEN.stream()), WithdrawQuestion("rain")])
    done = import_cleanly(ledger, {"a.toml": ARTICLE})
    names = [new.fact.stored_name for new in done.step.facts]
    assert names == ["question.restored", "claim.restored"]


def test_an_undone_import_imported_again_is_redone(ledger: Ledger) -> None:
    files = {"a.csv": rows(OPEN_ROW), "b.toml": ARTICLE}
    step = import_cleanly(ledger, files).step.step
    before = stored(ledger)
    ledger.execute(UndoStep(step))
    assert list(ledger.standing(ROW)) == []
    done = import_cleanly(ledger, files)
    assert done.taken_again
    assert list(ledger.standing(ROW)) != []
    names = [fact.fact.stored_name for fact in recorded(ledger)][len(before) :]
    assert names == ["step.undone", "step.redone"]
    assert not import_cleanly(ledger, files).taken_again


def test_a_redone_import_is_completed_where_it_was_not_whole(ledger: Ledger) -> None:
    files = {"a.csv": rows(OPEN_ROW, f"2,Ben,{RAIN},0.4,2022-01-02,,,")}
    rest = in_order(read_all(files).rows)[:1]
    ledger.take_in(rest, step_of(files), kept="archive", skip_bad=False)
    ledger.execute(UndoStep(step_of(files)))
    done = import_cleanly(ledger, files)
    assert done.taken_again
    assert counted(ledger)["claim.recorded"] == 2
    assert list(ledger.standing(imported_claim_stream("", "2"))) != []


def test_undoing_a_resolving_import_leaves_the_rows_and_opens_the_question(
    ledger: Ledger,
) -> None:
    import_cleanly(ledger, {"a.csv": rows(OPEN_ROW)})
    step = import_cleanly(ledger, {"a.csv": rows(YES_ROW)}).step.step
    ledger.execute(UndoStep(step))
    names = [fact.stored_name for fact in ledger.standing(question_stream(RAIN_KEY))]
    assert names == ["question.posed"]
    assert list(ledger.standing(ROW)) != []


def test_an_import_that_others_rest_on_is_not_undone(ledger: Ledger) -> None:
    step = import_cleanly(ledger, {"b.toml": ARTICLE}).step.step
    import_cleanly(ledger, {"a.csv": rows("1,Ben,rain,0.3,2022-01-22,,,")})
    with pytest.raises(Refused, match="rests on"):
        ledger.undo(step)


def test_a_dry_run_saves_nothing_and_says_what_it_would_do(ledger: Ledger) -> None:
    found = read_all(SEED)
    done = ledger.take_in(in_order(found.rows), "s", kept="archive", skip_bad=False, dry_run=True)
    assert len(done.step.facts) > 100
    assert not ledger.begun


def test_an_imported_claim_is_the_one_that_was_typed(ledger: Ledger) -> None:
    import_cleanly(ledger, {"a.toml": ARTICLE})
    assert not ledger.execute(SPOKEN).facts
    typed: Any = replace(SPOKEN, quote="It WILL rain!")
    with pytest.raises(Refused, match="another quote"):
        ledger.execute(typed)
