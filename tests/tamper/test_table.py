"""Each named alteration is found with exactly what the table says is needed, and not with less."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.log.verify import Report, verify_file
from tests.tamper.attacker import File
from tests.tamper.places import in_memory
from tests.tamper.sample import Sample
from tests.tamper.table import OPERATIONS, Group, Level, Operation

LEVELS = (Level.FILE, Level.KEY, Level.CHECKPOINT)


@pytest.fixture
def file(owner: Sample) -> Iterator[File]:
    with in_memory() as folder:
        path = folder / "ledger.sqlite"
        path.write_bytes(owner.file)
        yield File(path)


def looked(file: File, owner: Sample, level: Level) -> Report:
    """Verify with what a reader at that level brings."""
    keys = [owner.signers[-1].verifier] if level >= Level.KEY else []
    against = [("kept outside", owner.kept)] if level >= Level.CHECKPOINT else []
    return verify_file(file.path, keys, against)


def found_at(file: File, owner: Sample) -> Level:
    """Return the least that finds something."""
    return next((level for level in LEVELS if looked(file, owner, level).findings), Level.NOTHING)


def test_there_is_nothing_to_find_in_the_ledger_as_its_owner_left_it(
    file: File, owner: Sample
) -> None:
    assert [looked(file, owner, level).findings for level in LEVELS] == [(), (), ()]
    for signer in owner.signers:
        assert verify_file(file.path, [signer.verifier], [("kept", owner.kept)]).good


def test_rebuilding_alone_leaves_no_trace(file: File, owner: Sample) -> None:
    file.rebuild(file.facts())
    assert found_at(file, owner) is Level.NOTHING


@pytest.mark.parametrize("at_once", [1, 2, 5, 6, 7, 41, 42, 50])
def test_the_roots_of_checkpoints_are_found_however_the_tree_is_grown(
    at_once: int, file: File, owner: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.log.checks.recount.AT_ONCE", at_once)
    assert looked(file, owner, Level.CHECKPOINT).good


@pytest.mark.parametrize(
    ("operation", "group"), [pytest.param(*one, id=name) for name, one in OPERATIONS.items()]
)
def test_it_takes_exactly_what_the_table_says_to_find_it(
    operation: Operation, group: Group, file: File, owner: Sample
) -> None:
    operation(file, owner)
    assert file.path.read_bytes() != owner.file
    assert found_at(file, owner) is group.level
    reports = [looked(file, owner, level) for level in LEVELS if level >= group.level]
    assert all(report.findings for report in reports), "whoever brings more finds no less"


WITH_THE_OLDER_KEY = {"retired_key", "retired_key_kept_on", "oldest_backup"}


@pytest.mark.parametrize(
    "name", [name for name, (_, group) in OPERATIONS.items() if group.level <= Level.KEY]
)
def test_the_owners_older_key_finds_as_much_but_for_what_it_signs_itself(
    name: str, file: File, owner: Sample
) -> None:
    operation, _ = OPERATIONS[name]
    operation(file, owner)
    older = [owner.signers[0].verifier]
    assert verify_file(file.path, older).good is (name in WITH_THE_OLDER_KEY)
    assert verify_file(file.path, older, [("kept outside", owner.kept)]).findings
