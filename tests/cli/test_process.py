"""As a process among others: pipes, signals, exit codes, encodings, and a quick start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ledger import Ledger
from tests.cli.running import Claims, as_process, environment

LOADED = """
import json, sys
from ledger.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""
HEAVY = {"eventsourcing", "numpy", "pandas", "pyarrow", "pydantic", "rich"}


def loaded_by(*arguments: str) -> set[str]:
    """Return the modules that a piped command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env=environment(), capture_output=True, check=True, text=True,
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


def test_a_piped_list_loads_no_more_than_it_needs(seeded: Path) -> None:
    del seeded
    assert not HEAVY & loaded_by("list", "by:Guterres")
    assert not HEAVY & loaded_by("due", "--all", "--json")


@pytest.mark.parametrize("arguments", [("--help",), ("add", "--help"), ("help", "filters"), ()])
def test_help_loads_no_database(arguments: tuple[str, ...]) -> None:
    assert not (HEAVY | {"duckdb"}) & loaded_by(*arguments)


def test_adding_by_options_loads_no_prompts_and_no_database(begun: Path) -> None:
    del begun
    add = ("add", "Copper at 12,000", "--by", "Ann", "--said", "2026-03-14", "--due", "none")
    loaded_by(*add, "--source", "none", "-p", "80%")
    loaded = loaded_by(*add, "--source", "none", "-p", "70%", "--quote", "it will")
    assert not {"duckdb", "prompt_toolkit", "rapidfuzz", "html"} & loaded


def test_the_exit_code_and_the_streams_of_a_real_process(seeded: Path, tmp_path: Path) -> None:
    del seeded
    found = as_process(["list", "by:Guterres", "--json"], cwd=tmp_path).done()
    assert (len(found.json), found.err) == (1, "")
    missing = as_process(["list", "by:Gutteres"], cwd=tmp_path)
    assert (missing.code, missing.out) == (3, "")
    assert missing.err.splitlines() == [
        "error: nobody called “Gutteres” is on record",
        "hint:  did you mean António Guterres? claims list 'by:\"António Guterres\"'",
    ]


def test_half_a_character_on_the_command_line(own: Path) -> None:
    words = [b"--by", b"Ren\xc3", b"--said", b"2026-03-14", b"--due", b"none", b"--source", b"none"]
    said = as_process([b"add", b"Copper up", b"-p", b"80%", *words])
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("error: a text on the command line is not whole UTF-8\nhint: ")
    assert not own.exists()


def test_a_reader_that_goes_away_is_no_error(seeded: Path) -> None:
    del seeded
    many = f"{sys.executable} -m ledger sql 'from range(100000)'"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {many} | head -n 2"],
        env=environment(), capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "range\n0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_disk_that_is_full_is_said_in_one_sentence(seeded: Path) -> None:
    del seeded
    done = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m ledger list > /dev/full"],
        env=environment(), capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert [line[:6] for line in done.stderr.splitlines()] == ["error:", "hint: "]


def test_ctrl_c_ends_a_long_question_with_130(seeded: Path) -> None:
    del seeded
    endless = "select sum(a.range) from range(99999999) a, range(99999999)"
    child = subprocess.Popen(
        [sys.executable, "-m", "ledger", "sql", endless],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(4)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert "stopped" in err


def test_add_gives_a_pipe_the_id_and_nothing_else(own: Path) -> None:
    del own
    words = ("--by", "Ann", "--said", "2026-03-14", "--due", "none", "--source", "none")
    said = as_process(["add", "Copper up", *words, "-p", "80%"]).done()
    assert len(said.lines) == 1
    assert as_process(["show", said.lines[0], "--json"]).done().json["claim"]["p"] == 0.8


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    words = ("--by", "Ann", "--said", "2026-03-14", "--due", "none", "--source", "none")
    said = as_process(["add", "Copper up", *words, "-p", "80%", "--ledger", str(closed / "l")])
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[-1].startswith("hint: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("")
    secret.chmod(0)
    said = as_process(["import", str(secret)])
    assert (said.code, said.out) == (1, "")


def test_where_no_file_can_grow_nothing_is_half_saved(seeded: Path, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    rows = "".join(f"{n},Ann Bell,Will it?,0.5,2026-01-01\n" for n in range(5_000))
    file.write_text("external_id,commentator,question,probability,made_at\n" + rows)
    before = Ledger.open(seeded).position()
    command = f"ulimit -f 200; exec {sys.executable} -m ledger import {file}"
    done = subprocess.run(
        ["bash", "-c", command], env=environment(), capture_output=True, check=False, text=True
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-2].startswith("error: ")
    assert Ledger.open(seeded).position() == before


def test_doctor_looks_at_everything_and_finds_what_is_bad(seeded: Path) -> None:
    fine = as_process(["doctor", "--json"]).done().json
    assert {one["state"] for one in fine} <= {"ok", "note"}
    assert {"claims", "sqlite", "duckdb", "ledger", "log"} <= {one["what"] for one in fine}
    (seeded / "ledger.sqlite").write_bytes(b"not a database at all " * 200)
    (seeded / "ledger.sqlite-wal").unlink(missing_ok=True)
    broken = as_process(["doctor"])
    assert broken.code == 1
    assert [line for line in broken.lines if line.startswith("bad ")]


def test_a_fault_of_the_program_shows_its_place_only_when_asked(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ledger.cli import welcome

    def broken() -> None:
        raise RuntimeError("a \x1b[31mwheel\x1b[0m came off")

    monkeypatch.setattr(welcome, "welcome", broken)
    said = claims()
    assert (said.code, said.out, "Traceback" in said.err) == (1, "", False)
    monkeypatch.setenv("CLAIMS_DEBUG", "1")
    traced = claims()
    assert (traced.code, traced.out) == (1, "")
    assert "Traceback" in traced.err
    assert "in broken" in traced.err
    assert traced.err.endswith(said.err)
    assert "\x1b" not in traced.err
