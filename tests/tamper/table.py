"""What finds what: each way of altering a ledger, and what a reader needs to see it.

Invariant: the README shows this table and the tests hold the program to it, each operation at
exactly its level: found there, and not below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from tests.tamper import clumsy, thief
from tests.tamper.attacker import File
from tests.tamper.sample import Sample

Operation = Callable[[File, Sample], None]


class Level(IntEnum):
    """What a reader must bring along to find an alteration."""

    FILE = 1
    """Nothing: `claims verify` on the file alone."""
    KEY = 2
    """The owner's public key, got by another way."""
    CHECKPOINT = 3
    """A checkpoint from before the alteration, kept elsewhere."""
    NOTHING = 4
    """Whatever is brought, it is not found."""


@dataclass(frozen=True)
class Group:
    """Operations of one kind, which are all found at one level."""

    title: str
    level: Level
    operations: tuple[Operation, ...]


TABLE = (
    Group("A fact changed in place", Level.FILE, (
        clumsy.words_edited, clumsy.number_edited, clumsy.answer_turned, clumsy.content_rewritten,
        clumsy.redated, clumsy.redated_inside, clumsy.renamed, clumsy.given_to_another,
        clumsy.version_changed, clumsy.version_of_another_type, clumsy.moved_to_the_end,
        clumsy.swapped_contents, clumsy.swapped_rows, clumsy.salt_changed, clumsy.salt_moved,
    )),
    Group("Facts taken away or put in", Level.FILE, (
        clumsy.first_deleted, clumsy.middle_deleted, clumsy.last_deleted, clumsy.tail_deleted,
        clumsy.stream_deleted, clumsy.all_deleted, clumsy.inserted_unsealed,
        clumsy.inserted_sealed, clumsy.copied,
    )),
    Group("Hashes worked out anew, but nothing signed", Level.FILE, (
        clumsy.leaf_recomputed, clumsy.tree_recomputed, clumsy.reordered,
        clumsy.back_dated_insert,
    )),
    Group("The tree, the names, the checkpoints", Level.FILE, (
        clumsy.tree_size_edited, clumsy.tree_hash_edited, clumsy.tree_removed,
        clumsy.name_removed, clumsy.name_added, clumsy.name_of_a_later_version,
        clumsy.name_of_what_is_gone_added,
        clumsy.checkpoint_text_edited, clumsy.checkpoint_signature_edited,
        clumsy.checkpoint_filed_wrongly, clumsy.checkpoint_signed_by_a_stranger_too,
        clumsy.checkpoint_by_a_stranger, clumsy.checkpoint_of_another_root,
        clumsy.key_not_handed_over,
    )),
    Group("The guards in the file, and the file itself", Level.FILE, (
        clumsy.guards_dropped, clumsy.guard_dropped, clumsy.guard_softened, clumsy.guard_added,
        clumsy.guard_hidden, clumsy.table_loosened, clumsy.table_added, clumsy.table_made_a_view,
        clumsy.marked_as_another_format, clumsy.marked_as_another_programs, clumsy.cut_in_half,
    )),
    Group("Content gone, or back, other than as announced", Level.FILE, (
        clumsy.blanked_unannounced, clumsy.salt_blanked, clumsy.another_blanked, clumsy.put_back,
        clumsy.half_put_back,
    )),
    Group("Everything rebuilt, without the owner's key in use", Level.KEY, (
        thief.resigned_by_another, thief.unsigned, thief.another_first, thief.another_before,
        thief.another_ledger, thief.retired_key, thief.retired_key_kept_on,
        thief.oldest_backup,
    )),
    Group("Nothing left that the owner's key would have to sign", Level.CHECKPOINT, (
        thief.tail_rewritten, thief.older_backup, thief.kept_checkpoint_deleted,
    )),
    Group("Everything rebuilt and signed with the owner's own key", Level.CHECKPOINT, (
        thief.stolen_edited, thief.stolen_inserted, thief.stolen_left_out, thief.stolen_cut,
        thief.stolen_redated, thief.stolen_reordered,
    )),
    Group("Outside what any checkpoint that was kept speaks of", Level.NOTHING, (
        thief.unsigned_tail_edited, thief.unsigned_tail_cut, thief.checkpoint_nobody_kept,
        thief.false_clock,
    )),
)  # fmt: skip

BROUGHT = ("the file alone", "and the owner's public key", "and a checkpoint kept elsewhere")
"""What each of the first three levels is called; the last is none of them."""

OPERATIONS = {one.__name__: (one, group) for group in TABLE for one in group.operations}


def summary() -> str:
    """Return the table as the README shows it: a row for each group."""
    head = ["what somebody did", "ways", *BROUGHT]
    rows = [head, ["---", "---:", *("---" for _ in BROUGHT)], *map(_row, TABLE)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def listing() -> str:
    """Return every operation by its own sentence, under its group."""
    return "\n".join(
        f"**{group.title}**\n\n" + "".join(f"* {told(one)}\n" for one in group.operations)
        for group in TABLE
    )


def told(operation: Operation) -> str:
    """Return what an operation is, in a sentence."""
    return " ".join((operation.__doc__ or "").split())


def _row(group: Group) -> list[str]:
    levels = (Level.FILE, Level.KEY, Level.CHECKPOINT)
    marks = ["found" if level >= group.level else "—" for level in levels]
    return [group.title, str(len(group.operations)), *marks]
