"""Picking one of several things: what typed words leave, and what the keys do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from ledger.cli import picking
from ledger.cli.picking import Choice, matching

CHOICES = [
    Choice("copper-up", "kqzt  Copper above $11,000", "Özil Ångström"),
    Choice("senate", "mdqb  The coalition loses the Senate"),
    Choice("snow", "bbcd  Snow in Lisbon\x1b[2J", "Jane Whitcombe"),
]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", ["copper-up", "senate", "snow"]),
        ("the", ["senate"]),
        ("SENATE loses", ["senate"]),
        ("ozil angstrom", ["copper-up"]),
        ("kqzt", ["copper-up"]),
        ("whitcomb", ["snow"]),
        ("coper", ["copper-up"]),
        ("lisobn", ["snow"]),
        ("nothing of the kind", []),
    ],
)
def test_what_typed_words_leave(typed: str, left: list[str]) -> None:
    assert [one.name for one in matching(typed, CHOICES)] == left


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe:
        yield pipe


@pytest.mark.parametrize(
    ("pressed", "picked"),
    [
        ("\r", "copper-up"),
        ("sen\r", "senate"),
        ("\x1b[B\r", "senate"),
        ("\x1b[B\x1b[B\x1b[B\x1b[A\r", "senate"),
        ("\t\x10\r", "copper-up"),
        ("xyzzy\r\x15snow\r", "snow"),
        ("\x04", None),
        ("\x1b", None),
    ],
    ids=["Enter", "words", "down", "no further", "Tab and up", "nothing like it", "Ctrl-D", "Esc"],
)
def test_what_keys_pick(pressed: str, picked: str | None, keys: PipeInput) -> None:
    keys.send_text(pressed)
    assert picking.application("Which", CHOICES, keys, DummyOutput()).run() == picked


def test_what_is_listed_is_inert_and_fits() -> None:
    long = [*CHOICES, Choice("long", "word " * 90), *(Choice(str(n), f"{n}") for n in range(30))]
    told = "".join(text for _, text, *_ in picking.Picking(long).lines())
    assert "Lisbon\\x1b[2J" in told
    assert "\x1b" not in told
    assert "  34 of 34" in told
    assert len(told.splitlines()) == 11
    assert max(map(len, told.splitlines())) < 80


def test_ctrl_c_is_an_interruption(keys: PipeInput) -> None:
    keys.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        picking.application("Which", CHOICES, keys, DummyOutput()).run()


def test_a_dumb_terminal_is_not_drawn_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert picking.can_draw()
    for term in ("dumb", ""):
        monkeypatch.setenv("TERM", term)
        assert not picking.can_draw()
