"""Yes-or-no forecasts with published answers, imported and scored by the product.

Invariant: our side of every figure is a cell of `scoreboard`, `calibration` or `claims`, as anybody
would ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from ledger.app import Ledger
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from ledger.readmodel.session import Asked, Rows
from tests.reference.figures import (
    CLOSE,
    EXACT,
    Figure,
    close,
    count,
    decimals,
    leaves,
    left_out,
    number,
    significant,
)
from tests.reference.published import Expected, content, expected, rows

DATASETS = ("niamey2016", "fte_midterms2018")
EACH = Asked(scope="all_rows")
TOGETHER = Asked(scope="all_rows", grouping=())
BY_TOPIC = Asked(scope="all_rows", grouping=("commentator", "topic"))

COUNTS = ("n_claims", "n_open", "n_void", "n_resolved", "n_infinite", "n_questions")
SCORES = {
    "base_rate": "base_rate",
    "mean_p": "mean_p",
    "calibration_in_the_large": "calibration_in_large",
    "brier": "brier",
    "se_cluster_question": "brier_se_question",
    "log_raw": "log_raw",
    "log_clip_0_001": "log_clip_0_001",
    "bss_self": "bss_self",
    "bss_half": "bss_half",
    "murphy.REL": "rel",
    "murphy.RES": "res",
    "murphy.UNC": "unc",
    "murphy.WBV": "wbv",
    "murphy.WBC": "wbc",
    "ferro_fricker.REL": "rel_ff",
    "ferro_fricker.RES": "res_ff",
    "ferro_fricker.UNC": "unc_ff",
    "corp.MCB": "mcb",
    "corp.DSC": "dsc",
    "corp.UNC": "unc",
    "corp_log.MCB": "mcb_log",
    "corp_log.DSC": "dsc_log",
    "corp_log.UNC": "unc_log",
    "spiegelhalter.z": "spiegelhalter_z",
    "spiegelhalter.p": "spiegelhalter_p_normal",
    "cox.intercept": "cox_intercept",
    "cox.slope": "cox_slope",
}
"""The published answers' names, and our columns."""
BINS = {"lo": "lo", "hi": "hi", "mean_p": "mean_p", "freq": "freq"}
OF_R = {
    "mean_score": "brier",
    "MCB": "mcb",
    "DSC": "dsc",
    "UNC": "unc",
    "MCB_log": "mcb_log",
    "DSC_log": "dsc_log",
}
"""The names of the R package `reliabilitydiag`."""

COMPARED = (
    *COUNTS,
    *SCORES,
    "k_happened",
    *(f"bins.{name}" for name in ("bin", "n", "k", "wilson", *BINS)),
    *(f"paired.{name}" for name in ("n_common", "mean_diff_a_minus_b", "se", "t", "p_t")),
    *(f"paired.p_signflip_{name}" for name in ("permutation", "tolerance")),
)
"""All that has a column, and what tests/reference/pairs.py has a function for."""
ELSEWHERE = ("by_commentator", "pooled", "published", "reliabilitydiag_R_source_run")
COUNTED_OTHERWISE = ("senate",)
"""Where the review that published a figure says that it counted other candidates."""


def imported(dataset: str, directory: Path) -> Ledger:
    """Return a new ledger that has taken in the whole file."""
    ledger = Ledger(directory, lambda: datetime(2026, 1, 1, tzinfo=UTC), "test recorder")
    found = read_file(f"{dataset}.csv", content(dataset), Options())
    done = ledger.take_in(in_order(found.rows), "all", kept="archive", skip_bad=False)
    assert (found.refusals, done.refusals) == ([], ())
    return ledger


