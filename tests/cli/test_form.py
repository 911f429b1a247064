"""Several questions one after the other: back and forth, mended, and nothing of it lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.cli.prompts import Asker, Back, Field, Prompt, State, Stopped, Taken, fill
from ledger.errors import Unreadable


def read(text: str, state: State) -> Taken:
    del state
    if text == "bad":
        raise Unreadable("it is bad", "write good")
    return Taken({"value": text})


def field(name: str, *, wanted: bool = True) -> Field:
    def take(text: str, state: State) -> Taken:
        return Taken({name: read(text, state).values["value"]}, [f"{name} is {text}"])

    return Field(name, lambda _: wanted, lambda _: Prompt(name), take, (name,))


FIELDS = (field("one"), field("two"), field("never", wanted=False), field("three"))


def script(*answers: str) -> tuple[Asker, list[str]]:
    """Answer one prompt after the other; `<` goes back, `!…` stops with half a line."""
    left: Iterator[str] = iter(answers)
    seen: list[str] = []

    def ask(prompt: Prompt) -> str:
        seen.append(f"{prompt.label} {prompt.typed}".strip())
        answer = next(left)
        if answer == "<":
            raise Back
        if answer.startswith("!"):
            raise Stopped(answer[1:])
        return answer or prompt.typed

    return ask, seen


def ignored(state: State) -> None:
    del state


def test_each_field_that_is_wanted_is_asked_for_in_its_order() -> None:
    ask, seen = script("a", "b", "c")
    assert fill(FIELDS, State(), ask, ignored).values == {"one": "a", "two": "b", "three": "c"}
    assert seen == ["one", "two", "three"]


def test_back_goes_to_the_field_before_with_what_was_typed_there() -> None:
    ask, seen = script("a", "b", "<", "<", "A", "", "c")
    assert fill(FIELDS, State(), ask, ignored).values == {"one": "A", "two": "b", "three": "c"}
    assert seen == ["one", "two", "three", "two b", "one a", "two b", "three"]


def test_before_the_first_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ask, seen = script("<", "a", "b", "c")
    fill(FIELDS, State(), ask, ignored)
    assert "this is the first question" in capsys.readouterr().err
    assert seen[:2] == ["one", "one"]


def test_what_cannot_be_read_is_asked_again_and_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask, seen = script("bad", "a", "b", "c")
    fill(FIELDS, State(), ask, ignored)
    said = capsys.readouterr().err
    assert "error: it is bad\nhint:  write good\n → one is a\n" in said
    assert seen[:2] == ["one", "one"]


def test_every_answer_is_kept_at_once_and_half_of_one_too() -> None:
    kept: list[State] = []
    ask, _ = script("a", "b", "<", "!half")
    with pytest.raises(Stopped):
        fill(FIELDS, State(), ask, kept.append)
    assert [state.values for state in kept] == [{"one": "a"}, *[{"one": "a", "two": "b"}] * 2]
    assert (kept[-1].typed, kept[-1].at) == ({"one": "a", "two": "half"}, "two")


def test_who_stops_at_a_question_about_an_answer_keeps_the_answer() -> None:
    def take(text: str, state: State) -> Taken:
        del text, state
        raise Stopped

    kept: list[State] = []
    ask, _ = script("likely")
    asking = Field("one", lambda _: True, lambda _: Prompt("one"), take, ("one",))
    with pytest.raises(Stopped):
        fill([asking], State(), ask, kept.append)
    assert kept[-1].typed == {"one": "likely"}


def test_it_goes_on_where_it_was_left() -> None:
    ask, seen = script("", "c")
    left = State({"one": "a", "two": "half"}, {"one": "a"}, "two")
    assert fill(FIELDS, left, ask, ignored).values == {"one": "a", "two": "half", "three": "c"}
    assert seen == ["two half", "three"]
