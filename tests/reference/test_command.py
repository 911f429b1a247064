"""The command says what is astray and where, and its exit code tells the truth."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reference import __main__ as command
from tests.reference import published
from tests.reference.figures import Figure, beyond, close, count, decimals, leaves, left_out
from tests.reference.figures import significant as digits


def test_without_data_it_says_so_and_ends_with_two(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.reference"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"CLAIMS_REFERENCE": str(tmp_path / "nowhere")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"no reference data in {tmp_path}")


@pytest.mark.skipif(not published.FOLDER.is_dir(), reason=published.MISSING)
@pytest.mark.parametrize(("ours", "code"), [(0.25, 0), (0.25 + 2e-7, 1)])
def test_a_figure_astray_is_named_and_ends_with_one(
    ours: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [close("Ann brier", ours, 0.25), decimals("Ann in print", 0.2504, 0.25, 2)]
    monkeypatch.setattr(command, "compared", lambda: [("tiny", figures)])
    assert command.main() == code
    said = capsys.readouterr().out.splitlines()
    assert said[1].split()[:2] == ["tiny", "2"]
    assert said[1].endswith("1   Ann brier")
    assert [line for line in said if line.startswith("beyond")] == [
        f"beyond: Ann brier: {ours}, published as 0.25"
    ] * code


@pytest.mark.parametrize(
    ("figure", "is_beyond"),
    [
        (count("n", 3, 3), False),
        (count("n", 3, 4), True),
        (close("x", 1 + 0.9e-7, 1.0), False),
        (close("x", 1 + 1.1e-7, 1.0), True),
        (close("x", 40_000 + 3e-7, 40_000.0), False),
        (close("x", None, None), False),
        (close("x", None, 1.0), True),
        (close("x", 1.0, None), True),
        (close("x", math.nan, 1.0), True),
        (decimals("x", 0.125, 0.13, 2), False),
        (decimals("x", 0.1249, 0.13, 2), True),
        (digits("x", 17_943.8, 17_900), False),
        (digits("x", 17_951.0, 17_900), True),
    ],
)
def test_how_far_is_too_far(figure: Figure, is_beyond: bool) -> None:
    assert bool(beyond([figure])) == is_beyond


def test_what_is_not_compared_is_named_and_whole_sections_once() -> None:
    said = leaves({"a": 1, "b": {"x": 1, "y": None, "of": "text"}, "c": [{"x": 1}, {"z": 2}]})
    assert left_out(said, ["b.x"]) == ["a", "b.y", "c"]
