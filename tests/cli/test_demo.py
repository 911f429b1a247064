"""``claims demo``: a ledger of real claims that is thrown away, and what to type next works."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ledger.log.store import Log
from tests.cli.running import Claims, Said


def directory_in(said: Said) -> Path:
    found = re.search(r"^To use it:  export CLAIMS_LEDGER=(.*)$", said.out, re.MULTILINE)
    assert found
    return Path(shlex.split(found[1])[0])


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let throwaway folders lie in a folder of the test, with a blank in its name."""
    folder = tmp_path / "throw away"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))


@pytest.fixture
def demo(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Make a throwaway ledger and use it from then on, as the demo says."""

    def make(*more: str) -> Said:
        said = claims("demo", *more).done()
        monkeypatch.setenv("CLAIMS_LEDGER", str(directory_in(said)))
        return said

    return make


@pytest.mark.usefixtures("_elsewhere")
def test_what_is_simulated_says_so_and_is_in_no_figure_for_everybody(
    demo: Callable[..., Said], claims: Claims, own: Path
) -> None:
    said = demo()
    assert not own.exists()
    assert "(simulated)" in said.out
    data = claims("dashboard", "--json").done().json
    panel = {row["commentator"] for row in data["commentators"] if row["simulated"]}
    assert panel
    assert all(name.endswith("(simulated)") for name in panel)
    real = [row for row in data["commentators"] if not row["simulated"]]
    assert data["everybody"]["n_claims"] == sum(row["n_claims"] for row in real)
    rows = claims("list", "is:simulated", "--json").json
    assert {(row["commentator"].endswith("(simulated)"), row["note"]) for row in rows} == {
        (True, "simulated")
    }
    the_named_commands_run(said, claims)


@pytest.mark.usefixtures("_elsewhere")
def test_seed_articles_only_leaves_the_panel_out(demo: Callable[..., Said], claims: Claims) -> None:
    said = demo("--seed-articles-only")
    assert "simulated" not in said.out
    assert len(claims("list").lines) == 32
    the_named_commands_run(said, claims)


def the_named_commands_run(said: Said, claims: Claims) -> None:
    """Type, one after another, what the demo says to type next."""
    named = re.findall(r"^  claims (.+?)(?:  +.*)?$", said.out.split("To use it:")[1], re.MULTILINE)
    assert len(named) == 7
    for command in named:
        if command != "add":
            claims(*shlex.split(command)).done()
    assert claims("log", "--json").json[0]["summary"] == "step undone"


def test_json_names_the_ledger_and_what_its_dashboard_shows(claims: Claims, own: Path) -> None:
    data = claims("demo", "--seed-articles-only", "--json", "--ledger", str(own)).done().json
    assert data["ledger"] == str(own)
    assert data["everybody"]["n_claims"] > 0


def test_it_never_fills_a_ledger_that_is_there(claims: Claims, seeded: Path) -> None:
    assert claims("demo", "--ledger", str(seeded)).code == 2


def test_a_ledger_that_was_made_and_never_written_to_is_as_good_as_none(
    claims: Claims, own: Path
) -> None:
    with closing(Log(own)):
        pass
    claims("demo", "--seed-articles-only", "--ledger", str(own)).done()
    again = claims("demo", "--seed-articles-only", "--ledger", str(own))
    assert (again.code, "there is a ledger" in again.err) == (2, True)
