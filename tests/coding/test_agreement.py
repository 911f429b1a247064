"""Agreement as reported: alpha from its definition, kappa by hand, null where undefined."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from ledger.app import Ledger
from ledger.coding.agreement import FIELDS, agreement, disagreements
from ledger.coding.codebook import shipped
from ledger.coding.safe import Safe
from ledger.domain.assignment import OUTCOME, TEXT
from tests.coding.conftest import Opened, came, commands, items, questions, read_as, said

Distance = Callable[[object, object], float]
CODERS = ("lena", "tom", "ida")


def nominal(one: object, other: object) -> float:
    return float(one != other)


def interval(one: object, other: object) -> float:
    assert isinstance(one, float)
    assert isinstance(other, float)
    return (one - other) ** 2


def ordinal(values: Sequence[object]) -> Distance:
    """Krippendorff's: the squared sum of the counts between two ranks, their own halved."""
    counts = Counter(values)

    def apart(one: object, other: object) -> float:
        low, high = sorted((float(str(one)), float(str(other))))
        between = sum(n for value, n in counts.items() if low <= float(str(value)) <= high)
        return float(between - (counts[low] + counts[high]) / 2) ** 2 if one != other else 0.0

    return apart


def brute_alpha(units: Sequence[Sequence[object]], distance: Distance) -> float | None:
    """1 - D_o / D_e over all pairs: within units, weighted by 1 / (m - 1); and of all readings."""
    paired = [unit for unit in units if len(unit) > 1]
    pooled = [value for unit in paired for value in unit]
    if not pooled:
        return None
    observed = sum(
        distance(*pair) / (len(unit) - 1)
        for unit in paired
        for pair in itertools.permutations(unit, 2)
    ) / len(pooled)
    expected = sum(distance(*pair) for pair in itertools.permutations(pooled, 2))
    expected /= len(pooled) * (len(pooled) - 1)
    return None if expected == 0 else 1 - observed / expected


def row_of(ledger: Ledger, field: str) -> dict[str, object]:
    [row] = [row for row in agreement(ledger) if row["field"] == field]
    return row


def units_of(ledger: Ledger, name: str) -> list[list[object]]:
    [field] = [one for one in FIELDS if one.name == name]
    table, key = (
        ("codings", "claim_id") if field.coding_pass == TEXT else ("outcome_codings", "question_id")
    )
    found: dict[str, list[object]] = {}
    for row in ledger.table(table).rows():
        value = field.value(row)
        found.setdefault(str(row[key]), []).extend([] if value is None else [value])
    return list(found.values())


@pytest.fixture
def coded(copied: Opened) -> Ledger:
    """Eighteen claims, each coded by two or three people who differ in everything, now and then."""
    ledger, chance = copied(), random.Random(20261126)  # noqa: S311 no secret
    ledger.execute(commands([said(n) for n in range(6, 18)]))
    for at, claim in enumerate(items(ledger)):
        base = chance.randint(1, 9)
        for coder in CODERS[: 2 + at % 2]:
            if chance.random() < 0.1:
                code = read_as(
                    claim, coder, is_claim=False, no_claim="a hope", claim_kind=None, polarity=None,
                    certainty=None, low=None, best=None, high=None,
                )  # fmt: skip
            else:
                code = read_as(
                    claim,
                    coder,
                    min(9, max(1, base + chance.randint(-2, 2))),
                    claim_kind=chance.choice(["forecast", "forecast", "intent"]),
                    polarity=chance.choice(["asserts", "asserts", "denies"]),
                    term=chance.choice(["likely", None]),
                    certainty="term",
                    lexicon="IPCC",
                    deadline=chance.choice(["none", None]),
                )
            ledger.execute(code)
    for at, question in enumerate(questions(ledger)):
        for coder in ("tom", "ida"):
            ledger.execute(came(question, coder, "yes" if (at + len(coder)) % 3 else "no"))
    return ledger


def test_alpha_is_what_the_definition_says_over_all_pairs(coded: Ledger) -> None:
    rows = {str(row["field"]): row for row in agreement(coded)}
    assert set(rows) == {field.name for field in FIELDS}
    for field in FIELDS:
        units = units_of(coded, field.name)
        paired = [value for unit in units if len(unit) > 1 for value in unit]
        distance = {"nominal": nominal, "interval": interval}.get(field.metric, ordinal(paired))
        expected = brute_alpha(units, distance)
        row = rows[field.name]
        assert row["alpha"] == (None if expected is None else pytest.approx(expected, abs=1e-12))
        assert row["n_items"] == sum(len(unit) > 1 for unit in units)
        pairs = [nominal(*two) for unit in units for two in itertools.combinations(unit, 2)]
        weighted = None if not pairs else 1 - sum(pairs) / len(pairs)
        assert row["percent"] == (None if weighted is None else pytest.approx(weighted))
    assert {rows[name]["metric"] for name in ("term", "reading", "claim")} == {
        "ordinal", "interval", "nominal"
    }  # fmt: skip


