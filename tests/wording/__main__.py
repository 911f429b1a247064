"""How far what is read from words is from what people read in them.

Run it as ``python -m tests.wording``. It prints each seed claim with the coded reading, the one
proposed and the constant one (.97 or .03 by side), then the mean absolute differences, then the
scores on the phrases of an independent judge, which the rules were mended for, and on others that
were written after that. The seeds are not an independent test: whoever set the house lexicon had
seen how they were coded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import fmean

from ledger.wording import read_words
from tests.wording import judged, seeds

WHOLE = 1_000_000_000


def main() -> int:
    """Print a line for each claim, and the figures; return the exit code."""
    say(f"{'coded':>6}{'read':>7}{'const':>7}  words")
    for seed in seeds.claims():
        said = read_words(seed.said, seed.event, words=seed.words)
        best = "-" if said.best is None else f"{said.best / WHOLE:.2f}"
        coded = "-" if seed.best is None else f"{seed.best:.2f}"
        say(f"{coded:>6}{best:>7}{seed.constant:7.2f}  {seed.words}: {seed.said[:60]}")
    ours, constant = differences()
    say(f"mean absolute difference: {ours:.4f} read, {constant:.4f} constant")
    say(f"of the judge's phrases: {told(judged.FILE)}")
    say(f"of others, written after that: {told(judged.HELD_OUT)}")
    return 0


def told(file: Path) -> str:
    """Return how the phrases of a table are read."""
    phrases = judged.judged(file)
    scored = [one for one in phrases if one.sign is not None]
    none = [one for one in phrases if one.sign is None]
    return (
        f"{sum(map(judged.right_side, scored))} of {len(scored)} on the right side, "
        f"{sum(map(judged.in_range, scored))} in range; "
        f"{sum(map(judged.right_side, none))} of {len(none)} refused that have no number"
    )


def differences() -> tuple[float, float]:
    """Return how far readings, and the constant ones, are from the coded ones, on average."""
    coded = [(seed, seed.best) for seed in seeds.claims() if seed.best is not None]
    read = [read_words(seed.said, seed.event, words=seed.words).best for seed, _ in coded]
    ours = fmean(
        abs((best or 0) / WHOLE - wanted) for best, (_, wanted) in zip(read, coded, strict=True)
    )
    return ours, fmean(abs(seed.constant - wanted) for seed, wanted in coded)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
