"""Published forecasts with published answers: how far what we make of them is from those.

Run it as ``python -m tests.reference``. It ends with 1 if a figure is further from its answer than
it may be, with 2 if there are no answers here.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.reference import agreement, forecasts, pairs, quantiles
from tests.reference.figures import Figure, beyond
from tests.reference.published import FOLDER, MISSING

HEADING = "data set            figures   worst difference   of at most   to few digits   where"


def main() -> int:
    """Print a line for each data set; return the exit code."""
    if not FOLDER.is_dir():
        sys.stderr.write(f"{MISSING}\n")
        return 2
    say(HEADING)
    astray = [far for dataset, figures in compared() for far in told(dataset, figures)]
    for figure in astray:
        say(f"beyond: {figure.where}: {figure.ours}, published as {figure.said}")
    left = dict.fromkeys(name for dataset in forecasts.DATASETS for name in forecasts.left(dataset))
    say(f"published, but no column or function of ours: {', '.join(left)}")
    return 1 if astray else 0


def compared() -> Iterator[tuple[str, list[Figure]]]:
    """Yield each data set with its figures."""
    for dataset in forecasts.DATASETS:
        with tempfile.TemporaryDirectory() as folder:
            ledger = forecasts.imported(dataset, Path(folder) / "ledger")
            figures = [*forecasts.compared(dataset, ledger), *pairs.compared(dataset, ledger)]
            ledger.close()
        yield dataset, figures
    with tempfile.TemporaryDirectory() as folder:
        ledger = quantiles.imported(Path(folder) / "ledger")
        figures = list(quantiles.compared(ledger))
        ledger.close()
    yield quantiles.DATASET, figures
    yield agreement.DATASET, list(agreement.compared())


def told(dataset: str, figures: list[Figure]) -> list[Figure]:
    """Print the line of one data set; return the figures that are too far from their answers.

    The worst difference is that of the figures published to more than a few digits.
    """
    whole = [figure for figure in figures if not figure.printed]
    furthest = max(whole, key=lambda figure: figure.apart)
    say(
        f"{dataset:20}{len(figures):7}{furthest.apart:19.1e}{furthest.tolerance:13.1e}"
        f"{len(figures) - len(whole):16}   {furthest.where}"
    )
    return beyond(figures)


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
