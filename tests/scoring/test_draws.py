"""Random numbers depend on the seed and the names, and on nothing else."""

from __future__ import annotations

from ledger.scoring.draws import derived, generator


def test_the_same_names_draw_the_same() -> None:
    before = generator(7, "ada", "mcb").random(3).tolist()
    generator(7, "bob", "mcb").random(1000)
    assert generator(7, "ada", "mcb").random(3).tolist() == before


def test_other_names_or_seeds_draw_otherwise() -> None:
    seeds = [derived(7, "ada"), derived(8, "ada"), derived(7, "bob"), derived(7, "a", "da")]
    assert len(set(seeds)) == 4


def test_a_seed_is_a_promise() -> None:
    assert derived(1, "ada") == 7794980776761090242
    assert generator(1, "ada").integers(1000) == 563
