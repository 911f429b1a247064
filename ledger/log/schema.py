"""The sealed ledger's file: its tables, the guards over them, and the marks that say whose it is.

Invariant: a fact is only ever appended, at the next position, under the tree that already counts
it; nothing is edited, removed or replaced, but for the content of a fact whose redaction was
announced. The guards stop accidents and honest tools; `verify` finds whoever takes them away.
"""

from __future__ import annotations

APPLICATION_ID = 0x434C4D53
"""“CLMS”: says to other programs whose file this is."""
FORMAT = 2
"""A file of a newer format is refused by name."""
PREVIEW = 1
"""The form without a seal; carried over by exporting its log and importing that."""

TABLES = {
    "stored_events": """
create table stored_events (
    position integer primary key,
    originator_id text not null,
    originator_version integer not null,
    topic text not null,
    state blob,
    recorded_at text not null,
    salt blob,
    leaf_hash blob not null check (length(leaf_hash) = 32),
    unique (originator_id, originator_version)
)""",
    "ledger_tree": """
create table ledger_tree (
    one integer primary key check (one = 1),
    size integer not null,
    frontier blob not null
)""",
    "checkpoints": """
create table checkpoints (
    size integer not null,
    note text not null,
    primary key (size, note)
) without rowid""",
    "stored_names": """
create table stored_names (
    name text not null,
    version integer not null,
    primary key (name, version)
) without rowid""",
}
"""`stored_events`: a fact a row; position, stream, version, name and recorded_at stand in its leaf
with the hash over salt and state. `ledger_tree`: size and frontier of the tree. `checkpoints`: the
signed ones. `stored_names`: each stored name and version that some fact here has."""

GUARDS = {
    "facts_come_next": """
create trigger facts_come_next before insert on stored_events
begin
    select raise(abort, 'a fact takes the next position')
    where new.position is not (select coalesce(max(position), 0) + 1 from stored_events);
    select raise(abort, 'a fact is appended with its seal')
    where new.position > (select size from ledger_tree)
        or new.state is null or length(new.salt) is not 16;
    select raise(abort, 'that version of the stream is taken')
    where exists (
        select 1 from stored_events
        where originator_id = new.originator_id and originator_version = new.originator_version
    );
end""",
    "facts_are_not_edited": """
create trigger facts_are_not_edited before update on stored_events
when new.state is not null or new.salt is not null or old.state is null
    or new.position is not old.position or new.originator_id is not old.originator_id
    or new.originator_version is not old.originator_version or new.topic is not old.topic
    or new.recorded_at is not old.recorded_at or new.leaf_hash is not old.leaf_hash
    or not exists (
        select 1 from stored_events
        where originator_id = 'redaction-' || old.position and topic = 'fact.redacted'
    )
begin
    select raise(abort, 'a fact is never edited');
end""",
    "facts_are_not_removed": """
create trigger facts_are_not_removed before delete on stored_events
begin
    select raise(abort, 'a fact is never removed');
end""",
    "the_tree_is_one": """
create trigger the_tree_is_one before insert on ledger_tree
when exists (select 1 from ledger_tree)
begin
    select raise(abort, 'a ledger has one tree');
end""",
    "the_tree_only_grows": """
create trigger the_tree_only_grows before update on ledger_tree
when new.one is not old.one or new.size <= old.size
begin
    select raise(abort, 'the tree only grows');
end""",
    "the_tree_is_not_removed": """
create trigger the_tree_is_not_removed before delete on ledger_tree
begin
    select raise(abort, 'the tree is never removed');
end""",
    "checkpoints_are_of_the_past": """
create trigger checkpoints_are_of_the_past before insert on checkpoints
when new.size > (select size from ledger_tree)
    or exists (select 1 from checkpoints where size = new.size and note = new.note)
begin
    select raise(abort, 'a checkpoint is of facts that are here, and kept once');
end""",
    "checkpoints_are_not_edited": """
create trigger checkpoints_are_not_edited before update on checkpoints
begin
    select raise(abort, 'a checkpoint is never edited');
end""",
    "checkpoints_are_not_removed": """
create trigger checkpoints_are_not_removed before delete on checkpoints
begin
    select raise(abort, 'a checkpoint is never removed');
end""",
    "names_are_not_edited": """
create trigger names_are_not_edited before update on stored_names
begin
    select raise(abort, 'a stored name is for ever');
end""",
    "names_are_not_removed": """
create trigger names_are_not_removed before delete on stored_names
begin
    select raise(abort, 'a stored name is for ever');
end""",
}

STATEMENTS = tuple(text.strip() for text in (*TABLES.values(), *GUARDS.values()))
BEGIN_TREE = "insert into ledger_tree values (1, 0, x'')"
