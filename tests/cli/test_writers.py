"""Two programs add claims at once: each of them is on record, and nobody sees an error."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.running import Claims, environment

WRITER = """
import sys
from ledger.cli.main import run
name, count = sys.argv[1], int(sys.argv[2])
for number in range(count):
    said = ("--said", "2026-03-14", "--due", "none", "--source", "none", "-p", "80%")
    if code := run(["add", f"{name} says {number}", "--by", name, "--new-person", *said]):
        sys.exit(code)
"""


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.nightly)])
def test_two_programs_add_at_once_and_every_claim_is_there(count: int, claims: Claims) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, name, str(count)],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for name in ("Ann Bell", "Bo Cole")
    ]  # fmt: skip
    said = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], [err for _, err in said]
    assert not [err for _, err in said if "error:" in err]
    ids = [one for out, _ in said for one in out.splitlines()]
    assert len(set(ids)) == 2 * count
    rows = claims("list", "--json").done().json
    assert {row["id"] for row in rows} == set(ids)
    assert {row["question"] for row in rows} == {
        f"{name} says {number}" for name in ("Ann Bell", "Bo Cole") for number in range(count)
    }
    opened = claims("sql", "select count(*) as n from ledger_opened", "--json").json
    assert opened == [{"n": 1}]
