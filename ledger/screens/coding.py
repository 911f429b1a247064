"""An item as a coder sees it, and the coding as it stands; nothing that may sway the coder.

Invariant: what is hidden is not drawn; what a key would record is always on the screen before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.coding.draft import TextItem
from ledger.domain.coding import CodeText
from ledger.domain.probability import WHOLE
from ledger.screens.columns import Column, lay_out
from ledger.screens.layout import flow
from ledger.screens.look import Look
from ledger.screens.outside import outside, quoted
from ledger.visible import visible

_SHARED_KEYS = {
    "w": "a note",
    "s": "later",
    "u": "take the last back",
    "?": "these keys, and the codebook",
    "q": "stop; everything is saved",
}
TEXT_KEYS: Mapping[str, str] = {
    "enter, y": "record what stands under “coded”",
    "n": "no claim, then the reason's digit",
    "c": "how sure: 70%, 60-80%, or words such as “very likely”",
    "1 to 9": "how sure, in tenths: 7 is 70 %, from 60 to 80",
    "h": "a hedge; a number after it serves the sensitivity table alone",
    "b": "only a bound",
    "x": "no words of certainty",
    "k": "the next kind: forecast, intent, assertion",
    "p": "the other side of the question",
    "f": "the question does not fit, or does after all",
    "t": "by when: by the end of Q3; none; 2026-12-31 because …",
    "r": "I recognised the speaker, or not",
    "o": "I know how it came out, or not",
    **_SHARED_KEYS,
}
OUTCOME_KEYS: Mapping[str, str] = {
    "y": "yes, then the day",
    "n": "no, by the closing day",
    "a": "annulled: the question is unfit",
    "m": "ambiguous: reality is unclear",
    "1 to 9": "that option, then the day",
    "v": "another value, then the day",
    "e": "evidence, such as an address",
    **_SHARED_KEYS,
}
"""What each key does, as `?` and the help topic tell it."""
_LABEL = 9


@dataclass(frozen=True)
class Head:
    """Where a sitting stands."""

    number: int
    total: int
    coding_pass: str
    coder: str
    codebook: str
    minutes_left: float | None = None


@dataclass(frozen=True)
class Shown:
    """The lines of an item, each with its label."""

    utterances: Sequence[str]
    lines: Sequence[tuple[str, str]]


def render(head: Head, shown: Shown, look: Look) -> RenderableType:
    """Return the head line, the words and what is told of them."""
    left = "" if head.minutes_left is None else f"about {max(1, round(head.minutes_left))} min left"
    share = f"{100 * (head.number - 1) // max(1, head.total)} %"
    parts = [
        f"{head.number}/{head.total}",
        f"{head.coding_pass} pass",
        f"coder {visible(head.coder)}",
        f"codebook {visible(head.codebook)}",
        share,
        left,
    ]
    top = flow([part for part in parts if part], look, style="dim")
    words = [quoted(one, look, "italic") for one in shown.utterances]
    lines = [(label, outside(told, look)) for label, told in shown.lines]
    return Group(Text(), top, *words, _labelled(lines, look))


def of_text(item: TextItem, look: Look) -> Shown:
    """Return what a coder is told of a claim's words."""
    by = item.speaker or "speaker hidden"
    where = f", {item.source}" if item.source else ""
    lines = [("said", f"{look.day(item.said_on)}, {by}{where}"), ("question", item.question)]
    lines += [("time", item.deadline_words)] if item.deadline_words else []
    return Shown((item.utterance,), lines)


def helped(keys: Mapping[str, str], codebook: Mapping[str, str], look: Look) -> RenderableType:
    """Return the keys, and what the codebook says of each field."""
    own = {name: _spelled(told, look) for name, told in keys.items()}
    lines = [(name, outside(told, look)) for name, told in {**own, **codebook}.items() if told]
    return _labelled(lines, look)


def _spelled(told: str, look: Look) -> str:
    """Return words of ours in the characters that a look has."""
    glyphs = look.glyphs
    kept = {"“": glyphs.opened, "”": glyphs.closed, "…": glyphs.ellipsis}
    return "".join(kept.get(char, char) for char in told)


def coded(code: CodeText, look: Look) -> RenderableType:
    """Return the line that says what would be recorded."""
    told = f"no claim: {code.no_claim}" if not code.is_claim else "; ".join(_parts(code, look))
    asked = [
        f"{question} {'yes' if answer else 'no'} ({key})"
        for question, answer, key in (
            ("Recognised the speaker?", code.recognised_speaker, "r"),
            ("Knew the outcome?", code.knew_outcome, "o"),
        )
        if answer is not None
    ]
    lines = [("coded", outside(told, look, "bold"))]
    lines += [("", Text("   ".join(asked), "dim"))] if asked else []
    return _labelled(lines, look)


def _labelled(lines: Sequence[tuple[str, Text]], look: Look) -> RenderableType:
    label, text = Column(Text()), Column(Text(), least=20)
    drawn = [[Text(f"{name:>{_LABEL}}", "dim"), told] for name, told in lines]
    return lay_out([label, text], drawn, look)


def sure(code: CodeText, look: Look) -> str:
    """Return how sure the words are coded as."""
    if code.certainty is None:
        return "how sure: open"
    if code.best is None or code.low is None or code.high is None:
        names = {"hedge": "a hedge: no probability", "bound": "only a bound: no probability"}
        return names.get(code.certainty, "no words of certainty")
    low, best, high = (look.exact(one / WHOLE) for one in (code.low, code.best, code.high))
    around = "" if code.low == code.high else f" ({low} to {high})"
    term = f"{look.glyphs.opened}{code.term}{look.glyphs.closed}"
    how = f", {term} in {code.lexicon}" if code.term and code.lexicon else ""
    aside = "a hedge, for the sensitivity table alone: " if code.certainty == "hedge" else ""
    return f"{aside}{best} that the answer is yes{around}{how}"


def _parts(code: CodeText, look: Look) -> list[str]:
    parts = [code.claim_kind or "kind: open", code.polarity or "side: open", sure(code, look)]
    if code.deadline == "none":
        parts.append("no deadline")
    elif code.closes_on:
        why = f": {code.deadline_reason}" if code.deadline_reason else ""
        parts.append(f"by {look.day(code.closes_on)}, {code.deadline}{why}")
    else:
        parts.append("deadline: open")
    if code.question_fits is False:
        parts.append("the question does not fit")
    if code.note:
        parts.append(f"note: {code.note}")
    return parts
