"""All the benchmarks of the README's table, one after another.

Run it as ``python -m tests.bench --size 1000000``; `growth` shows what more rows do. Invariant: the
table says its own size, rounds and machine, and is written whole.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.pairing import (
    HEAD,
    Result,
    compared,
    keep,
    machine,
    of,
    parser,
    place_of,
    row,
    told,
)

BENCHES = (
    "append", "adding", "importing", "rebuild", "catchup", "sums", "corp", "exporting", "memory",
)  # fmt: skip
RESULTS = Path(__file__).with_name("results.md")


def table(results: list[Result]) -> str:
    """Return the Markdown that the README has."""
    day = results[-1].at[:10]
    return (
        f"{HEAD}{''.join(map(row, results))}\n"
        f"Measured on {day}, {machine()}. Sides take turns, each in a process of its own; the "
        "figure is the median of the rounds, the spread their least and most. In brackets the "
        "anchor's memory. What is over its limit stands in bold.\n"
    )


def main() -> None:
    """Measure and write the table."""
    asking = parser("measure everything in the README's table")
    asking.add_argument("--only", nargs="*", choices=BENCHES, default=BENCHES, metavar="NAME")
    asking.add_argument("--table", type=Path, default=RESULTS, help="where the table is written")
    given = asking.parse_args()
    results: list[Result] = []
    print(f"{machine()}; sides take turns, each in a process of its own\n")
    with place_of(given) as place:
        for name in given.only:
            found = compared(of(name), place, given.size, given.rounds)
            keep(found, given.out)
            results += found
            for one in found:
                print(told(one), flush=True)
    given.table.write_text(table(results), encoding="utf-8")


if __name__ == "__main__":
    main()
