"""Ours beside an anchor: the same task done in turns, each turn in a process of its own.

Every benchmark that ends up in the README's table is a `Bench`: sides that do one task, each in its
own way, and pairs of sides with the most that ours may take. Invariant: all sides of a bench take
turns in one run, so that whatever else the machine is doing falls on all alike, and they must find
the same; read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.bench.startup import CHECKOUT, environment, in_kib

ROUNDS = 5
SIZE = 100_000
Answer = Mapping[str, object]
"""What a side found; under one name, all sides must have found the same."""
CLOSE = 1e-6


@dataclass(frozen=True)
class Own:
    """An answer, and what it took by the side's own watch: it also did what is not to be timed."""

    answer: Answer
    seconds: float
    cpu: float


Work = Callable[[], "Answer | Own"]
Side = Callable[[Path, int], Work]
"""From a folder, which `prepare` has filled, and a size to the work that is timed."""


@dataclass(frozen=True)
class Pair:
    """What is compared: a task, the side that does it our way, the anchor, the most it may be."""

    task: str
    ours: str
    anchor: str
    limit: float | None = None
    unit: str = "x"
    """x: how many times as long; ms: how much longer; MiB: ours alone, its peak memory."""


def nothing(_place: Path, _size: int) -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Bench:
    """One task: who does it, what is compared, and what they need."""

    name: str
    sides: Mapping[str, Side]
    pairs: Sequence[Pair]
    prepare: Callable[[Path, int], None] = nothing
    share: float = 1.0
    """Its size, as a share of the forecasts asked for."""
    rounds: int | None = None
    """Fewer than the others, for what takes minutes."""


@dataclass(frozen=True)
class Turn:
    """What one turn took, and what it found."""

    seconds: float
    cpu: float
    peak_mib: float
    answer: Answer


@dataclass(frozen=True)
class Result:
    """One row of the table."""

    task: str
    ours: str
    anchor: str
    figure: float
    lowest: float
    highest: float
    unit: str
    limit: float | None
    peak_mib: float
    anchor_peak_mib: float
    ours_seconds: list[float]
    anchor_seconds: list[float]
    ours_cpu: list[float]
    anchor_cpu: list[float]
    size: int
    rounds: int
    machine: str = ""
    at: str = field(default_factory=lambda: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))

    @property
    def kept(self) -> bool:
        """Whether it is within its limit."""
        return self.limit is None or self.figure <= self.limit


def compared(bench: Bench, place: Path, size: int, rounds: int) -> list[Result]:
    """Let all sides of a bench take turns; return a row for each of its pairs."""
    own, turns = max(1, round(size * bench.share)), bench.rounds or rounds
    taken = in_turns(bench, [*bench.sides], place, own, turns)
    disagree(bench.name, {name: found[0].answer for name, found in taken.items()})
    return [_result(pair, taken, own) for pair in bench.pairs]


def in_turns(
    bench: Bench, sides: Sequence[str], place: Path, size: int, rounds: int
) -> dict[str, list[Turn]]:
    """Let some sides of a bench take turns; return what each of its turns took."""
    _process(bench.name, "prepare", place, size)
    taken: dict[str, list[Turn]] = {name: [] for name in sides}
    for number in range(rounds):
        names = list(taken) if number % 2 else list(reversed(taken))
        for name in names:
            taken[name].append(_turn(bench.name, name, place, size))
    return taken


def disagree(name: str, answers: Mapping[str, Answer]) -> None:
    """Stop if two sides found different things under one name."""
    first: dict[str, tuple[str, object]] = {}
    for side, answer in answers.items():
        for key, found in answer.items():
            by, other = first.setdefault(key, (side, found))
            if not same(found, other):
                sys.exit(f"{name}: {key} is {found} by {side}, {other} by {by}")


