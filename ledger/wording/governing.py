"""Which of the phrases in a clause says how sure it is, and how often the clause denies.

Invariant: an explicit chance outranks a belief, a belief that comes first outranks will and would,
and a hedge outranks both.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.wording.matching import Mark
from ledger.wording.sets import words_of

_THROWN_IN = ([",", "i"], [",", "we"])
_LIKE_BELIEF = words_of("convinced confident doubt sure certain definitely obvious undoubtedly")
_PLAIN_CHANCE = (
    frozenset(["no doubt", "little doubt", "set to", "willing", "guaranteed"]) | _LIKE_BELIEF
)
_AUXILIARIES = words_of(
    """will would shall can could may might should must do does did is are was were am be been has
    have had to likely probably certainly still also simply just almost most surely definitely
    now ever very highly convinced certain hope yet clearly obviously if why or whether that but
    and , well"""
)
_PERFECT = words_of("has have had is are was were do does did")
_SUBJECTS = words_of("the a an he she it they we there any its his her their")
_WHO = words_of("which who whose whom where")
_THAT_AFTER = words_of(
    """ensure ensures ensured mean means meaning say says said so see show sure certain likely
    likelihood chance doubt think believe argue argues know knows fact idea way guarantee it him
    claim report suggestion possibility"""
)


def governing(marks: Sequence[Mark]) -> Mark | None:
    """Return the phrase that says how sure the clause is, or that it says nothing of it."""
    said = [mark for mark in marks if mark.kind not in {"skip", "not"}]
    if not said:
        return None
    return (
        _wish(said) or _bound(said) or _first(said, "number") or _value(said) or _explicit(said)
        or _duty(said) or _weaker(said)
    )  # fmt: skip


def aside(words: Sequence[str], marks: Sequence[Mark]) -> Mark | None:
    """Return a belief that is thrown in between commas: “he will not, I think, run”."""
    for mark in marks:
        before = list(words[max(0, mark.start - 2) : mark.start])
        thrown_in = before in _THROWN_IN and words[mark.end : mark.end + 1] in ([], [","])
        if thrown_in and mark.kind in {"belief", "wish"} and _will_only(marks, mark):
            return mark
    return None


def denials(words: Sequence[str], marks: Sequence[Mark], main: Mark | None) -> list[Mark]:
    """Return what denies in the clause, outside the phrase that governs it."""
    found = [mark for mark in marks if mark.kind == "not" and _denies(words, mark)]
    if main is None:
        return found
    end = _scope(words, marks, main)
    found = [mark for mark in found if mark.start < end and not _in_relative(words, mark, main)]
    return found or ([main] if _is_inverted(words, main) else [])


def _will_only(marks: Sequence[Mark], but: Mark) -> bool:
    kinds = {mark.kind for mark in marks if mark is not but}
    return kinds <= {"modal", "not", "skip"} and "modal" in kinds


def _wish(said: Sequence[Mark]) -> Mark | None:
    first = next((mark for mark in said if mark.kind not in {"can", "must"}), said[0])
    if first.kind == "wish":
        return first
    last = said[-1]
    hopefully = last.kind == "wish" and last.term == "hope" and last.end - last.start == 1
    return last if hopefully and first.kind == "modal" and last.start > first.end + 1 else None


def _bound(said: Sequence[Mark]) -> Mark | None:
    bound, term = _first(said, "bound"), _first(said, "term", "number")
    return None if bound and term and term.start < bound.start else bound


def _value(said: Sequence[Mark]) -> Mark | None:
    flat = any(mark.kind == "modal" and mark.term == "will" for mark in said)
    chance = any(mark.kind == "term" and mark.term not in _PLAIN_CHANCE for mark in said)
    return None if flat or chance else _first(said, "opinion")


def _explicit(said: Sequence[Mark]) -> Mark | None:
    terms = [mark for mark in said if mark.kind == "term" and mark.term not in _LIKE_BELIEF]
    chances = [mark for mark in terms if mark.term not in _PLAIN_CHANCE]
    return next(iter(chances or terms), None)


def _duty(said: Sequence[Mark]) -> Mark | None:
    modal = _first(said, "modal", "may")
    for mark in said:
        if mark.kind in {"must", "none"} and (modal is None or mark.start < modal.start):
            return mark
    return None


def _weaker(said: Sequence[Mark]) -> Mark | None:
    modal = _first(said, "modal", "may")
    hedge = _first(said, "hedge")
    if hedge and (modal is None or hedge.start < modal.end + 3):
        return hedge
    belief = _belief(said)
    if modal and modal.kind == "may" and not (belief and _settled(belief, modal)):
        return modal
    if belief and (modal is None or belief.start < modal.start or belief.kind == "term"):
        return _with_modal(belief, modal)
    habit = _first(said, "habit")
    if habit and (modal is None or modal.start < habit.start <= modal.end + 1):
        return habit
    return modal or _first(said, "can")


def _belief(said: Sequence[Mark]) -> Mark | None:
    beliefs = [
        mark
        for mark in said
        if mark.kind == "belief" or (mark.kind == "term" and mark.term in _LIKE_BELIEF)
    ]
    denial = next((mark for mark in beliefs if mark.term == "deny"), None)
    return denial or (beliefs[0] if beliefs else None)


def _settled(belief: Mark, modal: Mark) -> bool:
    """Say whether a may comes too late to soften a promise or a plan: “agreed to …, which may”."""
    return belief.term in {"agreed", "plan", "scheduled", "deny"} and belief.end + 3 < modal.start


def _with_modal(belief: Mark, modal: Mark | None) -> Mark:
    if belief.term == "warn" and modal is not None and belief.start < modal.start:
        return belief._replace(term="warn would")
    return belief


def _first(said: Sequence[Mark], *kinds: str) -> Mark | None:
    return next((mark for mark in said if mark.kind in kinds), None)


def _denies(words: Sequence[str], mark: Mark) -> bool:
    word = words[mark.start]
    if word == "no":
        return words[mark.end : mark.end + 1] != [","]
    if mark.term == "operator" or mark.end - mark.start > 1 or word != "not":
        return True
    before, after = words[max(0, mark.start - 1) : mark.start], words[mark.end : mark.end + 1]
    return not before or before[0] in _AUXILIARIES or after == ["to"]


def _scope(words: Sequence[str], marks: Sequence[Mark], main: Mark) -> int:
    """Return where a relative clause begins after the phrase that governs."""
    last = max((m.end for m in marks if m.kind in {"modal", "may"}), default=main.end)
    for at in range(max(main.end, last), len(words)):
        if words[at] in _WHO:
            return at
        if words[at] == "that" and words[at - 1] not in _THAT_AFTER and at > max(main.end, last):
            return at
    return len(words)


def _in_relative(words: Sequence[str], mark: Mark, main: Mark) -> bool:
    """Say whether a denial before the phrase that governs belongs to its subject only."""
    if mark.start > main.start:
        return False
    before = list(words[max(0, mark.start - 3) : mark.start])
    that = "that" in before[:-1] and before[before.index("that") + 1] in _PERFECT
    return that or bool(_WHO.intersection(before))


def _is_inverted(words: Sequence[str], main: Mark) -> bool:
    """Say whether the verb stands before its subject, as after “under no …, will the deficit”."""
    before, after = words[main.start - 1 : main.start], words[main.end : main.end + 1]
    return main.kind == "modal" and before == [","] and bool(_SUBJECTS.intersection(after))
