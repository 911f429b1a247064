"""The one pass over all facts, and the tree regrown from them; large ledgers on several processors.

Invariant: whatever number of processes share the pass, the findings and the tree are the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack

from ledger.log.checks.beside import Beside
from ledger.log.checks.look import Finding, Look
from ledger.log.checks.recount import Span, Tally, recount
from ledger.seal.tree import Frontier

_WORTH_A_PROCESS = 100_000
"""Facts: about a second, against the third of one that a process takes to begin."""
_MOST_PROCESSES = 8
_ENDS = "select count(*), coalesce(max(position), 0) from stored_events"
_NTH = "select position from stored_events order by position limit 1 offset ?"
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1


def check(look: Look) -> Iterator[Finding]:
    """Yield every fact that is not what was sealed, and grow the tree that there should be."""
    tree = _Growing(look)
    own, *others = _spans(look)
    with ExitStack() as running:
        beside = [running.enter_context(Beside(look.path, span)) for span in others if look.path]
        yield from _recounted(look, own, tree)
        for other in beside:
            if other.finished():
                yield from other.findings
                for leaves in other.leaves():
                    tree.grow(leaves)
                _add(look, other.tally)
            else:
                yield from _recounted(look, other.span, tree)
    tree.done()


def _recounted(look: Look, span: Span, tree: _Growing) -> Iterator[Finding]:
    tally = Tally()
    yield from recount(look.connection, span, tally, tree.grow)
    _add(look, tally)


def _add(look: Look, tally: Tally) -> None:
    for name, position, fields in tally.kept:
        look.kept_facts.setdefault(name, []).append((position, fields))
    look.names |= tally.names
    look.carried += tally.carried
    look.redacted += tally.redacted


def _spans(look: Look) -> list[Span]:
    """Return the spans that are looked at side by side, the first of them here."""
    count, last = look.connection.execute(_ENDS).fetchone()
    parts = min(count // _WORTH_A_PROCESS, os.cpu_count() or 1, _MOST_PROCESSES)
    if parts <= 1 or look.path is None or os.name != "posix":
        return [Span(_LOWEST, _HIGHEST, expected=1, end=True)]
    borders = [
        int(look.connection.execute(_NTH, (count * part // parts,)).fetchone()[0])
        for part in range(1, parts)
    ]
    return [
        Span(first, border - 1, expected, end=border > last)
        for first, border, expected in zip(
            [_LOWEST, *borders], [*borders, last + 1], [1, *borders], strict=True
        )
    ]


class _Growing:
    """The tree as it grows over the facts, with the roots that are wanted on the way."""

    def __init__(self, look: Look) -> None:
        self._look, self._tree = look, Frontier()
        self._wanted = deque(sorted(look.roots))

    def grow(self, leaves: list[bytes]) -> None:
        tree, wanted = self._tree, self._wanted
        while wanted and wanted[0] <= tree.size + len(leaves):
            here = wanted.popleft() - tree.size
            if here > 0:
                tree.extend(leaves[:here])
                leaves = leaves[here:]
                self._look.roots[tree.size] = tree.root()
        tree.extend(leaves)

    def done(self) -> None:
        look, tree = self._look, self._tree
        look.size, look.root, look.frontier = tree.size, tree.root(), tree.packed()
