"""``--json=FIELD,…``: of what a verb prints as JSON, only these fields.

Invariant: a field that the verb does not print is refused before the verb does anything.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from typer._click.core import Context
from typer._click.globals import get_current_context

from ledger.errors import Unreadable

_OPTION = "--json"
_SEVERAL = re.compile(r"[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*")


def keep(ctx: Context, named: Sequence[str]) -> None:
    """Keep the fields that a command line names for whoever prints."""
    ctx.meta[__name__] = tuple(named)


def taken(verb: str, args: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the arguments without the fields, and the fields; raise `Unreadable`.

    The word after ``--json`` is fields if it has a comma, or is one that the verb prints.
    """
    rest: list[str] = []
    names: tuple[str, ...] = ()
    left = list(args)
    while left:
        word = left.pop(0)
        if word == "--":
            return [*rest, word, *left], names
        if word.startswith(f"{_OPTION}="):
            names = _known(verb, word.partition("=")[2])
            word = _OPTION
        elif word == _OPTION and left and _are_fields(verb, left[0]):
            names = _known(verb, left.pop(0))
        rest.append(word)
    return rest, names


def wanted() -> tuple[str, ...]:
    """Return the fields that `--json` named on the command line; none for all of them."""
    context = get_current_context(silent=True)
    return tuple(context.meta.get(__name__, ())) if context is not None else ()


def picked(value: object) -> object:
    """Return of a value that is printed as JSON only the fields that were asked for."""
    names = wanted()
    if not names:
        return value
    if isinstance(value, list | tuple):
        return [_of(row, names) for row in value]
    return _of(value, names)


def _of(row: object, names: Sequence[str]) -> dict[str, object]:
    """Return the wanted fields of one row."""
    held = row if isinstance(row, dict) else {}
    missing = next((name for name in names if name not in held), None)
    if missing is not None:
        raise Unreadable(
            f"there is no field “{missing}” in this answer", f"it has: {', '.join(map(str, held))}"
        )
    return {name: held[name] for name in names}


def _are_fields(verb: str, word: str) -> bool:
    from ledger.cli.shapes import SHAPES, fields

    if _SEVERAL.fullmatch(word) is None:
        return False
    return "," in word or (verb in SHAPES and word in fields(verb)[0])


def _known(verb: str, given: str) -> tuple[str, ...]:
    """Return the fields that were named; raise `Unreadable` for one that is not printed."""
    from ledger.cli.shapes import SHAPES, fields

    named = tuple(dict.fromkeys(given.split(",")))
    names, is_open = fields(verb) if verb in SHAPES else ((), True)
    for name in named:
        if not name:
            raise Unreadable("--json= names no field", f"claims {verb} --json=FIELD,FIELD")
        if name not in names and not is_open:
            near = difflib.get_close_matches(name, names, n=1)
            remedy = f"did you mean {near[0]}? " if near else ""
            raise Unreadable(
                f"claims {verb} --json has no field “{name}”",
                f"{remedy}claims schema {verb} lists them",
            )
    return named
