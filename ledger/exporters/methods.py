"""The statement of methods in words: what every export says of how its figures came about.

Invariant: each sentence has its numbers, each number its n, and what is not known is said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.app import Ledger
from ledger.measuring import WEIGHING
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.measuring.methods import Bounds, Detectable, Methods
    from ledger.readmodel.session import Asked, Rows

SCOPES = {
    "first": "the first of one's claims on a question counts",
    "at_horizon": "the claim counts that stood that many days before the closing day",
    "all_rows": "each claim counts once",
    "question_weighted": "one's claims on a question share one vote",
    "time_averaged": "one's claims on a question count by the time for which they stood",
}
_KINDS = {"forecast": "forecasts", "intent": "promises and threats", "assertion": "assertions"}
_LOST = {
    "n_rejected": "rejected",
    "n_assertion": "of what is",
    "n_hedge": "hedged",
    "n_bound": "only bounded",
    "n_unread": "unread",
    "n_unscorable_other": "without a probability for another reason",
    "n_no_deadline": "without a deadline",
    "n_unmatured": "not matured",
    "n_unanswered": "not answered",
    "n_annulled": "annulled",
    "n_ambiguous": "ambiguous",
    "n_condition_unmet": "with an unmet condition",
    "n_late": "made too late",
    "n_untimely": "not recorded in time",
    "n_superseded": "not counted by the scope",
    "n_left_out": "that cannot be placed in time",
}
"""Where a claim leaves the funnel, in the order of its steps."""
SCORE_COLUMNS: Mapping[str, frozenset[str]] = {
    "brier": frozenset({"brier"}),
    "log_score": frozenset({"log_score", "log_clip_0_001"}),
    "rel_brier": frozenset({"rel_brier"}),
    "bss_crowd": frozenset({"bss_crowd"}),
    "peer_score": frozenset({"peer_score"}),
}
"""By a score that can be preregistered: the columns that have it."""


def measured(ledger: Ledger, asked: Asked) -> Methods:
    """Return the numbers of the statement for what is asked."""
    from ledger.measuring.methods import methods

    return ledger.look(lambda session: methods(session, asked), asked)


def record(ledger: Ledger, asked: Asked) -> dict[str, object]:
    """Return what the statement is of: which ledger, up to which fact, under which tree head."""
    opened = ledger.ask(queries.OPENED)[0]
    position = ledger.position() if asked.as_of_position is None else asked.as_of_position
    return {
        "ledger": opened["name"],
        "ledger_id": opened["ledger_id"],
        "kept": opened["kept"],
        "as_of_position": position,
        "tree_head": ledger.tree_head(position),
        "as_of_day": str(asked.as_of_day),
    }


def sentences(of: Mapping[str, object], asked: Asked, found: Methods) -> Iterator[str]:
    """Yield the statement, a sentence or two at a time; `of` is a `record`."""
    yield _head(of)
    yield _estimand(asked)
    yield from _selection(asked)
    yield _frame(found)
    yield from _coders(found)
    yield from _coverage(found)
    yield from _missing(found.missing, asked)
    yield _difference(found.detectable)
    yield from _preregistered(found.preregistrations, asked)


def preregistration(
    rows: Rows, asked: Asked, columns: Iterable[str] | None = None
) -> dict[str, object] | None:
    """Return what is preregistered, what amended it, and whether a report is as it says.

    `columns`: those of the report; without them, nothing is said of the score.
    """
    if not rows:
        return None
    last = rows[-1]
    matches = _matches(last, asked)
    if columns is not None:
        matches["score"] = bool(SCORE_COLUMNS[str(last["primary_score"])] & set(columns))
    return {"in_force": last, "amends": rows[:-1], "matches": matches}


def _matches(said: Mapping[str, object], asked: Asked) -> dict[str, bool]:
    """Return in what a report is as was said: of the same stories, and narrowed in no other way."""
    stories = sorted(f"story-{key}" for key in _texts(said["stories"]))
    more = asked.narrowed is not None and asked.narrowed.condition
    narrowed = asked.only_commentators or asked.only_topics or asked.only_sources or more
    return {
        "scope": said["scope"] == _scope(asked),
        "kind": said["kind"] == asked.claim_kind,
        "selection": stories == sorted(asked.only_stories or ()) and not narrowed,
    }


def _head(of: Mapping[str, object]) -> str:
    kept = "as an archive" if of["kept"] == "archive" else str(of["kept"])
    return (
        f"Record: ledger {of['ledger']}, kept {kept}, facts 1 to {of['as_of_position']}, tree head "
        f"{of['tree_head']}, judged on {of['as_of_day']}, claimsledger {__version__}."
    )


def _estimand(asked: Asked) -> str:
    kinds = _KINDS.get(asked.claim_kind, "claims of every kind")
    return (
        f"Estimand: for each commentator, the mean Brier score (0 best, 1 worst) of {kinds} on "
        f"questions that end in yes or no; scope {_scope(asked)}: {SCOPES[asked.scope]}. It "
        "describes the claims on record; simulated forecasters are left out."
    )


def _selection(asked: Asked) -> Iterator[str]:
    """Say what the claims were narrowed to, if they were."""
    if asked.narrowed is None:
        return
    picked = " Claims were picked by their answers: they are no sample of what was said."
    yield f"Selection: claims that fit the filter {asked.narrowed.told}." + (
        picked if asked.narrowed.by_answers else ""
    )


def _frame(found: Methods) -> str:
    by_plan, later, ad_hoc = (
        found.collected.get(name, 0) for name in ("plan", "plan made afterwards", "ad hoc")
    )
    plans = _many(found.n_plans, "collection plan")
    warns = " Ad hoc claims are no sample of what anybody said." if ad_hoc or later else ""
    return (
        f"Frame: {plans} on record; of {_many(found.n_claims, 'claim')}, {by_plan} came of a plan "
        f"registered before, {later} of one made afterwards, {ad_hoc} ad hoc.{warns}"
    )


def _coders(found: Methods) -> Iterator[str]:
    readers = found.readers
    n = readers["n_readings"]
    yield (
        f"Readings: {_many(found.n_stated, 'claim')} with the speaker's own number; "
        f"{_many(n, 'reading')} of the words of {readers['n_read']} by "
        f"{_many(readers['n_coders'], 'coder')}."
    )
    if n:
        for what, name in (("who spoke", "speaker"), ("the answer", "outcome")):
            seen, hidden = readers[f"{name}_seen"], readers[f"{name}_hidden"]
            yield (
                f"Blinding: of {n}, {_share(seen, n)} made seeing {what}, {_share(hidden, n)} not; "
                f"of {_share(n - seen - hidden, n)} it is not recorded."
            )
        yield "Instruments: " + ", ".join(
            f"{row['n']} by {row['method']}"
            + (f" ({row['lexicon']})" if row["lexicon"] else " (no lexicon)")
            for row in found.readings
        ) + f"; n={n}."  # fmt: skip


def _coverage(found: Methods) -> Iterator[str]:
    row = {name: value for name, value in found.coverage.items() if isinstance(value, int)}
    yield (
        f"Coverage, of every kind: {row['collected']} collected, {row['codable']} codable, "
        f"{row['n_matured']} matured, {row['n_resolved']} resolved, {row['n_scored']} scored."
    )
    lost = [f"{row[name]} {words}" for name, words in _LOST.items() if row[name]]
    yield f"Lost: {', '.join(lost) or 'nothing'}; n={row['collected']}."


def _missing(found: Bounds, asked: Asked) -> Iterator[str]:
    n, missing = found.n_scored, found.n_missing
    if asked.scope in WEIGHING:
        yield f"Missing: {missing} beside {n} scored; no bounds by a scope that weighs claims."
        return
    reasons = (
        f"{found.n_void} void, {found.n_unscorable} unscorable, {found.n_no_deadline} without a "
        f"deadline, {found.n_open} open"
    )
    yield (
        f"Missing: the mean Brier of {n} scored claims is {_score(found.mean)}; were "
        f"{missing} more ({reasons}) answered either way, that of all {n + missing} would lie from "
        f"{_score(found.lowest)} to {_score(found.highest)} (each claim apart; 0 to 1 without a "
        "reading)."
    )


def _difference(found: Detectable) -> str:
    formula = "(1.96 + 0.84) sqrt(2) sd / sqrt(n_eff), two-sided 5 %, power 80 %"
    if found.difference is None:
        return (
            f"Comparisons: the commentator in the middle has n={found.n:g} scored, too few to say "
            f"which difference of two could be found: {formula}."
        )
    return (
        f"Comparisons: two records of n={found.n:g} (worth n_eff={found.n_eff:.1f}) show a "
        f"difference of {found.difference:.3f} or more, by {formula} with sd={found.sd:.3f}."
    )


def _preregistered(rows: Rows, asked: Asked) -> Iterator[str]:
    if not rows:
        yield "Preregistration: none; what to look at may have been chosen by what it shows."
        return
    for row in rows:
        yield f"Preregistration: {_said(row)}."
    apart = [name for name, same in _matches(rows[-1], asked).items() if not same]
    yield (
        f"This report has another {', '.join(apart)} than the last of them."
        if apart
        else "This report has the scope, kind and selection of the last of them."
    )


def _said(row: Mapping[str, object]) -> str:
    about = [f"{row['primary_score']}", f"scope {row['scope']}", f"kind {row['kind']}"]
    for name, key in (("stories", "stories"), ("excluding", "exclusions")):
        if some := _texts(row[key]):
            about.append(f"{name} {', '.join(some)}")
    about += [f"{name} {row[name]}" for name in ("lexicon", "hypotheses", "note") if row[name]]
    return (
        f"{', '.join(about)}; said at fact {row['position']} on {str(row['recorded_at'])[:10]}, "
        f"with {row['n_claims_before']} claims and {row['n_answers_before']} answers on record"
    )


def _scope(asked: Asked) -> str:
    return f"at_horizon:{asked.horizon_days}" if asked.scope == "at_horizon" else asked.scope


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _share(part: int, n: int) -> str:
    return f"{part} ({100 * part / n:.0f} %)"


def _score(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3f}"
