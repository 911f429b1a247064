"""The commands that would do the same in a shell: what is on the screen, said as it is typed.

Invariant: each line can be typed as it stands; what cannot be typed is asked for by its id.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.browse.model import Person, Wish
    from ledger.screens.rows import ClaimRow


def commands(wish: Wish, row: ClaimRow | None) -> list[tuple[str, str]]:
    """Return what each does, and the command."""
    return [*_of_the_list(wish), *(_of_the_claim(row) if row is not None else ())]


def _of_the_list(wish: Wish) -> Iterator[tuple[str, str]]:
    terms = _terms(wish)
    if terms is None and wish.person is not None:
        one = wish.person.commentator_id
        yield "this list", f"claims sql {shlex.quote(_by_id(one))}"
        return
    shown = f" {shlex.quote(terms)}" if terms else ""
    yield "this list", f"claims list{shown}"
    yield "its calibration", f"claims dashboard{shown}"


def _of_the_claim(row: ClaimRow) -> Iterator[tuple[str, str]]:
    key = shlex.quote(row["question_key"])
    yield "this claim", f"claims show {row['id']}"
    yield "its question", f"claims show {key}"
    yield "its facts", f"claims log {row['id']}"
    yield "how it was scored", f"claims score explain {row['id']}"
    if row.get("question_kind", "binary") == "binary":
        corrects = " --correct" if row["outcome"] is not None else ""
        yield "answer it", f"claims resolve {key} yes --on DATE --evidence URL{corrects}"
    if row["prob_source"] == "verbal":
        yield "code its words", f"claims review id:{row['id']}"
    yield "take back", "claims undo"


def _terms(wish: Wish) -> str | None:
    """Return the list as a filter; None where the name has no place in one."""
    own = _by(wish.person) if wish.person is not None else ""
    if own is None or visible(wish.filter) != wish.filter:
        return None
    return " ".join(filter(None, (wish.filter.strip(), own)))


def _by(person: Person) -> str | None:
    if '"' in person.name or visible(person.name) != person.name:
        return None
    return f'by:"{person.name}"'


def _by_id(commentator: str) -> str:
    return f"from claims where commentator_id = '{commentator}'"
