"""What every verb prints with `--json`: one schema for each, and the one list of them.

To add a verb: its line in `SHAPES`. A test runs every verb and holds what it prints to its schema.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from ledger.cli.shapes import doing, looking, tables
from ledger.cli.shapes.parts import Schema, names_in

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_claims = partial(tables.rows, "claims")

SHAPES: dict[str, Callable[[], Schema]] = {
    "add": partial(tables.row, "claims"),
    "due": partial(tables.rows, "due"),
    "resolve": doing.resolved,
    "reopen": doing.changed,
    "dispute": doing.changed,
    "review": doing.queue,
    "reply": doing.changed,
    "dashboard": looking.dashboard,
    "compare": looking.compare,
    "sensitivity": looking.sensitivity,
    "list": _claims,
    "search": looking.search,
    "browse": _claims,
    "read": looking.read,
    "coverage": looking.coverage,
    "methods": looking.methods,
    "preregister": doing.preregistered,
    "show": looking.show,
    "log": looking.log,
    "coder list": doing.coders,
    "coder assign": doing.changed,
    "coder agree": doing.agreement,
    "coder adjudicate": doing.adjudicated,
    "coder conclude": doing.changed,
    "coder open": doing.opened,
    "coder export": doing.written_out,
    "coder import": doing.taken_in,
    "coder codebook": doing.codebook,
    "score show": looking.scores,
    "score explain": looking.explained,
    "plan show": looking.plan,
    "plan list": partial(tables.rows, "plans"),
    "plan add": doing.changed,
    "plan withdraw": doing.changed,
    "person show": looking.person,
    "person list": partial(tables.rows, "commentators"),
    "person merge": doing.changed,
    "person alias": doing.changed,
    "person rename": doing.changed,
    "source show": looking.source,
    "source list": partial(tables.rows, "sources"),
    "source add": doing.changed,
    "source link": doing.changed,
    "source retract": doing.changed,
    "import": doing.imported,
    "export": doing.exported,
    "merge-cells": looking.merged_cells,
    "sql": doing.answered,
    "backup": doing.kept,
    "restore": doing.restored,
    "verify": doing.verified,
    "seal": doing.sealed,
    "checkpoint": doing.checkpoints,
    "prove": doing.proof,
    "check-proof": doing.proof_checked,
    "key": doing.keys,
    "undo": doing.undone,
    "redo": doing.redone,
    "edit": doing.changed,
    "withdraw": doing.changed,
    "reject": doing.changed,
    "redact": doing.redacted,
    "clock": doing.clock,
    "demo": doing.demo,
    "doctor": doing.doctor,
    "help": doing.topics,
    "tour": doing.tour,
    "config": doing.settings,
    "completion": doing.completion,
    "schema": doing.schemas,
}
"""Each verb, as it is typed after `claims`, and what it prints."""


@cache
def schema(verb: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of what `claims VERB --json` prints."""
    return {"$schema": _DRAFT, "title": f"claims {verb} --json", **SHAPES[verb]()}


@cache
def fields(verb: str) -> tuple[tuple[str, ...], bool]:
    """Return the fields that `--json` can pick of a verb, and whether the data may have others."""
    names, is_open = names_in(SHAPES[verb]())
    return tuple(names), is_open
