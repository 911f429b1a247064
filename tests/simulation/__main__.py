"""Whether intervals and tests keep what they promise, on forecasters whose truth is known.

Run it as ``python -m tests.simulation [--runs N] [--seed S]``. Invariant: one seed, one table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.simulation import calibration, intervals
from tests.simulation.worlds import HEADING, World


def main() -> None:
    """Print every table; the tests of calibration, which cost more, get a quarter of the runs."""
    asked = argparse.ArgumentParser(prog="python -m tests.simulation")
    asked.add_argument("--runs", type=int, default=4_000)
    asked.add_argument("--seed", type=int, default=20_261_125)
    options = asked.parse_args()
    runs, fewer, seed = options.runs, max(1, options.runs // 4), options.seed
    say(f"{runs} runs for intervals, {fewer} for calibration; seed {seed}; +- one standard error")
    coverage("95 % intervals, independent: 93 to 97", intervals.ALONE, (runs, seed), (0.93, 0.97))
    coverage("95 % intervals, four stories: 93 or more", intervals.FOUR, (runs, seed), (0.93, 1))
    coverage("95 % intervals, harder: no promise", intervals.HARDER, (runs, seed), (0, 1))
    called("perfect, yet distinguishable: 6 or less", calibration.PERFECT, (fewer, seed), 0.06)
    called("wrong, and distinguishable", calibration.WRONG, (fewer, seed), 1)


def coverage(
    title: str, worlds: Sequence[World], how: tuple[int, int], promised: tuple[float, float]
) -> None:
    """Print how often intervals held the truth, in percent, and how wide they were."""
    say(f"\n{title}\n{HEADING} ours       given  width   no floor width   naive  width")
    for row in intervals.measured(worlds, *how):
        ours = f"{row.ours.held:6.1%} +-{row.error:.1%} {row.ours.given:6.1%}  {row.ours.width:.3f}"
        others = (f"{each.held:6.1%}  {each.width:.3f}" for each in (row.bare, row.naive))
        say("   ".join([f"{row.world.name} {ours}", *others]) + missed(row.ours.held, promised))


def called(title: str, worlds: Sequence[World], how: tuple[int, int], most: float) -> None:
    """Print how often forecasters were called out, in percent: by both p, by either alone."""
    say(f"\n{title}\n{HEADING}   both        independent  stories")
    for row in calibration.measured(worlds, *how):
        both = f"{row.both:6.1%} +-{row.error:.1%}       {row.alone:6.1%}   {row.stories:6.1%}"
        say(f"{row.world.name}    {both}{missed(row.both, (0, most))}")


def missed(share: float, promised: tuple[float, float]) -> str:
    """Return a mark on a row that breaks its promise."""
    return "" if promised[0] <= share <= promised[1] else "  MISSED"


def say(line: str) -> None:
    """Print at once, so that a long run is seen to move."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
