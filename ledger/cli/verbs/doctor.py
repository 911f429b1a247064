"""``claims doctor``: what is installed, where things lie, and what is odd."""

from __future__ import annotations

import platform
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, opened
from ledger.errors import LedgerError
from ledger.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.app import Ledger

_WAL_MENDED = (3, 51, 3)
"""From this version on SQLite does not have the WAL-reset fault (sqlite.org/wal.html)."""

_LITTLE_SPACE = 100_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ok, a note, or bad."""

    state: str
    what: str
    detail: str


def command(as_json: AsJson = False, ledger: LedgerDir = None) -> None:
    """Look at the installation and the ledger; exit with 1 if something is bad.

    \b
    Example:
      claims doctor
    """
    with opened(ledger) as held:
        findings = [*_installation(), *_ledger(held)]
    if as_json:
        output.emit_json([asdict(one) for one in findings])
    else:
        for one in findings:
            output.data(f"{one.state:<5} {one.what:<12} {visible(one.detail)}")
    if any(one.state == "bad" for one in findings):
        raise typer.Exit(1)


def _installation() -> Iterator[Finding]:
    import duckdb

    from ledger import __version__
    from ledger.readmodel.migrate import migrations

    yield Finding(
        "ok", "claims", f"{__version__}, Python {platform.python_version()}, {platform.system()}"
    )
    yield _sqlite()
    yield Finding("ok", "duckdb", duckdb.__version__)
    found = len(migrations())
    yield Finding("ok" if found else "bad", "migrations", f"{found} found")
    yield _settings()
    encoding = sys.stdout.encoding or "unknown"
    utf8 = "utf" in encoding.lower()
    yield Finding(
        "ok" if utf8 else "note",
        "output",
        f"{encoding}{'' if utf8 else ': screens are drawn in ASCII'}",
    )


def _settings() -> Finding:
    """Say whether there is a file of settings, and whether it can be read."""
    from ledger.cli import settings
    from ledger.config import config_file

    file = config_file()
    try:
        settings.held()
    except LedgerError as error:
        return Finding("bad", "settings", f"{error.sentence} ({error.remedy})")
    there = file.is_file()
    return Finding("ok", "settings", str(file) if there else f"none in {file}: claims config init")


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= _WAL_MENDED:
        return Finding("ok", "sqlite", version)
    return Finding(
        "note",
        "sqlite",
        f"{version}: older than 3.51.3, which mends a rare fault when two programs write at once",
    )


def _ledger(held: Ledger) -> Iterator[Finding]:
    if not held.begun:
        yield Finding("note", "ledger", f"none yet in {held.directory}")
        return
    yield Finding("ok", "ledger", str(held.directory))
    yield from _modes(held.directory)
    yield _space(held.directory)
    yield from _contents(held)
    yield from _trust(held)


def _modes(directory: Path) -> Iterator[Finding]:
    from ledger.log.tail import FILE

    for path, wanted in ((directory, 0o700), (directory / FILE, 0o600)):
        mode = stat.S_IMODE(path.stat().st_mode)
        open_to_others = mode & 0o077
        state = "note" if open_to_others else "ok"
        remedy = f", open to other users: chmod {wanted:o} {path}" if open_to_others else ""
        yield Finding(state, "permissions", f"{path.name} {mode:o}{remedy}")


def _space(directory: Path) -> Finding:
    import shutil

    free = shutil.disk_usage(directory).free
    enough = free > _LITTLE_SPACE
    told = f"{free // 1_000_000:,} MB free"
    return Finding(
        "ok" if enough else "note", "disk", told if enough else f"{told}: make room before writing"
    )


def _trust(held: Ledger) -> Iterator[Finding]:
    """Look at what can be looked at quickly; `claims verify` looks at all of it."""
    from ledger.domain.clock import jump
    from ledger.log.verify import guards_of

    try:
        altered = guards_of(held.directory)
        newest = held.log.newest_recorded_at()
    except LedgerError as error:
        yield Finding("bad", "seal", f"{error.sentence} ({error.remedy})")
        return
    names = ", ".join(sorted({one.where for one in altered}))
    told = f"altered: {names}; claims verify says more" if altered else "all stand"
    yield Finding("bad" if altered else "ok", "guards", told)
    jumped = jump(newest, held.now)
    clock = (
        f"{jumped}: set it, or claims clock --accept"
        if jumped
        else f"{held.now:%Y-%m-%d %H:%M} UTC"
    )
    yield Finding("bad" if jumped else "ok", "clock", clock)
    yield _signing(held)


def _signing(held: Ledger) -> Finding:
    from ledger.custody import keys, sealing

    if not keys.keys_of(held):
        return Finding("note", "key", "none yet: claims seal makes one and signs")
    try:
        keys.signer_of(held)
        signed = sealing.latest(held).checkpoint.size
    except LedgerError as error:
        return Finding("note", "key", f"{error.sentence}: {error.remedy}")
    rest = held.log.last_position() - signed
    told = f"here; {signed:,} facts signed" + (f", {rest:,} after them" if rest else "")
    return Finding("ok", "key", told)


def _contents(held: Ledger) -> Iterator[Finding]:
    from ledger.readmodel import queries

    try:
        opened_as = held.ask(queries.OPENED)
        facts = held.ask(queries.COUNT_FACTS)[0]["n"]
    except LedgerError as error:
        yield Finding("bad", "log", f"{error.sentence} ({error.remedy})")
        return
    kept = f"kept {opened_as[0]['kept']}" if opened_as else "not opened"
    state = "ok" if facts == held.position() else "bad"
    yield Finding(state, "log", f"{facts} facts, {kept}; the read model is up to date")
