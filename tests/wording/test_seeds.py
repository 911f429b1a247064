"""The seed claims are read on the side where they were coded, and what is no claim is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.wording import read_words
from tests.wording import seeds
from tests.wording.__main__ import differences

CLAIMS = list(seeds.claims())


@pytest.mark.parametrize("seed", [one for one in CLAIMS if one.best is not None])
def test_a_scorable_seed_is_read_on_its_side(seed: seeds.Seed) -> None:
    said = read_words(seed.said, seed.event, words=seed.words)
    assert said.best is not None
    assert said.sign == (1 if seed.asserts else -1)
    assert said.best > 500_000_000 if seed.asserts else said.best < 500_000_000


@pytest.mark.parametrize("seed", [one for one in CLAIMS if one.best is None])
def test_an_unscorable_seed_is_refused(seed: seeds.Seed) -> None:
    said = read_words(seed.said, seed.event, words=seed.words)
    assert (said.best, said.sign) == (None, None)
    assert said.unscorable


@pytest.mark.parametrize("quote", seeds.rejected())
def test_what_was_set_aside_is_refused(quote: str) -> None:
    assert read_words(quote).unscorable


def test_readings_are_nearer_to_the_coded_ones_than_a_constant_is() -> None:
    ours, constant = differences()
    assert ours < 0.01
    assert constant == pytest.approx(0.036, abs=0.001)


def test_the_readme_gives_both_figures() -> None:
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert all(f"{figure:.4f}" in told for figure in differences())
