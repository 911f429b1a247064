"""What was tried, written out by row: one for each variant, and one for each commentator.

Invariant: a verdict survives a variant if it is the same under it, and a variant that touches none
of a commentator's claims is no trial: it is not counted as survived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from ledger.measuring.ranges import Range
from ledger.measuring.sensitivity.trying import Known, Subject, touched_by
from ledger.measuring.sensitivity.variants import Variant
from ledger.measuring.sensitivity.verdicts import NOTHING, Verdict, rounded


def rows_of(subject: Subject, known: Known) -> Iterator[dict[str, object]]:
    """Yield the rows of one commentator: as counted, and under each variant that is told."""
    counted = known.tried[0].verdicts.get(subject.key, NOTHING)
    for number, one in enumerate(known.tried):
        found = one.verdicts.get(subject.key, NOTHING)
        varied = touched_by(one.variant, subject) & ({*counted.claims} | {*found.claims})
        if number and not varied and not _told_anyway(one.variant, subject, known):
            continue
        yield _row(subject, number, one.variant, found, counted, varied)


def _told_anyway(variant: Variant, subject: Subject, known: Known) -> bool:
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


def summary(
    subject: Subject, known: Known, own: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Return one commentator's verdict, the ranges, and which of the own variants it survives."""
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
    """Say whether a verdict is robust, which a list is not; None without one, or without words."""
    if counted["verdict"] is None or not found.n_verbal:
        return None
    enough = counted["evidence"] != "list only"
    return enough and not fails and found.n_covered == found.n_verbal


def _not_covered(subject: Subject, known: Known) -> Iterator[dict[str, object]]:
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
