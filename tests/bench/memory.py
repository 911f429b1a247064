"""The most memory that an import and two reports take, whole commands.

Run it as ``python -m tests.bench.memory``. Invariant: what is measured is what a person would type,
in a process of its own; each runs once, for it takes minutes and memory hardly differs.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench import prepared
from tests.bench.pairing import Answer, Bench, Pair, Work, claims, run

_SMALL, _LARGE = 286, 762
"""300 and 800 MB, in MiB."""


def prepare(place: Path, size: int) -> None:
    """Make the ledger."""
    prepared.ledger(place, size)


def importing(place: Path, size: int) -> Work:
    """Return the work of an import into a new ledger."""
    file, into = prepared.forecasts(place, size), place / "imported"
    shutil.rmtree(into, ignore_errors=True)

    def work() -> Answer:
        claims("import", str(file), "--ledger", str(into), place=place)
        return {"facts": prepared.counted(into)}

    return work


def calibration(place: Path, size: int) -> Work:
    """Return the work of a calibration report on each commentator."""
    return _report(place, size, "calibration")


def as_of(place: Path, size: int) -> Work:
    """Return the work of a scoreboard as of nine tenths of the log."""
    then = prepared.counted(prepared.ledger(place, size)) * 9 // 10
    return _report(place, size, "scoreboard", "--as-of", str(then))


def _report(place: Path, size: int, *words: str) -> Work:
    """Return the work of a report that nobody has asked for before."""
    directory, out = prepared.ledger(place, size), place / "report.csv"
    for remembered in (directory / "cache").glob("figures.sqlite*"):
        remembered.unlink()

    def work() -> Answer:
        claims("export", *words, "-o", str(out), "--ledger", str(directory), place=place)
        return {"rows": out.read_text(encoding="utf-8").count("\n") > 1}

    return work


BENCH = Bench(
    "memory",
    {"import": importing, "calibration": calibration, "as-of scoreboard": as_of},
    [
        Pair("peak memory of an import", "import", "import", _SMALL, "MiB"),
        Pair("peak memory of a calibration report", "calibration", "calibration", _SMALL, "MiB"),
        Pair("peak memory of a scoreboard as of then", "as-of scoreboard", "import", _LARGE, "MiB"),
    ],
    prepare,
    rounds=1,
)


if __name__ == "__main__":
    run(BENCH)
