"""Alterations by somebody who can write to the file: one thing is changed, and it shows by itself.

Every function is one operation; its docstring is how the table calls it.
"""

from __future__ import annotations

from dataclasses import replace

from ledger.log.schema import GUARDS
from ledger.seal.checkpoint import read_checkpoint
from ledger.seal.note import Signer
from tests.tamper.attacker import (
    File,
    Held,
    adoption,
    again,
    leaf_of,
    own_origin,
    signed_one,
)
from tests.tamper.sample import Sample

_EARLIER = "2023-05-01T09:04:00.000000Z"
_EDIT = "update stored_events set state = ? where position = ?"

# a fact


def words_edited(file: File, _: Sample) -> None:
    """The words of a claim were changed."""
    claim = file.find("claim.recorded")
    file.run(_EDIT, claim.said(quote="It will not rain").state, claim.position)


def number_edited(file: File, _: Sample) -> None:
    """A probability was changed by a billionth."""
    reading = file.find("estimate.recorded")
    best = int(str(reading.fields()["best"]))
    file.run(_EDIT, reading.said(best=best + 1).state, reading.position)


def answer_turned(file: File, _: Sample) -> None:
    """An answer was turned from yes to no."""
    answer = file.find("question.resolved")
    file.run(_EDIT, answer.said(outcome="no").state, answer.position)


def content_rewritten(file: File, _: Sample) -> None:
    """The same content was written in another way (a blank more)."""
    claim = file.find("claim.recorded")
    assert claim.state is not None
    file.run(_EDIT, claim.state.replace(b":", b": ", 1), claim.position)


def redated(file: File, _: Sample) -> None:
    """A fact was dated back in its row."""
    file.run(f"update stored_events set recorded_at = '{_EARLIER}' where position = 17")


def redated_inside(file: File, _: Sample) -> None:
    """A fact was dated back in its content."""
    claim = file.find("claim.recorded")
    told = claim.said(recorded_at=_EARLIER)
    file.run(_EDIT, told.state, claim.position)


def renamed(file: File, _: Sample) -> None:
    """A withdrawal was made a correction by its stored name."""
    file.run("update stored_events set topic = 'claim.corrected' where topic = 'claim.withdrawn'")


def given_to_another(file: File, _: Sample) -> None:
    """A reading was moved to another claim's reading."""
    first, second = file.find("estimate.recorded"), file.find("estimate.recorded", 1)
    where = "originator_version = 2 where position = ?"
    file.run(f"update stored_events set originator_id = ?, {where}", first.stream, second.position)


def version_changed(file: File, _: Sample) -> None:
    """The version of a fact in its stream was changed."""
    file.run("update stored_events set originator_version = 9 where position = 50")


def version_of_another_type(file: File, _: Sample) -> None:
    """The version of a fact was stored as another type."""
    file.run("update stored_events set originator_version = x'31' where position = 50")


def moved_to_the_end(file: File, _: Sample) -> None:
    """A fact was moved to a later position."""
    file.run("update stored_events set position = 51 where position = 20")


def swapped_contents(file: File, _: Sample) -> None:
    """Two claims changed places, each with its salt."""
    first, second = file.find("claim.recorded"), file.find("claim.recorded", 1)
    statement = "update stored_events set state = ?, salt = ? where position = ?"
    file.run(statement, first.state, first.salt, second.position)
    file.run(statement, second.state, second.salt, first.position)


def swapped_rows(file: File, _: Sample) -> None:
    """Two facts changed positions, rows and all."""
    for old, new in ((17, -1), (19, 17), (-1, 19)):
        file.run("update stored_events set position = ? where position = ?", new, old)


def salt_changed(file: File, _: Sample) -> None:
    """The salt of a fact was changed."""
    file.run("update stored_events set salt = ? where position = 17", bytes(16))


def salt_moved(file: File, _: Sample) -> None:
    """The border between salt and content was moved, so that both hash alike."""
    claim = file.find("claim.recorded")
    assert claim.state is not None
    assert claim.salt is not None
    statement = "update stored_events set salt = ?, state = ? where position = ?"
    file.run(statement, claim.salt[:-1], claim.salt[-1:] + claim.state, claim.position)


# facts taken away


def first_deleted(file: File, _: Sample) -> None:
    """The first fact was deleted."""
    file.run("delete from stored_events where position = 1")


def middle_deleted(file: File, _: Sample) -> None:
    """A fact in the middle was deleted."""
    file.run("delete from stored_events where position = 30")


def last_deleted(file: File, _: Sample) -> None:
    """The last fact was deleted."""
    file.run("delete from stored_events where position = 50")


def tail_deleted(file: File, _: Sample) -> None:
    """The last ten facts were deleted."""
    file.run("delete from stored_events where position > 40")


def stream_deleted(file: File, _: Sample) -> None:
    """A whole claim was deleted."""
    file.run("delete from stored_events where originator_id like 'claim-20240305-%'")


