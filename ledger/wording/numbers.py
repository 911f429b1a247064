"""Probabilities spoken as numbers: per cent, odds, shares, times out of ten, and bounds of them.

Invariant: a number counts only where the words beside it say that it is a chance; “growth of 5
per cent” is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ledger.wording.sets import in_order, phrases_of, words_of
from ledger.wording.tokens import is_number

_UNITS = in_order(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
)
_TENS = in_order("twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = (
    {word: n for n, word in enumerate(_UNITS, 1)}
    | {word: n * 10 for n, word in enumerate(_TENS, 2)}
    | {"zero": 0, "nil": 0, "hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
)
_PERCENT = frozenset(("%", "percent", "pct", "percentage"))
_CHANCE = words_of(
    """chance chances probability likelihood odds risk possibility prospect shot certainty
    confidence"""
)
_AFTER = _CHANCE | words_of(
    """likely unlikely sure certain confident convinced probable positive guaranteed"""
)
_LINKS = words_of(
    """of is are at was were be as stands stand standing sitting sits sit hovering hover running
    remains to around"""
)
_FUZZ = words_of(
    """about around roughly approximately some nearly almost only just perhaps maybe a an the say
    maybe well now currently somewhere in region close like that probably fully good between
    from by as high low much my estimate"""
)
_GIVEN = words_of("""put puts give gives gave giving say estimate reckon call assign peg pegs""")
_BOUNDS = phrases_of(
    """at least;at most;more than;less than;greater than;fewer than;better than;higher than;
    lower than;over;under;above;below;up to;no more than;no less than;north of;upwards of;south of;
    exceeding;well over;in excess of;not more than;as much as;as little as;anything up to;
    worse than;upward of"""
)
_TELLING = words_of("he she they i we said says told me it would put at or more less plus")
_CASES = words_of(
    """runs cases simulations scenarios models times occasions futures worlds elections"""
)
_OR_MORE = words_of("more less better higher lower above below over under")
_AGAINST = words_of("against outsider underdog")
_FOR = words_of("on for favour favor favourite favorite favourites")


@dataclass(frozen=True)
class Spoken:
    """A number that is a chance: its bounds and middle, or only a bound; and where it stands."""

    low: Fraction
    high: Fraction
    bound: bool
    start: int
    end: int


def spoken(words: Sequence[str]) -> list[Spoken]:
    """Return the chances that are spoken as numbers."""
    found: list[Spoken] = []
    at = 0
    while at < len(words):
        here = _at(words, at)
        if here is not None and 0 <= here.low <= here.high <= 1:
            found.append(_whole(words, here))
            at = max(here.end, at + 1)
        else:
            at += 1
    return found


def _at(words: Sequence[str], at: int) -> Spoken | None:
    first = _value(words, at)
    if first is None:
        return None
    for form in (_percent, _share, _odds, _decimal):
        found = form(words, at, *first)
        if found is not None:
            return found
    return None


def _percent(words: Sequence[str], at: int, low: Fraction, end: int) -> Spoken | None:
    high = low
    after = _unit(words, end)
    joined = max(end, after)
    if joined < len(words) and words[joined] in {"-", "to", "and", "or"}:
        second = _value(words, joined + 1)
        if second and _unit(words, second[1]) > second[1]:
            high, end = second
            after = _unit(words, end)
    if after <= end or not _is_chance(words, at, after):
        return None
    return _turned(words, Spoken(low / 100, high / 100, False, at, after))


def _share(words: Sequence[str], at: int, part: Fraction, end: int) -> Spoken | None:
    """Read “two in three”, “nine out of ten”, “nine times out of ten”, “one chance in ten”."""
    times = end < len(words) and words[end] in {"times", "time", "chance", "chances"}
    after = end + 1 if times else end
    if words[after : after + 2] in (["out", "of"], ("out", "of")):
        after += 2
    elif after < len(words) and words[after] == "in":
        after += 1
    else:
        return None
    whole = _value(words, after)
    if whole is None or whole[0] < part or whole[0] == 0:
        return None
    share = part / whole[0]
    often = times or bool(_CASES.intersection(words[whole[1] : whole[1] + 5]))
    if not (often or _is_chance(words, at, whole[1])):
        return None
    return Spoken(share, share, False, at, whole[1])


def _odds(words: Sequence[str], at: int, first: Fraction, end: int) -> Spoken | None:
    """Read “3 to 1 on”, “10-1 against”, “60-40”, “odds of 3 to 1”."""
    if end >= len(words) or words[end] not in {"to", "-", ":", "/"}:
        return None
    second = _value(words, end + 1)
    if second is not None and first == second[0] and words[at - 1 : at] in (["than"], ("than",)):
        return None
    if second is None or first + second[0] == 0:
        return None
    after, share = second[1], first / (first + second[0])
    side = set(words[after : after + 2])
    if side & _AGAINST:
        return Spoken(1 - share, 1 - share, False, at, after + 1)
    if (
        side & _FOR
        or first + second[0] == 100
        or (words[end] == "to" and words[after : after + 1] == ["that"])
    ):
        return Spoken(share, share, False, at, after + (1 if side & _FOR else 0))
    if _is_chance(words, at, after):
        return Spoken(1 - share, 1 - share, False, at, after)
    return None


def _decimal(words: Sequence[str], at: int, value: Fraction, end: int) -> Spoken | None:
    if value > 1 or value.denominator == 1 or not _linked(words, at):
        return None
    return Spoken(value, value, False, at, end)


def _value(words: Sequence[str], at: int) -> tuple[Fraction, int] | None:
    """Return the number that begins at a word, and where it ends."""
    if at >= len(words):
        return None
    word = words[at]
    if is_number(word) and len(word) < 16:
        return Fraction(word.replace(",", "")), at + 1
    if (
        word in {"a", "an"}
        and words[at + 1 : at + 2]
        and words[at + 1] in {"hundred", "thousand", "million", "dozen"}
    ):
        return Fraction(_VALUES[words[at + 1]]), at + 2
    if word not in _VALUES:
        return None
    value, end = _VALUES[word], at + 1
    after = _VALUES.get(words[end], 0) if end < len(words) else 0
    if 20 <= value < 100 and 0 < after < 10:
        return Fraction(value + after), end + 1
    if after in {100, 1000, 1_000_000} and value < 100:
        return Fraction(value * after), end + 1
    return Fraction(value), end


def _unit(words: Sequence[str], at: int) -> int:
    """Return where the words for per cent end, or the place itself if there are none."""
    if at < len(words) and words[at] in _PERCENT:
        return at + 1
    return at + 2 if list(words[at : at + 2]) == ["per", "cent"] else at


def _is_chance(words: Sequence[str], at: int, end: int) -> bool:
    """Say whether the words beside a number make it a chance."""
    after = [word for word in words[end : end + 4] if word not in {"or", "more", "less", "plus"}]
    near = after[:2] if after[:1] and after[0] not in _LINKS else []
    if _AFTER.intersection(near):
        return True
    return _linked(words, at) or _alone(words, at, end)


def _linked(words: Sequence[str], at: int) -> bool:
    before = _before_bound(words, at) - 1
    near = words[max(0, before - 9) : before + 1]
    if near and near[-1] in _CHANCE | {"p"} | {"="}:
        return True
    link = bool(near) and near[-1] in _LINKS
    return (link and bool(_CHANCE.intersection(near))) or bool(_GIVEN.intersection(near[-3:]))


def _alone(words: Sequence[str], at: int, end: int) -> bool:
    if at > 12 or len(words) - end > 12:
        return False
    others = [*words[: _before_bound(words, at)], *words[end:]]
    return all(word in _FUZZ or word in _TELLING or not word.isalnum() for word in others)


def _before_bound(words: Sequence[str], at: int) -> int:
    """Return where a number begins with its at least, about and between."""
    while at > 0:
        bound = _bound_before(words, at)
        if not bound and words[at - 1] not in _FUZZ:
            return at
        at -= max(len(bound), 1)
    return at


def _bound_before(words: Sequence[str], at: int) -> tuple[str, ...]:
    return next((b for b in _BOUNDS if tuple(words[max(0, at - len(b)) : at]) == b), ())


def _turned(words: Sequence[str], said: Spoken) -> Spoken:
    """Turn “70 per cent unlikely” about."""
    if "unlikely" not in words[said.end : said.end + 2]:
        return said
    return Spoken(1 - said.high, 1 - said.low, said.bound, said.start, said.end)


def _whole(words: Sequence[str], said: Spoken) -> Spoken:
    """Return a number with the words that belong to it, and whether it is only a bound."""
    start, end = said.start, said.end
    while start > 0 and words[start - 1] in _FUZZ - {"between", "from"}:
        start -= 1
    tail = list(words[end : end + 2])
    or_more = tail[:1] == ["or"] and bool(_OR_MORE.intersection(tail))
    bound = bool(_bound_before(words, start)) or or_more or tail[:1] in (["+"], ["plus"])
    while end < len(words) and end < said.end + 4 and words[end] in _AFTER | {"or", "more", "%"}:
        end += 1
    return Spoken(said.low, said.high, bound, start, end)
