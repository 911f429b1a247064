"""One claim from its words to its score, and every fact that made it so.

Invariant: whatever bears on the number is on this screen, whole: the words, whose reading it is
and what the reader knew, the question, why the deadline is what it is, the answer, the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import times
from ledger.screens.columns import Column, column, lay_out
from ledger.screens.layout import flow, stacked
from ledger.screens.look import Look
from ledger.screens.outside import outside, quoted
from ledger.screens.rows import (
    ClaimRow,
    ConditionRow,
    FactRow,
    OccurrenceRow,
    OtherScoreRow,
    ReadingRow,
    ReplyRow,
)
from ledger.screens.words import WHY_NOT, is_answered, spelled, standing
from ledger.visible import visible

LABEL = 10
"""Cells that the names of the lines take, with the gap after them."""

UNBROKEN = 100_000
"""A width at which no line is broken."""

METHODS = {
    "stated": "stated by the speaker",
    "lexicon": "read from the words with a lexicon",
    "judgment": "read from the words by judgment",
}
HINDSIGHT = {
    True: "in hindsight: the coder knew the outcome",
    False: "the coder did not know the outcome",
    None: "whether the coder knew the outcome is not recorded",
}


@dataclass(frozen=True)
class ClaimLife:
    """A claim's row and everything that belongs to it, in the order in which it shall stand."""

    claim: ClaimRow
    occurrences: Sequence[OccurrenceRow] = ()
    criteria: str | None = None
    deadline_reason: str | None = None
    deadline_coder: str | None = None
    conditions: Sequence[ConditionRow] = ()
    evidence: Sequence[str] = ()
    outcome_note: str | None = None
    note: str | None = None
    facts: Sequence[FactRow] = ()
    other_score: OtherScoreRow | None = None
    """Where the question does not end in yes or no."""
    replies: Sequence[ReplyRow] = ()
    readings: Sequence[ReadingRow] = ()
    """Each coder's, told where there are several."""
    disputes: Sequence[str] = ()
    """Why the answer is contested."""


def render(data: ClaimLife, look: Look) -> RenderableType:
    """Return the claim's head, what belongs to it line by line, and its facts."""
    label, text = Column(Text(), right=True), Column(Text(), least=20)
    lines = [[Text(name, "dim"), told] for name, told in _lines(data, look)]
    body = lay_out([label, text], lines, look)
    return Group(_head(data.claim, look), Text(), body, *facts_table(data.facts, look))


