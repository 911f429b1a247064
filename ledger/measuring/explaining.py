"""How a score comes about: each figure with its formula, the numbers put in.

Invariant: a formula is arithmetic that gives its value when it is worked out, to the digits shown;
^ is a power, ln the natural logarithm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, object]
_FEW = 8
"""Terms that are written out; more are written as their sum."""
CLIP = 0.001


@dataclass(frozen=True)
class Line:
    """One figure: its name, how it is worked out, what comes out, where the numbers are from."""

    name: str
    formula: str
    value: float | int | None
    source: str = ""


def of_claim(row: Row) -> list[Line]:
    """Return what the scores of one claim are made of; nothing where it has no score.

    `row` is one of `claim_scored` with the columns of `claim_peers`.
    """
    if row["brier_e18"] is None:
        return []
    return [*_own(row), *_beside(row)]


def _own(row: Row) -> Iterator[Line]:
    p, y = number(row, "p_ppb") / 1e9, int(number(row, "y"))
    given = p if y else 1 - p
    kept = min(max(given, CLIP), 1 - CLIP)
    yield Line("p", shown(p), p, _reading(row))
    yield Line("y", str(y), y, f"the answer: {row['outcome']}, known on {row['known_on']}")
    yield Line("brier", f"({shown(p)} - {y})^2", number(row, "brier_e18") / 1e18)
    clipped = f"{shown(given)} was given to what happened, clipped" if kept != given else ""
    yield Line("log_score", f"-ln({shown(kept)})", number(row, "log_score_exact"), clipped)


def _beside(row: Row) -> Iterator[Line]:
    n = int(number(row, "n_peers") if row["n_peers"] is not None else 0)
    if not n:
        yield Line("relative", "", None, "nobody else had spoken on the question by that day")
        return
    others = f"mean of {n} other{'s' if n > 1 else ''} as they stood on {row['said_on']}"
    brier, peers = number(row, "brier_e18") / 1e18, number(row, "peers_brier")
    yield Line("relative", f"{shown(brier)} - {shown(peers)}", brier - peers, others)
    log, logs = number(row, "log_score_exact"), number(row, "peers_log")
    yield Line("peer", f"100 * ({shown(logs)} - {shown(log)})", 100 * (logs - log), others)


def _reading(row: Row) -> str:
    if row["prob_source"] == "numeric":
        return f"stated: {row['probability_text'] or 'as a number'}"
    words = f"of “{row['words']}” " if row["words"] else ""
    return f"a reading {words}by {row['coder']} ({row['method']})"


def of_record(row: Row, claims: Sequence[Row]) -> list[Line]:
    """Return what a row of the scoreboard is made of, `claims` being those that it counts."""
    lines = [_partition(row)]
    if claims:
        lines += [*_means(row, claims), *_uncertainty(row), *_parts(row)]
    return lines


def _partition(row: Row) -> Line:
    classes = (
        "rejected_kind", "void", "unscorable", "no_deadline", "open", "late", "untimely", "early",
        "unmatured", "superseded", "resolved",
    )  # fmt: skip
    counts = [(name, int(number(row, f"n_{name}"))) for name in classes]
    held = [(name, n) for name, n in counts if n]
    terms = " + ".join(str(n) for _, n in held) or "0"
    return Line("n_claims", terms, int(number(row, "n_claims")), ", ".join(n for n, _ in held))


def _means(row: Row, claims: Sequence[Row]) -> Iterator[Line]:
    share = sum(number(one, "share_e12") for one in claims) / 1e12
    weighed = [number(one, "weight_e12") / 1e12 * number(one, "brier_e18") / 1e18 for one in claims]
    logs = [number(one, "weight_e12") / 1e12 * number(one, "log_score_exact") for one in claims]
    yield Line("brier", f"({_sum(weighed)}) / {shown(share)}", value(row, "brier"))
    yield Line("log_clip_0_001", f"({_sum(logs)}) / {shown(share)}", value(row, "log_clip_0_001"))
    brier = number(row, "brier")
    yield Line("bss_half", f"1 - {shown(brier)} / 0.25", value(row, "bss_half"))
    beside = [one for one in claims if one["peers_brier"] is not None]
    if beside:
        shared = sum(number(one, "share_e12") for one in beside) / 1e12
        apart = [
            number(one, "weight_e12")
            / 1e12
            * (number(one, "brier_e18") / 1e18 - number(one, "peers_brier"))
            for one in beside
        ]
        mean = f"({_sum(apart)}) / {shown(shared)}"
        yield Line("rel_brier", mean, value(row, "rel_brier"), "see of each claim")


def _uncertainty(row: Row) -> Iterator[Line]:
    stories = f"{_many(row, 'n_resolved', 'claims')} in {_many(row, 'n_stories', 'stories')}"
    if row["brier_se"] is None:
        yield Line("brier_se", "", None, f"{stories}: an interval needs two")
        return
    df = shown(round(number(row, "brier_df"), 2))
    yield Line("brier_se", "", value(row, "brier_se"), f"{stories}, by story (CR2, df {df})")
    yield Line("brier_lo", "", value(row, "brier_lo"), "95 %")
    yield Line("brier_hi", "", value(row, "brier_hi"), "95 %")


def _parts(row: Row) -> Iterator[Line]:
    """Yield the two ways in which a Brier score comes apart, where it does."""
    if row["rel"] is not None:
        rel, res, unc, wbv, wbc = (
            shown(number(row, name)) for name in ("rel", "res", "unc", "wbv", "wbc")
        )
        whole = f"{rel} - {res} + {unc} + {wbv} - {wbc}"
        yield Line("brier", whole, value(row, "brier"), "rel - res + unc + wbv - wbc (ten bins)")
    name = "mcb" if row["mcb"] is not None else "mcb_given_lexicon"
    if row[name] is not None:
        mcb, dsc, unc = (shown(number(row, one)) for one in (name, "dsc", "unc"))
        yield Line("brier", f"{mcb} - {dsc} + {unc}", value(row, "brier"), "mcb - dsc + unc (CORP)")
        luck = shown(number(row, "mcb_null_mean")) if row["mcb_null_mean"] is not None else "none"
        by = f"p {row['mcb_p']}, by story {row['mcb_p_stories']}"
        yield Line(name, mcb, value(row, name), f"{luck} by luck alone, {by}")


def _many(row: Row, name: str, noun: str) -> str:
    one = {"claims": "claim", "stories": "story"}[noun]
    return f"{row[name]} {one if row[name] == 1 else noun}"


def _sum(terms: Sequence[float]) -> str:
    if len(terms) > _FEW:
        return shown(sum(terms))
    first, *rest = terms
    return shown(first) + "".join(f" {'-' if t < 0 else '+'} {shown(abs(t))}" for t in rest)


def shown(figure: float) -> str:
    """Write a number to twelve decimals, without noughts at the end."""
    text = f"{figure:.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def number(row: Row, name: str) -> float:
    """Return a figure that must be there."""
    return float(str(row[name]))


def value(row: Row, name: str) -> float | None:
    """Return a figure, or None where there is none."""
    return None if row[name] is None else number(row, name)
