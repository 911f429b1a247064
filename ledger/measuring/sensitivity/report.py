"""Every commentator's verdict under every variant, the questions side by side, and the orders.

Invariant: a verdict survives a variant if it is the same under it, and a variant that touches none
of a commentator's claims is no trial: it is not counted as survived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from ledger.measuring import WEIGHING
from ledger.measuring.groups import groups_of
from ledger.measuring.ranges import Range, range_of
from ledger.measuring.sensitivity.order import Orders, Placed, orders
from ledger.measuring.sensitivity.variants import DAYS, WORDING, Question, Variant, variants
from ledger.measuring.sensitivity.verdicts import NOTHING, Key, Verdict, rounded, verdicts
from ledger.measuring.sensitivity.worlds import Worlds
from ledger.measuring.wordings import Lexicons, Shipped, Worded, wordings
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Rows, Session

DEFAULT = Variant("default", "default")


@dataclass(frozen=True)
class Report:
    """What `claims sensitivity` tells, each part in a total order."""

    commentators: Rows
    """One row per commentator and prob_source: the verdict, and what it survives."""
    variants: Rows
    """One row per commentator, prob_source and variant: the table `sensitivity`."""
    questions: Rows
    """One row per question that might have been put or ended otherwise."""
    answers: Rows
    """One row per claim on a question that has no answer that counts."""
    orders: Orders
    lexicon_coverage: float | None
    """Of the claims in words that count, of all commentators together."""
    n_verbal: int
    n_covered: int


@dataclass(frozen=True)
class Subject:
    """A commentator by prob_source, with the claims that are asked for."""

    key: Key
    commentator: str
    kind: str
    simulated: bool
    claims: Mapping[str, Mapping[str, object]]


@dataclass
class Tried:
    """What was found under one variant."""

    variant: Variant
    verdicts: Mapping[Key, Verdict]
    outcomes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Known:
    """What a report is made of, before it is written out by row."""

    subjects: Sequence[Subject]
    words: Mapping[str, Worded]
    ranges: Mapping[Key, Range]
    tried: Sequence[Tried]


def sensitivity(session: Session, asked: Asked, lexicons: Lexicons | None = None) -> Report:
    """Return what every verdict that a session is about survives."""
    known = _known(session, asked, lexicons or Shipped())
    rows = [row for subject in known.subjects for row in _rows(subject, known)]
    ranges = known.ranges.values()
    n_verbal, n_covered = (sum(r.n_verbal for r in ranges), sum(r.n_covered for r in ranges))
    return Report(
        [_summary(subject, known, rows) for subject in known.subjects],
        rows,
        _questions(session, known.tried),
        session.rows(queries.EITHER_WAY),
        orders(list(_placed(known))),
        rounded(n_covered / n_verbal) if n_verbal else None,
        n_verbal,
        n_covered,
    )


def _known(session: Session, asked: Asked, lexicons: Lexicons) -> _Known:
    words = wordings(session, lexicons)
    subjects = _subjects(session)
    weighing = asked.scope in WEIGHING
    ranges = {
        (group.group_id, group.prob_source): range_of(
            group, words, lexicons.names(), weighing=weighing
        )
        for group in groups_of(session, queries.COUNTING)
    }
    return _Known(subjects, words, ranges, _try_all(session, asked, words, subjects, lexicons))


def _subjects(session: Session) -> list[Subject]:
    found: dict[Key, Subject] = {}
    for row in session.rows(queries.PUT_TO_TEST):
        key = str(row["group_id"]), str(row["prob_source"])
        if key not in found:
            found[key] = Subject(
                key, str(row["commentator"]), str(row["kind"]), bool(row["simulated"]), {}
            )
        cast("dict[str, object]", found[key].claims)[str(row["claim_id"])] = row
    return list(found.values())


def _try_all(
    session: Session,
    asked: Asked,
    words: Mapping[str, Worded],
    subjects: Sequence[Subject],
    lexicons: Lexicons,
) -> list[Tried]:
    """Return the verdicts as counted, then under each variant."""
    counted = verdicts(session, asked)
    ranked = frozenset(key for key, one in counted.items() if one.rank_lo is not None)
    tried = [Tried(DEFAULT, counted)]
    several = list(_variants(session, words, lexicons, cast("date", asked.as_of_day)))
    with Worlds(session) as worlds:
        for variant in several:
            touched = frozenset(one.key for one in subjects if _touched(variant, one))
            again = ranked if _moves(touched, ranked, subjects) else frozenset[Key]()
            only = None if again else {commentator for commentator, _ in touched}
            found = verdicts(worlds.under(variant, only), asked, again)
            outcomes = _outcomes(session) if variant.about == "deadlines" else {}
            others = {
                key: one for key, one in counted.items() if only is not None and key[0] not in only
            }
            tried.append(Tried(variant, others | found, outcomes))
    return tried


def _variants(
    session: Session, words: Mapping[str, Worded], lexicons: Lexicons, today: date
) -> Iterator[Variant]:
    ended = {str(row["claim_id"]): int(str(row["y"])) for row in session.rows(queries.ENDED)}
    questions = [Question(**row) for row in session.rows(queries.ASKED_OF)]  # type: ignore[arg-type] # the query names its fields
    hedges = session.rows(queries.HEDGED)
    published = {name: lexicons.published(name) for name in lexicons.names()}
    yield from variants(words, published, ended, hedges, questions, today)


def _outcomes(session: Session) -> dict[str, str | None]:
    return {
        str(row["question_id"]): cast("str | None", row["outcome"])
        for row in session.rows(queries.OUTCOMES)
    }


def _moves(touched: frozenset[Key], ranked: frozenset[Key], subjects: Sequence[Subject]) -> bool:
    """Say whether somebody is touched on a side on which there are ranks."""
    sides = {(one.key[1], one.simulated) for one in subjects if one.key in ranked}
    return any((one.key[1], one.simulated) in sides for one in subjects if one.key in touched)


def _touched(variant: Variant, subject: Subject) -> set[str]:
    """Return the claims of a commentator that a variant reads or ends otherwise."""
    return {
        claim
        for claim, row in subject.claims.items()
        if claim in variant.readings or str(row["question"]) in variant.questions
    }


# by row


def _rows(subject: Subject, known: _Known) -> Iterator[dict[str, object]]:
    """Yield the rows of one commentator: as counted, and under each variant that is told."""
    counted = known.tried[0].verdicts.get(subject.key, NOTHING)
    for number, one in enumerate(known.tried):
        found = one.verdicts.get(subject.key, NOTHING)
        varied = _touched(one.variant, subject) & ({*counted.claims} | {*found.claims})
        if number and not varied and not _told_anyway(one.variant, subject, known):
            continue
        yield _row(subject, number, one.variant, found, counted, varied)


def _told_anyway(variant: Variant, subject: Subject, known: _Known) -> bool:
    """Say whether a variant that touches nothing is told: how little it covers, why hedges wait."""
    if variant.about == "lexicon":
        return known.ranges.get(subject.key, Range()).n_verbal > 0
    return any(claim in variant.left_out for claim in subject.claims)


def _row(
    subject: Subject,
    number: int,
    variant: Variant,
    found: Verdict,
    counted: Verdict,
    varied: set[str],
) -> dict[str, object]:
    tried = bool(number and varied and counted.verdict is not None)
    return {
        "commentator": subject.commentator,
        "kind": subject.kind,
        "simulated": subject.simulated,
        "prob_source": subject.key[1],
        "number": number,
        "variant": variant.name,
        "about": variant.about,
        "n_varied": len(varied),
        "n": found.n,
        "n_questions": found.n_questions,
        "evidence": found.evidence,
        "brier": found.brier,
        "brier_lo": found.lo,
        "brier_hi": found.hi,
        "rank_lo": found.rank_lo,
        "rank_hi": found.rank_hi,
        "verdict": found.verdict,
        "survives": found.verdict == counted.verdict if tried else None,
        "n_uncertain": sum(
            str(subject.claims[claim]["question"]) in variant.uncertain for claim in varied
        ),
        "note": _note(variant, subject),
        "commentator_id": subject.key[0],
    }


def _note(variant: Variant, subject: Subject) -> str | None:
    """Say which hedges stay out, and why."""
    away = sorted(
        f"{row['id']}: {variant.left_out[claim]}"
        for claim, row in subject.claims.items()
        if claim in variant.left_out
    )
    stay = "stays" if len(away) == 1 else "stay"
    return f"{len(away)} {stay} out ({'; '.join(away)})" if away else None


def _summary(
    subject: Subject, known: _Known, rows: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Return one commentator's verdict, the ranges, and which variants it survives."""
    own = [row for row in rows if (row["commentator_id"], row["prob_source"]) == subject.key]
    counted, found = own[0], known.ranges.get(subject.key, Range())
    fails = [row["variant"] for row in own if row["survives"] is False]
    briers = [cast("float", row["brier"]) for row in own if row["brier"] is not None]
    ranks = [cast("int", row[end]) for row in own for end in ("rank_lo", "rank_hi") if row[end]]
    return {
        **{name: counted[name] for name in _OF_DEFAULT},
        "brier_min": min(briers, default=None),
        "brier_max": max(briers, default=None),
        "rank_min": min(ranks, default=None),
        "rank_max": max(ranks, default=None),
        "n_verbal": found.n_verbal,
        "n_covered": found.n_covered,
        "lexicon_coverage": rounded(found.lexicon_coverage),
        "brier_lexicon_lo": rounded(found.brier_lexicon_lo),
        "brier_lexicon_hi": rounded(found.brier_lexicon_hi),
        "n_coders": found.n_coders,
        "brier_coder_lo": rounded(found.brier_coder_lo),
        "brier_coder_hi": rounded(found.brier_coder_hi),
        "survives": [row["variant"] for row in own if row["survives"] is True],
        "fails": fails,
        "robust": _robust(counted, found, fails),
        "not_covered": list(_not_covered(subject, known)),
        "commentator_id": subject.key[0],
    }