def test_the_interval_is_of_clusters_and_repeats(coded: Ledger) -> None:
    row = row_of(coded, "reading")
    assert row["n_clusters"] == 3
    lo, alpha, hi = row["alpha_lo"], row["alpha"], row["alpha_hi"]
    assert isinstance(lo, float)
    assert isinstance(alpha, float)
    assert isinstance(hi, float)
    assert lo <= alpha <= hi
    assert row_of(coded, "reading") == row


def test_kappa_of_two_complete_coders_by_hand(ledger: Ledger) -> None:
    # lena: f f f f i i, tom: f f i f i i. Agreed 5/6; by chance (4*3 + 2*3)/36 = 1/2; kappa 2/3.
    kinds = {"lena": "ffffii", "tom": "ffifii"}
    called = {"f": "forecast", "i": "intent"}
    for coder, letters in kinds.items():
        for claim, letter in zip(items(ledger), letters, strict=True):
            ledger.execute(read_as(claim, coder, claim_kind=called[letter]))
    row = row_of(ledger, "kind")
    assert row["kappa"] == pytest.approx(2 / 3)
    assert row["percent"] == pytest.approx(5 / 6)
    assert row["n_coders"] == 2
    assert row_of(ledger, "polarity")["kappa"] is None  # nothing varies
    ledger.execute(read_as(items(ledger)[0], "ida", claim_kind="intent"))
    assert row_of(ledger, "kind")["kappa"] is None  # three coders, one of them not complete


def test_kappa_is_not_given_of_two_coders_of_whom_one_has_not_coded_all(ledger: Ledger) -> None:
    for claim, tenths in zip(items(ledger), range(1, 7), strict=True):
        ledger.execute(read_as(claim, "lena", tenths))
    for claim in items(ledger)[:5]:
        ledger.execute(read_as(claim, "tom"))
    assert row_of(ledger, "reading")["kappa"] is None


def test_where_nothing_varies_alpha_is_undefined_though_all_agree(ledger: Ledger) -> None:
    for claim in items(ledger):
        ledger.execute([read_as(claim, "lena"), read_as(claim, "tom")])
    row = row_of(ledger, "reading")
    assert (row["percent"], row["alpha"], row["alpha_lo"], row["kappa"]) == (1.0, None, None, None)
    assert row["reading"] is None


def test_what_is_sealed_is_missing_and_counted(ledger: Ledger) -> None:
    first, second, *_ = items(ledger)
    ledger.execute([read_as(first, "lena", 3), read_as(first, "tom", 6)])
    ledger.execute([read_as(second, "lena", 8)])
    ledger.execute(Safe(ledger, "tom").keep(read_as(second, "tom", 1)))
    row = row_of(ledger, "reading")
    assert (row["n_items"], row["n_unopened"]) == (1, 1)
    assert row["alpha"] == pytest.approx(brute_alpha([[0.3, 0.6]], interval))
    assert row_of(ledger, "outcome")["n_unopened"] == 0
    assert [one["item_id"] for one in disagreements(ledger, TEXT)] == [first]


def test_without_codings_every_row_is_there_and_null(ledger: Ledger) -> None:
    rows = agreement(ledger)
    assert len(rows) == len(FIELDS)
    for row in rows:
        assert (row["n_items"], row["n_coders"], row["n_unopened"]) == (0, 0, 0)
        assert [row[name] for name in ("percent", "alpha", "alpha_lo", "kappa", "reading")] == [
            None
        ] * 5
    assert disagreements(ledger, TEXT) == disagreements(ledger, OUTCOME) == []


def test_a_coder_under_two_spellings_is_one(ledger: Ledger) -> None:
    first, second, *_ = items(ledger)
    ledger.execute([read_as(first, "Lena"), read_as(second, "lena"), read_as(second, "tom", 3)])
    assert row_of(ledger, "reading")["n_coders"] == 2


def test_the_codebook_in_use_is_the_one_that_comes_with_the_program() -> None:
    assert shipped().name == "claims 1"
