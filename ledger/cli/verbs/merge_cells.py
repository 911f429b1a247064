"""``claims merge-cells``: the scoreboard of several ledgers, from their cells alone."""

from __future__ import annotations

import io
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.listing import listing
from ledger.cli.options import Ascii, AsJson, text
from ledger.errors import Refused, Unreadable
from ledger.files import write_whole
from ledger.progress import doing
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.measuring.merging import Merged
    from ledger.readmodel.session import Rows

_FORMS = ("parquet", "csv")
_FIGURES = (
    "commentator", "prob_source", "n_resolved", "base_rate", "mean_p", "brier", "log_clip_0_001",
    "mcb", "dsc",
)  # fmt: skip
_BINS = (
    "commentator", "prob_source", "lo", "hi", "n", "k", "mean_p", "freq", "wilson_lo", "wilson_hi",
)  # fmt: skip


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="What claims export cells wrote: Parquet or csv."),
    ],
    bins: Annotated[
        bool,
        typer.Option("--bins", help="Show the ten calibration bins instead of the scoreboard."),
    ] = False,
    out: Annotated[
        str | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Write the merged cells there: Parquet or csv."
        ),
    ] = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
) -> None:
    """Add up the cells of several ledgers, and show the scores that follow from cells.

    A cell counts the claims of one commentator with one probability and one outcome. Scores that
    are means of claims follow from cells: the Brier and log scores, Murphy's terms, calibration
    bins, miscalibration and discrimination. They have the digits that one ledger of all the claims
    would show; --json has them all. Left out is what rests on which claims belong to one question
    or story, or on who else spoke: most intervals, tests, ranks, comparisons with peers.

    All files must answer one question: the same kind, scope, filter and day (--as-of). No ledger is
    needed, and none may be in two files. Commentators are matched by id, which follows from the
    name that a ledger knows first: two ledgers that name a person differently do not add up by
    themselves. Two first claims by one person on one question, in two ledgers, are both counted.

    \b
    Example:
      claims export cells --as-of 2026-03-01 -o one.parquet
      claims export cells --as-of 2026-03-01 -o two.parquet --ledger ../two
      claims merge-cells one.parquet two.parquet --out both.parquet
    """
    from ledger.measuring.merging import merged

    paths = [Path(text(file)) for file in files]
    target = _target(out, paths)
    with doing("adding up"), merged(paths) as held:
        scoreboard = held.scoreboard()
        calibration = held.calibration() if as_json or bins else []
        if target is not None:
            _write(held, target)
    if as_json:
        output.emit_json(_told(held, scoreboard, calibration))
        return
    output.talk(_sentence(held, scoreboard))
    rows, columns = (calibration, _BINS) if bins else (scoreboard, _FIGURES)
    shown = [{name: _rounded(value) for name, value in row.items()} for row in rows]
    listing(shown, columns, "No cells.", as_json=False, ascii_only=ascii_)


def _target(out: str | None, paths: list[Path]) -> Path | None:
    """Return where the merged cells go, if anywhere; raise `Unreadable` or `Refused`."""
    if out is None:
        return None
    path = Path(text(out))
    remedy = f"claims merge-cells {shlex.join(map(str, paths))} --out merged.parquet"
    if path.suffix[1:].lower() not in _FORMS:
        raise Unreadable(f"{path} is no name of Parquet or csv", remedy)
    if path.resolve() in {one.resolve() for one in paths}:
        raise Refused(f"{path} is one of the files to merge", remedy)
    return path


def _write(held: Merged, path: Path) -> None:
    from ledger.exporters import EXPORTERS
    from ledger.exporters.header import of_merged_cells
    from ledger.readmodel.cell_files import KEY
    from ledger.readmodel.queries import TABLES
    from ledger.tables import Table

    table = Table(held, TABLES["cells"], told={KEY: held.origin.text()})
    content, form = io.BytesIO(), path.suffix[1:].lower()
    EXPORTERS[form](table, content)
    meta = path.with_name(path.name + ".meta.json")
    write_whole(path, content.getvalue())
    head = of_merged_cells(table, held.origin, form)
    write_whole(meta, output.as_json(head).encode() + b"\n")
    output.talk(visible(f"wrote {path} ({head['rows']} rows) and {meta.name}"))


def _told(held: Merged, scoreboard: Rows, calibration: Rows) -> dict[str, object]:
    return {
        "files": [str(file.path) for file in held.files],
        "ledgers": list(held.origin.ledgers),
        "counted": vars(held.origin.counted),
        "scoreboard": scoreboard,
        "calibration": calibration,
    }


def _sentence(held: Merged, scoreboard: Rows) -> str:
    """Return in a line what was added up."""
    claims = sum(int(str(row["n_resolved"])) for row in scoreboard)
    people = len({row["commentator_id"] for row in scoreboard})
    counted = held.origin.counted
    narrowed = f", narrowed to {counted.filter}" if counted.filter else ""
    return visible(
        f"{_plural(claims, 'scored claim')} of {_plural(people, 'commentator')}, from "
        f"{_plural(len(held.origin.ledgers), 'ledger')}: kind {counted.kind}, scope "
        f"{counted.scope}{narrowed}, as of {counted.as_of_day}"
    )


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun if n == 1 else noun + 's'}"


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
