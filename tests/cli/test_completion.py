"""Completion answers quickly, from the tables that decide, and with nothing that is heavy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import types
from pathlib import Path
from typing import get_args

import pytest

from ledger.cli import candidates, shells
from ledger.cli.table import NOUNS, VERBS
from ledger.cli.topics import TOPICS
from ledger.domain.assignment import HIDABLE, Pass
from ledger.domain.kinds import KINDS
from ledger.domain.preregistration import Score
from ledger.domain.reply import Category
from ledger.exporters import EXPORTERS
from ledger.wording.lexicon import lexicons
from tests.cli.parsing import command_of, every_verb
from tests.cli.running import Claims, environment

HEAVY = {"duckdb", "eventsourcing", "numpy", "pydantic", "rich", "textual", "prompt_toolkit"}


def words(line: str) -> list[str]:
    return [word for word, _ in shells.complete(line)]


@pytest.fixture
def on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few names be kept, hostile ones among them."""
    kept = [
        ("by:Guterres", "1 claim"),
        ('by:"Joe Biden"', "2 claims"),
        ('by:"$(touch stolen); `x`"', "\x1b[31mred"),
        ("id:kqztbbcc", "Copper trades above $11,000"),
        ("topic:sanctions", ""),
    ]
    module = types.ModuleType("ledger.cli.completing")
    module.__dict__["filter_words"] = lambda partial, _: [
        one for one in kept if one[0].replace('"', "").startswith(partial.replace('"', ""))
    ]
    monkeypatch.setitem(sys.modules, "ledger.cli.completing", module)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("claims do", ["doctor"]),
        ("claims check", ["checkpoint", "check-proof"]),
        ("claims add --probab", ["--probability"]),
        ("claims coder ag", ["agree"]),
        ("claims coder agree --se", ["--seed"]),
        ("claims add --kind ", ["forecast", "intent", "assertion"]),
        ("claims dashboard --kind=in", ["--kind=intent"]),
        ("claims dashboard --kind in", ["intent"]),
        ("claims score show --by co", ["commentator"]),
        ("claims list is:resol", ["is:resolved"]),
        ("claims list is:open is:resol", ["is:resolved"]),
        ('claims list "is:resol', ["is:resolved"]),
        ("claims dashboard timing:pro", ["timing:proven"]),
        ("claims help exit", ["exit-codes"]),
        ("claims help dashb", ["dashboard"]),
        ("claims help scoring brier_s", ["brier_se", "brier_se_question"]),
        ("claims export calib", ["calibration"]),
        ("claims export claims --format par", ["parquet"]),
        ("claims resolve invasion a", ["annulled", "ambiguous"]),
        ("claims completion f", ["fish"]),
        ("claims config pa", ["path"]),
        ("claims nonsense ", []),
        ("claims add --nonsense x", []),
        ("claims list 'by:", []),
        ("claims import ", []),
    ],
)
def test_what_can_come_next(line: str, expected: list[str]) -> None:
    assert words(line) == expected


def test_every_verb_and_every_option_is_offered() -> None:
    top = words("claims ")
    assert {verb.name for group in VERBS.values() for verb in group} | set(NOUNS) == set(top)
    for verb in every_verb():
        line = f"claims {' '.join(verb)} -"
        command, _ = command_of(list(verb))
        long = {name for one in command.params for name in one.opts if name.startswith("--")}
        assert long <= set(words(line)), verb


def test_every_topic_is_offered_with_what_it_is_about() -> None:
    offered = dict(shells.complete("claims help "))
    assert {name: offered[name] for name in TOPICS} == {
        name: one for name, (one, _) in TOPICS.items()
    }


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("claims list by:Gut", ["by:Guterres"]),
        ("claims person Gut", ["Guterres"]),
        ("claims person show Jo", ["Joe Biden"]),
        ("claims show k", ["kqztbbcc"]),
        ("claims add --by Gut", ["Guterres"]),
        ("claims add --topic s", ["sanctions"]),
    ],
)
def test_what_is_on_record_is_offered(line: str, expected: list[str]) -> None:
    assert words(line) == expected


@pytest.mark.usefixtures("on_record")
def test_the_words_of_a_claim_stand_beside_its_id() -> None:
    assert shells.complete("claims show kq") == [("kqztbbcc", "Copper trades above $11,000")]


def test_the_choices_are_those_that_the_domain_knows() -> None:
    assert tuple(KINDS) == candidates.QUESTION_KINDS
    assert get_args(Category) == candidates.CATEGORIES
    assert get_args(Score) == candidates.SCORES
    assert get_args(Pass) == candidates.PASSES
    assert candidates.HIDABLE == HIDABLE
    assert tuple(EXPORTERS) == candidates.EXPORTED
    assert tuple(name.split()[0] for name in lexicons()) == candidates.LEXICONS


