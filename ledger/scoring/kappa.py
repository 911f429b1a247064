"""Kappa: agreement beyond chance, of two coders (Cohen) or of many (Fleiss).

Invariant: everybody read every unit; where chance alone would agree on everything, there is no
kappa.
"""

from __future__ import annotations

import numpy as np

from ledger.scoring.scored import Floats


def cohen(table: Floats) -> float | None:
    """Return kappa of two complete coders (Cohen 1960): a (k, k) table of counts, rows the first's.

    None without units, or if both put all units into one category.
    """
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError("both coders have the same categories")
    total = table.sum()
    if not total:
        return None
    by_chance = float(table.sum(axis=0) @ table.sum(axis=1)) / total**2
    return _beyond(float(np.trace(table) / total), float(by_chance))


def fleiss(counts: Floats) -> float | None:
    """Return kappa of (units, categories) counts of coders (Fleiss 1971).

    None without units, with fewer than two coders, or if all units are of one category. Raises
    `ValueError` unless each unit has as many coders.
    """
    held = counts.sum(axis=1)
    if not len(counts) or held[0] < 2:
        return None
    if np.any(held != held[0]):
        raise ValueError("every unit was read by as many coders")
    agreed = np.sum(counts * (counts - 1)) / (len(counts) * held[0] * (held[0] - 1))
    share = counts.sum(axis=0) / counts.sum()
    return _beyond(float(agreed), float(share @ share))


def _beyond(agreed: float, by_chance: float) -> float | None:
    return (agreed - by_chance) / (1 - by_chance) if by_chance < 1 else None
