"""How long a command takes to start, beside the smallest programs of its kind.

Run it as ``python -m tests.bench.startup``. Invariant: everything is timed in one interleaved run,
so that whatever else the machine is doing falls on every row alike; read the ratios, not the
milliseconds.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

FEWEST_ROUNDS = 11
CLAIMS = 1_000
TALK = "stderr.txt"
LEDGER = (sys.executable, "-m", "ledger")
CHECKOUT = Path(__file__).parents[2]

BARE_TYPER = """\
import typer

app = typer.Typer({options})


@app.command()
def add(name: str, count: int = 1) -> None:
    "Add one."


@app.command(name="list")
def list_all(name: str = "") -> None:
    "List them."


app()
"""


@dataclass
class Program:
    """One command line and what its runs took."""

    name: str
    command: tuple[str, ...]
    seconds: list[float] = field(default_factory=list)
    peak_kib: int = 0

    def run(self, place: Path) -> None:
        """Run it once, in an empty home at `place`, and keep the time and the peak memory."""
        started = time.perf_counter()
        process = start(self.command, place)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - started)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(self.command)}\n{(place / TALK).read_text(encoding='utf-8')}")
        self.peak_kib = max(self.peak_kib, in_kib(usage.ru_maxrss))


def start(command: tuple[str, ...], place: Path) -> subprocess.Popen[bytes]:
    """Start a command whose output goes nowhere and whose talk is kept in case it fails."""
    nothing = subprocess.DEVNULL
    with (place / TALK).open("wb") as talk:
        return subprocess.Popen(
            command, cwd=place, env=environment(place), stdin=nothing, stdout=nothing, stderr=talk
        )


def environment(place: Path) -> dict[str, str]:
    """Return this environment with a home of its own, and the checkout for ``-m ledger``."""
    homes = {f"XDG_{name}_HOME": str(place / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    return os.environ | homes | {"HOME": str(place), "PYTHONPATH": str(CHECKOUT)}


def in_kib(maxrss: int) -> int:
    """Return a peak in KiB: macOS counts bytes."""
    return maxrss // 1024 if sys.platform == "darwin" else maxrss


def write_forecasts(path: Path) -> None:
    """Write a forecasts file of 1,000 rows: 20 commentators, two thirds of them answered."""
    columns = "external_id commentator question probability made_at outcome resolved_at topic"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(columns.split())
        rows.writerows(forecast(number) for number in range(CLAIMS))


def forecast(number: int) -> tuple[object, ...]:
    """Return row `number`: the same row on every machine."""
    outcome = ("1", "0", "")[number % 3]
    return (
        f"row-{number:04}",
        f"Commentator {number % 20:02}",
        f"Will event {number} happen?",
        f"{(number * 37 % 99 + 1) / 100:.2f}",
        f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        outcome,
        "2025-06-01" if outcome else "",
        f"topic-{number % 7}",
    )


def prepared_ledger(place: Path) -> Path:
    """Return a ledger of 1,000 imported claims whose first report has been asked for."""
    ledger, forecasts = place / "ledger", place / "forecasts.csv"
    write_forecasts(forecasts)
    for words in (("import", str(forecasts)), ("list",)):
        Program(words[0], (*LEDGER, *words, "--ledger", str(ledger))).run(place)
    return ledger


def bare_program(place: Path, name: str, options: str) -> str:
    """Write the smallest typer program with two verbs and return its path."""
    path = place / name
    path.write_text(BARE_TYPER.format(options=options), encoding="utf-8")
    return str(path)


def programs(place: Path) -> list[Program]:
    """Return what is compared; the first is what the others are measured against."""
    default = bare_program(place, "default.py", "")
    plain = bare_program(place, "plain.py", "rich_markup_mode=None")
    ledger = str(prepared_ledger(place))
    asks = ("env", "_CLAIMS_COMPLETE=zsh", f"CLAIMS_LEDGER={ledger}")
    adds = ("add", "It rains", "--by", "Ann Bell", "--said", "2026-01-01", "--due", "none")
    return [
        Program("bare typer --help", (sys.executable, default, "--help")),
        Program("bare typer --help, no rich", (sys.executable, plain, "--help")),
        Program("python -c pass", (sys.executable, "-c", "pass")),
        Program("claims --help", (*LEDGER, "--help")),
        Program("completion: claims <Tab>", (*asks, "_CLAIMS_LINE=claims ", *LEDGER)),
        Program("completion: list by:C<Tab>", (*asks, "_CLAIMS_LINE=claims list by:C", *LEDGER)),
        Program(f"claims list, {CLAIMS:,} claims", (*LEDGER, "list", "--ledger", ledger)),
        Program(
            "claims add",
            (*LEDGER, *adds, "--source", "none", "-p", "70%", "--ledger", str(place / "added")),
        ),
        *sqlite_utils(place),
    ]


def sqlite_utils(place: Path) -> list[Program]:
    """Return the neighbour's rows: one inserted, a thousand listed; none where it is not there."""
    if importlib.util.find_spec("sqlite_utils") is None:
        return []
    tool = (sys.executable, "-m", "sqlite_utils")
    one, base = place / "one.json", str(place / "neighbour.db")
    one.write_text('{"text": "It rains", "by": "Ann Bell", "p": 0.7}', encoding="utf-8")
    many = str(place / "forecasts.csv")
    Program("prepare", (*tool, "insert", base, "claims", many, "--csv")).run(place)
    return [
        Program(f"sqlite-utils rows, {CLAIMS:,} rows", (*tool, "rows", base, "claims")),
        Program("sqlite-utils insert", (*tool, "insert", base, "added", str(one))),
    ]


def measure(compared: list[Program], rounds: int, place: Path) -> None:
    """Run all of them in turn, `rounds` times after one turn that is not counted."""
    for _ in range(rounds + 1):
        for program in compared:
            program.run(place)
    for program in compared:
        del program.seconds[0]


def table(compared: list[Program]) -> str:
    """Return the rows: median, ratio to the first row, the spread of the runs, peak memory."""
    yardstick = statistics.median(compared[0].seconds)
    lines = [f"{'':32}{'median':>10}{'ratio':>8}{'quartiles':>18}{'fastest':>11}{'peak':>10}"]
    lines += [line(program, yardstick) for program in compared]
    return "\n".join(lines)


def line(program: Program, yardstick: float) -> str:
    """Return one row of the table."""
    lower, middle, upper = (1000 * cut for cut in statistics.quantiles(program.seconds, n=4))
    ratio = middle / 1000 / yardstick
    spread = f"{lower:.0f} to {upper:.0f} ms"
    fastest = 1000 * min(program.seconds)
    peak = program.peak_kib / 1024
    return (
        f"{program.name:32}{middle:7.0f} ms{ratio:7.2f}x{spread:>18}"
        f"{fastest:8.0f} ms{peak:6.0f} MiB"
    )


def rounds_asked() -> int:
    """Return how many rounds the command line asks for, eleven at least."""
    parser = argparse.ArgumentParser(description="time the start of the command")
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS)
    return max(FEWEST_ROUNDS, int(parser.parse_args().rounds))


def main() -> None:
    """Measure and print."""
    rounds = rounds_asked()
    with tempfile.TemporaryDirectory() as folder:
        compared = programs(Path(folder))
        measure(compared, rounds, Path(folder))
    floor = in_kib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, interleaved\n\n{table(compared)}\n")
    print(f"A peak below {floor:.0f} MiB cannot be seen: that is what this program itself takes.")


if __name__ == "__main__":
    main()
