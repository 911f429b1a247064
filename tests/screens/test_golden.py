"""Every screen, at every width, in both sets of characters, as it was last judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.text import Text

from ledger.screens.look import Look
from tests.screens.pictures import EMPTY, PICTURES, SELDOM, TOLD
from tests.screens.showing import LOOKS, SOME, coloured, named, shown


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_looks_as_it_did(name: str, golden: Callable[[str, str], None]) -> None:
    looks = SOME if name in SELDOM else LOOKS
    golden(
        name, "\n".join(f"{named(look)}\n\n{shown(PICTURES[name](look), look)}" for look in looks)
    )


def test_with_nothing_to_show_every_screen_says_so(golden: Callable[[str, str], None]) -> None:
    look = LOOKS[1]
    golden("empty", "\n".join(f"{name}\n\n{shown(EMPTY[name](look), look)}" for name in EMPTY))


def test_a_dashboard_in_colour_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("dashboard_colour", coloured(PICTURES["dashboard"](Look(80)), Look(80)))


def test_colour_changes_no_character() -> None:
    for name, picture in PICTURES.items():
        look = Look(80)
        plain = Text.from_ansi(coloured(picture(look), look)).plain
        lines = [line.rstrip() for line in plain.split("\n")]
        assert "\n".join(lines).rstrip() == shown(picture(look), look).rstrip(), name


@pytest.mark.parametrize("look", [Look(60), Look(160, ascii=True)], ids=named)
def test_screens_as_sentences_read_as_they_did(
    look: Look, golden: Callable[[str, str], None]
) -> None:
    form = "ascii" if look.ascii else "unicode"
    told = ("\n".join([f"{name}", "", *sentences(look), ""]) for name, sentences in TOLD.items())
    golden(f"plain_{form}", "\n".join(told))


@pytest.mark.parametrize("name", TOLD)
def test_sentences_have_no_bars_and_no_frames_and_do_not_mind_the_width(name: str) -> None:
    told = list(TOLD[name](Look(60)))
    assert told == list(TOLD[name](Look(160)))
    assert not [line for line in told if set(line) & set("│━╎┃●╭─╰\n")]
