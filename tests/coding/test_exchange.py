"""Two coders on two copies, blind: nothing is lost, nothing seen early, nothing altered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.coding import exchange
from ledger.coding.agreement import agreement, disagreements
from ledger.coding.assigning import Deal, deal
from ledger.coding.codebook import shipped
from ledger.coding.safe import Safe
from ledger.domain.assignment import TEXT
from ledger.errors import Refusal, Unreadable
from tests.coding.conftest import Opened, commands, items, opened, read_as, said, sat

LENA = [n % 9 + 1 for n in range(30)]
TOM = [n % 9 + 1 if n % 5 else 5 for n in range(30)]


def taken(ledger: Ledger, lines: Sequence[str], step: str) -> list[Refusal]:
    """Import a file; return what was refused of it."""
    located, unread = exchange.read(ledger, list(lines), "file")
    done = ledger.take_in(located, step, kept="prospectively", skip_bad=False)
    return [*unread, *done.refusals]


@pytest.fixture
def thirty(tmp_path: Path) -> Path:
    """Thirty claims, assigned to both."""
    ledger = opened(tmp_path / "thirty")
    ledger.execute(commands([said(n) for n in range(30)]), "archive")
    how = Deal(("lena", "tom"), TEXT, shipped().name, 1.0, 7, ("speaker", "others"), commits=True)
    ledger.execute([shipped().adoption(), *deal(sorted(items(ledger)), how)])
    ledger.close()
    return ledger.directory


@pytest.fixture
def copies(thirty: Path, copied: Opened) -> tuple[Ledger, Ledger]:
    """Lena's copy and Tom's, each coded through the queue, sealed."""
    hers, his = copied("hers", thirty), copied("his", thirty)
    assert sat(hers, "lena", LENA) == 30
    assert sat(his, "tom", TOM) == 30
    return hers, his


def test_thirty_claims_are_coded_blind_on_two_copies_and_merge(
    copies: tuple[Ledger, Ledger],
) -> None:
    hers, his = copies
    bound = exchange.commitments(hers, "lena"), exchange.commitments(his, "tom")
    assert [len(lines) for lines in bound] == [31, 31]
    openings = exchange.openings(hers, "lena"), exchange.openings(his, "tom")
    # before Tom is bound on her copy, neither of them can be read there
    for one in openings:
        refused = taken(hers, one, "early")
        assert len(refused) == 30
    assert hers.ask("select count(*) as n from codings") == [{"n": 0}]
    for ledger in copies:
        for n, lines in enumerate((*bound, *openings)):
            assert taken(ledger, lines, f"file-{n}") == []
    for ledger in copies:
        rows = ledger.table("codings").rows()
        order = items(ledger)
        found = {(row["coder"], order.index(str(row["claim_id"]))): row["best"] for row in rows}
        expected = {("lena", n): tenths / 10 for n, tenths in enumerate(LENA)}
        expected |= {("tom", n): tenths / 10 for n, tenths in enumerate(TOM)}
        assert found == pytest.approx(expected)
        work = ledger.ask("select distinct state, n_coded_before from coding_work")
        assert work == [{"state": "coded", "n_coded_before": 0}]
        early = ledger.ask("""
            select count(*) as n from coding_work as mine
            inner join coding_work as other using (coding_pass, item_id)
            where mine.coder <> other.coder and other.coded_at <= mine.committed_at
        """)
        assert early == [{"n": 0}]
    assert agreement(hers) == agreement(his)
    assert len(disagreements(hers, TEXT)) == sum(a != b for a, b in zip(LENA, TOM, strict=True))


def test_the_same_file_twice_adds_nothing(copies: tuple[Ledger, Ledger]) -> None:
    hers, his = copies
    lines = exchange.commitments(his, "tom")
    assert taken(hers, lines, "one") == []
    before = hers.position()
    assert taken(hers, lines, "one") == []
    assert taken(hers, lines, "two") == []
    assert hers.position() == before


def test_commitments_hand_out_nothing_that_can_be_read(copies: tuple[Ledger, Ledger]) -> None:
    hers, _ = copies
    for line in exchange.commitments(hers, "lena")[1:]:
        [held] = json.loads(line).values()
        assert set(held) == {"item", "coder", "coding_pass", "codebook", "fields", "commitment"}
        assert all(name.replace("_", "").isalpha() for name in held["fields"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("best", 650_000_000),
        ("claim_kind", "intent"),
        ("polarity", "denies"),
        ("certainty", "hedge"),
        ("note", "altered"),
        ("shown", ["speaker"]),
        ("recognised_speaker", True),
        ("salt", "0" * 64),
        ("salt", None),
        ("closes_on", "2026-01-01"),
    ],
)
def test_an_opening_that_was_altered_is_refused_and_nothing_of_the_file_is_taken(
    field: str, value: object, copied: Opened
) -> None:
    ledger = copied()
    sat(ledger, "lena", [1] * 6, commit=True)
    head, first, *rest = exchange.openings(ledger, "lena")
    held = json.loads(first)
    held["coded"] = {**held["coded"], field: value}
    if field == "best":
        held["coded"]["high"] = value
    refused = taken(ledger, [head, json.dumps(held), *rest], "altered")
    assert [one.line for one in refused] == [2]
    assert "is bound to" in refused[0].problem
    assert ledger.ask("select count(*) as n from codings") == [{"n": 0}]


def test_what_was_sealed_is_opened_where_it_was_made(copied: Opened) -> None:
    ledger = copied()
    sat(ledger, "lena", [1, 2, 3, 4, 5, 6], commit=True)
    assert exchange.missing(ledger, "Lena") == 0
    codes = exchange.sealed(ledger, "LENA")
    assert len(codes) == 6
    for code in codes:
        assert ledger.execute(code)
    assert [row["state"] for row in ledger.table("coding_work").rows()] == ["coded"] * 6


def test_what_lies_on_another_machine_is_counted(
    copied: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger = copied()
    sat(ledger, "lena", [1] * 6, commit=True)
    monkeypatch.setenv("CLAIMS_CODINGS", str(tmp_path / "another machine"))
    assert exchange.missing(ledger, "lena") == 6
    assert exchange.sealed(ledger, "lena") == []
    assert Safe(ledger, "lena").openings() == {}


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{",
        "{}",
        '{"coded": 5}',
        '{"coded": {}}',
        '{"coded": {"pass": "text", "claim": 5}}',
        '{"committed": {}}',
        '{"committed": {"fields": 5}}',
        '{"committed": {"item": 5, "coder": 5}}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_none_of_ours_is_told_with_its_number(line: str, ledger: Ledger) -> None:
    head = exchange.commitments(ledger, "lena")[0]
    located, refused = exchange.read(ledger, [head, "", line], "codings.jsonl")
    assert located == []
    assert [one.line for one in refused] == [3]
    assert refused[0].remedy


@pytest.mark.parametrize(
    "change", [{"low": "a"}, {"low": 1.5}, {"best": True}, {"extra": 1}, {"is_claim": "no"}]
)
def test_values_of_another_type_are_told_and_nothing_breaks(
    change: dict[str, object], ledger: Ledger
) -> None:
    code = read_as(items(ledger)[0], "lena")
    head, line = exchange.commitments(ledger, "lena")[0], {"pass": "text", **vars(code), **change}
    refused = taken(ledger, [head, json.dumps({"coded": line})], "odd")
    assert [one.line for one in refused] == [2]


@pytest.mark.parametrize("head", ["", "{}", "[]", '{"format": "claims codings 1"}', "\x00"])
def test_a_file_of_another_ledger_or_of_none_is_refused(head: str, ledger: Ledger) -> None:
    with pytest.raises(Unreadable):
        exchange.read(ledger, [head], "codings.jsonl")
    with pytest.raises(Unreadable, match="empty"):
        exchange.read(ledger, [], "codings.jsonl")


def test_a_copy_on_which_nobody_has_coded_takes_our_codebook_with_a_file(tmp_path: Path) -> None:
    ledger = opened(tmp_path / "bare")
    ledger.execute(commands([said(0)]), "archive")
    head = exchange.commitments(ledger, "lena")[0]
    code = {"pass": "text", **vars(read_as(items(ledger)[0], "lena"))}
    assert taken(ledger, [head, json.dumps({"coded": code})], "first") == []
    other = json.dumps({"coded": {**code, "coder": "tom", "codebook": "mine 1"}})
    toms = exchange.commitments(ledger, "tom")[0]
    [refused] = taken(ledger, [toms, other], "second")
    assert "there is no codebook “mine 1”" in refused.problem


def test_a_coders_file_binds_nobody_else(tmp_path: Path) -> None:
    ledger = opened(tmp_path / "bare")
    ledger.execute(commands([said(0)]), "archive")
    head = exchange.commitments(ledger, "lena")[0]
    code = {"pass": "text", **vars(read_as(items(ledger)[0], "tom"))}
    [refused] = taken(ledger, [head, json.dumps({"coded": code})], "first")
    assert "the line is tom's, and the file lena's" in refused.problem
    ledger.close()
