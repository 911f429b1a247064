"""The queue on a terminal: one key an item, each saved at once, and nothing shown that may sway."""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pexpect
import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.forecast import Stated
from ledger.domain.question import PoseQuestion, ResolveQuestion
from tests.bench.coding import PROMPT, commands, prepared, sitting
from tests.cli.running import Claims, as_process, environment
from tests.faults.sizes import dice
from tests.hostile import KEPT, acted_on

CLOSES = date(2025, 12, 31)
SPEAKERS = ("Ana Bell", "Ben Cole", "Cleo Dorn")
KILLS, ITEMS = 5, 60
AT_ONCE = " ".join(text for name, text in KEPT.items() if "long" not in name and len(text) < 300)
"""Every hostile text that can be kept, in one."""


@dataclass
class Sat:
    """A terminal at which somebody sits at the queue."""

    child: pexpect.spawn[str]

    def press(self, *keys: str) -> str:
        """Wait for the prompt, send a key; return what was drawn before it."""
        drawn = ""
        for key in keys:
            self.child.expect_exact(PROMPT)
            drawn += self.child.before or ""
            self.child.send(key)
        return plain(drawn)

    def line(self, label: str, typed: str) -> None:
        """Answer a question by a line."""
        self.child.expect(label)
        self.child.sendline(typed)

    def end(self) -> str:
        """Return the rest of what was said, once it ended well."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0, self.child.before
        return plain(self.child.before or "")


Sit = Callable[..., Sat]


def plain(drawn: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", drawn).replace("\r", "")


@pytest.fixture
def sit() -> Iterator[Sit]:
    """Sit down at the queue: ``sit("--coder", "lena")``."""
    started: list[pexpect.spawn[str]] = []

    def start(*arguments: str) -> Sat:
        child = pexpect.spawn(
            sys.executable, ["-m", "ledger", "review", *arguments],
            env=environment({"COLUMNS": "100"}), encoding="utf-8",
            dimensions=(50, 100), timeout=60, echo=False,
        )  # fmt: skip
        child.delaybeforesend = None
        started.append(child)
        return Sat(child)

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture
def three(own: Path) -> Path:
    """Three claims in words, on questions that closed and of which one is answered."""
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        ledger.execute(
            [
                *map(RegisterCommentator, SPEAKERS),
                *(
                    PoseQuestion(f"q{n}", f"Will event {n} come?", closes_on=CLOSES)
                    for n in range(3)
                ),
                *(
                    RecordClaim(
                        by, f"q{n}", date(2025, 3, n + 1), quote=f"Event {n} will likely come"
                    )
                    for n, by in enumerate(SPEAKERS)
                ),
                ResolveQuestion("q0", "yes", date(2025, 7, 13), date(2025, 7, 14)),
            ],
            "archive",
        )
    return own


def codings(claims: Claims) -> dict[tuple[str, str], dict[str, object]]:
    rows = claims("export", "codings", "--json").done().json
    found = {row["id"]: row["question"] for row in claims("list", "--json").done().json}
    return {(row["coder"], found[row["claim"]]): row for row in rows}


def steps(claims: Claims) -> int:
    return len(claims("log", "--json").done().json)


# one key an item


def test_one_key_codes_an_item_and_the_next_call_goes_on(
    sit: Sit, claims: Claims, three: Path
) -> None:
    first = sit("--coder", "lena")
    drawn = first.press("y", "q")
    assert "1/3 · text pass · coder lena · codebook claims 1" in drawn
    assert "“Event 0 will likely come”" in drawn
    assert "1 coded, 2 left" in first.end()
    again = sit("--coder", "lena")
    assert "2/3 · text pass" in again.press("\r")
    again.press("y")
    assert "2 coded, 0 left" in again.end()
    rows = codings(claims)
    assert len(rows) == 3
    assert {row["term"] for row in rows.values()} == {"likely"}
    assert "nothing to code; 3 coded already" in claims("review", "--coder", "lena").done().err
    del three


def test_keys_make_the_coding_that_stands_on_the_screen(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    drawn = sat.press("7", "k", "p", "f", "o", "w")
    assert "70 % that the answer is yes" in drawn
    sat.line("Note", "turned twice")
    sat.press("c")
    sat.line("How sure", "60-80%")
    sat.press("t")
    sat.line("By when", "2026-06-30 because the mandate ends")
    assert "the mandate ends" in " ".join(sat.press("y").split())
    assert "no claim:  (1) a hope" in plain(sat.press("n") + _until(sat, "nothing to resolve"))
    sat.child.send("2")
    sat.press("h", "y")
    sat.end()
    rows = codings(claims)
    first, second, third = (rows["lena", f"Will event {n} come?"] for n in range(3))
    assert (first["low"], first["best"], first["high"]) == (0.6, 0.7, 0.8)
    assert (first["kind"], first["polarity"], first["question_fits"]) == ("intent", "denies", False)
    assert (first["note"], first["knew_outcome"]) == ("turned twice", True)
    assert (first["deadline"], first["closes_on"]) == ("coded", "2026-06-30")
    assert (second["is_claim"], second["no_claim"]) == (False, "an opinion")
    assert (third["certainty"], third["best"]) == ("hedge", None)
    del three


def _until(sat: Sat, words: str) -> str:
    sat.child.expect_exact(words)
    return (sat.child.before or "") + words


def test_an_arrow_is_no_answer_in_either_pass(sit: Sit, claims: Claims, three: Path) -> None:
    for coding_pass in ("text", "outcome"):
        sat = sit("--coder", "tom", "--pass", coding_pass)
        sat.press("\x1b[A", "\x1b[B", "\x1bOC", "\x1b[1;5D", "\x1b[3~", "q")
        assert "0 coded, 3 left" in sat.end()
    assert claims("export", "codings", "--json").json == []
    assert claims("export", "outcome_codings", "--json").json == []
    del three


def test_what_was_put_off_stays_and_what_is_taken_back_is_shown_again(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y", "s")
    assert "Event 2" in sat.press("u")
    assert "Event 0" in sat.press("3")
    sat.press("y")
    assert "Event 1" in sat.press("u")
    assert "Event 0" in sat.press("u")
    assert "nothing of this sitting is left to take back" in sat.press("q")
    assert "0 coded, 3 left" in sat.end()
    assert codings(claims) == {}
    del three


def test_wrong_lines_are_told_and_nothing_is_lost(sit: Sit, three: Path) -> None:
    sat = sit("--coder", "lena")
    sat.press("c")
    sat.line("How sure", "gibberish")
    sat.press("t")
    sat.line("By when", "soon")
    drawn = sat.press("?", "z", "q")
    assert "error: " in drawn
    assert "hint:  " in drawn
    assert "0 coded, 3 left" in sat.end()
    del three


@pytest.mark.parametrize("key", ["\x03", "\x04", "q"], ids=["Ctrl-C", "Ctrl-D", "q"])
def test_however_it_ends_what_was_coded_is_saved_and_the_terminal_is_as_it_was(
    key: str, sit: Sit, claims: Claims, three: Path
) -> None:
    import termios

    sat = sit("--coder", "lena")
    before = termios.tcgetattr(sat.child.child_fd)
    sat.press("y", key)
    assert "1 coded, 2 left" in _until(sat, "2 left")
    assert termios.tcgetattr(sat.child.child_fd)[3] == before[3]
    sat.end()
    assert len(codings(claims)) == 1
    del three


@pytest.mark.parametrize("key", ["\x04", "q"], ids=["Ctrl-D", "q"])
def test_a_key_typed_before_it_is_asked_for_counts(
    key: str, sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y")
    sat.child.expect_exact("y\r\n")
    sat.child.send(key)
    assert "1 coded, 2 left" in _until(sat, "2 left")
    sat.end()
    assert len(codings(claims)) == 1
    del three


def test_keys_may_come_from_a_pipe(three: Path, claims: Claims) -> None:
    said = as_process(["review", "--coder", "lena", "--ledger", str(three)], stdin="y7\ny").done()
    assert "3 coded, 0 left" in said.err
    assert len(codings(claims)) == 3


# the outcome pass


def test_the_outcome_pass_shows_no_words_and_is_for_another_coder(
    sit: Sit, claims: Claims, three: Path
) -> None:
    for coder, keys in (("lena", "yyy"), ("tom", "yq")):
        sat = sit("--coder", coder)
        sat.press(*keys)
        sat.end()
    assert "3 left out: lena has read their words" in claims(
        "review", "--pass", "outcome", "--coder", "lena"
    ).done().err  # fmt: skip
    sat = sit("--coder", "ida", "--pass", "outcome")
    drawn = sat.press("n")
    drawn += sat.press("y")
    sat.line("On which day", "2025-11-30")
    drawn += sat.press("e")
    sat.line("Evidence", "https://a.example")
    drawn += sat.press("a") + sat.end()
    assert not [word for word in ("likely", *SPEAKERS, "lena", "2025-07") if word in drawn]
    rows = {row["question_key"]: row for row in claims("export", "outcome_codings", "--json").json}
    assert [rows[f"q{n}"]["outcome"] for n in range(3)] == ["no", "yes", "annulled"]
    assert rows["q1"]["happened_on"] == "2025-11-30"
    assert rows["q2"]["evidence"] == ["https://a.example"]
    assert {row["saw_text"] for row in rows.values()} == {False}
    del three


def test_an_option_is_answered_with_its_day_and_concluded_to_be_scored(
    sit: Sit, own: Path, claims: Claims
) -> None:
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        cup = PoseQuestion(
            "cup", "Who wins?", "choice", options=("Reds", "Blues"), closes_on=CLOSES
        )
        shares = Stated(choices=(("Reds", "60%"), ("Blues", "40%")))
        said = RecordClaim("Ana Bell", "cup", date(2025, 3, 1), quote="Reds", forecast=shares)
        ledger.execute([RegisterCommentator("Ana Bell"), cup, said], "archive")
    sat = sit("--coder", "ida", "--pass", "outcome")
    assert "(2)  Blues" in sat.press("2")
    sat.line("On which day", "2025-06-30")
    assert "1 coded, 0 left" in sat.end()
    claims("coder", "conclude").done()
    [row] = claims("export", "claims", "--json").done().json
    assert (row["outcome"], row["status"]) == ("Blues", "resolved")


def test_a_digit_that_is_no_number_is_no_key(three: Path) -> None:
    for coding_pass, keys in (("text", "n\u00b2q"), ("outcome", "\u00b2q")):
        said = as_process(
            ["review", "--pass", coding_pass, "--ledger", str(three)], stdin=keys
        ).done()
        assert "0 coded, 3 left" in said.err


def test_with_the_text_it_is_on_record_that_it_was_shown(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "ida", "--pass", "outcome", "--with-text")
    assert "likely" in sat.press("n", "q")
    sat.end()
    [row] = claims("export", "outcome_codings", "--json").json
    assert (row["shown"], row["saw_text"]) == (["text"], True)
    del three


def test_the_outcome_is_not_in_the_text_pass_nor_a_hidden_speaker(sit: Sit, three: Path) -> None:
    sat = sit("--coder", "lena", "--hide", "speaker,others,proposal")
    drawn = sat.press("s", "s", "q")
    assert "speaker hidden" in drawn
    assert "Recognised the speaker?" in drawn
    assert not [word for word in (*SPEAKERS, "13 Jul", "2025-07") if word in drawn]
    del three


def test_as_json_the_queue_is_listed_and_an_empty_one_is_an_empty_list(
    claims: Claims, begun: Path
) -> None:
    del begun
    for coding_pass in ("text", "outcome"):
        said = claims("review", "--pass", coding_pass, "--json").done()
        assert (said.json, said.err) == ([], "")
    rows = claims("coder", "agree", "--json").done().json
    assert {row["alpha"] for row in rows} == {None}
    assert claims("coder", "list", "--json").done().json == []
    assert claims("coder", "adjudicate", "--json").done().json == []


def test_what_is_hidden_is_in_no_json(claims: Claims, three: Path) -> None:
    rows = claims("review", "--json", "--hide", "speaker", "--coder", "lena").done().out
    assert not [name for name in SPEAKERS if name in rows]
    assert len(json.loads(rows)) == 3
    del three


# undo


def test_undo_after_a_sitting_takes_the_last_coding_back(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y", "y", "y")
    sat.end()
    sat = sit("--coder", "tom")
    sat.press("y", "q")
    sat.end()
    for left in (3, 2, 1, 0):
        claims("undo").done()
        assert len(codings(claims)) == left
    sat = sit("--coder", "lena")
    assert "1/3" in sat.press("q")
    sat.end()
    del three


def test_undo_of_a_sealed_coding_lets_it_be_coded_again(
    sit: Sit, claims: Claims, three: Path
) -> None:
    for _ in range(2):
        sat = sit("--coder", "lena", "--commit")
        sat.press("y", "q")
        assert "sealed: claims coder open" in sat.end()
        claims("undo").done()
    sat = sit("--coder", "lena", "--commit")
    sat.press("y", "q")
    sat.end()
    assert codings(claims) == {}
    assert "opened 1 of lena" in claims("coder", "open", "--coder", "lena").done().err
    assert len(codings(claims)) == 1
    del three


# nothing acts


def test_hostile_words_and_names_are_shown_inert(
    sit: Sit, own: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        asked = PoseQuestion("q", f"Will it? {AT_ONCE}", closes_on=CLOSES, criteria=AT_ONCE)
        said = RecordClaim(AT_ONCE, "q", date(2025, 3, 1), quote=AT_ONCE, deadline_words=AT_ONCE)
        ledger.execute([RegisterCommentator(AT_ONCE), asked, said], "archive")
    for coding_pass, more in (("text", ()), ("outcome", ("--with-text",))):
        sat = sit("--coder", AT_ONCE, "--pass", coding_pass, "--also-mine", *more)
        drawn = sat.press("?", "w")
        sat.line("Note", "\u202egnol")
        drawn += sat.press("q") + sat.end()
        assert "\\u202e" in drawn
        assert not acted_on(drawn)
    monkeypatch.setenv("CLAIMS_RECORDER", AT_ONCE)
    lena, tom = f"lena {AT_ONCE}", f"tom {AT_ONCE}"
    for coder, keys in ((lena, "y"), (tom, "n1"), (lena, "h")):
        as_process(["review", "--coder", coder, "--ledger", str(own)], stdin=keys)
    for coder, keys in ((lena, "n"), (tom, "a")):
        outcome = ["review", "--pass", "outcome", "--also-mine", "--coder", coder]
        as_process([*outcome, "--ledger", str(own)], stdin=keys).done()
    [row] = claims("list", "--json").json
    file = own.parent / "tom.jsonl"
    for verb in (
        ("coder", "adjudicate"),
        ("coder", "list"),
        ("coder", "conclude"),
        ("coder", "export", "--coder", lena, "-o", str(file)),
        ("coder", "import", str(file)),
        ("coder", "open", "--coder", lena),
        ("coder", "adjudicate", row["id"], "--take", AT_ONCE, "--reason", "x"),
        ("coder", "adjudicate", row["id"], "--take", tom, "--reason", AT_ONCE),
        ("coder", "adjudicate", "q", "--take", tom, "--reason", AT_ONCE),
        ("coder", "assign", f"{lena.replace(',', '')},ida"),
        ("coder", "agree"),
        ("show", row["id"]),
        ("log",),
    ):
        told = claims(*verb)
        assert told.code in {0, 2, 3}, (verb, told.err)
        assert not acted_on(told.out), verb
        assert not acted_on(told.err), verb


# killed


@pytest.mark.parametrize("commit", [(), ("--commit",)], ids=["open", "sealed"])
def test_killed_at_any_moment_nothing_that_was_acknowledged_is_lost(
    commit: tuple[str, ...], tmp_path: Path
) -> None:
    killed_and_resumed(tmp_path, ITEMS, KILLS, commit)


@pytest.mark.nightly
@pytest.mark.parametrize("commit", [(), ("--commit",)], ids=["open", "sealed"])
def test_two_thousand_items_and_forty_kills(commit: tuple[str, ...], tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, 2_000, 40, commit)


def killed_and_resumed(place: Path, items: int, kills: int, commit: tuple[str, ...]) -> None:
    """Code items, killed again and again; every key that the next prompt answered is a fact."""
    chance, home = dice(f"review {commit}"), place / "home"
    directory, held = prepared(place / "ledger", items), 0
    for _ in range(kills):
        child = sitting(directory, home, *commit)
        answered = held + _coded(child, chance.randrange(items // kills))
        child.send("y")
        child.expect(pexpect.TIMEOUT, timeout=chance.uniform(0, 0.05))
        child.kill(signal.SIGKILL)
        child.close()
        held = _on_record(directory)
        assert answered <= held <= answered + 1
    child = sitting(directory, home, *commit)
    _coded(child, items - held - 1)
    child.send("y")
    child.expect_exact(f"{items - held} coded")
    child.expect_exact("0 left")
    child.expect(pexpect.EOF)
    assert _on_record(directory) == items
    if commit:
        opening = ["coder", "open", "--coder", "lena", "--json", "--ledger", str(directory)]
        said = as_process(opening, env=_home(home)).done()
        assert said.json == {"opened": items, "sealed": [], "elsewhere": 0}


def _coded(child: pexpect.spawn[str], items: int) -> int:
    """Code so many items, each until the next prompt stands; return how many."""
    child.expect_exact(PROMPT)
    for _ in range(items):
        child.send("y")
        child.expect_exact(PROMPT)
    return items


def _home(home: Path) -> dict[str, str]:
    from tests.bench.startup import environment as at

    return at(home)


def _on_record(directory: Path) -> int:
    """Return how many items are coded or sealed, each once."""
    with closing(Ledger(directory)) as ledger:
        [row] = ledger.ask("""
            select count(*) as n, count(distinct item_id) as n_items from coding_work
            where state <> 'assigned'
        """)
    assert row["n"] == row["n_items"]
    return int(str(row["n"]))


def test_the_bench_makes_the_same_ledger_anywhere() -> None:
    assert commands(7) == commands(7)
