"""Every example in the help of a verb is run as it stands, on the seed articles.

What an example takes for granted (a file, an earlier step) is made first; what it needs that no
test has (a terminal, an outside authority) is named in `NEEDS`, with where that is tried.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.parsing import every_verb, words_of
from tests.cli.running import ARTICLES, Claims
from tests.cli.test_help import examples

TYPED = {
    "add": "Zinc up\nby: Jane Whitcombe\nsaid: 2026-03-14\ndue: none\nsource: none\np: 60%\n",
    "review": "q",
}
"""What stands on standard input, by verb."""
BEFORE: dict[str, tuple[str, ...]] = {
    "add": ('add "Tin up" --by "Jane Whitcombe" --said 2026-03-14 --due none --source none -p 6%',),
    "coder adjudicate": ("coder assign lena,tom",),
    "coder import": (
        "coder assign lena,tom --commit",
        *(
            f"coder export --coder {who}{more} -o {who}{name}.jsonl"
            for more, name in ((" --commitments", "-bound"), ("", ""))
            for who in ("lena", "tom")
        ),
    ),
    "check-proof": ("prove fnghdcbb -o guterres.proof.json",),
    "plan show": ('plan add daily-2022 --corpus "The Daily" --rule all',),
    "plan withdraw": ('plan add daily-2022 --corpus "The Daily" --rule all',),
    "merge-cells": ("import forecasts.csv --ledger ../two --kept archive",),
    "person merge": ('person rename "Sergey V. Lavrov" "Sergey V. Lavrov"',),
    "restore": ("backup home/backups/claims-2026-11-25.sqlite",),
    "resolve": ("reopen invasion", "reopen war-fears", "reopen budapest-summit"),
}
"""What has been done before, on the ledger of the example."""

NEEDS = {
    "claims browse": "a terminal: tests/browse",
    "claims browse is:overdue --ascii": "a terminal: tests/browse",
    "claims checkpoint --response cp.tsr --authority tsa-root.pem": "an authority: tests/custody",
    "claims coder adjudicate kqzt --take lena --reason \"the next sentence settles it\"":
        "two codings that differ: tests/cli/test_coders.py",
    "claims person merge \"Sergey Lavrov\" \"Sergey V. Lavrov\" --reason \"the same minister\"":
        "one man under two names: tests/cli/test_people_and_sources.py",
    "claims redact 12 --reason 'named a private person'":
        "a fact that is superseded: tests/custody/test_redacting.py",
}  # fmt: skip
CODES = {"claims due --check": 5}
"""Exit codes that are no failure."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claims: Claims) -> Path:
    """Stand in a folder with the files that examples name, and a ledger of the seed articles."""
    monkeypatch.chdir(tmp_path)
    claims("import", *ARTICLES).done()
    Path("press.pub").write_text(claims("key").done().out, encoding="utf-8")
    for name in ("checkpoint.txt", "january.txt"):
        Path(name).write_text(claims("checkpoint").done().out, encoding="utf-8")
    claims("source", "add", "june").done()
    Path("june.txt").write_text(claims("seal").done().out, encoding="utf-8")
    Path("articles").mkdir()
    for article in ARTICLES:
        shutil.copy(article, "articles")
    Path("forecasts.csv").write_text(
        "external_id,commentator,question,probability,made_at\n1,Ann Bell,Tin up?,0.6,2026-03-14\n",
        encoding="utf-8",
    )
    Path("answers.csv").write_text("question,outcome\ntomahawk-supply,no\n", encoding="utf-8")
    Path("mine.toml").write_text(
        claims("coder", "codebook").done().out.replace('"claims"', '"mine"', 1), encoding="utf-8"
    )
    home = tmp_path / "home"
    (home / "backups").mkdir()
    (home / "public-notes").mkdir()
    for words in (("init", "-q"), ("config", "user.name", "A"), ("config", "user.email", "a@b.c")):
        subprocess.run(["git", *words], cwd=home / "public-notes", check=True)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("verb", every_verb(), ids=" ".join)
def test_every_example_of_the_help_does_what_it_says(
    verb: tuple[str, ...], claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line.split(" || ")[0] for line in examples(claims(*verb, "--help").out)]
    for line in BEFORE.get(" ".join(verb), ()):
        claims(*words_of(line)).done()
    for line in (one for one in lines if one not in NEEDS):
        typed = io.BytesIO(TYPED.get(verb[0], "").encode())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed, encoding="utf-8"))
        said = claims(*as_a_shell_has_them(line))
        assert said.code == CODES.get(line, 0), f"{line}\n{said.err}"


def as_a_shell_has_them(line: str) -> Iterator[str]:
    """Yield the words after `claims` with ``~`` and ``*`` as a shell hands them over."""
    for word in words_of(line)[1:]:
        home = word.replace("~", str(Path.home()), 1) if "~/" in word else word
        yield from sorted(map(str, Path().glob(home))) if home.endswith("/*.toml") else [home]


def test_what_cannot_be_run_here_is_an_example_of_the_help(claims: Claims) -> None:
    every = {line for verb in every_verb() for line in examples(claims(*verb, "--help").out)}
    assert set(NEEDS) <= every
    assert set(CODES) <= {line.split(" || ")[0] for line in every}
