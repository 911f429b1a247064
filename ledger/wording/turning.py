"""Towards which answer a sentence points: what it says of an event that is put the other way round.

“Will deter any move” denies the move, “fears will not subside” says that they stand. Invariant: a
sentence about the event as the question puts it is never turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ledger.wording.sets import phrases_of, words_of

_PREVENTING = words_of(
    """prevent avert avoid deter block stop halt forestall thwart foil cancel scrap reject veto
    postpone delay abort suspend shelve avoidance prevention deterrence rejection cancellation
    abandon obstruct derail torpedo scupper sabotage preclude forbid ban prohibit curb contain
    defuse repel rebuff oppose quash overturn unclear ditch scuttle sink kill reverse doom
    end_to"""
)
_PHRASES = phrases_of(
    """stave off; head off; call off; drop the charge; drop all charge; drop charge; put off; ward
    off; hold off; fend off; take months; take years; take weeks; take decades; take long; take
    a long; take time; take a while; keep from; stand in the way; bring down; vote down; turn
    down; strike down; shoot down; give up; back down; walk away; fall apart; fall through;
    break down; come to nothing; stop short"""
)
_PAIRS_WRITTEN = (
    ("nominee candidate run contest", "withdraw quit drop"),
    (
        """rise increase grow climb gain higher expand exceed surpass accelerate jump surge
        soar above over more recover widen strengthen improve escalate escalation up
        intensify worsen""",
        """fall drop decline decrease shrink contract slow lower below under less fewer
        plunge slump ease decelerate narrow weaken deteriorate down de_escalate cool
        reduce tumble slip""",
    ),
    (
        "win prevail victory triumph beat succeed success winner hold keep retain reach",
        "lose defeat loss beaten fail failure flop loser",
    ),
    (
        """stay remain continue persist last hold survive stand endure keep still retain
        go_on drag linger intact stick serve""",
        """end stop cease leave lose quit collapse fall resign subside toast doomed history
        finished numbered wall fade vanish disappear break halt expire lapse finish
        withdraw exit crumble oust topple evaporate unravel die""",
    ),
    (
        """accept approve agree pass adopt support back ratify endorse sign join comply
        admit confirm welcome reach deal vote conclude clinch succeed""",
        """reject refuse veto oppose defeat deny decline fail collapse break scrap block
        stall founder leave quit""",
    ),
    (
        "complete proceed resume open launch finish start begin ahead",
        "halt cancel stop suspend abort scrap shelve close end freeze",
    ),
    (
        "raise hike",
        "cut lower unchanged pause reduce steady",
    ),
    (
        "war invade invasion attack fight conflict offensive strike",
        "peace peaceful peacefully",
    ),
    (
        "convict guilty",
        "acquit innocent acquittal",
    ),
    (
        "advance capture seize take",
        "retreat withdraw surrender",
    ),
    (
        "clear known",
        "unclear unknown",
    ),
    (
        "reach qualify make meet achieve hit",
        "miss",
    ),
    (
        "leave exit withdraw",
        "stay remain",
    ),
    (
        "unite united together intact whole",
        "split divide fracture splinter crack",
    ),
)
_SMALL = words_of(
    """will would the a an of in to and or for by with on at from that this it its be is are was
    were has have had not no any new end year before until make made get more than as their his
    her there do does did happen happens happening occur come about they he she we i you still
    again yet now ever if what which who next month week likely"""
)
_BY = words_of("by before at until till in from near past towards")
_SHORTEST, _STEM = 4, 5


def turns(said: Sequence[str], event: Sequence[str]) -> bool:
    """Say whether what is said of the world is the contrary of what the question asks for.

    Both are words without conditions; neither's plain negations (not, never) are counted here.
    """
    said, event = _plain(said), _plain(event)
    ours, theirs = _preventing(said), _preventing(event)
    if theirs % 2 and not ours and not _about(said, event):
        theirs = 0
    if (ours + theirs) % 2:
        return not (not ours and _agrees(said, event))
    return not ours and not theirs and _opposed(said, event)


def _plain(words: Sequence[str]) -> list[str]:
    """Put one word for two (go on: continue); leave out the end of “by the end of the year”."""
    made: list[str] = []
    at = 0
    while at < len(words):
        one = _TWO.get((stem(words[at]), words[at + 1])) if at + 1 < len(words) else None
        if one is not None:
            made.append(one)
            at += 2
            continue
        if not _is_date(words, at):
            made.append(words[at])
        at += 1
    return made


def _is_date(words: Sequence[str], at: int) -> bool:
    if words[at] != "end" or list(words[at + 1 : at + 2]) != ["of"]:
        return False
    return bool(_BY.intersection(words[max(0, at - 2) : at]))


def _agrees(said: Sequence[str], event: Sequence[str]) -> bool:
    """Say whether a sentence without a verb of preventing has another of the event's own side."""
    stems, asked = _stems(said), _stems(event)
    return any(stems & no and asked & no and not stems & yes for yes, no in _PAIRS)