_OF_DEFAULT = (
    "commentator", "kind", "simulated", "prob_source", "n", "n_questions", "evidence", "brier",
    "brier_lo", "brier_hi", "rank_lo", "rank_hi", "verdict",
)  # fmt: skip


def _robust(counted: Mapping[str, object], found: Range, fails: Sequence[object]) -> bool | None:
    """Say whether a verdict is robust; None where there is none, or no word in it."""
    if counted["verdict"] is None or not found.n_verbal:
        return None
    return not fails and found.n_covered == found.n_verbal


def _not_covered(subject: Subject, known: _Known) -> Iterator[dict[str, object]]:
    """Yield the phrases of a commentator that no published lexicon has, claim by claim."""
    for claim, row in subject.claims.items():
        word = known.words.get(claim)
        if word is not None and not word.covered:
            yield {
                "id": row["id"],
                "phrase": word.phrase,
                "words": row["words"],
                "counts": row["status"] == "resolved",
            }


def _placed(known: _Known) -> Iterator[Placed]:
    """Yield those whose Brier scores rest on words, by side, with every score that words allow."""
    counted = known.tried[0].verdicts
    for one in known.subjects:
        found = counted.get(one.key, NOTHING)
        if found.brier is None or one.kind == "anonymous" or one.key not in known.ranges:
            continue
        if known.ranges[one.key].n_verbal:
            yield Placed(
                one.key[0], one.commentator, one.key[1], found.n,
                frozenset(str(one.claims[claim]["question"]) for claim in found.claims),
                found.brier,
                {
                    each.variant.name: brier
                    for each in known.tried[1:]
                    if each.variant.about in WORDING
                    and (brier := each.verdicts.get(one.key, NOTHING).brier) is not None
                },
            )  # fmt: skip


def _questions(session: Session, tried: Sequence[Tried]) -> Rows:
    """Return the questions with what each would have ended in, a shift of days beside another."""
    shifts = {one.variant.name: one for one in tried if one.variant.about == "deadlines"}
    rows = []
    for row in session.rows(queries.OPERATIONALISED):
        question = str(row["question_id"])
        ends = {}
        for days in DAYS:
            one = shifts.get(f"deadlines: {days:+d} days")
            shown = one is not None and row["deadline"] == "coded"
            side = f"{'minus' if days < 0 else 'plus'}_{abs(days)}"
            ends[side] = one.outcomes.get(question) if one is not None and shown else None
            ends[f"{side}_uncertain"] = bool(
                one is not None and shown and question in one.variant.uncertain
            )
        rows.append({**row, **ends})
    return rows
