"""Adding at a terminal: a way back, a draft, completion; and where the terminal can do less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator
from tests.cli.running import Claims
from tests.cli.terminal import answer, ended, started

Typed = Callable[..., "pexpect.spawn[str]"]
DUMB = {"TERM": "dumb"}


@pytest.fixture
def typed() -> Iterator[Typed]:
    """Start a command on a terminal of its own."""
    running: list[pexpect.spawn[str]] = []

    def start(*arguments: str, env: dict[str, str] | None = None) -> pexpect.spawn[str]:
        running.append(started(*arguments, env=env))
        return running[-1]

    yield start
    for child in running:
        child.close(force=True)


def test_the_whole_of_a_claim_goes_on_record_and_tab_takes_the_person_meant(
    typed: Typed, claims: Claims, begun: Path
) -> None:
    ledger = Ledger(begun)
    ledger.execute([RegisterCommentator("Aino Mäkinen"), RegisterCommentator("Max King")])
    ledger.close()
    child = typed("add")
    child.expect("New claim. Enter accepts; Tab completes; < goes back; Ctrl-C keeps a draft.")
    answer(child, "Quote", "comfortably clear 11,000")
    answer(child, "Claim", "Copper could trade higher")
    child.expect("no number or date in it")
    answer(child, "Who said it", "maki\t")
    answer(child, r"Article \[none\]", "https://example.org/copper")
    answer(child, r"Said on \[\d{4}-\d\d-\d\d\]", "2026-03-14")
    answer(child, "Answer due", "end of Q3")
    child.expect(r"Wed 30 Sep 2026 \(last day\).*counted from 14 Mar 2026, the day it was said")
    answer(child, "How sure", "will")
    child.expect("“will” in capphrase")
    answer(child, r"\[words\]", "")
    answer(child, "Counts", "LME cash")
    answer(child, "Topics", "copper, metals")
    assert ended(child) == 0
    [row] = claims("list", "--json").json
    assert (row["commentator"], row["question"]) == ("Aino Mäkinen", "Copper could trade higher")
    assert (row["quote"], row["words"]) == ("comfortably clear 11,000", "will")
    assert (row["said_on"], row["closes_on"]) == ("2026-03-14", "2026-09-30")
    assert (row["url"], row["topics"]) == ("https://example.org/copper", ["copper", "metals"])
    assert (row["prob_source"], row["method"]) == ("verbal", "lexicon")


def test_back_keeps_what_was_typed_and_lets_it_be_mended(typed: Typed, claims: Claims) -> None:
    child = typed("add", "Copper at 12,000", "--source", "none", "-p", "80%")
    answer(child, "Quote", "")
    answer(child, "Who said it", "Ann Belk")
    answer(child, "Said on", "2026-03-14")
    answer(child, "Answer due", "<")
    answer(child, "Said on", "<")
    child.expect("Who said it")
    child.expect("Ann Belk")  # stands in the line again
    child.send("\x7fl\r")
    child.expect("Said on")
    child.expect("2026-03-14")
    child.send("\r")
    answer(child, "Answer due", "2026-12-31")
    answer(child, "Counts", "")
    answer(child, "Topics", "")
    assert ended(child) == 0
    [row] = claims("list", "--json").json
    assert (row["commentator"], row["said_on"]) == ("Ann Bell", "2026-03-14")


def test_a_draft_is_kept_and_gone_on_with(typed: Typed, claims: Claims, tmp_path: Path) -> None:
    child = typed("add", "--venue", "a briefing")
    answer(child, "Quote", "clear it")
    answer(child, "Claim", "Copper at 12,000 in 2027")
    child.expect("Who said it")
    child.send("Ann B\x03")
    child.expect("stopped; your draft is kept: the next claims add offers to go on with it")
    assert ended(child) == 130
    history = tmp_path / "home" / "state" / "claims" / "history" / "quote"
    assert "clear it" in history.read_text()
    assert history.stat().st_mode & 0o777 == 0o600
    child = typed("add")
    child.expect("There is a draft of .*: Copper at 12,000 in 2027")
    answer(child, "Go on with it", "")
    child.expect("Quote  clear it")
    child.expect("Who said it")
    answer(child, "Ann B", "ell")
    answer(child, "Article", "")
    answer(child, "Said on", "2026-03-14")
    answer(child, "Answer due", "none")
    answer(child, "How sure", "80%")
    answer(child, "Counts", "")
    answer(child, "Topics", "")
    assert ended(child) == 0
    [row] = claims("list", "--json").json
    assert (row["commentator"], row["quote"], row["venue"]) == (
        "Ann Bell",
        "clear it",
        "a briefing",
    )


def test_a_terminal_that_can_do_nothing_is_asked_line_by_line(
    typed: Typed, claims: Claims, tmp_path: Path
) -> None:
    bare = ("add", "--source", "none", "--said", "2026-03-14", "--due", "none", "-p", "80%")
    child = typed(*bare, env=DUMB)
    child.expect("New claim. Enter accepts; < goes back; - empties; Ctrl-C keeps a draft.")
    answer(child, "Quote", "never mind")
    answer(child, "Claim", "<")
    answer(child, r"Quote \[never mind\]", "-")
    answer(child, "Claim", "Copper at 12,000")
    child.expect("Who said it")
    child.send("\x04")
    child.expect("your draft is kept")
    assert ended(child) == 130
    [draft] = (tmp_path / "home" / "state" / "claims" / "drafts").iterdir()
    assert draft.stat().st_mode & 0o777 == 0o600
    child = typed("add", env=DUMB)
    answer(child, "Go on with it", "")
    answer(child, "Who said it", "Ann Bell")
    answer(child, "Counts", "")
    answer(child, "Topics", "")
    assert ended(child) == 0
    [row] = claims("list", "--json").json
    assert (row["commentator"], row["quote"], row["p"]) == ("Ann Bell", None, 0.8)
    assert not draft.exists()
