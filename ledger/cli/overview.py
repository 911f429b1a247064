"""What the dashboard shows, asked of the views: the rows for each of its panels."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

from ledger.exporters.header import note
from ledger.readmodel import queries
from ledger.screens.calibration import Calibration
from ledger.screens.dashboard import Dashboard

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.filters import Filter
    from ledger.readmodel.session import Asked, Rows

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
    """Return the dashboard of the chosen claims, as asked."""
    about = chosen.applied(asked)
    one = chosen.commentators is not None and len(chosen.commentators) == 1
    whole = replace(about, pooled=True, grouping="commentator" if one else "everybody")
    everybody = _first(ledger.ask(queries.BY["scoreboard"], asked=whole))
    opened = ledger.ask(queries.OPENED)
    kept = str(opened[0]["kept"]) if opened else "prospectively"
    return Dashboard(
        title=[f"Claims ledger: {opened[0]['name']}"] if opened else ["Claims ledger"],
        note=note(kept),
        everybody=everybody,
        intent=None if about.claim_kind != "forecast" else _intent(ledger, whole),
        calibration=cast("Any", ledger.ask(queries.BY["calibration"], asked=whole)),
        commentators=cast("Any", ledger.table("scoreboard", about).rows()),
        answered=cast("Any", ledger.ask(queries.ANSWERED, asked=about)),
        due=cast("Any", ledger.ask(queries.DUE_AMONG, asked=about)),
        counts=_counts(everybody),
        panel=None if one else _panel(ledger, about),
        scope=_scope(ledger, about, everybody),
    )


def as_rows(data: Dashboard) -> dict[str, object]:
    """Return the dashboard's rows by panel, as JSON has them."""
    rows = asdict(data)
    return {
        name: rows[name]
        for name in (
            "note",
            "scope",
            "everybody",
            "intent",
            "calibration",
            "commentators",
            "answered",
            "due",
            "counts",
        )
    }


def _first(rows: Rows) -> Any:
    return (
        {
            **rows[0],
            "commentator": rows[0]["group_name"],
            "commentator_id": rows[0]["group_id"],
            "kind": "person",
            "simulated": False,
        }
        if rows
        else None
    )


def _intent(ledger: Ledger, whole: Asked) -> Any:
    return _first(ledger.ask(queries.BY["scoreboard"], asked=replace(whole, claim_kind="intent")))


def _counts(everybody: Any) -> dict[str, int]:
    return {name: everybody[f"n_{name}"] for name in _CLASSES} if everybody else {}


def _panel(ledger: Ledger, about: Asked) -> Calibration | None:
    """Return the bands of the simulated forecaster who is furthest off, as a picture of enough claims."""
    name = ledger.ask(queries.FURTHEST_OFF, asked=about)
    if not name:
        return None
    rows = ledger.ask(queries.CALIBRATION_OF, [name[0]["commentator_id"]], asked=about)
    return Calibration(
        cast("Any", rows), f"{name[0]['commentator']} (simulated, in no other figure)"
    )


def _scope(ledger: Ledger, about: Asked, everybody: Any) -> str:
    position = about.as_of_position if about.as_of_position is not None else ledger.position()
    unknown = everybody["n_unknown_maturity"] if everybody else 0
    parts = [
        "scope all_rows",
        f"kind {about.claim_kind}",
        "times as documented",
        f"position {position}",
        f"judged on {about.as_of_day}",
    ]
    parts += [f"{unknown} scored of unknown maturity"] if unknown else []
    return " · ".join(parts)
