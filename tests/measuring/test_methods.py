"""The statement of methods: bounds against every way in which things may end, and its numbers."""

from __future__ import annotations

import math
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import chain, product
from pathlib import Path
from statistics import median, stdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.plan import CollectItem, RegisterPlan
from ledger.domain.preregistration import PreregisterAnalysis
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.measuring.methods import Bounds, Methods, detectable_difference, methods
from ledger.readmodel.session import Asked
from tests import oracle
from tests.readmodel.expected import placed
from tests.readmodel.histories import TODAY, Move, histories, play, tried
from tests.readmodel.model import built, session
from tests.readmodel.standing import standing

DAY = date(2022, 1, 3)
MISSING = {"void", "unscorable", "no_deadline", "open"}
asks = st.builds(
    Asked,
    as_of_day=st.just(TODAY),
    claim_kind=st.sampled_from(("forecast", "intent", "all")),
    scope=st.sampled_from(("first", "all_rows")),
    include_early=st.booleans(),
)


def losses(p: int | None) -> tuple[Fraction, Fraction]:
    """Return what a claim loses if no comes and if yes comes; without a reading it may be any."""
    if p is None:
        return Fraction(0), Fraction(1)
    said = Fraction(p, 10**9)
    return oracle.brier(said, 0), oracle.brier(said, 1)


def extremes(
    scored: Sequence[Fraction], missing: Sequence[int | None]
) -> tuple[float, float] | None:
    """Try every way in which the missing claims may end; return the least mean and the greatest."""
    n = len(scored) + len(missing)
    if not n:
        return None
    means = [
        (sum(scored, Fraction()) + sum(ends, Fraction())) / n
        for ends in product(*map(losses, missing))
    ]
    return float(min(means)), float(max(means))


@tried(6, 60)
@given(history=histories(), asked=asks)
def test_no_ending_leads_out_of_the_bounds_and_some_lead_to_them(
    history: tuple[Move, ...], asked: Asked
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = play(history, Path(folder) / "ledger")
        stands = standing(ledger.directory)
        scored: dict[str, list[Fraction]] = defaultdict(list)
        missing: dict[str, list[int | None]] = defaultdict(list)
        for name, (status, found) in placed(stands, asked, TODAY).items():
            claim = stands.claims[name]
            if claim.simulated or asked.claim_kind not in {"all", claim.kind}:
                continue
            if found is not None:
                scored[claim.who].append(oracle.brier(found.p, found.y))
            elif status in MISSING:
                missing[claim.who].append(claim.p)
        assume(sum(map(len, missing.values())) <= 13)
        model = built(ledger.directory, Path(folder) / "model.duckdb")
        with session(model, asked) as opened:
            told = methods(opened, asked)
    for one in told.missing_by_commentator:
        who = str(one.commentator_id)
        same_bounds(one, extremes(scored[who], missing[who]))
        assert (one.n_scored, one.n_missing) == (len(scored[who]), len(missing[who]))
    every = extremes([*chain(*scored.values())], [*chain(*missing.values())])
    same_bounds(told.missing, every)


def same_bounds(found: Bounds, expected: tuple[float, float] | None) -> None:
    if expected is None:
        assert (found.lowest, found.highest) == (None, None)
        return
    assert (found.lowest, found.highest) == pytest.approx(expected, abs=1e-11)
    if found.mean is not None and not found.n_missing:
        assert found.lowest == found.highest == found.mean


def told(folder: Path, commands: Sequence[Command], asked: Asked | None = None) -> Methods:
    ledger = Ledger(folder, lambda: datetime(2022, 7, 1, tzinfo=UTC))
    ledger.execute(commands, kept="archive")
    about = asked or Asked()
    return ledger.look(lambda opened: methods(opened, about), about)


def world(people: int, questions: int) -> tuple[list[Command], list[float]]:
    """Return people who each answered as many questions, and what each claim scored."""
    chance = random.Random(3)  # noqa: S311 the same every time
    commands: list[Command] = []
    scores = []
    for number in range(questions):
        commands.append(PoseQuestion(f"q-{number}", f"{number}?", closes_on=DAY))
        commands.append(ResolveQuestion(f"q-{number}", "no", DAY, DAY))
    for person in range(people):
        commands.append(RegisterCommentator(f"person {person}"))
        for number in range(questions):
            p = chance.randrange(0, 101) * 10**7
            commands.append(RecordClaim(f"person {person}", f"q-{number}", DAY, probability=p))
            scores.append((p / 1e9) ** 2)
    return commands, scores


def test_a_detectable_difference_follows_from_spread_and_number_and_waits_for_ten(
    tmp_path: Path,
) -> None:
    commands, scores = world(1, 40)
    found = told(tmp_path / "enough", commands).detectable
    assert found.n == median([40])
    assert found.sd == pytest.approx(stdev(scores))
    assert found.n_eff == pytest.approx(40)
    assert found.difference == pytest.approx(2.8 * math.sqrt(2) * stdev(scores) / math.sqrt(40))
    assert detectable_difference(1, 1) == pytest.approx(2.8 * math.sqrt(2))
    few = told(tmp_path / "few", world(3, 9)[0]).detectable
    assert (few.n, few.n_eff, few.sd, few.difference) == (9, None, None, None)


def test_a_scope_that_weighs_claims_has_no_bounds(tmp_path: Path) -> None:
    found = told(tmp_path / "ledger", world(1, 3)[0], Asked(scope="question_weighted")).missing
    assert (found.n_scored, found.mean, found.lowest, found.highest) == (3, None, None, None)


def test_readings_are_told_by_who_made_them_what_they_saw_and_with_what(tmp_path: Path) -> None:
    words = RecordClaim("Ana", "rain", DAY, quote="It will rain")
    reading = RecordEstimate(
        words.stream(), "first", 0, 10, 20, "lexicon", lexicon="capphrase 1", saw_speaker=False
    )
    commands: list[Command] = [
        RegisterPlan("daily", "The Daily", "all of it"),
        PreregisterAnalysis("brier"),
        RegisterCommentator("Ana"),
        RegisterCommentator("Robot", simulated=True),
        PoseQuestion("rain", "Rain?", closes_on=DAY),
        words,
        CollectItem("daily", claim=words.stream()),
        RecordClaim("Ana", "rain", DAY, probability=5, quote="5"),
        RecordClaim("Robot", "rain", DAY, probability=5, quote="5"),
        reading,
        replace(reading, coder="second", saw_outcome=True, method="judgment", lexicon=None),
    ]
    found = told(tmp_path / "ledger", commands)
    assert (found.n_claims, found.n_stated, found.n_plans) == (2, 1, 1)
    assert found.collected == {"plan": 1, "ad hoc": 1}
    assert found.readers == {
        "n_coders": 2, "n_readings": 2, "n_read": 1, "speaker_seen": 0, "speaker_hidden": 2,
        "outcome_seen": 1, "outcome_hidden": 0,
    }  # fmt: skip
    assert [tuple(row.values()) for row in found.readings] == [
        ("judgment", None, 1),
        ("lexicon", "capphrase 1", 1),
    ]
    [said] = found.preregistrations
    assert (said["n_claims_before"], said["n_answers_before"], said["in_force"]) == (0, 0, True)