def all_deleted(file: File, _: Sample) -> None:
    """All facts were deleted."""
    file.run("delete from stored_events")


# facts put in


def inserted_unsealed(file: File, _: Sample) -> None:
    """A fact was appended without a seal."""
    _append(file, replace(_extra(file), leaf=bytes(32)))


def inserted_sealed(file: File, _: Sample) -> None:
    """A fact was appended with its right leaf, and not in the tree."""
    _append(file, _extra(file))


def copied(file: File, _: Sample) -> None:
    """A fact was appended a second time, seal and all."""
    _append(file, replace(_extra(file), leaf=file.find("claim.recorded").leaf))


# hashes worked out anew


def leaf_recomputed(file: File, _: Sample) -> None:
    """The words were changed and the leaf worked out anew."""
    claim = _turned(file.find("claim.recorded"))
    statement = "update stored_events set state = ?, leaf_hash = ? where position = ?"
    file.run(statement, claim.state, leaf_of(claim), claim.position)


def tree_recomputed(file: File, _: Sample) -> None:
    """The words were changed, leaf and tree worked out anew, checkpoints kept."""
    file.rebuild(again([_turned(fact) for fact in file.facts()]))


def reordered(file: File, _: Sample) -> None:
    """Two claims changed places, leaves and tree worked out anew, checkpoints kept."""
    facts = file.facts()
    facts[16], facts[18] = facts[18], facts[16]
    file.rebuild(again(facts))


def back_dated_insert(file: File, _: Sample) -> None:
    """A claim was put in early, leaves and tree worked out anew, checkpoints kept."""
    facts = file.facts()
    early = replace(_extra(file), recorded_at=facts[16].recorded_at)
    file.rebuild(again([*facts[:17], early, *facts[17:]]))


# tree and names


def tree_size_edited(file: File, _: Sample) -> None:
    """The size of the tree was changed."""
    file.run("update ledger_tree set size = size + 1")


def tree_hash_edited(file: File, _: Sample) -> None:
    """A hash of the tree was changed."""
    file.run("update ledger_tree set frontier = zeroblob(length(frontier))")


def tree_removed(file: File, _: Sample) -> None:
    """The tree was removed."""
    file.run("delete from ledger_tree")


def name_removed(file: File, _: Sample) -> None:
    """A stored name was taken from the list."""
    file.run("delete from stored_names where name = 'claim.withdrawn'")


def name_added(file: File, _: Sample) -> None:
    """A stored name was added to the list, so that the program refuses the ledger."""
    file.run("insert into stored_names values ('claim.foretold', 1)")


def name_of_a_later_version(file: File, _: Sample) -> None:
    """A stored name was listed in a later version."""
    file.run("update stored_names set version = 2 where name = 'claim.withdrawn'")


def name_of_what_is_gone_added(file: File, _: Sample) -> None:
    """A stored name was listed in a later version, that of a redacted fact."""
    file.run("insert into stored_names select topic, 9 from stored_events where state is null")


# checkpoints and keys


def checkpoint_text_edited(file: File, _: Sample) -> None:
    """A checkpoint says another number of facts."""
    note = next(note for note in file.notes() if "\n36\n" in note)
    edited = note.replace("\n36\n", "\n35\n")
    file.run("update checkpoints set size = 35, note = ? where note = ?", edited, note)


def checkpoint_signature_edited(file: File, _: Sample) -> None:
    """A letter of a signature was changed that decodes to the same bytes."""
    note = file.notes()[0]
    file.run("update checkpoints set note = ? where note = ?", _same_bytes(note), note)


def checkpoint_filed_wrongly(file: File, _: Sample) -> None:
    """A checkpoint is kept under another number of facts than it says."""
    file.run("update checkpoints set size = 35 where size = 36")


def checkpoint_signed_by_a_stranger_too(file: File, _: Sample) -> None:
    """A second signature, by somebody unknown, stands under a checkpoint."""
    note = file.notes()[0]
    stranger = Signer("stranger", bytes(32)).sign(read_checkpoint(note).checkpoint.text())
    both = note + stranger.rpartition("\n\n")[2]
    file.run("update checkpoints set note = ? where note = ?", both, note)


def checkpoint_by_a_stranger(file: File, owner: Sample) -> None:
    """A checkpoint by a key of the same name was added."""
    facts = file.facts()
    note = signed_one(facts, len(facts), Signer(owner.signers[0].name, bytes(32)))
    file.run("insert into checkpoints values (?, ?)", len(facts), note)


def checkpoint_of_another_root(file: File, owner: Sample) -> None:
    """A checkpoint with the owner's signature says another root."""
    facts = [_turned(fact) for fact in file.facts()]
    note = signed_one(again(facts), len(facts), owner.signers[-1])
    file.run("insert into checkpoints values (?, ?)", len(facts), note)


