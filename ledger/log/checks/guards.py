"""The guards stand: every table and trigger is the one this program makes, with no other."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.log.checks.look import Finding, Look
from ledger.log.schema import GUARDS, TABLES

_MADE = "select name, sql from sqlite_master where name not like 'sqlite_autoindex_%' order by name"


def check(look: Look) -> Iterator[Finding]:
    """Yield what is missing, changed or added."""
    found = {str(name): str(sql) for name, sql in look.ask(_MADE)}
    expected = {name: _as_kept(text) for name, text in {**TABLES, **GUARDS}.items()}
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            yield Finding("guards", name, _what(name, found, expected), _MEANS)


def _as_kept(statement: str) -> str:
    """Return a statement as SQLite keeps it: its first two words in capitals."""
    create, kind, rest = statement.strip().split(" ", 2)
    return f"{create.upper()} {kind.upper()} {rest}"


_MEANS = "somebody changed how the file is guarded; what stood unguarded may have been altered"


def _what(name: str, found: dict[str, str], expected: dict[str, str]) -> str:
    kind = "guard" if name in GUARDS else "table" if name in TABLES else "addition"
    if name not in found:
        return f"this {kind} is gone"
    return f"this {kind} is another than it was" if name in expected else "this is not ours"
