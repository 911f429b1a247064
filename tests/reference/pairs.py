"""Is one of two better? The published comparisons of pairs, by the function that compares them.

Invariant: the losses are those of the `scores` of a ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.special import stdtr

from ledger.app import Ledger
from ledger.readmodel.session import Asked
from ledger.scoring.pairwise import compare
from tests.reference.figures import Figure, close, count
from tests.reference.published import expected

SEED = 1


def compared(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield the numbers of each pair; those of random flips have a tolerance of their own."""
    losses: dict[str, dict[str, float]] = defaultdict(dict)
    for row in ledger.ask("from scores", asked=Asked(scope="all_rows")):
        losses[str(row["commentator"])][str(row["question_key"])] = float(str(row["brier"]))
    for said in expected(dataset)["paired"]:
        first, second = losses[said["a"]], losses[said["b"]]
        both = [question for question in first if question in second]
        differences = np.array([first[question] - second[question] for question in both])
        found = compare(differences, np.arange(len(both)), SEED)
        mean, se, df = found.difference.mean, found.difference.se, found.difference.df
        assert mean is not None
        assert se
        assert df
        where, t = f"{said['a']} against {said['b']}", mean / se
        yield count(f"{where} n_common", found.n_questions, said["n_common"])
        yield close(f"{where} mean_diff", mean, said["mean_diff_a_minus_b"])
        yield close(f"{where} se", se, said["se"])
        yield close(f"{where} t", t, said["t"])
        yield close(f"{where} p_t", 2 * float(stdtr(df, -abs(t))), said["p_t"])
        drawn, about = said["p_signflip_permutation"], said["p_signflip_tolerance"]
        yield Figure(f"{where} p_signflip", found.p, drawn, about, printed=True)
