"""What figures are of, in the words that every screen, export and table of scores says it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.readmodel import queries
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows


def scope_words(asked: Asked) -> str:
    """Return the scope in a word, with the days that it goes by."""
    days = f", {asked.horizon_days} days before closing" if asked.scope == "at_horizon" else ""
    return asked.scope + days


def filter_words(asked: Asked) -> str | None:
    """Return the filter that figures are narrowed to, and a warning where answers picked them."""
    if asked.narrowed is None:
        return None
    picked = " (claims picked by their answers)" if asked.narrowed.by_answers else ""
    return asked.narrowed.told + picked


def filter_line(asked: Asked) -> str | None:
    """Return a line of talk that says so, made visible."""
    told = filter_words(asked)
    return visible(f"narrowed to {told}") if told else None


def note(kept: str) -> str:
    """Return the sentence that every screen owes its reader about how the ledger is kept."""
    if kept == "archive":
        return "an archive: it documents claims made earlier, with their outcomes in view"
    return "declared to be kept prospectively: claims are logged as they are made"


def archive_note(ledger: Ledger) -> str:
    """Return that sentence where the ledger is an archive, else nothing."""
    opened = ledger.ask(queries.OPENED)
    kept = str(opened[0]["kept"]) if opened else ""
    return note(kept) if kept == "archive" else ""


def scored_times(kept: str, *, include_untimely: bool) -> str:
    """Return in a few words which times of recording are scored."""
    if kept == "archive":
        return "as documented"
    return "of every class" if include_untimely else "proven or in time"


def warning(gap: Rows) -> str:
    """Return the sentence about claims that were recorded later and score better; "" for none."""
    found = gap[0] if gap else {}
    if not found.get("much_better"):
        return ""
    after, timely, lo, hi, difference = (
        f"{float(str(found[name])):.3f}"
        for name in ("brier_after", "brier_timely", "lo", "hi", "difference")
    )
    return (
        f"warning: what was recorded once answers were known scores better: Brier {after} "
        f"(n={found['n_after']}) against {timely} in time (n={found['n_timely']}); "
        f"{difference} apart, 95 % interval {lo} to {hi}"
    )
