"""What `claims import` does, without the command line: files into a ledger, as one step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.fact import Recorded
from ledger.domain.names import letters
from ledger.importers import read_file
from ledger.importers.found import Found, Options, in_order
from ledger.steps import Imported

SPECIMENS = Path(__file__).parents[2] / "fixtures" / "importers"
ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"

COLUMNS = "external_id,commentator,question,probability,made_at,outcome,resolved_at,topic"


def specimen(name: str) -> bytes:
    """Return a specimen's bytes; its ending says on which part of the shelf it lies."""
    folder = "article" if name.endswith(".toml") else "forecasts"
    return (SPECIMENS / folder / name).read_bytes()


def rows(*lines: str) -> bytes:
    """Return a CSV with the usual columns."""
    return "\n".join([COLUMNS, *lines, ""]).encode()


def read_all(files: Mapping[str, bytes], namespace: str = "") -> Found:
    """Return what the importers make of some files."""
    whole = Found()
    for name, content in files.items():
        found = read_file(name, content, Options(namespace))
        whole.rows += found.rows
        whole.refusals += found.refusals
    return whole


def step_of(files: Mapping[str, bytes], namespace: str = "") -> str:
    """Return the step that an import of these files is, whenever it is done."""
    digests = sorted(hashlib.sha256(content).hexdigest() for content in files.values())
    return letters("import", namespace, *digests)[:12]


def import_files(
    ledger: Ledger,
    files: Mapping[str, bytes],
    namespace: str = "",
    *,
    skip_bad: bool = False,
) -> Imported:
    """Import files; the refusals are those of the importers and those of the ledger."""
    found = read_all(files, namespace)
    done = ledger.take_in(
        in_order(found.rows),
        step_of(files, namespace),
        kept="archive",
        skip_bad=skip_bad,
        dry_run=bool(found.refusals) and not skip_bad,
    )
    return Imported(
        done.step, (*found.refusals, *done.refusals), done.already_here, done.taken_again
    )


def import_cleanly(ledger: Ledger, files: Mapping[str, bytes], namespace: str = "") -> Imported:
    """Import files of which nothing is refused."""
    done = import_files(ledger, files, namespace)
    assert done.refusals == ()
    return done


def recorded(ledger: Ledger) -> list[Recorded]:
    """Return every fact of a ledger, in order."""
    from contextlib import closing

    from ledger.log.store import Log

    with closing(Log(ledger.directory)) as log:
        return list(log.after(0))
