"""Files of cells, as `claims export cells` writes them: whose they are, and what was counted.

Invariant: cells are only added up with cells of the same question to a ledger (kind, scope, day,
filter), and no ledger is counted twice; what a file says is checked, row by row, before that.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ledger.errors import Failed, NotFound, Refused, Unreadable
from ledger.readmodel import queries_cells as queries
from ledger.strict.json_text import load_json

if TYPE_CHECKING:
    import duckdb

    from ledger.readmodel.session import Asked

KEY = "claims_cells"
"""Under which a Parquet file, and a header beside any file, says what its cells are of."""

EVERY_CLASS, IN_TIME = "of every class", "proven or in time"
_TEXTS = ("commentator", "prob_source", "commentator_id")
_NUMBERS = ("p_ppb", "y", "n", "weight_e12", "share_e12")
_NEEDED = (*_TEXTS, "simulated", *_NUMBERS)
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(\d+,0\)")


@dataclass(frozen=True)
class Counted:
    """What was asked of the ledgers: cells add up where all of it is the same."""

    kind: str
    scope: str
    horizon_days: int
    pooled: bool
    matured_only: bool
    include_early: bool
    times: str
    """Which classes of timing are scored: `EVERY_CLASS` or `IN_TIME`."""
    filter: str | None
    as_of_day: str

    def command(self) -> str:
        """Return the command that asks a ledger for such cells."""
        flags = {
            "--pooled": self.pooled,
            "--matured-only": self.matured_only,
            "--include-early": self.include_early,
            "--include-untimely": self.times == EVERY_CLASS,
        }
        scope = self.scope + (f":{self.horizon_days}" if self.scope == "at_horizon" else "")
        words = ["claims export cells", *([shlex.quote(self.filter)] if self.filter else [])]
        words += [f"--kind {self.kind}"] if self.kind != "forecast" else []
        words += [f"--scope {scope}"] if scope != "first" else []
        words += [flag for flag, is_set in flags.items() if is_set]
        return " ".join([*words, f"--as-of {self.as_of_day}"])


@dataclass(frozen=True)
class Origin:
    """What cells are of: what was counted, and of which ledgers."""

    counted: Counted
    ledgers: tuple[str, ...]
    """The ids of the ledgers, sorted."""

    def told(self) -> dict[str, object]:
        """Return the same as it stands in a header."""
        return {"ledgers": list(self.ledgers), **vars(self.counted)}

    def text(self) -> str:
        """Return the same as it stands in a Parquet file."""
        return json.dumps(self.told(), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class CellFile:
    """One file: where it lies, what its cells are of, and how it is written."""

    path: Path
    origin: Origin
    parquet: bool


def origin_of(ledger_id: str, kept: str, asked: Asked) -> Origin:
    """Return what the cells are of that a ledger is asked for."""
    every = asked.include_untimely or kept == "archive"
    counted = Counted(
        kind=asked.claim_kind,
        scope=asked.scope,
        horizon_days=asked.horizon_days,
        pooled=asked.pooled,
        matured_only=asked.matured_only,
        include_early=asked.include_early,
        times=EVERY_CLASS if every else IN_TIME,
        filter=asked.narrowed.told if asked.narrowed else None,
        as_of_day=str(asked.as_of_day),
    )
    return Origin(counted, (ledger_id,))


def together(files: Sequence[CellFile]) -> Origin:
    """Return what the cells of all files are of; raise `Refused` where they do not add up."""
    for one, other in combinations(files, 2):
        _check_alike(one, other)
        twice = sorted(set(one.origin.ledgers) & set(other.origin.ledgers))
        if twice:
            fewer = min(other, one, key=lambda file: len(file.origin.ledgers))
            rest = [str(file.path) for file in files if file is not fewer]
            raise Refused(
                f"{one.path} and {other.path} both count the ledger {twice[0]}",
                f"claims merge-cells {shlex.join(rest)}",
            )
    ledgers = {ledger for file in files for ledger in file.origin.ledgers}
    return replace(files[0].origin, ledgers=tuple(sorted(ledgers)))


def _check_alike(one: CellFile, other: CellFile) -> None:
    first, second = one.origin.counted, other.origin.counted
    apart = [
        f"{field.name} {_said(getattr(first, field.name))} and {_said(getattr(second, field.name))}"
        for field in fields(first)
        if getattr(first, field.name) != getattr(second, field.name)
    ]
    if apart:
        wanted, stale = (first, other) if first.times == EVERY_CLASS else (second, one)
        raise Refused(
            f"{one.path} and {other.path} are not of one question: {'; '.join(apart)}",
            f"{wanted.command()} -o {shlex.quote(str(stale.path))}",
        )


def _said(value: object) -> str:
    return (
        "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )


# reading


def opened(connection: duckdb.DuckDBPyConnection, path: Path) -> CellFile:
    """Return a file with what its cells are of; raise `NotFound`, `Failed` or `Unreadable`."""
    parquet = _starts(path) == b"PAR1"
    if not parquet and path.suffix.lower() != ".csv":
        raise Unreadable(
            f"{path} is neither Parquet nor csv", "claims export cells -o cells.parquet"
        )
    told = _inside(connection, path) if parquet else None
    return CellFile(path, _origin(path, told if told is not None else _beside(path)), parquet)


def load(connection: duckdb.DuckDBPyConnection, files: Sequence[CellFile]) -> None:
    """Put the cells of all files together where the views of figures read them.

    Raises `Unreadable` for what is not cells. The session's variables say what was asked.
    """
    connection.execute(queries.MADE)
    for number, file in enumerate(files):
        _take(connection, number, file)
    _check_rows(connection, files)
    for statement in (queries.ADDED_UP, queries.NAMED, queries.STANDING_IN):
        connection.execute(statement)


def _take(connection: duckdb.DuckDBPyConnection, number: int, file: CellFile) -> None:
    import duckdb

    source = queries.FROM_PARQUET if file.parquet else queries.FROM_CSV
    literal = _literal(file.path)
    try:
        described = connection.execute(f"describe from {source}", [literal]).fetchall()
        _check_columns(file, {str(name): str(kind) for name, kind, *_ in described})
        held = {str(name) for name, *_ in described}
        brier = "try_cast(brier_e30 as hugeint)" if "brier_e30" in held else "null"
        before = 0 if file.parquet else 1
        query = queries.GIVEN.format(source=source, brier=brier, before=before)
        connection.execute(query, [number, literal])
    except duckdb.Error as error:
        raise _damaged(file.path) from error


def _check_columns(file: CellFile, kinds: Mapping[str, str]) -> None:
    """Raise `Unreadable` unless there are the columns of cells, of their types."""
    lacking = [name for name in _NEEDED if name not in kinds]
    if lacking:
        raise Unreadable(f"{file.path} holds no cells: it has no column {lacking[0]}", _again(file))
    for name in _NEEDED if file.parquet else ():
        wanted = _WHOLE if name in _NUMBERS else re.compile("BOOLEAN|VARCHAR")
        if not wanted.fullmatch(kinds[name]):
            raise Unreadable(
                f"{file.path} holds no cells: {name} is of the type {kinds[name]}", _again(file)
            )


def _check_rows(connection: duckdb.DuckDBPyConnection, files: Sequence[CellFile]) -> None:
    found = connection.execute(queries.FAULT).fetchone()
    if found is not None:
        file = files[int(found[0])]
        where = "row" if file.parquet else "record"
        raise Unreadable(f"{file.path}, {where} {found[1]}: {found[2]}", _again(file))
    many = connection.execute(queries.TOO_MANY).fetchone()
    if many is not None:
        raise Refused(
            f"more than 99,999,999 claims by {many[0]} cannot be added up exactly",
            "narrow the cells: claims export cells said:2022",
        )


def _again(file: CellFile) -> str:
    return f"{file.origin.counted.command()} -o {shlex.quote(str(file.path))}"


def _starts(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "check the name") from error
    except OSError as error:
        raise Failed(f"{path} cannot be read ({error.strerror})", "check the name") from error


def _inside(connection: duckdb.DuckDBPyConnection, path: Path) -> str | None:
    """Return what a Parquet file says of its cells; None if it says nothing."""
    import duckdb

    try:
        found = connection.execute(
            "select value from parquet_kv_metadata(?) where key = ?::blob", [_literal(path), KEY]
        ).fetchone()
    except duckdb.Error as error:
        raise _damaged(path) from error
    return None if found is None else bytes(found[0]).decode(errors="replace")


def _beside(path: Path) -> str | None:
    """Return what the header beside a file says of its cells; None if there is none."""
    header = path.with_name(path.name + ".meta.json")
    try:
        told = load_json(header.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Failed(f"{header} cannot be read ({error.strerror})", "check the name") from error
    return json.dumps(told[KEY]) if isinstance(told, dict) and KEY in told else None


def _origin(path: Path, told: str | None) -> Origin:
    remedy = f"claims export cells -o {shlex.quote(str(path))}"
    if told is None:
        raise Unreadable(f"{path} does not say which claims its cells are of", remedy)
    found = load_json(told)
    ledgers = found.pop("ledgers", None) if isinstance(found, dict) else None
    if not _is_origin(found, ledgers):
        raise Unreadable(f"what {path} says of its cells cannot be read", remedy)
    counted = cast("dict[str, object]", found)
    names = cast("list[str]", ledgers)
    return Origin(Counted(**counted), tuple(sorted(set(names))))  # type: ignore[arg-type] # checked


def _is_origin(counted: object, ledgers: object) -> bool:
    """Say whether these are all fields of `Counted`, each of its type, and some names."""
    kinds = {
        field.name: {"str": str, "int": int, "bool": bool}.get(str(field.type), str | None)
        for field in fields(Counted)
    }
    return (
        isinstance(counted, dict)
        and set(counted) == set(kinds)
        and all(isinstance(counted[name], kind) for name, kind in kinds.items())
        and _is_day(counted["as_of_day"])
        and isinstance(ledgers, list)
        and bool(ledgers)
        and all(isinstance(name, str) for name in ledgers)
    )


def _is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def _damaged(path: Path) -> Unreadable:
    return Unreadable(
        f"{path} is damaged, or was not written by claims export",
        f"claims export cells -o {shlex.quote(str(path))}",
    )


def _literal(path: Path) -> str:
    """Return a path in which DuckDB finds no pattern of file names."""
    return re.sub(r"([*?\[])", r"[\1]", str(path.absolute()))
