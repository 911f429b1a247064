"""What more rows do to each task: the exponent of its time in their number.

Run it as ``python -m tests.bench.growth``, with ``--whole`` for ten million too. Invariant: the
exponent is the slope of the least squares of log time on log number, of the median of the rounds at
each size; 1 is as long again for as many again. What lies above 1.05 is flagged.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from tests.bench.pairing import compared, keep, machine, of, parser, place_of

SIZES = (10_000, 100_000, 1_000_000)
WHOLE = 10_000_000
MOST = 1.05
TASKS = ("append", "importing", "rebuild", "sums", "corp", "exporting")


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of log seconds on log rows."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(seconds) for _, seconds in points]
    middle, mean = statistics.fmean(xs), statistics.fmean(ys)
    above = sum((x - middle) * (y - mean) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle) ** 2 for x in xs)


def line(task: str, points: Sequence[tuple[float, float]]) -> str:
    """Return a row: the seconds at each size, and the exponent."""
    slope = exponent(points)
    took = "".join(f"{seconds:12.3f} s" for _, seconds in points)
    return f"{task:44}{took}{slope:10.2f}{'  STEEP' if slope > MOST else ''}"


def main() -> None:
    """Measure and print."""
    asking = parser("measure how time grows")
    asking.add_argument("--whole", action="store_true", help="ten million too")
    asking.add_argument("--sizes", type=int, nargs="*", help="other sizes than usual")
    asking.add_argument("--only", nargs="*", choices=TASKS, default=TASKS, metavar="NAME")
    asking.set_defaults(rounds=3)
    given = asking.parse_args()
    sizes = given.sizes or (*SIZES, *([WHOLE] if given.whole else []))
    print(f"{machine()}; {given.rounds} rounds\n")
    print(f"{'':44}{''.join(f'{size:14,}' for size in sizes)}{'exponent':>10}")
    with place_of(given) as place:
        for name in given.only:
            points: dict[str, list[tuple[float, float]]] = {}
            for size in sizes:
                for one in (results := compared(of(name), place, size, given.rounds)):
                    took = size, statistics.median(one.ours_seconds)
                    points.setdefault(f"{name}: {one.ours}", [])
                    if took[0] not in dict(points[f"{name}: {one.ours}"]):
                        points[f"{name}: {one.ours}"].append(took)
                keep(results, given.out)
            for task, found in points.items():
                print(line(task, found), flush=True)


if __name__ == "__main__":
    main()
