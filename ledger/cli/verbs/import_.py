"""``claims import``: article files and forecasts, as one step."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
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
    from ledger.importers.found import Found
    from ledger.steps import Imported

_MANY = 5_000


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="Article files (.toml) and forecasts (.csv); or one whole log (.jsonl).",
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
            help="article, forecasts or log, where the ending does not say.",
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

    paths = [Path(text(file)) for file in files]
    if any(log_file.is_log(path, format_) for path in paths):
        _whole_log(paths, ledger, as_json=as_json)
        return
    contents = [taken_in.content(path, f"claims import {path}/*.toml") for path in paths]
    with opened(ledger) as held:
        how = _kept(held, optional(kept))
        plan = named(held, optional(plan_key))
        found = _read(paths, contents, text(namespace), format_)
        fresh = not held.begun
        done = _take(
            held,
            found,
            contents,
            text(namespace),
            how,
            plan=plan,
            skip_bad=skip_bad,
            dry_run=dry_run,
        )
        saved = bool(
            not dry_run and (skip_bad or not done.refusals) and (done.step or done.taken_again)
        )
        if fresh and saved:
            say_begun(held, "as an archive" if how == "archive" else how)
        taken_in.tell(done, saved=saved, dry_run=dry_run, skip_bad=skip_bad)
        if saved:
            seal_import(held)
    refused = [] if dry_run else taken_in.write_refusals(paths, contents, done.refusals)
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


def _read(
    paths: Sequence[Path], contents: Sequence[bytes], namespace: str, form: str | None
) -> Found:
    from ledger.importers import read_file
    from ledger.importers.found import Found, Options

    whole = Found()
    for path, content in zip(paths, contents, strict=True):
        found = read_file(str(path), content, Options(namespace), form)
        whole.rows += found.rows
        whole.refusals += found.refusals
        whole.remarks += [f"{path.name}: {remark}" for remark in found.remarks]
    for remark in whole.remarks:
        output.talk(visible(remark))
    return whole


def _take(
    held: Ledger,
    found: Found,
    contents: Sequence[bytes],
    namespace: str,
    kept: Kept,
    *,
    plan: str | None,
    skip_bad: bool,
    dry_run: bool,
) -> Imported:
    from dataclasses import replace

    from ledger.cli.collecting import under
    from ledger.domain.names import letters
    from ledger.importers.found import in_order

    digests = sorted(hashlib.sha256(content).hexdigest() for content in contents)
    step = letters("import", namespace, *digests, *([f"plan {plan}"] if plan else []))[:12]
    if len(found.rows) >= _MANY:
        output.talk(f"checking {taken_in.rows(len(found.rows))} …")
    checked_only = dry_run or (bool(found.refusals) and not skip_bad)
    done = held.take_in(
        under(in_order(found.rows), plan), step, kept=kept, skip_bad=skip_bad, dry_run=checked_only
    )
    return replace(done, refusals=tuple(sorted((*found.refusals, *done.refusals), key=_place)))


def _place(refusal: Refusal) -> tuple[str, int]:
    return refusal.file, refusal.line


def _emit(done: Imported, *, saved: bool, refused: Sequence[str]) -> None:
    counts = Counter(new.fact.stored_name for new in done.step.facts)
    output.emit_json(
        {
            "saved": saved,
            "step": done.step.step if saved else None,
            "facts": dict(sorted(counts.items())),
            "already_here": done.already_here,
            "taken_again": done.taken_again,
            "refusals": [vars(refusal) for refusal in done.refusals],
            "refusal_files": list(refused),
        }
    )
