"""What more rows do to each task: the exponent of its time in their number.

Run it as ``python -m tests.bench.growth``, with ``--whole`` for ten million too. Only our sides are
measured. Invariant: the exponent is the slope of the least squares of the logarithm of processor
time on that of the number, of the median of the rounds at each size; 1 is as long again for as many
again. What lies above 1.05 stands in bold.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.pairing import Turn, in_turns, machine, of, parser, place_of

SIZES = (10_000, 100_000, 1_000_000)
WHOLE = 10_000_000
MOST = 1.05
TASKS = {
    "memory": "command",
    "rebuild": "rebuild",
    "sums": "sums",
    "corp": "CORP",
    "exporting": "export",
    "append": "append",
}
"""The benchmarks that are measured, each with what is said before what its sides are called."""
RESULTS = Path(__file__).with_name("growth.md")
_ONCE = 1_000_000
"""From so many on, each takes one turn."""

Points = Mapping[int, Sequence[Turn]]
"""The turns at each size."""


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of log seconds on log rows."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(seconds) for _, seconds in points]
    middle, mean = statistics.fmean(xs), statistics.fmean(ys)
    above = sum((x - middle) * (y - mean) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle) ** 2 for x in xs)


def row(task: str, points: Points) -> str:
    """Return a row of the Markdown table: time and memory at each size, and the exponents.

    The first is over all sizes, the second over the last two: what a task costs before it begins
    hides in the first how it grows.
    """
    took = [(float(size), _seconds(turns)) for size, turns in sorted(points.items())]
    cells = " | ".join(f"{_seconds(held):.3g} s, {_peak(held):,.0f} MiB" for held in _by(points))
    return f"| {task} | {cells} | {_told(exponent(took))} | {_told(exponent(took[-2:]))} |\n"


def table(tasks: Mapping[str, Points], rounds: int) -> str:
    """Return the Markdown that the README has."""
    sizes = sorted(next(iter(tasks.values())))
    head = "".join(f" {size:,} |" for size in sizes)
    lines = "".join(row(task, points) for task, points in tasks.items())
    return (
        f"| task |{head} exponent | of the last two |\n|---|{'---|' * len(sizes)}---|---|\n{lines}"
        f"\nProcessor time, the median of {rounds} rounds, one from {_ONCE:,} on; and the most "
        f"memory. Measured on {machine()}. What is steeper than {MOST} stands in bold.\n"
    )


def _by(points: Points) -> list[Sequence[Turn]]:
    return [turns for _, turns in sorted(points.items())]


def _seconds(turns: Sequence[Turn]) -> float:
    return statistics.median(turn.cpu for turn in turns)


def _peak(turns: Sequence[Turn]) -> float:
    return max(turn.peak_mib for turn in turns)


def _told(slope: float) -> str:
    return f"**{slope:.2f}**" if slope > MOST else f"{max(slope, 0):.2f}"


def keep(task: str, size: int, turns: Sequence[Turn], out: Path | None) -> None:
    """Append a line of JSON for each turn."""
    if out is not None:
        with out.open("a", encoding="utf-8") as file:
            for turn in turns:
                file.write(json.dumps({"task": task, "size": size, **asdict(turn)}) + "\n")


def main() -> None:
    """Measure, print and write the table, as far as it is, after each task."""
    asking = parser("measure how time grows")
    asking.add_argument("--whole", action="store_true", help="ten million too")
    asking.add_argument("--sizes", type=int, nargs="*", help="other sizes than usual")
    asking.add_argument("--only", nargs="*", choices=TASKS, default=[*TASKS], metavar="NAME")
    asking.add_argument("--table", type=Path, default=RESULTS, help="where the table is written")
    asking.set_defaults(rounds=3)
    given = asking.parse_args()
    sizes = given.sizes or (*SIZES, *([WHOLE] if given.whole else []))
    tasks: dict[str, dict[int, Sequence[Turn]]] = {}
    with place_of(given) as place:
        for name in given.only:
            bench = of(name)
            sides = [*dict.fromkeys(pair.ours for pair in bench.pairs)]
            for size in sizes:
                rounds = given.rounds if size < _ONCE else 1
                for side, turns in in_turns(bench, sides, place, size, rounds).items():
                    tasks.setdefault(f"{TASKS[name]}: {side}", {})[size] = turns
                    keep(f"{TASKS[name]}: {side}", size, turns, given.out)
            for side in sides:
                task = f"{TASKS[name]}: {side}"
                print(row(task, tasks[task]), end="", flush=True)
            given.table.write_text(table(tasks, given.rounds), encoding="utf-8")


if __name__ == "__main__":
    main()