def _opposed(said: Sequence[str], event: Sequence[str]) -> bool:
    """Say whether one speaks of rising where the other speaks of falling, and so on."""
    stems, asked = _stems(said), _stems(event)
    for up, down in _PAIRS:
        mine, yours = (bool(stems & up), bool(stems & down)), (bool(asked & up), bool(asked & down))
        if mine[0] != mine[1] and yours[0] != yours[1]:
            return mine != yours
    return False


def _preventing(words: Sequence[str]) -> int:
    stems = [stem(word) for word in words]
    count = sum(1 for found in stems if found in _PREVENTING_STEMS)
    text = f" {' '.join(stems)} "
    return count + sum(1 for phrase in _PHRASE_STEMS if phrase in text)


def _about(said: Sequence[str], event: Sequence[str]) -> bool:
    """Say whether the sentence names what the event would prevent or halt."""
    at = next((n for n, word in enumerate(event) if stem(word) in _PREVENTING_STEMS), 0)
    return bool(_content(said) & (_content(event[at + 1 :]) or _content(event)))


def overlap(said: Sequence[str], event: Sequence[str]) -> int:
    """Return how many words of weight a sentence shares with a question."""
    return len(_content(said) & _content(event))


def weighs(words: Sequence[str]) -> bool:
    """Say whether a sentence names anything by words of weight."""
    return bool(_content(words))


def _content(words: Iterable[str]) -> set[str]:
    return {
        stem(word)[:_STEM] for word in words if len(word) >= _SHORTEST and word not in _SMALL
    } - _POLES


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without its endings, near enough to tell stop, stops and stopped as one."""
    word = _IRREGULAR.get(word, word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


_TWO = {
    ("go", "on"): "continue", ("drag", "on"): "continue", ("carry", "on"): "continue",
    ("go", "ahead"): "proceed", ("throw", "out"): "overturn", ("miss", "out"): "miss",
    ("step", "down"): "resign", ("stand", "down"): "resign", ("come", "down"): "fall",
    ("go", "down"): "fall", ("go", "up"): "rise", ("go", "away"): "end",
    ("fall", "apart"): "collapse", ("run", "out"): "end", ("hold", "on"): "survive",
    ("stay", "on"): "stay", ("cling", "on"): "survive", ("die", "down"): "end",
    ("drop", "out"): "withdraw",
    ("pull", "out"): "withdraw", ("come", "back"): "return", ("hold", "out"): "survive",
}  # fmt: skip
_IRREGULAR = {
    "goes": "go", "going": "go", "gone": "go", "coming": "come",
    "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow", "fell": "fall",
    "fallen": "fall", "lost": "lose", "losing": "lose", "won": "win", "winning": "win",
    "left": "leave", "held": "hold", "stood": "stand", "kept": "keep", "broke": "break",
    "broken": "break", "withdrew": "withdraw", "withdrawn": "withdraw", "began": "begin",
    "sank": "sink", "shrank": "shrink", "died": "die", "dying": "die", "defused": "defuse",
    "stepping": "step", "stays": "stay", "took": "take", "taken": "take",
}  # fmt: skip
_PAIRS = tuple((_stems(yes.split()), _stems(no.split())) for yes, no in _PAIRS_WRITTEN)
_PREVENTING_STEMS = _stems(_PREVENTING)
_PHRASE_STEMS = tuple(f" {' '.join(map(stem, phrase))} " for phrase in _PHRASES)
_POLES = frozenset(
    found[:_STEM] for side in (_PREVENTING_STEMS, *(up | down for up, down in _PAIRS))
    for found in side
)  # fmt: skip
