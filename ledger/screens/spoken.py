"""Screens as sentences, one a figure: for a screen reader, and whoever reads line by line.

Invariant: a sentence holds every number that the screen draws of its row, in an order that can be
listened to; there are no bars, no frames and no columns, and nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.screens import calibration as bands
from ledger.screens import certainty as terms
from ledger.screens import due as waiting
from ledger.screens import times
from ledger.screens.look import Look
from ledger.screens.misses import place
from ledger.screens.rows import CalibrationRow, ClaimRow, DueRow, QuestionRow, ScoreRow, TermRow
from ledger.screens.words import ENOUGH, has_interval, marks, plural, spelled, standing
from ledger.visible import visible

Sentences = Iterator[str]

SOURCES = {"numeric": "in numbers", "verbal": "in words"}


def calibration(rows: Sequence[CalibrationRow], look: Look) -> Sentences:
    """Yield what was said and how often it happened, a band each, empty ones too."""
    for row in rows:
        if not row["n"]:
            yield f"said {_band(row)}: nobody did"
            continue
        word = bands.verdict(row)
        happened = f"said {look.percent(row['mean_p'])}: happened {_happened(row, look)}"
        yield f"{happened}, {word}" if word else happened


def certainty(rows: Sequence[TermRow], look: Look) -> Sentences:
    """Yield what each term was read as, and how often it happened."""
    for row in terms.in_order(rows):
        word = terms.verdict(row)
        term = f"{look.glyphs.opened}{visible(row['term'])}{look.glyphs.closed}"
        read = f"{term}, read as {look.percent(row['mean_p'])}: happened {_happened(row, look)}"
        yield f"{read}, {word} than it was read as" if word else read


def _band(row: CalibrationRow) -> str:
    return f"{round(row['lo'] * 100)} to {round(row['hi'] * 100)} %"


def _happened(row: CalibrationRow, look: Look) -> str:
    parts = [f"{look.count(row['k'])} of {look.count(row['n'])}"]
    lo, hi = row["interval_lo"], row["interval_hi"]
    if lo is not None and hi is not None:
        parts.append(f"interval {between(look.percent(lo), look.percent(hi))}")
    if row["n_questions"] < ENOUGH:
        parts.append("too few to judge by")
    return f"{look.percent(row['freq'])} ({', '.join(parts)})"


def between(lo: str, hi: str) -> str:
    """Write two figures as a range, their unit once: ``59 to 83 %``."""
    return f"{lo.removesuffix(' %') if hi.endswith(' %') else lo} to {hi}"


def scores(rows: Sequence[ScoreRow], look: Look) -> Sentences:
    """Yield each record: who, how many, how good, and how sure that is."""
    for row in rows:
        yield f"{_name(row)}: {', '.join(record(row, look))}"


def _name(row: ScoreRow) -> str:
    source = SOURCES.get(row["prob_source"])
    name = visible(row["commentator"])
    name += f", {source}" if source else ""
    return f"{name}, simulated" if row["simulated"] else name


def record(row: ScoreRow, look: Look) -> Sentences:
    """Yield the figures of a record, as parts of a sentence."""
    yield f"{look.count(row['n_resolved'])} scored of {plural(row['n_claims'], 'claim', look)}"
    if not row["n_resolved"]:
        return
    yield f"Brier {look.score(row['brier'])}"
    if has_interval(row) and row["brier_lo"] is not None:
        yield f"interval {look.score(row['brier_lo'])} to {look.score(row['brier_hi'])}"
    elif row["evidence"] == "list only":
        yield "too few to judge by"
    yield f"said {look.percent(row['mean_p'])} on average"
    yield f"{look.percent(row['base_rate'])} happened"
    if row["rank_lo"] is not None and row["rank_hi"] is not None and has_interval(row):
        yield f"rank {row['rank_lo']} to {row['rank_hi']}"


def claims(rows: Sequence[ClaimRow], look: Look, *, asked: bool = True) -> Sentences:
    """Yield each claim: who, when, on what if `asked`, how probable, in which words, what came."""
    for row in rows:
        told = " ".join(map(_ended, _claim(row, look, asked=asked)))
        yield f"{visible(row['id'])}: {told}"


def _ended(sentence: str) -> str:
    """End a sentence, unless what it tells has done so."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _claim(row: ClaimRow, look: Look, *, asked: bool) -> Sentences:
    simulated = " (simulated)" if row["simulated"] else ""
    yield f"{visible(row['commentator'])}{simulated}, {look.day(row['said_on'])}"
    if asked:
        yield visible(row["question"])
    said = row["quote"] or row["reported"]
    if said:
        how = "In the words" if row["quote"] else "As reported"
        yield f"{how} {look.glyphs.opened}{visible(said)}{look.glyphs.closed}"
    forecast = row.get("forecast")
    yield f"Forecast {visible(forecast)}" if forecast else _chance(row, look)
    came = f"Answer: {visible(standing(row))}"
    scored = row["brier"] is not None
    yield f"{came}, Brier {look.score(row['brier'])}" if scored else came
    if told := marks(row):
        yield f"It is: {', '.join(map(visible, told))}"


def _chance(row: ClaimRow, look: Look) -> str:
    if row["p"] is None:
        return f"No probability: {visible(row['unscorable'] or 'not read yet')}"
    read = "stated" if row["method"] == "stated" else "read from the words"
    return f"Probability of yes {look.chance(row['p'])}, {read}"


def misses(rows: Sequence[ClaimRow], look: Look) -> Sentences:
    """Yield each miss with its source."""
    for row, told in zip(rows, claims(rows, look), strict=True):
        url = f", {visible(url)}" if (url := row.get("url")) else ""
        yield f"miss {told} Source: {visible(place(row))}{url}."


def due(rows: Sequence[DueRow], look: Look) -> Sentences:
    """Yield each question that waits, with its key, which one types to answer it."""
    for row in rows:
        who = ", ".join(map(visible, row["commentators"]))
        said = f"{plural(row['n_claims'], 'claim', look)} by {who}"
        chances = waiting.spread(row["p"], look).plain
        p = f", probability of yes {chances}" if row["p"] else ""
        when = f"{waiting.when(row, look).plain}, closes {look.day(row['closes_on'])}"
        yield f"{visible(row['question_key'])}: {when}. {visible(row['question'])} {said}{p}."


def questions(rows: Sequence[QuestionRow], look: Look) -> Sentences:
    """Yield each question: how many spoke on it, between which probabilities, how it ended."""
    for row in rows:
        told = [plural(row["n_claims"], "claim", look)]
        low, high = row["p_low"], row["p_high"]
        if low is not None and high is not None:
            told.append(f"probability of yes {between(look.chance(low), look.chance(high))}")
        told.append(f"ended: {visible(spelled(row['outcome']))}" if row["outcome"] else "open")
        yield f"{visible(row['question_key'])}: {visible(row['question'])} {', '.join(told)}."


def timings(rows: Sequence[ScoreRow], look: Look) -> Sentences:
    """Yield how the recording stands to the answers, in one sentence; nothing of nothing."""
    if split := times.split(rows, look):
        yield ", ".join(split)
