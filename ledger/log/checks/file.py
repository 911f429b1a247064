"""The file as SQLite sees it: pages, indexes, constraints."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.log.checks.look import Finding, Look

_MOST = 10


def check(look: Look) -> Iterator[Finding]:
    """Yield what SQLite's own check complains about."""
    for (said,) in look.ask(f"pragma integrity_check({_MOST})"):
        if said != "ok":
            yield Finding(
                "file", "the file", str(said),
                "the disk, a copy or another program damaged it; make a copy before anything else",
            )  # fmt: skip
