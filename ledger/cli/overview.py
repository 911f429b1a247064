"""What the dashboard shows, asked of the views: the rows for each of its panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ledger.cli.typed import calibration_rows, claim_rows, coverage_rows, due_rows, score_rows
from ledger.cli.unchanged import unchanged
from ledger.exporters.scope import filter_words, note, scope_words, scored_times, warning
from ledger.readmodel import queries, queries_dashboard, queries_waiting
from ledger.screens.calibration import Calibration
from ledger.screens.dashboard import Dashboard, tells_each

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.filters import Filter
    from ledger.readmodel.session import Asked, Rows, Session
    from ledger.screens.rows import CalibrationRow, ClaimRow, CoverageRow, DueRow, ScoreRow

_CLASSES = (
    "rejected_kind",
    "void",
    "unscorable",
    "no_deadline",
    "open",
    "late",
    "untimely",
    "early",
    "unmatured",
    "superseded",
    "resolved",
)


def overview(ledger: Ledger, asked: Asked, chosen: Filter) -> Dashboard:
    """Return the dashboard of the chosen claims, as asked; as it was kept, if nothing changed."""
    about = chosen.of_figures(asked)
    kept = unchanged(
        ledger, "dashboard", (about, chosen), lambda: _as_kept(_overview(ledger, about, chosen))
    )
    panel = cast("dict[str, Any] | None", kept.pop("panel"))
    fields = cast("dict[str, Any]", kept)
    return Dashboard(**fields, panel=Calibration(**panel) if panel else None)


def _as_kept(data: Dashboard) -> dict[str, object]:
    return {**vars(data), "panel": vars(data.panel) if data.panel else None}


def _overview(ledger: Ledger, about: Asked, chosen: Filter) -> Dashboard:
    one = chosen.commentators is not None and len(chosen.commentators) == 1
    own = ledger.look(
        partial(_own, one=one, brief=about.shown_only), about, "scoreboard, calibration"
    )
    kept = str(own.opened[0]["kept"]) if own.opened else "prospectively"
    whole = replace(about, pooled=True, grouping=("commentator",) if one else ())
    everybody, gap, bands = ledger.look(_everybody, whole, "scoreboard, calibration")
    return Dashboard(
        title=[f"Claims ledger: {own.opened[0]['name']}"] if own.opened else ["Claims ledger"],
        note=note(kept),
        everybody=everybody,
        intent=_intent(ledger, whole) if own.n_intent and about.claim_kind == "forecast" else None,
        calibration=_called(bands, own.board),
        commentators=own.board,
        answered=own.answered,
        due=own.due,
        counts=_counts(everybody),
        panel=None if one else own.panel,
        scope=_scope(ledger, about, everybody, kept),
        warning=warning(gap),
        n_other_kinds=own.n_other_kinds,
        coverage=own.coverage,
        misses=own.misses if one else None,
    )


@dataclass(frozen=True)
class _Own:
    """What one look at the chosen claims shows."""

    opened: Rows
    board: Sequence[ScoreRow]
    answered: Sequence[ClaimRow]
    due: Sequence[DueRow]
    panel: Calibration | None
    n_other_kinds: int
    n_intent: int
    coverage: CoverageRow
    misses: Sequence[ClaimRow]


def _own(session: Session, *, one: bool, brief: bool) -> _Own:
    board = score_rows(session.rows(queries.TABLES["scoreboard"]))
    return _Own(
        session.rows(queries.OPENED),
        board,
        () if brief and not tells_each(board) else claim_rows(session.rows(queries.ANSWERED)),
        due_rows(session.rows(queries_waiting.DUE_AMONG)),
        _panel(session, board),
        int(str(session.rows(queries.COUNT_OTHER_KINDS)[0]["n"])),
        int(str(session.rows(queries_dashboard.COUNT_INTENT)[0]["n"])),
        coverage_rows(session.rows(queries.EVERYTHING_COVERED))[0],
        claim_rows(session.rows(queries_dashboard.MISSES)) if one else [],
    )


def _everybody(session: Session) -> tuple[ScoreRow | None, Rows, Sequence[CalibrationRow]]:
    return (
        _first(session.rows(queries.BY["scoreboard"])),
        session.rows(queries.TIMING_GAP),
        calibration_rows(session.rows(queries.BY["calibration"])),
    )


def as_rows(data: Dashboard) -> dict[str, object]:
    """Return the dashboard's rows by panel, as JSON has them."""
    return {
        name: getattr(data, name)
        for name in (
            "note",
            "warning",
            "scope",
            "everybody",
            "intent",
            "calibration",
            "commentators",
            "answered",
            "due",
            "counts",
            "coverage",
            *(["misses"] if data.misses is not None else []),
        )
    }


def _first(rows: Rows) -> ScoreRow | None:
    named = [
        {
            **row,
            "kind": "person",
            "simulated": False,
            "commentator": ", ".join(cast("list[str]", row["group_names"])) or "everybody",
            "commentator_id": row["group_id"],
        }
        for row in rows[:1]
    ]
    return next(iter(score_rows(named)), None)


def _called(bands: Sequence[CalibrationRow], board: Sequence[ScoreRow]) -> Sequence[CalibrationRow]:
    """Return everybody's bands; where all was said in numbers, or all in words, it is called so."""
    real = [row for row in board if not row["simulated"]] or board
    scored = {row["prob_source"] for row in real if row["n_resolved"]}
    if len(scored) != 1:
        return bands
    (source,) = scored
    return calibration_rows([{**row, "prob_source": source} for row in bands])


def _intent(ledger: Ledger, whole: Asked) -> ScoreRow | None:
    """Return the row of promises and threats, of which only counts and the score are shown."""
    return ledger.look(_of_sums, replace(whole, claim_kind="intent"))


def _of_sums(session: Session) -> ScoreRow | None:
    session.work_out("claim_figures")
    return _first(session.rows(queries.BY["scoreboard"]))


def _counts(everybody: ScoreRow | None) -> dict[str, int]:
    counts: dict[str, object] = {**everybody} if everybody else {}
    return {name: int(str(counts[f"n_{name}"])) for name in _CLASSES} if counts else {}


def _panel(session: Session, board: Sequence[ScoreRow]) -> Calibration | None:
    """Return the bands of the simulated forecaster who is furthest off: what enough claims show."""
    name = session.rows(queries.FURTHEST_OFF)
    if not name:
        return None
    rows = session.rows(queries.CALIBRATION_OF, [name[0]["commentator_id"]])
    own = [row for row in board if row["commentator_id"] == name[0]["commentator_id"]]
    bands, title = calibration_rows(rows), f"{name[0]['commentator']}: in no other figure"
    return Calibration(bands, title, scores=own[:1])


def _scope(ledger: Ledger, about: Asked, everybody: ScoreRow | None, kept: str) -> str:
    position = about.as_of_position if about.as_of_position is not None else ledger.position()
    unknown = {**everybody}.get("n_unknown_maturity", 0) if everybody else 0
    parts = [
        f"scope {scope_words(about)}",
        f"kind {about.claim_kind}",
        "times " + scored_times(kept, include_untimely=about.include_untimely),
        f"position {position}",
        f"judged on {about.as_of_day}",
    ]
    if narrowed := filter_words(about):
        parts.append(f"filter {narrowed}")
    parts += [f"{unknown} scored of unknown maturity"] if unknown else []
    return " · ".join(parts)
