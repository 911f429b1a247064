"""``claims import``: article files and forecasts, as one step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli import log_file, output, taken_in
from ledger.cli.doing import say_begun, seal_import
from ledger.cli.options import AsJson, LedgerDir, PlanKey, one_of, opened, optional, text
from ledger.errors import Refused, Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.opening import Kept
    from ledger.errors import Refusal
    from ledger.importers.forecasts import Forecasts
    from ledger.importers.found import Found
    from ledger.importers.tables import Table
    from ledger.intake import Taking
    from ledger.steps import Imported

_MANY = 5_000


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="Article files (.toml) and forecasts (.csv, .jsonl, .parquet);"
            " or one whole log (.jsonl).",
        ),
    ],
    namespace: Annotated[
        str,
        typer.Option(
            "--namespace", metavar="NAME", help="Keeps external ids of different files apart."
        ),
    ] = "",
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Save the good rows; leave the bad ones out.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything and save nothing.")
    ] = False,
    kept: Annotated[
        str | None,
        typer.Option(
            "--kept",
            metavar="HOW",
            help="How a new ledger is kept: archive (default) or prospectively.",
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="article, forecasts (CSV), jsonl, parquet or log, where the ending does not say.",
        ),
    ] = None,
    plan_key: PlanKey = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Import files as one step: checked whole, then saved, or refused with line, field and remedy.

    Importing a file twice adds nothing. An open row that comes again with its outcome is resolved.
    Other content under the same id is a conflict and changes nothing. Bad rows are also written to
    FILE.refused.csv.

    \b
    Example:
      claims import articles/*.toml
      claims import forecasts.csv --namespace panel-2026 --skip-bad
    """
    from ledger.cli.collecting import named
    from ledger.intake import Taking

    paths = [Path(text(file)) for file in files]
    if any(log_file.is_log(path, format_) for path in paths):
        _whole_log(paths, ledger, as_json=as_json)
        return
    with opened(ledger) as held, ExitStack() as held_open:
        how = _kept(held, optional(kept))
        plan = named(held, optional(plan_key))
        read = _read(paths, text(namespace), format_, held_open)
        fresh = not held.begun
        step = _step(read, text(namespace), plan)
        done = _take(held, read, Taking(step, how, skip_bad, dry_run), plan)
        saved = bool(
            not dry_run and (skip_bad or not done.refusals) and (done.added or done.taken_again)
        )
        if fresh and saved:
            say_begun(held, "as an archive" if how == "archive" else how)
        taken_in.tell(done, saved=saved, dry_run=dry_run, skip_bad=skip_bad)
        if saved:
            seal_import(held)
        tables = {one.path: one.table for one in read}
        refused = [] if dry_run else taken_in.write_refusals(tables, done.refusals)
    if as_json:
        _emit(done, saved=saved, refused=refused)
    if done.refusals and not skip_bad:
        raise Refused(
            f"{taken_in.rows(len(done.refusals))} refused; nothing was saved",
            "mend the file and import it again, or save the rest with --skip-bad",
        )


def _whole_log(paths: Sequence[Path], ledger: str | None, *, as_json: bool) -> None:
    """Take a whole log into an empty ledger."""
    if len(paths) > 1:
        raise Unreadable("a whole log is imported alone", "one .jsonl file, into a new --ledger")
    with opened(ledger) as held:
        done = log_file.take_in(held, paths[0])
        seal_import(held)
    if as_json:
        output.emit_json({"saved": True, "facts": done.size, "unproven": done.unproven})


def _kept(held: Ledger, given: str | None) -> Kept:
    from ledger.readmodel import queries

    how = one_of("way to keep a ledger", given or "archive", ("archive", "prospectively"))
    if given and held.begun:
        stands = held.ask(queries.OPENED)
        if stands and stands[0]["kept"] != how:
            raise Refused(
                f"this ledger is kept {'prospectively' if how == 'archive' else 'as an archive'}",
                "leave --kept away, or name another with --ledger",
            )
    return cast("Kept", how)


@dataclass(frozen=True)
class _File:
    """A file, what the importers make of it, and what it is known by."""

    path: Path
    found: Found | Forecasts
    digest: str
    table: Table | None = None


def _read(paths: Sequence[Path], namespace: str, form: str | None, files: ExitStack) -> list[_File]:
    read = [_read_one(path, namespace, form, files) for path in paths]
    for one in read:
        for remark in one.found.remarks:
            output.talk(visible(f"{one.path.name}: {remark}"))
    return read


def _read_one(path: Path, namespace: str, form: str | None, files: ExitStack) -> _File:
    from ledger.importers import TABLES, form_of, open_rows, read_file
    from ledger.importers.found import Options
    from ledger.progress import doing
    from ledger.strict import digest_of

    folder, options = f"claims import {path}/*.toml", Options(namespace)
    if not path.is_dir() and form_of(str(path), form) in TABLES:
        content = files.enter_context(taken_in.opened_file(path, folder))
        with doing(f"reading {path.name}"):
            rows = open_rows(str(path), content, options, form_of(str(path), form))
        return _File(path, rows, rows.digest or digest_of(content), rows.table)
    held = taken_in.content(path, folder)
    found = read_file(str(path), held, options, form)
    return _File(path, found, hashlib.sha256(held).hexdigest())


def _step(files: Sequence[_File], namespace: str, plan: str | None) -> str:
    from ledger.domain.names import letters

    digests = sorted(one.digest for one in files)
    return letters("import", namespace, *digests, *([f"plan {plan}"] if plan else []))[:12]


def _take(held: Ledger, files: Sequence[_File], taking: Taking, plan: str | None) -> Imported:
    from ledger.cli.collecting import under
    from ledger.importers.found import Found
    from ledger.importers.together import Together

    rows = Together(
        [one.found for one in files], (lambda row: under([row], plan)[0]) if plan else None
    )
    if rows.count >= _MANY:
        output.talk(f"checking {taken_in.rows(rows.count)} …")
    refusals = [
        refusal for one in files if isinstance(one.found, Found) for refusal in one.found.refusals
    ]
    checked_only = taking.dry_run or (bool(refusals) and not taking.skip_bad)
    done = held.take_through(rows, replace(taking, dry_run=checked_only))
    return replace(done, refusals=tuple(sorted((*refusals, *done.refusals), key=_place)))


def _place(refusal: Refusal) -> tuple[str, int]:
    return refusal.file, refusal.line


def _emit(done: Imported, *, saved: bool, refused: Sequence[str]) -> None:
    output.emit_json(
        {
            "saved": saved,
            "step": done.step.step if saved else None,
            "facts": dict(sorted(done.added.items())),
            "already_here": done.already_here,
            "taken_again": done.taken_again,
            "refusals": [vars(refusal) for refusal in done.refusals],
            "refusal_files": list(refused),
        }
    )
