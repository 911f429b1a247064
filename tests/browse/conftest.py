"""A small ledger to browse, the same every day, and the browser driven by keys, no terminal."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ledger.app import Ledger
from ledger.browse.app import Browser
from ledger.browse.desk import Desk
from ledger.browse.kept import KeptLedger
from ledger.browse.model import Shelf, Wish
from ledger.cli.browsing import means
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.screens.look import Look

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"

Played = Callable[[Pilot[None], Browser], Awaitable[None]]
Play = Callable[..., None]


def clock() -> datetime:
    """The moment at which every one of these ledgers stands."""
    return NOW


def commands() -> list[Command]:
    """Three people on three questions: one answered, one overdue, one that is still ahead."""
    return [
        *map(RegisterCommentator, ("Ana Bell", "Ben Cole", "Cleo Dorn")),
        PoseQuestion("copper", "Does copper trade above $11,000 a tonne?",
                     criteria="LME cash official price", closes_on=date(2026, 9, 30)),
        PoseQuestion("senate", "Does the coalition lose the Senate?", closes_on=date(2026, 10, 31)),
        PoseQuestion("rates", "Are rates cut in December?", closes_on=date(2026, 12, 31)),
        RecordClaim("Ana Bell", "copper", date(2026, 3, 14), quote="Copper will likely get there"),
        RecordClaim("Ben Cole", "copper", date(2026, 4, 2), quote="one in five",
                    probability=200_000_000, probability_text="20%"),
        RecordClaim("Ana Bell", "senate", date(2026, 5, 1), quote="It is almost certain to lose"),
        RecordClaim("Cleo Dorn", "rates", date(2026, 11, 3), quote="60-40 for a cut",
                    probability=600_000_000, probability_text="60%"),
        ResolveQuestion("copper", "no", date(2026, 9, 30), date(2026, 9, 30)),
    ]  # fmt: skip


def made(directory: Path, given: Sequence[Command]) -> Path:
    """Return a ledger of these commands, its views worked out."""
    with closing(Ledger(directory, clock, "tester")) as ledger:
        ledger.execute(given, "archive")
        ledger.ask("select count(*) from claims")
    return directory


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("browse") / "ledger", commands())


@pytest.fixture
def small(_small: Path, tmp_path: Path) -> Path:
    """The small ledger, this test's own."""
    shutil.copytree(_small, tmp_path / "ledger")
    return tmp_path / "ledger"


def browser(directory: Path, text: str = "", look: Look | None = None) -> Browser:
    """Return a browser of a ledger, at the moment of these tests."""
    told = means()
    shelf, desk = (KeptLedger(directory, clock, "tester") for _ in range(2))
    return Browser(
        Shelf(shelf, told), Desk(desk, told), look or Look(), Wish(text), where="/ledger"
    )


@pytest.fixture
def play() -> Play:
    """Open the browser in so many columns and rows, and do something with it."""

    def played(
        directory: Path, then: Played, *, columns: int = 120, rows: int = 30, text: str = "",
        look: Look | None = None,
    ) -> None:  # fmt: skip
        async def whole() -> None:
            app = browser(directory, text, look)
            async with app.run_test(size=(columns, rows)) as pilot:
                await settled(pilot)
                await then(pilot, app)

        asyncio.run(whole())

    return played


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what the last keys asked for is on the screen."""
    app = pilot.app
    assert isinstance(app, Browser)
    calm = 0
    while calm < 3:
        await pilot.pause()
        await asyncio.sleep(0.01)
        calm = 0 if app.is_busy else calm + 1


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settled(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type letters, and wait for what comes of them."""
    names = {" ": "space", "/": "slash", ":": "colon", "-": "minus", '"': "quotation_mark"}
    await press(pilot, *(names.get(char, char) for char in text))


def screen(app: Browser) -> str:
    """Return what stands on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def golden(name: str, text: str) -> None:
    """Compare a screen with its golden file, or write it where ``UPDATE_GOLDEN`` is set."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == file.read_text(encoding="utf-8")
