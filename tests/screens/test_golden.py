"""Every screen, at every width, in both sets of characters, as it was last judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.screens.pictures import EMPTY, PICTURES, SELDOM
from tests.screens.showing import LOOKS, SOME, named, shown


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_looks_as_it_did(name: str, golden: Callable[[str, str], None]) -> None:
    looks = SOME if name in SELDOM else LOOKS
    golden(
        name, "\n".join(f"{named(look)}\n\n{shown(PICTURES[name](look), look)}" for look in looks)
    )


def test_with_nothing_to_show_every_screen_says_so(golden: Callable[[str, str], None]) -> None:
    look = LOOKS[1]
    golden("empty", "\n".join(f"{name}\n\n{shown(EMPTY[name](look), look)}" for name in EMPTY))