def same(one: object, other: object) -> bool:
    """Say whether two findings are the same, fractions to some digits."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def _result(pair: Pair, taken: Mapping[str, Sequence[Turn]], size: int) -> Result:
    ours, anchor = taken[pair.ours], taken[pair.anchor]
    figures = [_figure(pair.unit, a, b) for a, b in zip(ours, anchor, strict=True)]
    return Result(
        task=pair.task, ours=pair.ours, anchor=pair.anchor if pair.unit != "MiB" else "",
        figure=statistics.median(figures), lowest=min(figures), highest=max(figures),
        unit=pair.unit, limit=pair.limit,
        peak_mib=max(turn.peak_mib for turn in ours),
        anchor_peak_mib=max(turn.peak_mib for turn in anchor),
        ours_seconds=[turn.seconds for turn in ours],
        anchor_seconds=[turn.seconds for turn in anchor],
        ours_cpu=[turn.cpu for turn in ours], anchor_cpu=[turn.cpu for turn in anchor],
        size=size, rounds=len(figures), machine=machine(),
    )  # fmt: skip


def _figure(unit: str, ours: Turn, anchor: Turn) -> float:
    if unit == "MiB":
        return ours.peak_mib
    if unit == "ms":
        return 1000 * (ours.seconds - anchor.seconds)
    return ours.seconds / anchor.seconds


# one turn


def _turn(bench: str, side: str, place: Path, size: int) -> Turn:
    return Turn(**json.loads(_process(bench, side, place, size).splitlines()[-1]))


def _process(bench: str, side: str, place: Path, size: int) -> str:
    command = [sys.executable, "-m", "tests.bench.pairing", bench, side, str(place), str(size)]
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=environment(place),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{bench}, {side}, ended with {done.returncode}")
    return done.stdout


def take(work: Work) -> Turn:
    """Do some work in this process; return what it took. Its peak is that of the whole process."""
    began, used = time.perf_counter(), _cpu()
    found = work()
    seconds, cpu = time.perf_counter() - began, _cpu() - used
    if isinstance(found, Own):
        return Turn(found.seconds, found.cpu, peak(), found.answer)
    return Turn(seconds, cpu, peak(), found)


def _cpu() -> float:
    told = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in told)


def peak() -> float:
    """Return the most memory that this process, or one that it waited for, has had, in MiB."""
    children = in_kib(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    return max(children, _own_peak())


def _own_peak() -> float:
    """Return this process's own peak: where the system tells it, not what it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return in_kib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def command(*words: str, place: Path) -> None:
    """Run a command in an empty home; leave if it fails."""
    done = subprocess.run(
        words, cwd=place, env=environment(place), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stderr}")


def claims(*words: str, place: Path) -> None:
    """Run `claims` in an empty home."""
    command(sys.executable, "-m", "ledger", *words, place=place)


# what is printed


def machine() -> str:
    """Return what this was measured on, in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, Python {python}"


def told(result: Result) -> str:
    """Return a row for a terminal."""
    limit = f"limit {_number(result.limit, result.unit)}" if result.limit is not None else ""
    over = "" if result.kept else "  OVER"
    return (
        f"{result.task:58}{_number(result.figure, result.unit):>11}"
        f"{f'{result.lowest:.2f} to {result.highest:.2f}':>20}{limit:>16}"
        f"{result.peak_mib:7.0f} MiB{result.size:12,} rows, {result.rounds} rounds{over}"
    )


HEAD = (
    "| task | anchor | figure | at most | spread | peak memory | size | rounds |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def row(result: Result) -> str:
    """Return a row of the Markdown table."""
    limit = _number(result.limit, result.unit) if result.limit is not None else ""
    figure = _number(result.figure, result.unit)
    spread = f"{result.lowest:.2f} to {result.highest:.2f}"
    peaks = f"{result.peak_mib:.0f} MiB"
    if result.anchor:
        peaks += f" ({result.anchor_peak_mib:.0f})"
    figure = figure if result.kept else f"**{figure}**"
    return (
        f"| {result.task} | {result.anchor} | {figure} | {limit} | {spread} | {peaks} "
        f"| {result.size:,} | {result.rounds} |\n"
    )


def _number(figure: float | None, unit: str) -> str:
    if figure is None:
        return ""
    return f"{figure:.2f}x" if unit == "x" else f"{figure:.0f} {unit}"


# the command line


def parser(what: str) -> argparse.ArgumentParser:
    """Return what every benchmark takes on its command line."""
    made = argparse.ArgumentParser(description=what)
    made.add_argument("--size", type=int, default=SIZE, help="forecasts")
    made.add_argument("--rounds", type=int, default=ROUNDS)
    made.add_argument("--out", type=Path, help="append a line of JSON for each row to this file")
    made.add_argument(
        "--place",
        type=Path,
        help="keep what is prepared there, for the next run; on the disk to measure",
    )
    return made


@contextmanager
def place_of(given: argparse.Namespace) -> Iterator[Path]:
    """Hand out a folder for what is prepared: the one asked for, or one that goes afterwards."""
    if given.place is not None:
        given.place.mkdir(parents=True, exist_ok=True)
        yield given.place.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


def keep(results: Sequence[Result], out: Path | None) -> None:
    """Append a line of JSON for each row."""
    if out is None:
        return
    with out.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(result)) + "\n" for result in results)


def run(bench: Bench) -> None:
    """Do what the command line of one benchmark asks for."""
    given = parser(f"measure {bench.name}").parse_args()
    print(f"{machine()}; sides take turns, each in a process of its own\n")
    with place_of(given) as place:
        results = compared(bench, place, given.size, given.rounds)
    for result in results:
        print(told(result), flush=True)
    keep(results, given.out)


def of(name: str) -> Bench:
    """Return the benchmark in the file of that name."""
    found = importlib.import_module(f"tests.bench.{name}").BENCH
    assert isinstance(found, Bench)
    return found


def main() -> None:
    """Take one turn, or prepare, and say what it took: what `_process` starts."""
    bench, side, place, size = sys.argv[1:]
    if side == "prepare":
        of(bench).prepare(Path(place), int(size))
        return
    turn = take(of(bench).sides[side](Path(place), int(size)))
    print(json.dumps(asdict(turn)))


if __name__ == "__main__":
    # As the module that the benchmarks import, so that a `Bench` is one class.
    importlib.import_module("tests.bench.pairing").main()