def test_every_choice_belongs_to_an_option_or_argument_that_there_is() -> None:
    named = set()
    for verb in every_verb():
        command, _ = command_of(list(verb))
        for one in command.params:
            alone = next((name for name in one.opts if name.startswith("--")), str(one.name))
            named |= {alone, f"{' '.join(verb)} {alone}"}
    assert set(candidates.CHOICES) | set(candidates.ON_RECORD) <= named


def test_an_answer_loads_no_database_and_nothing_heavy() -> None:
    script = (
        "import sys; from ledger.cli import shells;"
        "[shells.complete(f'claims {one}') for one in ('', 'list by:', 'add --', 'show k')];"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, check=True
    )
    assert not HEAVY & set(done.stdout.decode().split())


def test_what_goes_wrong_is_an_empty_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(line: str) -> list[tuple[str, str]]:
        raise RuntimeError(line)

    monkeypatch.setattr(shells, "complete", broken)
    assert shells.answer("zsh") == ""


@pytest.mark.parametrize("shell", shells.SCRIPTS)
def test_the_script_of_every_shell_is_printed(shell: str, claims: Claims) -> None:
    said = claims("completion", shell).done()
    assert (said.out, said.err) == (shells.SCRIPTS[shell], "")
    assert claims("completion", shell, "--json").json["install"] == shells.INSTALL[shell]


def test_another_shell_is_refused_with_what_is_near(claims: Claims) -> None:
    said = claims("completion", "bsh")
    assert said.code == 2
    assert "did you mean bash?" in said.err


def own_command(folder: Path) -> dict[str, str]:
    """Return an environment in which ``claims`` is this checkout's."""
    command = folder / "claims"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m ledger "$@"\n')
    command.chmod(0o755)
    return environment({"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"})


def completed_by_bash(line: str, folder: Path) -> list[str]:
    """Return what bash would offer after a line, by calling our function as readline does."""
    script = f"""
        eval "$(claims completion bash)"
        compopt() {{ :; }}
        COMP_LINE={line!r}; COMP_POINT=${{#COMP_LINE}}
        _claims_completion claims
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=own_command(folder), cwd=folder,
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return done.stdout.split("\n")[:-1]


@pytest.mark.skipif(
    not shutil.which("bash"), reason="bash is not installed (.ci/run installs it where it can)"
)
def test_bash_gets_what_stands_behind_its_own_breaks(tmp_path: Path) -> None:
    assert completed_by_bash("claims list is:resol", tmp_path) == ["resolved"]
    assert completed_by_bash('claims list "is:resol', tmp_path) == ["is:resolved"]
    assert completed_by_bash("claims coder ag", tmp_path) == ["agree"]


@pytest.mark.parametrize(
    "line",
    [
        "claims list by:",
        'claims list "by:',
        "claims list 'by:",
        'claims list by:"',
        "claims list '",
    ],
)
@pytest.mark.parametrize("hostile", ['by:"$(touch stolen); `x`"', 'by:"O\'Brien !$HOME\\"'])
def test_bash_sees_nothing_but_letters_in_what_is_on_record(line: str, hostile: str) -> None:
    ((word, _),) = shells._for_bash([(hostile, "")], line, ":=")
    begun = line.removeprefix("claims list ")
    kept = begun if begun.endswith(("'", '"', ":")) and begun[0] not in "'\"" else begun[0]
    quote = next((char for char in begun if char in "'\""), "")
    back = subprocess.run(
        ["bash", "-c", f"printf %s {kept}{word}{quote}"], capture_output=True, check=True, text=True
    )
    assert back.stdout == hostile


@pytest.mark.skipif(
    not shutil.which("fish"), reason="fish is not installed (.ci/run installs it where it can)"
)
def test_fish_shows_what_a_word_means(tmp_path: Path) -> None:
    script = "claims completion fish | source; complete -C 'claims coder ag'"
    done = subprocess.run(
        ["fish", "-c", script], env=own_command(tmp_path), capture_output=True, check=True
    )
    assert done.stdout.decode().startswith("agree\tKrippendorff")


@pytest.mark.skipif(
    not shutil.which("zsh"), reason="zsh is not installed (.ci/run installs it where it can)"
)
def test_zsh_reads_the_script(tmp_path: Path) -> None:
    script = 'autoload -Uz compinit; compinit -u -D; eval "$(claims completion zsh)"; which _claims'
    done = subprocess.run(
        ["zsh", "-fc", script], env=own_command(tmp_path), capture_output=True, check=True
    )
    assert b"compadd" in done.stdout
