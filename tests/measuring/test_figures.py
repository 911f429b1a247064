"""Where the evidence is solid, every figure that can be measured is there, and named right."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

from ledger.app import Ledger
from ledger.cli.typed import score_rows
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.measuring.figures import measured
from ledger.readmodel.queries import grouped
from ledger.readmodel.remembered import Remembered
from ledger.readmodel.session import Asked
from ledger.screens import scoreboard
from ledger.screens.look import Look
from tests.screens.showing import shown

DAY, QUESTIONS = date(2022, 1, 3), 100


def solid(folder: Path) -> Ledger:
    """Return a ledger in which two people answered a hundred questions of as many stories."""
    chance = random.Random(7)  # noqa: S311 the same every time
    commands: list[Command] = [RegisterCommentator(who) for who in ("Ana", "Ben")]
    for number in range(QUESTIONS):
        key, truth = f"question-{number}", chance.random()
        commands.append(PoseQuestion(key, f"{key}?", closes_on=DAY))
        for who in ("Ana", "Ben"):
            said = min(max(truth + chance.uniform(-0.2, 0.2), 0.01), 0.99)
            commands.append(RecordClaim(who, key, DAY, probability=round(said * 100) * 10**7))
        commands.append(ResolveQuestion(key, "yes" if chance.random() < truth else "no", DAY, DAY))
    ledger = Ledger(folder, lambda: datetime(2022, 7, 1, tzinfo=UTC))
    ledger.execute(commands, kept="archive")
    return ledger


OF_WORDS = {
    "lexicon_coverage", "brier_lexicon_lo", "brier_lexicon_hi", "n_coders", "brier_coder_lo",
    "brier_coder_hi",
}  # fmt: skip


def test_no_figure_is_missing_where_the_evidence_is_solid(tmp_path: Path) -> None:
    asked = Asked()
    with solid(tmp_path / "ledger").session(asked) as session:
        session.work_out("claim_figures")
        names = session.columns("from measured")
        rows = [
            dict(zip(names, row, strict=True)) for row in measured(session, asked, Remembered())
        ]
    assert [row["group_id"] for row in rows] == sorted(str(row["group_id"]) for row in rows)
    assert len(rows) == 2
    for row in rows:
        assert {name for name, figure in row.items() if figure is None} == OF_WORDS


RANKS = ("rank_lo", "rank_hi", "rank_set_lo", "rank_set_hi", "p_best")


def test_nobody_below_usable_evidence_has_a_rank_on_any_way_out(tmp_path: Path) -> None:
    ledger = solid(tmp_path / "ledger")
    few: list[Command] = [RegisterCommentator(who) for who in ("Cleo", "Dora", "Eve")]
    for who, count in (("Cleo", 9), ("Dora", 29), ("Eve", 30)):
        few += [
            RecordClaim(who, f"question-{number}", DAY, probability=500_000_000)
            for number in range(count)
        ]
    ledger.execute(few)
    rows = {str(row["commentator"]): row for row in ledger.table("scoreboard").rows()}
    evidence = {who: row["evidence"] for who, row in rows.items()}
    assert evidence == {
        "Ana": "solid", "Ben": "solid", "Cleo": "list only", "Dora": "thin", "Eve": "usable",
    }  # fmt: skip
    ranked = {who for who, row in rows.items() if any(row[name] is not None for name in RANKS)}
    assert ranked == {"Ana", "Ben", "Eve"}
    for grouping in (("topic",), ("commentator", "year"), ()):
        asked = Asked(grouping=grouping)
        by = ledger.ask(grouped("scoreboard", asked), (), asked)
        assert not [row for row in by if any(row[name] is not None for name in RANKS)]
    board = score_rows(list(rows.values()))
    text = shown(scoreboard.render(scoreboard.Scoreboard(board), Look(120)), Look(120))
    [line] = [line for line in text.split("\n") if "Dora" in line]
    assert text.index("Eve") < text.index("no rank yet") < text.index("Dora")
    assert "1" not in line.split("Dora")[0]