def compared(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield every published number that has a column."""
    yield from scores(dataset, ledger)
    yield from bins(dataset, ledger)
    yield from together(dataset, ledger)
    yield from relative(dataset, ledger)
    yield from sums(dataset, ledger)


def left(dataset: str) -> list[str]:
    """Return the names of the published numbers that nothing of ours is compared with."""
    said = expected(dataset)
    more = {
        name: part
        for name, part in said.items()
        if isinstance(part, dict | list) and name not in {*ELSEWHERE, "conventions"}
    }
    names = leaves({**said["pooled"], **more})
    summed = (name for name in leaves(more) if name.startswith("sum_of_probabilities."))
    apart = [name for name in COUNTED_OTHERWISE if name in said["published"]["values"]]
    return [*left_out(names, (*COMPARED, *summed)), *(f"published.values.{name}" for name in apart)]


def scores(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield the scores of each commentator, as computed independently, by R, and in print."""
    said = expected(dataset)
    ours = {str(row["commentator"]): row for row in ledger.table("scoreboard", EACH).rows()}
    assert set(ours) == set(said["by_commentator"])
    by_r, in_print = said.get("reliabilitydiag_R_source_run", {}), said["published"]["values"]
    for who, row in ours.items():
        yield from _scores(who, row, said["by_commentator"][who], tolerance(dataset, who))
        for name, answer in by_r.get(who, {}).items():
            yield close(f"{who} {name} by R", row[OF_R[name]], answer)
        for name, answer in in_print.get(who, {}).items():
            yield significant(f"{who} {name} in print", row[OF_R[name]], answer)


def bins(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield the ten bins of each commentator."""
    ours = defaultdict(list)
    for row in ledger.table("calibration", EACH).rows():
        ours[str(row["commentator"])].append(row)
    for who, said in expected(dataset)["by_commentator"].items():
        yield from _bins(who, ours[who], said, tolerance(dataset, who))


def together(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield the scores and the bins of everybody's claims pooled."""
    said, near = expected(dataset)["pooled"], tolerance(dataset)
    [row] = ledger.ask("from scoreboard_by", asked=TOGETHER)
    yield from _scores("pooled", row, said, near)
    ten = ledger.ask("from calibration_by order by bin", asked=TOGETHER)
    yield from _bins("pooled", ten, said, near)


def relative(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield how much better or worse each is than the others: the mean of the paired differences.

    All answered the same questions on the same days, so it is `rel_brier`.
    """
    differences: dict[str, list[float]] = defaultdict(list)
    common: dict[str, int] = {}
    for pair in expected(dataset)["paired"]:
        differences[pair["a"]].append(pair["mean_diff_a_minus_b"])
        differences[pair["b"]].append(-pair["mean_diff_a_minus_b"])
        common |= {pair["a"]: pair["n_common"], pair["b"]: pair["n_common"]}
    for row in ledger.table("scoreboard", EACH).rows():
        who = str(row["commentator"])
        mean = sum(differences[who]) / len(differences[who])
        yield close(f"{who} paired.mean_diff", row["rel_brier"], mean, tolerance(dataset, who))
        yield count(f"{who} paired.n_common", row["n_common"], common[who])


def sums(dataset: str, ledger: Ledger) -> Iterator[Figure]:
    """Yield the sum of the probabilities of each commentator and topic, void questions included.

    The review in print rounded some of them down and some up: it is right to a unit.
    """
    said = expected(dataset)
    ours = {
        f"{row['commentator']}/{row['topic']}": row
        for row in ledger.ask(
            """
            select commentator, topics[1] as topic, count(*) as n, sum(p) as sum_p
            from claims group by all
            """,
            asked=EACH,
        )
    }
    for name, answer in said.get("sum_of_probabilities", {}).items():
        row, (who, topic) = ours[name], name.split("/")
        yield count(f"{name} n", row["n"], answer["n"])
        yield close(f"{name} sum", row["sum_p"], answer["sum_p_dem_all_rows"])
        if topic not in COUNTED_OTHERWISE:
            printed = said["published"]["values"][topic][who.removeprefix("538-")]
            yield decimals(f"{name} sum in print", row["sum_p"], printed, 1, units=1)


def tolerance(dataset: str, who: str | None = None) -> float:
    """Return how close figures must be: whether all probabilities fit nine decimals decides."""
    mine = (row for row in rows(dataset) if who in {None, row["commentator"]})
    whole = all(Decimal(row["probability"]).scaleb(9) % 1 == 0 for row in mine)
    return EXACT if whole else CLOSE


def _scores(
    who: str, row: Mapping[str, object], said: Expected, tolerance: float
) -> Iterator[Figure]:
    for name in COUNTS:
        yield count(f"{who} {name}", row[name], said[name])
    for name, column in SCORES.items():
        section, _, part = name.partition(".")
        answer = (said[section] or {}).get(part) if part else said[section]
        yield close(f"{who} {column}", row[column], answer, tolerance)


def _bins(who: str, ours: Rows, said: Expected, tolerance: float) -> Iterator[Figure]:
    happened = sum(number(row["k"]) or 0 for row in ours)
    yield count(f"{who} k_happened", happened, said["k_happened"])
    for row, answer in zip(ours, said["bins"], strict=True):
        where = f"{who} bin {answer['bin']}"
        for name in ("bin", "n", "k"):
            yield count(f"{where} {name}", row[name], answer[name])
        for name, column in BINS.items():
            yield close(f"{where} {name}", row[column], answer.get(name), tolerance)
        for name, end in zip(("lo", "hi"), answer.get("wilson", (None, None)), strict=True):
            yield close(f"{where} wilson_{name}", row[f"wilson_{name}"], end, tolerance)