def key_not_handed_over(file: File, owner: Sample) -> None:
    """A thief's key was adopted at the end, properly sealed, with a handover by itself."""
    facts = file.facts()
    thief = Signer(owner.signers[0].name, bytes(32))
    told = adoption(own_origin(facts), thief, thief) | {"previous": str(owner.signers[-1].verifier)}
    adopted = file.find("key.adopted").said(**told)
    whole = again([*facts, adopted])
    file.rebuild(whole, [*file.notes(), signed_one(whole, len(whole), thief)])


# guards


def guards_dropped(file: File, _: Sample) -> None:
    """All guards were taken away."""
    with file.opened() as connection:
        for name in GUARDS:
            connection.execute(f"drop trigger {name}")


def guard_dropped(file: File, _: Sample) -> None:
    """One guard was taken away."""
    with file.opened() as connection:
        connection.execute("drop trigger checkpoints_are_not_removed")


def guard_softened(file: File, _: Sample) -> None:
    """A guard was replaced by one of the same name that lets everything pass."""
    with file.opened() as connection:
        connection.execute("drop trigger facts_are_not_removed")
        soft = GUARDS["facts_are_not_removed"].replace("begin", "when 0\nbegin")
        connection.execute(soft)


def guard_added(file: File, _: Sample) -> None:
    """A trigger was added that keeps later checkpoints from being stored."""
    with file.opened() as connection:
        connection.execute(_DROPPING)


def guard_hidden(file: File, _: Sample) -> None:
    """A trigger was added under a name that SQLite keeps for itself."""
    with file.opened() as connection:
        connection.execute(
            "insert into sqlite_master values"
            " ('trigger', 'sqlite_autoindex_checkpoints_2', 'checkpoints', 0, ?)",
            [_DROPPING.replace("a_trap", "sqlite_autoindex_checkpoints_2")],
        )


def table_loosened(file: File, _: Sample) -> None:
    """A table was given fewer constraints."""
    with file.opened() as connection:
        connection.execute(
            "update sqlite_master set sql = replace(sql, ' check (one = 1)', '')"
            " where name = 'ledger_tree'"
        )


def table_added(file: File, _: Sample) -> None:
    """A table of another program was put beside ours."""
    with file.opened() as connection:
        connection.execute("create table notes (text)")


def table_made_a_view(file: File, _: Sample) -> None:
    """The facts were put in another table, and an endless view in place of the first."""
    guards_dropped(file, _)
    with file.opened() as connection:
        connection.execute("alter table stored_events rename to facts")
        connection.execute(_ENDLESS)


# redaction


def blanked_unannounced(file: File, _: Sample) -> None:
    """The content of a claim was blanked, and no redaction announced."""
    file.run("update stored_events set state = null, salt = null where position = 19")


def salt_blanked(file: File, _: Sample) -> None:
    """Only the salt of a fact was blanked."""
    file.run("update stored_events set salt = null where position = 19")


def another_blanked(file: File, owner: Sample) -> None:
    """A redaction was announced, and another fact blanked as well."""
    beside = owner.redacted + 1
    file.run("update stored_events set state = null, salt = null where position = ?", beside)


def put_back(file: File, owner: Sample) -> None:
    """Redacted content was put back, salt and all."""
    statement = "update stored_events set state = ?, salt = ? where position = ?"
    file.run(statement, *owner.gone, owner.redacted)


def half_put_back(file: File, owner: Sample) -> None:
    """Other content was put in place of what was redacted."""
    file.run("update stored_events set state = ? where position = ?", b"{}", owner.redacted)


# the file


def marked_as_another_format(file: File, _: Sample) -> None:
    """The file was marked as of another format."""
    with file.opened() as connection:
        connection.execute("pragma user_version = 1")


def marked_as_another_programs(file: File, _: Sample) -> None:
    """The file was marked as another program's."""
    with file.opened() as connection:
        connection.execute("pragma application_id = 0")


def cut_in_half(file: File, _: Sample) -> None:
    """The second half of the file is missing."""
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[: len(whole) // 8192 * 4096])


_DROPPING = """
create trigger a_trap before insert on checkpoints
begin
    select raise(ignore);
end
""".strip()
_ENDLESS = """
create view stored_events as
with recursive endless as (select * from facts union all select * from endless)
select * from endless
""".strip()


def _extra(file: File) -> Held:
    """Return a claim more, sealed as the next fact."""
    claim = file.find("claim.recorded")
    at = len(file.facts()) + 1
    made = replace(claim.said(quote="I always said so"), position=at, stream="claim-extra")
    return replace(made, leaf=leaf_of(made))


def _append(file: File, fact: Held) -> None:
    marks = ", ".join("?" * 8)
    file.run(f"insert into stored_events values ({marks})", *vars(fact).values())


def _turned(fact: Held) -> Held:
    """Return the first claim with the opposite in its words; any other fact as it is."""
    return fact.said(quote="It will not rain") if fact.position == 17 else fact


def _same_bytes(note: str) -> str:
    """Return a note with another last letter of its signature, which says nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    assert note.endswith("=\n")
    last = letters[letters.index(note[-3]) ^ 1]
    return f"{note[:-3]}{last}=\n"