def spoken(data: ClaimLife, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a line."""
    unbroken = replace(look, width=UNBROKEN)
    yield from _head(data.claim, unbroken).plain.split("\n")
    for name, told in _lines(data, unbroken):
        yield f"{name or 'also'}: {unbroken_line(told)}"
    yield from facts_spoken(data.facts, unbroken)


def facts_spoken(facts: Sequence[FactRow], look: Look) -> Iterator[str]:
    """Yield each fact as a sentence."""
    for row in facts:
        yield f"fact #{row['position']}, {look.moment(row['recorded_at'])}: " + unbroken_line(
            _fact(row, look)
        )


def unbroken_line(told: Text) -> str:
    """Return what stands on several lines as one, to be read aloud."""
    return "; ".join(told.plain.split("\n"))


def _head(claim: ClaimRow, look: Look) -> Text:
    name = outside(claim["commentator"], look, "bold")
    if claim["simulated"]:
        name.append(" (simulated)", "dim")
    came = ("answered " if is_answered(claim) else "") + standing(claim)
    first = Text.assemble((visible(claim["id"]), "cyan"), "  ", name, "  ", (visible(came), "bold"))
    return stacked([first, outside(claim["question"], look), _uttered(claim, look)])


def _uttered(claim: ClaimRow, look: Look) -> Text:
    if claim["quote"]:
        return quoted(claim["quote"], look, "italic")
    if claim["reported"]:
        return Text("as reported: ").append_text(outside(claim["reported"], look, "italic"))
    return Text("no words on record", "dim")


def _lines(data: ClaimLife, look: Look) -> Iterator[tuple[str, Text]]:
    claim = data.claim
    yield "said", _said(claim, look)
    yield "source", _source(claim, look)
    for occurrence in data.occurrences:
        yield "also in", _occurrence(occurrence, look)
    yield "reading", _reading(claim, look)
    for row in data.readings if len(data.readings) > 1 else ():
        yield "", _one_reading(row, look)
    if data.note:
        yield "note", outside(data.note, look)
    yield "question", _question(claim, look)
    yield "counts", outside(data.criteria, look) if data.criteria else _none("no criteria given")
    yield "deadline", _deadline(data, look)
    for condition in data.conditions:
        yield "only if", _condition(condition, look)
    yield "outcome", _outcome(data, look)
    if is_answered(claim) and not data.evidence:
        yield "evidence", _none("none given")
    for piece in data.evidence:
        yield "evidence", outside(piece, look)
    for why in data.disputes:
        yield "disputed", outside(why, look)
    for reply in data.replies:
        yield "reply", _reply(reply, look)
    yield "timing", _joined(times.told(claim, look), look)
    yield "score", _score(claim, look) if data.other_score is None else _other(data, look)


def _said(claim: ClaimRow, look: Look) -> Text:
    kind = f"{claim['kind']}, {claim['voice']}, {claim['speaker_role'].replace('_', ' ')}"
    parts = [look.day(claim["said_on"]), claim["affiliation"] or "", kind]
    parts += ["a repeat of earlier words"] if claim["repeats"] else []
    return _joined(parts, look)


def _source(claim: ClaimRow, look: Look) -> Text:
    if not claim["source_key"]:
        return _none("no source is recorded")
    retracted = claim.get("source_retracted")
    marks = [f"retracted by its publisher: {retracted}"] if retracted else []
    return _joined([claim["source"], claim["source_key"], *marks], look)


def _occurrence(row: OccurrenceRow, look: Look) -> Text:
    parts = [row["source"], row["source_key"]]
    parts += [look.day(row["published_on"])] if row["published_on"] else []
    parts += [f"an edition of {row['edition_of']}"] if row["edition_of"] else []
    if not row["words"]:
        return _joined([*parts, "the same words"], look)
    return stacked([_joined(parts, look), quoted(row["words"], look, "italic dim")])


def _reading(claim: ClaimRow, look: Look) -> Text:
    forecast = claim.get("forecast")
    if forecast:
        return Text("stated: ").append_text(outside(forecast, look, "bold"))
    if claim["p"] is None:
        why = visible(claim["unscorable"] or "nobody has read these words yet")
        return Text(f"no probability: {why}")
    low, high = look.exact(claim["p_low"]), look.exact(claim["p_high"])
    around = "" if low == high else f" (from {low} to {high})"
    stated = claim["method"] == "stated"
    told = Text.assemble(
        "stated: " if stated else "coded: ",
        (look.exact(claim["p"]), "bold"),
        f" that the answer is yes{around}",
    )
    return told if stated else stacked([told, _reader(claim, look)])


def _reader(claim: ClaimRow, look: Look) -> Text:
    words = f", {look.glyphs.opened}{claim['words']}{look.glyphs.closed}" if claim["words"] else ""
    method = METHODS.get(claim["method"] or "", claim["method"] or "how is not recorded")
    by = f"by {claim['coder']}" if claim["coder"] else "by whom is not recorded"
    parts = [f"{method}{words}", by, _aggregated(claim, look), HINDSIGHT[claim["saw_outcome"]]]
    return _joined(parts, look, "dim")


def _aggregated(claim: ClaimRow, look: Look) -> str:
    """Tell how one reading came of several; nothing where there is but one."""
    how, n = claim.get("aggregation"), claim.get("n_coders")
    if how is None or how in {"stated", "one reading"}:
        return ""
    return f"{how}, of {look.count(n or 0)} {'reading' if n == 1 else 'readings'}"


def _one_reading(row: ReadingRow, look: Look) -> Text:
    low, best, high = (look.exact(row[one]) for one in ("low", "best", "high"))
    around = "" if low == high else f" (from {low} to {high})"
    glyphs = look.glyphs
    term = f"{glyphs.opened}{row['term']}{glyphs.closed} in {row['lexicon']}" if row["term"] else ""
    unseen = [
        f"{what} hidden"
        for what, saw in (("speaker", row["saw_speaker"]), ("outcome", row["saw_outcome"]))
        if saw is False
    ]
    parts = [f"{row['coder'] or 'somebody'}: {best}{around}", term or row["method"], *unseen]
    return _joined(parts, look, "dim")


def _question(claim: ClaimRow, look: Look) -> Text:
    about = [f"story {claim['story']}"] if claim["story"] else []
    about += [", ".join(claim["topics"])] if claim["topics"] else []
    plain = claim.get("question_kind", "binary") == "binary"
    side = f"the speaker {claim['polarity']} it" if plain else ""
    return _joined([claim["question_key"], side, *about], look)


def _deadline(data: ClaimLife, look: Look) -> Text:
    claim = data.claim
    if claim["closes_on"] is None:
        none = claim["deadline"] == "none"
        return _none("none, so it is not scored" if none else "not given")
    by = f" by {data.deadline_coder}" if data.deadline_coder else ""
    why = f": {data.deadline_reason}" if data.deadline_reason else ""
    words = claim.get("deadline_words")
    said = f" ({look.glyphs.opened}{words}{look.glyphs.closed})" if words else ""
    day = f"{look.day(claim['closes_on'])}{said}"
    return _joined([day, f"{claim['deadline']}{by}{why}"], look)


def _condition(row: ConditionRow, look: Look) -> Text:
    came = (row["outcome"] or "not answered yet").replace("_", " ")
    told = _joined([f"{row['question_key']} = {row['required']}", f"came out: {came}"], look)
    return stacked([told, outside(row["question"], look, "dim")])


def _outcome(data: ClaimLife, look: Look) -> Text:
    claim = data.claim
    if claim["outcome"] is None:
        return _none("not answered yet")
    days = [("happened", claim["happened_on"]), ("known", claim["known_on"])]
    dated = [f"{word} {look.day(day)}" for word, day in days if day]
    told = _joined([spelled(claim["outcome"]), *dated], look)
    note = [outside(data.outcome_note, look, "dim")] if data.outcome_note else []
    return stacked([told, *note])


def _reply(row: ReplyRow, look: Look) -> Text:
    """Tell a reply whole: who, what it comes to, when, where, and every word."""
    parts = [row["replied_by"], row["category"]]
    parts += [look.day(row["said_on"])] if row["said_on"] else []
    parts += [row["source_key"] or "", row["locator"] or ""]
    return stacked([_joined(parts, look), quoted(row["text"], look, "italic")])


def _score(claim: ClaimRow, look: Look) -> Text:
    if claim["status"] != "resolved":
        return _none(f"none: {WHY_NOT.get(claim['status'], claim['status'])}")
    log = f"log score {look.score(claim['log_score'])}"
    clipped = " (clipped)" if claim["clipped"] else ""
    return _joined([f"Brier {look.score(claim['brier'])}", log + clipped], look)


def _other(data: ClaimLife, look: Look) -> Text:
    """Tell the scores that there are, in the question's own unit where they have one."""
    row = data.other_score or {}
    named = {
        "Brier": row.get("brier"),
        "ranked probability score": row.get("rps"),
        "log score": row.get("log_score"),
        "off by": row.get("absolute_error"),
        "CRPS": row.get("crps"),
        "WIS": row.get("wis"),
        "CRPS by the scale": row.get("scaled_loss"),
        "Brier by the horizon": row.get("implied_brier"),
    }
    told = [f"{name} {value:,.6g}" for name, value in named.items() if value is not None]
    for level in ("50", "90"):
        inside = row.get("inside50") if level == "50" else row.get("inside90")
        told += [] if inside is None else [f"{'in' if inside else 'out'}side its {level} %"]
    bare = [row["distribution"]] if row.get("distribution") == "no distribution" else []
    return _joined([*bare, *told], look)


def facts_table(facts: Sequence[FactRow], look: Look) -> list[RenderableType]:
    """Return the facts, with the line that sets them apart; nothing where there are none."""
    if not facts:
        return []
    columns = [column("fact", right=True), column("recorded", right=True), column("what", least=20)]
    rows = [[_position(row), _when(row, look), _fact(row, look)] for row in facts]
    return [Text(), lay_out(columns, rows, look, ruled=True)]


def _position(row: FactRow) -> Text:
    return Text(f"#{row['position']}", "dim")


def _when(row: FactRow, look: Look) -> Text:
    return Text(look.moment(row["recorded_at"]), "dim")


def _fact(row: FactRow, look: Look) -> Text:
    head = Text.assemble(("undone: ", "yellow")) if row["undone"] else Text()
    head.append_text(outside(row["summary"], look, "dim" if row["undone"] else ""))
    return head.append("\n").append_text(_joined([row["name"], row["recorder"]], look, "dim"))


def _none(text: str) -> Text:
    return Text(visible(text), "dim")


def _joined(parts: Sequence[str], look: Look, style: str = "") -> Text:
    return flow(
        [part for part in parts if part], replace(look, width=look.width - LABEL), style=style
    )
