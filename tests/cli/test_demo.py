"""``claims demo``: a ledger of real claims that is thrown away, and what to type next works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

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


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("more", [(), ("--seed-articles-only",)], ids=["panel", "articles"])
def test_the_commands_that_it_names_run_one_after_another(
    more: tuple[str, ...], claims: Claims, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = claims("demo", *more).done()
    assert not own.exists()
    monkeypatch.setenv("CLAIMS_LEDGER", str(directory_in(said)))
    named = re.findall(r"^  claims (.+?)(?:  +.*)?$", said.out.split("To use it:")[1], re.MULTILINE)
    assert len(named) == 7
    for command in named:
        if command != "add":
            claims(*shlex.split(command)).done()
    assert claims("log", "--json").json[0]["summary"] == "step undone"


def test_what_is_simulated_says_so_and_is_in_no_figure_for_everybody(
    claims: Claims, own: Path
) -> None:
    data = claims("demo", "--json", "--ledger", str(own)).done().json
    panel = {row["commentator"] for row in data["commentators"] if row["simulated"]}
    assert panel
    assert all(name.endswith("(simulated)") for name in panel)
    real = [row for row in data["commentators"] if not row["simulated"]]
    assert data["everybody"]["n_claims"] == sum(row["n_claims"] for row in real)
    screen = claims("dashboard").done().out
    assert "simulated" in screen
    for row in claims("list", "is:simulated", "--json").json:
        assert row["commentator"].endswith("(simulated)")
        assert row["note"] == "simulated"


def test_seed_articles_only_leaves_the_panel_out(claims: Claims, own: Path) -> None:
    data = claims("demo", "--seed-articles-only", "--json", "--ledger", str(own)).done().json
    assert data["ledger"] == str(own)
    assert not [row for row in data["commentators"] if row["simulated"]]
    assert len(claims("list").lines) == 32
    assert "simulated" not in claims("dashboard").done().out


def test_it_never_fills_a_ledger_that_is_there(claims: Claims, seeded: Path) -> None:
    assert claims("demo", "--ledger", str(seeded)).code == 2
