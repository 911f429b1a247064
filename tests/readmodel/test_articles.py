"""The seed articles, counted by hand: who said what, and how it stands."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from ledger.app import Ledger
from ledger.config import shipped
from ledger.domain.question import ResolveQuestion
from ledger.importers import read_file
from ledger.importers.found import Options, in_order
from ledger.readmodel.queries import MORE_TABLES, TABLES
from ledger.readmodel.session import Asked, Rows

GUTERRES = "from claims where commentator = 'António Guterres'"
NOT_INVADED = ResolveQuestion(
    "invasion", "no", date(2022, 12, 31), date(2022, 12, 31), correct=True
)


def statuses(ledger: Ledger) -> Counter[tuple[str, str]]:
    """How many claims of each kind fall in each class."""
    return Counter((str(row["status"]), str(row["kind"])) for row in ledger.table("claims").rows())


def by_status(ledger: Ledger) -> dict[str, int]:
    """How many claims fall in each class."""
    counted: Counter[str] = Counter()
    for (status, _), number in statuses(ledger).items():
        counted[status] += number
    return dict(counted)


def everything(ledger: Ledger) -> dict[str, Rows]:
    """Every table but the list of steps."""
    queries = {**TABLES, **MORE_TABLES}
    with ledger.session() as session:
        return {name: session.rows(query) for name, query in queries.items() if name != "steps"}


def test_every_claim_has_its_class(articles: Ledger) -> None:
    assert statuses(articles) == {
        ("rejected_kind", "assertion"): 5,
        ("void", "forecast"): 2,
        ("void", "intent"): 1,
        ("unscorable", "forecast"): 2,
        ("no_deadline", "forecast"): 3,
        ("no_deadline", "intent"): 1,
        ("resolved", "forecast"): 6,
        ("resolved", "intent"): 12,
    }
    assert sum(statuses(articles).values()) == 32


@pytest.mark.parametrize(("table", "rows"), [("questions", 28), ("rejected", 4), ("sources", 5)])
def test_nothing_else_is_missing(articles: Ledger, table: str, rows: int) -> None:
    assert len(articles.table(table).rows()) == rows


def test_the_scoreboard_adds_up_to_the_claims(articles: Ledger) -> None:
    rows = articles.table("scoreboard", Asked(claim_kind="all")).rows()
    assert sum(int(str(row["n_claims"])) for row in rows) == 32
    assert sum(int(str(row["n_resolved"])) for row in rows) == 18
    assert sum(int(str(row["n_rejected_kind"])) for row in rows) == 5
    assert sum(int(str(row["n_rejected"])) for row in rows) == 4


def test_what_guterres_said(articles: Ledger) -> None:
    [claim] = articles.ask(GUTERRES)
    told = {
        "quote": "I am convinced it will not happen, and I strongly hope to be right",
        "said_on": date(2022, 1, 21),
        "source": "The New York Times",
        "question_key": "invasion",
        "p": 0.03,
        "outcome": "yes",
        "happened_on": date(2022, 2, 24),
        "status": "resolved",
        "brier": 0.9409,
        "clipped": False,
    }
    assert {name: claim[name] for name in told} == told


def test_another_outcome_moves_everything_that_hangs_on_it(own_articles: Ledger) -> None:
    own_articles.execute(NOT_INVADED)
    assert by_status(own_articles) == {
        "rejected_kind": 5,
        "void": 3,
        "unscorable": 6,
        "no_deadline": 4,
        "resolved": 14,
    }
    [guterres] = own_articles.ask(GUTERRES)
    assert guterres["brier"] == 0.0009
    [finances] = own_articles.ask("from questions where question_key = 'finances-if'")
    assert finances["outcome"] in {"annulled", "ambiguous"}
    on_it = own_articles.ask("select status from claims where question_key = 'finances-if'")
    assert {str(row["status"]) for row in on_it} == {"void"}


def test_undo_brings_every_table_back(own_articles: Ledger) -> None:
    before = everything(own_articles)
    step = own_articles.execute(NOT_INVADED).step
    corrected = everything(own_articles)
    undone = own_articles.undo(step).step
    assert corrected != before
    assert everything(own_articles) == before
    own_articles.undo(undone)
    assert everything(own_articles) == corrected


def test_taking_the_articles_in_again_adds_nothing(own_articles: Ledger) -> None:
    before = own_articles.position()
    files = (shipped("fixtures") / "articles").glob("*.toml")
    rows = [
        row for file in files for row in read_file(file.name, file.read_bytes(), Options()).rows
    ]
    done = own_articles.take_in(in_order(rows), "again", kept="archive", skip_bad=False)
    assert (done.refusals, done.step.facts) == ((), ())
    assert own_articles.position() == before
