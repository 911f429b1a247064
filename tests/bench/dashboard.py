"""How long a dashboard that is watched takes to show one claim more than ten thousand.

Run it as ``python -m tests.bench.dashboard``. Invariant: what is timed is what `claims dashboard
--watch` does when the log has moved, in the same process, each part by itself.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console, RenderableType

from ledger.app import Ledger
from ledger.cli.filters import Filter
from ledger.cli.options import asked
from ledger.cli.overview import overview
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from ledger.readmodel.session import Asked
from ledger.screens.dashboard import Dashboard, render
from ledger.screens.look import Look

CLAIMS = 10_000
SPEAKERS, STORIES = 20, 40
_DAY = date(2024, 1, 1)
_THOUSANDTH = 1_000_000
Done = TypeVar("Done")
Parts = dict[str, list[tuple[float, float]]]
"""By the name of a part: seconds passed and of the processor, by round."""


def commands(claims: int, seed: int = 20220224) -> Iterator[Command]:
    """Yield what makes a ledger of so many forecasts in numbers, the same on every machine."""
    dice = random.Random(seed)  # noqa: S311 a simulation, not a secret
    for n in range(SPEAKERS):
        yield RegisterCommentator(f"Person {n}")
    for n in range(STORIES):
        yield OpenStory(f"story-{n}", f"Story {n}")
    for n in range(max(claims // SPEAKERS, 1)):
        yield from _question(n, min(claims, SPEAKERS), dice)


def _question(n: int, speakers: int, dice: random.Random) -> Iterator[Command]:
    closes, chance = _DAY + timedelta(60 + n % 300), dice.random()
    yield PoseQuestion(
        f"q{n}", f"Will event {n} happen?", closes_on=closes, story=f"story-{n % STORIES}"
    )
    for speaker in range(speakers):
        yield said(f"Person {speaker}", n, min(max(chance + dice.gauss(0, 0.2), 0.01), 0.99))
    if dice.random() < 0.9:
        yield ResolveQuestion(f"q{n}", "yes" if dice.random() < chance else "no", closes, closes)


def said(by: str, question: int, p: float, day: int = 0) -> RecordClaim:
    """Return one forecast in whole thousandths."""
    thousandths = round(p * 1000)
    return RecordClaim(
        by=by,
        question=f"q{question}",
        said_on=_DAY + timedelta(day),
        quote=f"There is a {thousandths / 10:g} per cent chance",
        probability=thousandths * _THOUSANDTH,
        probability_text=f"{thousandths / 10:g}%",
    )


def prepared(directory: Path, claims: int = CLAIMS) -> Path:
    """Return a ledger of so many forecasts, with its cache."""
    with closing(Ledger(directory, recorder="bench")) as ledger:
        ledger.execute(list(commands(claims)), "archive")
        ledger.ask("select 1")
    return directory


def timed(directory: Path, rounds: int) -> Parts:
    """Add a claim, and draw the dashboard again; return the seconds of each part, by round."""
    parts: Parts = {}
    with closing(Ledger(directory, recorder="bench")) as ledger:
        for n in range(rounds):
            ledger.execute(said("Person 1", 0, 0.5, day=n + 1))
            _lap(parts, "position", ledger.position)
            _lap(parts, "catch up, open", lambda: ledger.ask("select 1"))
            data = _lap(parts, "ask", lambda: overview(ledger, _about(ledger), Filter()))
            _lap(parts, "lay out, draw", partial(_picture, data))
    return parts


def _about(ledger: Ledger) -> Asked:
    return replace(asked(ledger), shown_only=True)


def _picture(data: Dashboard) -> str:
    return drawn(render(data, Look(120)), 120)


def drawn(renderable: RenderableType, width: int) -> str:
    """Return what a terminal of that width would be sent."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def _lap(parts: Parts, name: str, work: Callable[[], Done]) -> Done:
    began, used = time.perf_counter(), time.process_time()
    done = work()
    took = time.perf_counter() - began, time.process_time() - used
    parts.setdefault(name, []).append(took)
    return done


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time a dashboard that is watched")
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        parts = timed(prepared(Path(folder) / "ledger", int(given.claims)), int(given.rounds))
    print(f"{'':20}{'passed':>12}{'of processor':>15}")
    for name, took in parts.items():
        passed, used = (1000 * statistics.median(each) for each in zip(*took, strict=True))
        print(f"{name:20}{passed:9.1f} ms{used:12.1f} ms")


if __name__ == "__main__":
    main()
