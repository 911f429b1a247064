"""Backup, restore and the log as lines: the same facts, the same tree, never an older state."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody import copying, keys, sealing
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import BadProof, Damaged, Failed, Refused, Unreadable
from ledger.log.carrying import lines
from ledger.log.tail import FILE
from ledger.log.verify import verify, verify_file


@pytest.fixture
def backed_up(ledger: Ledger, tmp_path: Path) -> Path:
    sealing.seal(ledger)
    copying.backup(ledger.directory, tmp_path / "backup.sqlite")
    return tmp_path / "backup.sqlite"


def test_a_backup_is_one_private_file_that_verifies(ledger: Ledger, backed_up: Path) -> None:
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600
    assert [path.name for path in backed_up.parent.glob("*backup*")] == [backed_up.name]
    report = verify_file(backed_up)
    assert (report.good, report.size) == (True, ledger.position())


def test_a_backup_never_takes_the_place_of_a_file(ledger: Ledger, backed_up: Path) -> None:
    before = backed_up.read_bytes()
    with pytest.raises(Refused, match="already there"):
        copying.backup(ledger.directory, backed_up)
    assert backed_up.read_bytes() == before


def test_a_backup_while_others_write_has_all_that_was_acknowledged_before(
    ledger: Ledger, tmp_path: Path
) -> None:
    stop, written = threading.Event(), [0]

    def write() -> None:
        with closing(Ledger(ledger.directory, recorder="other")) as other:
            while not stop.is_set():
                other.execute(RegisterCommentator(f"Person {written[0]}"))
                written[0] += 1

    ledger.execute(RegisterCommentator("Zoe"))
    writer = threading.Thread(target=write)
    with closing(Ledger(ledger.directory)) as checked:
        checked.log.newest_recorded_at()
    writer.start()
    try:
        for number in range(5):
            acknowledged = written[0]
            copying.backup(ledger.directory, tmp_path / f"{number}.sqlite")
            with closing(Ledger(tmp_path / str(number))) as restored:
                copying.restore(tmp_path / f"{number}.sqlite", restored)
                names = {row["commentator"] for row in restored.table("commentators").rows()}
            assert {f"Person {n}" for n in range(acknowledged)} <= names
    finally:
        stop.set()
        writer.join()
    assert written[0] > 0


def test_a_restored_ledger_is_the_same_ledger(ledger: Ledger, backed_up: Path) -> None:
    with closing(Ledger(backed_up.parent / "again")) as again:
        done = copying.restore(backed_up, again)
        assert done.set_aside is None
        assert again.table("claims").rows() == ledger.table("claims").rows()
        again.execute(RegisterCommentator("Dora"))
    assert stat.S_IMODE((backed_up.parent / "again" / FILE).stat().st_mode) == 0o600
    assert verify(backed_up.parent / "again").good


def test_an_older_backup_is_refused_and_the_ledger_stays(ledger: Ledger, backed_up: Path) -> None:
    ledger.execute(RegisterCommentator("Dora"))
    at = ledger.position()
    ledger.close()
    with pytest.raises(Refused, match="the backup is older"):
        copying.restore(backed_up, ledger)
    assert ledger.position() == at


def test_a_backup_of_another_history_is_refused(backed_up: Path, tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "other")) as other:
        other.execute(RegisterCommentator("Ana"))
        with pytest.raises(Refused, match="another history"):
            copying.restore(backed_up, other)


def test_a_newer_backup_takes_the_place_and_the_old_file_is_set_aside(
    ledger: Ledger, newer: Path, tmp_path: Path
) -> None:
    with closing(Ledger(tmp_path / "again")) as again:
        done = copying.restore(newer, again)
        assert done.set_aside is not None
        assert done.set_aside.exists()
        assert again.position() == ledger.position()


@pytest.fixture
def newer(ledger: Ledger, backed_up: Path, tmp_path: Path) -> Path:
    """Begin a ledger in `again` from one backup; return a newer one."""
    with closing(Ledger(tmp_path / "again")) as again:
        copying.restore(backed_up, again)
    ledger.execute(RegisterCommentator("Dora"))
    copying.backup(ledger.directory, tmp_path / "newer.sqlite")
    return tmp_path / "newer.sqlite"


def test_nothing_takes_the_place_of_a_ledger_that_is_open_elsewhere(
    newer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PATIENCE", 0.1)
    with closing(Ledger(tmp_path / "again")) as again, closing(Ledger(tmp_path / "again")) as other:
        other.execute(RegisterCommentator("Eve"))
        before = sorted(path.name for path in again.directory.glob("*.sqlite*"))
        with pytest.raises(Failed, match="open elsewhere"):
            copying.restore(newer, again)
        assert sorted(path.name for path in again.directory.glob("*.sqlite*")) == before
        other.execute(RegisterCommentator("Finn"))
    assert verify(tmp_path / "again").good


def test_whoever_writes_to_a_file_that_was_replaced_is_told(newer: Path, tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "again")) as again:
        again.execute(RegisterCommentator("Eve"))
        again.log.recorder.newest()
        (again.directory / FILE).replace(tmp_path / "aside.sqlite")
        (again.directory / FILE).write_bytes(newer.read_bytes())
        with pytest.raises(Failed, match="replaced meanwhile"):
            again.execute(RegisterCommentator("Finn"))


def test_a_damaged_ledger_is_what_a_restore_is_for(ledger: Ledger, backed_up: Path) -> None:
    ledger.close()
    (ledger.directory / FILE).write_bytes(b"not a database at all" * 1000)
    done = copying.restore(backed_up, ledger)
    assert done.set_aside is not None
    assert verify(ledger.directory).good


def test_a_backup_that_lacks_what_a_checkpoint_says_is_refused(
    ledger: Ledger, backed_up: Path, tmp_path: Path
) -> None:
    ledger.execute(RegisterCommentator("Dora"))
    later = sealing.seal(ledger).signed
    key = keys.signer_of(ledger).verifier
    with closing(Ledger(tmp_path / "again")) as again:
        with pytest.raises(Damaged, match="covers"):
            copying.restore(backed_up, again, [key], [("later.txt", later)])
        assert not again.begun


def test_an_altered_backup_is_refused(backed_up: Path, tmp_path: Path) -> None:
    content = bytearray(backed_up.read_bytes())
    at = content.find(b"It will rain")
    content[at] ^= 1
    backed_up.write_bytes(content)
    with closing(Ledger(tmp_path / "again")) as again:
        with pytest.raises(Damaged, match="not what was sealed"):
            copying.restore(backed_up, again)
        assert not again.begun


# the log as lines


def test_a_log_goes_out_and_comes_in_with_the_same_tree(ledger: Ledger, tmp_path: Path) -> None:
    sealing.seal(ledger)
    ledger.execute(RegisterCommentator("Dora"))
    sealing.seal(ledger)
    told = list(lines(ledger.directory))
    with closing(Ledger(tmp_path / "copy")) as copy:
        done = copying.take_in_log(copy, told)
        assert copy.table("claims").rows() == ledger.table("claims").rows()
    assert done.root == sealing.latest(ledger).checkpoint.root
    assert list(lines(tmp_path / "copy")) == told
    assert verify(tmp_path / "copy", [keys.signer_of(ledger).verifier]).good


def with_fact(told: list[str], **changes: object) -> list[str]:
    """Change what the third line says of a fact."""
    return [*told[:3], json.dumps({**json.loads(told[3]), **changes}), *told[4:]]


def state(told: list[str]) -> str:
    return str(json.loads(told[3])["state"])


SPOILT: dict[str, Callable[[list[str]], list[str]]] = {
    "nothing": lambda _: [],
    "no log": lambda _: ['{"a": 1}'],
    "a fact is missing": lambda told: [*told[:3], *told[4:]],
    "the end is missing": lambda told: told[:-2],
    "a blank is added": lambda told: with_fact(told, state=state(told)[:-1] + " }"),
    "a time is changed": lambda told: with_fact(told, recorded_at="2020-01-01T00:00:00.000000Z"),
    "a salt is changed": lambda told: with_fact(told, salt="AAAAAAAAAAAAAAAAAAAAAA=="),
    "a leaf is changed": lambda told: with_fact(told, leaf="A" * 43 + "="),
    "a leaf is no hash": lambda told: with_fact(told, leaf="A"),
    "content is blanked": lambda told: with_fact(told, state=None, salt=None),
    "two facts are swapped": lambda told: [*told[:3], told[4], told[3], *told[5:]],
    "an unknown name": lambda told: with_fact(told, name="story.sung"),
    "not JSON": lambda told: [*told[:3], "{", *told[4:]],
    "not a fact": lambda told: [*told[:3], '{"position": 3}', *told[4:]],
    "a list": lambda told: [*told[:3], "[]", *told[4:]],
    "another root": lambda told: [
        json.dumps({**json.loads(told[0]), "root": "A" * 43 + "="}), *told[1:]
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_lines_that_were_altered_are_refused_and_nothing_is_taken_in(
    kind: str, ledger: Ledger, tmp_path: Path
) -> None:
    told = list(lines(ledger.directory))
    with closing(Ledger(tmp_path / "copy")) as copy:
        with pytest.raises((Unreadable, BadProof, Damaged)):
            copying.take_in_log(copy, SPOILT[kind](told))
        assert copy.position() == 0
        copying.take_in_log(copy, told)
        assert copy.position() == ledger.position()


def test_a_log_is_only_taken_into_an_empty_ledger(ledger: Ledger) -> None:
    told = list(lines(ledger.directory))
    with pytest.raises(Refused, match="empty ledger"):
        copying.take_in_log(ledger, told)
