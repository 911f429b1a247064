"""Settings: each does something, the nearer goes before the farther, and a fault is told whole."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pexpect
import pytest

from ledger.cli import settings
from ledger.cli.topics.around import environment as told_of_variables
from ledger.config import config_file
from tests.cli.running import Claims, as_process, environment


@pytest.fixture
def file() -> Path:
    """Where this test's settings stand."""
    where = config_file()
    where.parent.mkdir(parents=True)
    return where


def rows(claims: Claims) -> dict[str, tuple[str, str]]:
    return {one["key"]: (one["value"], one["from"]) for one in claims("config", "--json").json}


def test_without_a_file_every_setting_has_its_default(claims: Claims) -> None:
    held = rows(claims)
    assert set(held) == set(settings.BY_KEY)
    assert held["ascii"] == ("false", "default")
    assert held["color"] == ("auto", "default")


def test_a_begun_file_names_every_setting_and_changes_none(claims: Claims) -> None:
    before = rows(claims)
    said = claims("config", "init").done()
    text = Path(said.out.strip()).read_text()
    assert tomllib.loads(text) == {}
    assert rows(claims) == before
    assert claims("config", "init").code == 2
    uncommented = text.replace("# ", "").splitlines()
    entries = "\n".join(line for line in uncommented if line.partition(" =")[0] in settings.BY_KEY)
    assert set(tomllib.loads(entries)) == set(settings.BY_KEY)
    Path(said.out.strip()).write_text(entries)
    assert {origin for _, origin in rows(claims).values()} >= {said.out.strip()}


def test_every_setting_of_the_file_has_its_variable_told() -> None:
    told = told_of_variables()
    assert not [one.variable for one in settings.SETTINGS if one.variable not in told]


def test_the_nearer_goes_before_the_farther(
    claims: Claims, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('ledger = "far"\nrecorder = "lena"\n')
    assert rows(claims)["ledger"] == (str(tmp_path / "ledger"), "the environment: CLAIMS_LEDGER")
    monkeypatch.delenv("CLAIMS_LEDGER")
    monkeypatch.delenv("CLAIMS_RECORDER")
    assert rows(claims)["ledger"] == ("far", str(file))
    assert rows(claims)["recorder"] == ("lena", str(file))
    project = tmp_path / "project" / ".claims"
    project.mkdir(parents=True)
    monkeypatch.chdir(project.parent)
    assert rows(claims)["ledger"] == (str(project), f"the folder {project}")


def test_the_ledger_and_the_recorder_of_the_file_are_used(
    claims: Claims, file: Path, begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLAIMS_LEDGER")
    monkeypatch.delenv("CLAIMS_RECORDER")
    file.write_text(f'ledger = "{begun}"\nrecorder = "lena"\n')
    claims("source", "add", "daily").done()
    assert claims("log", "--json").json[0]["recorder"] == "lena"
    assert claims("log", "--ledger", str(tmp_path / "other")).code == 3
    assert "CLAIMS_LEDGER" not in os.environ


def test_the_folders_of_keys_and_codings_are_those_of_the_file(
    claims: Claims, file: Path, begun: Path, tmp_path: Path
) -> None:
    del begun
    file.write_text(f'keys = "{tmp_path / "k"}"\ncodings = "{tmp_path / "c"}"\n')
    claims("seal").done()
    assert list((tmp_path / "k").iterdir())
    assert rows(claims)["codings"] == (str(tmp_path / "c"), str(file))


def test_ascii_and_colour_of_the_file_are_drawn(claims: Claims, file: Path, seeded: Path) -> None:
    del seeded
    assert "│" in claims("dashboard").done().out
    file.write_text('ascii = true\ncolor = "always"\n')
    drawn = claims("dashboard").done().out
    assert "│" not in drawn
    assert "\x1b[" in drawn
    file.write_text('color = "never"\n')
    assert "\x1b[" not in claims("dashboard").done().out


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('ascii = true\ncolour = "red"\n', "line 2: there is no setting “colour”"),
        ('\n\ncolor = "red"\n', "line 3: color is auto, always or never, and not “red”"),
        ("ascii = 1\n", "line 1: ascii is true or false, and not 1"),
        ('ascii = "yes"\n', "line 1: ascii is true or false, and not “yes”"),
        ("ledger = 3\n", "line 1: ledger is a text, and not 3"),
        ('ledger = ""\n', "line 1: ledger is a text, and not “”"),
        ("[color]\nwhen = 1\n", "line 1: color is auto, always or never"),
        ('ascii = true\nrecorder = "lena\n', "line 2: it is not TOML"),
        ("ascii = true\nascii = false\n", "it is not TOML"),
        ("recorder = \x00\n", "line 1: "),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_mends_it(
    written: str, fault: str, claims: Claims, file: Path
) -> None:
    file.write_text(written)
    said = claims("list")
    assert (said.code, said.out) == (2, "")
    assert fault in said.err
    assert said.err.splitlines()[-1].startswith("hint:  ")
    assert said.err.rstrip().endswith("claims config edit")
    shown = claims("config")
    assert (shown.code, len(shown.lines)) == (2, len(settings.SETTINGS))


def test_with_a_fault_in_the_file_whatever_helps_to_mend_it_works(
    claims: Claims, file: Path
) -> None:
    file.write_text("ascii = 1\n")
    for mending in (("help",), ("list", "--help"), ("--version",), ("config", "path"), ()):
        claims(*mending).done()
    found = {one["what"]: one["state"] for one in claims("doctor", "--json").json}
    assert found["settings"] == "bad"


def test_a_setting_that_is_misspelled_leads_to_the_right_one(claims: Claims, file: Path) -> None:
    file.write_text('recoder = "lena"\n')
    assert "did you mean recorder?" in claims("list").err


def test_another_file_is_named_by_the_environment(
    claims: Claims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_CONFIG", str(tmp_path / "other.toml"))
    assert claims("config", "path").done().out == f"{tmp_path / 'other.toml'}\n"


def test_without_a_terminal_no_editor_is_opened(claims: Claims) -> None:
    said = claims("config", "edit")
    assert said.code == 2
    assert "an editor needs a terminal" in said.err


def test_the_editor_of_the_environment_opens_the_file_and_faults_are_told_at_once() -> None:
    env = environment({"EDITOR": "sh -c 'echo colour = 1 >> \"$0\"'"})
    child = pexpect.spawn(sys.executable, ["-m", "ledger", "config", "edit"], env=env, timeout=20)
    child.expect("there is no setting “colour”".encode())
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "# ascii = false" in config_file().read_text()


def test_where_there_is_no_file_no_reader_of_toml_is_loaded() -> None:
    script = (
        "import sys; from ledger.cli.main import run; run(['config', 'path']);"
        "run(['due']); print('tomllib' in sys.modules, 'pydantic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "False False"


def test_a_process_leaves_its_environment_as_it_was(file: Path) -> None:
    file.write_text('color = "always"\n')
    assert as_process(["config", "--json"]).done().json[5]["value"] == "always"
