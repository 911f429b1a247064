"""A large ledger is looked at by several processes, which find what one finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.log.checks import facts
from ledger.log.checks.beside import Beside
from ledger.log.verify import Report, verify_file
from tests.tamper import clumsy
from tests.tamper.attacker import File
from tests.tamper.sample import Sample
from tests.tamper.table import OPERATIONS, Operation


def side_by_side(path: Path, owner: Sample, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Verify as on a machine of five processors, a handful of facts being worth a process."""
    with monkeypatch.context() as patched:
        patched.setattr(facts, "_WORTH_A_PROCESS", 5)
        patched.setattr("os.cpu_count", lambda: 5)
        return whole(path, owner)


def no_process_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.log.checks.beside.command", lambda *_: ["false"])


def whole(path: Path, owner: Sample) -> Report:
    return verify_file(path, [owner.signers[-1].verifier], [("kept outside", owner.kept)])


@pytest.mark.parametrize(
    "alter",
    [
        lambda *_: None,
        clumsy.blanked_unannounced,
        clumsy.put_back,
        lambda file, owner: file.path.write_bytes(owner.file[:-4096]),
    ],
    ids=["nothing", "blanked", "put back", "cut off"],
)
def test_processes_find_what_one_finds(
    alter: Operation, path: Path, owner: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    alter(File(path), owner)
    finished, finish = list[bool](), Beside.finished

    def watched(beside: Beside) -> bool:
        finished.append(finish(beside))
        return finished[-1]

    monkeypatch.setattr(Beside, "finished", watched)
    shared = side_by_side(path, owner, monkeypatch)
    assert finished == [True] * 4 or shared.findings
    assert shared == whole(path, owner)


@pytest.mark.parametrize(
    "operation", [pytest.param(one[0], id=id) for id, one in OPERATIONS.items()]
)
def test_whatever_fails_is_looked_at_by_whoever_asked(
    operation: Operation, path: Path, owner: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation(File(path), owner)
    no_process_works(monkeypatch)
    shared, alone = side_by_side(path, owner, monkeypatch), whole(path, owner)
    assert shared.root == alone.root
    assert {one.check for one in shared.findings} == {one.check for one in alone.findings}


def test_a_gap_where_two_processes_meet_is_found_by_one_of_them(
    path: Path, owner: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_process_works(monkeypatch)
    for gone in range(1, whole(path, owner).size):
        with File(path).unguarded() as connection:
            connection.execute("delete from stored_events where position = ?", (gone,))
        found = side_by_side(path, owner, monkeypatch).findings
        assert [one.where for one in found if one.what == "is missing"] == [f"position {gone}"]
        path.write_bytes(owner.file)
