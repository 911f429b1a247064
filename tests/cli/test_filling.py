"""Adding by prompts, question by question: what is offered, what is said back, what is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.cli import adding, output
from ledger.cli.filling import Filling
from ledger.cli.given import Typed
from ledger.cli.prompts import Prompt, State, fill
from ledger.cli.prompts.asking import plain
from ledger.cli.suggestions import Suggestions
from ledger.domain.commentator import RegisterCommentator
from tests.cli.running import Claims
from tests.cli.test_form import script
from tests.hostile import TEXTS, acted_on

TOMAHAWKS = "Will the United States supply Tomahawk missiles to Ukraine by the end of 2025?"
KNOWN = Typed(by="António Guterres", source="none", said="2022-01-14", due="none")


def filled(ledger: Ledger, given: Typed, *answers: str) -> tuple[Typed, list[str]]:
    ask, seen = script(*answers)
    form = Filling(ledger, given, Typed(), Suggestions(ledger), ask)
    typed, _ = form.result(fill(form.fields(), State(), ask, lambda _: None))
    return typed, seen


@pytest.fixture
def held(seeded: Path) -> Iterator[Ledger]:
    ledger = Ledger(seeded)
    yield ledger
    ledger.close()


def test_a_question_that_is_asked_already_is_offered_and_never_taken_unasked(
    held: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    given = Typed(by="António Guterres", source="none", said="2025-10-17")
    typed, seen = filled(held, given, "", TOMAHAWKS.upper(), "y", "80%")
    assert (typed.question, typed.statement) == ("tomahawk-supply", None)
    assert seen[2].startswith("That is asked already (due 2025-12-31")
    assert seen[3:] == ["How sure"]  # neither deadline nor criteria: the question has its own
    done = adding.plan(held, typed, new_person=False)
    assert done.question is None
    typed, seen = filled(held, given, "", TOMAHAWKS, "n", "2026-06-30", "80%", "", "")
    assert (typed.question, typed.statement) == (None, TOMAHAWKS)
    said = " ".join(capsys.readouterr().err.split())
    assert "100 %, same words: Will the United States" in said
    assert "100 %, same words, another day: Will the United States" in said


def test_a_like_name_is_asked_about_and_an_unlike_one_is_new(held: Ledger) -> None:
    given = Typed(statement="x 1", source="none", said="2022-01-14", due="none", p="80%")
    typed, seen = filled(held, given, "", "Gutteres", "y", "", "")
    assert (typed.by, seen[2]) == ("António Guterres", "Do you mean António Guterres? [Y/n]")
    typed, seen = filled(held, given, "", "Aino Mäkinen", "", "")
    assert (typed.by, len(seen)) == ("Aino Mäkinen", 4)


@pytest.mark.parametrize(
    ("quote", "answers", "p", "words", "unscorable"),
    [
        ("it will happen", ["words"], "words", None, None),
        ("it will happen", ["70%"], "70%", None, None),
        ("it may happen", ["no number"], None, None, "a hedge"),
        ("", ["likely", "words"], "words", "likely", None),
        ("", ["likely", "60%"], "60%", "likely", None),
        ("", ["may", "no number"], None, "may", "a hedge"),
        ("", ["no number"], None, None, "no number was said"),
        ("", ["70", "70%"], "70%", None, None),
    ],
)
def test_how_sure_is_a_number_or_words_or_neither(
    quote: str, answers: list[str], p: str | None, words: str | None, unscorable: str | None,
    held: Ledger,
) -> None:  # fmt: skip
    typed, _ = filled(held, KNOWN, quote, "It happens by 2030", *answers, "", "")
    assert (typed.p, typed.words, typed.unscorable) == (p, words, unscorable)
    assert adding.plan(held, typed, new_person=False).claim.unscorable == unscorable


def test_people_sources_and_topics_are_offered_with_what_is_known_of_them(held: Ledger) -> None:
    offered = Suggestions(held).now(wait=True)
    people = {one.text: one.meta for one in offered.people}
    assert people["António Guterres"] == "United Nations · 1 claim"
    assert "overconfident (simulated)" not in people
    assert offered.sources
    assert all(one.meta for one in offered.sources)
    assert "ukraine" in {one.text for one in offered.topics}
    assert TOMAHAWKS in {one.text for one in offered.questions}


def test_nobody_waits_for_a_read_model_that_lacks_much(
    held: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held.behind() == 0
    held.execute(RegisterCommentator("Aino Mäkinen"))
    assert held.behind() == 1
    monkeypatch.setattr("ledger.cli.suggestions._MOST_BEHIND", 0)
    assert Suggestions(held).whole().people == ()
    assert held.behind() == 1


def test_where_somebody_watches_likeness_is_noted_once_it_is_on_record(
    claims: Claims, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del seeded
    command = (
        "add", TOMAHAWKS.replace("2025", "2026"), "--by", "Ann Bell", "--said", "2025-10-17",
        "--due", "2026-12-31", "--source", "none", "-p", "80%",
    )  # fmt: skip
    assert "like" not in claims(*command).done().err
    monkeypatch.setattr(output, "is_watched", lambda: True)
    said = claims(*command[:-1], "70%", "--quote", "it").done().err
    assert "note:  like " in said
    assert " numbers differ: Will the United States supply" in said


def test_no_question_acts_anything_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda: "")
    for text in TEXTS.values():
        assert plain(Prompt(text, default=text, above=text)) == text
    assert acted_on(capsys.readouterr().err) == set()
