"""The stored tree is the tree over the facts that are here, and the list of names is theirs."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.log.checks.look import Finding, Look

_MEANS = "facts were removed, added or altered without the tree, or the tree was altered"


def check(look: Look) -> Iterator[Finding]:
    """Yield where the stored tree and the facts differ."""
    rows = look.ask("select one, size, frontier from ledger_tree")
    if rows != [(1, look.size, look.frontier)]:
        said = rows[0][1] if len(rows) == 1 else "no one size"
        what = f"says {said} facts; the facts here are {look.size}"
        if said == look.size:
            what = "is not the tree over these facts"
        yield Finding("tree", "the tree", what, _MEANS)
    yield from _names(look)


def _names(look: Look) -> Iterator[Finding]:
    named = set(look.ask("select name, version from stored_names"))
    for name, version in sorted(look.names - named, key=str):
        yield Finding(
            "names", f"{name} {version}", "is not in the list of names", "the list was altered"
        )
    for listed, number in sorted(named - look.names, key=str):
        yield Finding(
            "names", f"{listed} {number}", "is in the list of names, and no fact has it",
            "the list was altered, so that programs refuse the ledger",
        )  # fmt: skip
