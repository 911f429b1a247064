"""Forecasts as people make them, any number, for a ledger to be measured with.

Run it as ``python -m tests.bench.generate N OUT.csv --seed 7 --people 10000``; what OUT ends in
says whether it is CSV, JSON lines or Parquet. After an import, ``python -m tests.bench.generate
--with-corrections LEDGER`` writes into it what no CSV can say. Invariant: the same seed gives the
same bytes; the rows are made some at a time, so that memory does not grow with them.

Who forecasts, and on what, follows Zipf's law; each commentator sees the truth with a bias, a
sharpness and a noise of their own, so that scores differ; some forecasts are later revisions.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ledger.domain.decide import Command

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Row = tuple[str, ...]

COLUMNS = (
    "external_id", "commentator", "question", "probability", "made_at", "outcome", "resolved_at",
    "topic", "closes_on", "story", "quote",
)  # fmt: skip
BLOCK = 50_000
PER_QUESTION, PER_STORY = 20, 5
OPEN, VOID, REVISED, GRID = 0.05, 0.02, 0.15, 0.7
CROWDED = 0.6
"""How steeply attention falls from question to question; from person to person it is 1."""
_FIRST = np.datetime64("2015-01-01")
_DAYS = 3652
_OPEN_UNTIL = 4600
"""Days after the first by which the last open question closes: in 2027."""
_SHORTEST, _LONGEST = 60, 98
"""Of a sentence; a quote is one to four of them."""

_TOPICS = (
    "elections", "trade", "energy", "health", "weather", "courts", "sport", "space", "water",
    "roads", "ships", "banks",
)  # fmt: skip
_PLACES = (
    "Arden", "Belmora", "Caster", "Dunmere", "Eskholm", "Farrow", "Gildern", "Halvora", "Jorvik",
    "Lower Istra",
)  # fmt: skip
_THINGS = (
    "the port strike", "the water treaty", "the bridge contract", "the rate freeze",
    "the harvest quota", "the coalition talks", "the rail reform", "the fishing ban",
)  # fmt: skip
_STARTS = (
    "Frankly,", "As I told the board,", "To be clear,", "Looking at the figures,",
    "From where I stand,", "After the last round,", "With respect to my critics,", "All in all,",
)  # fmt: skip
_SAYS = (
    "I would say the odds are good that", "it is hard to see how", "nobody here doubts that",
    "there is a fair chance that", "I would be surprised if", "my number has come down, yet",
    "the models agree that", "only a fool would swear that",
)  # fmt: skip
_ENDS = (
    "holds until the autumn.", "is settled before the year is out.", "falls apart once more.",
    "goes the way of the last one.", "gets through, late and watered down.",
    "is “done” in name only.", "survives the committee.", "ends in court, as it always does.",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """What is so before anybody speaks: how questions end, and how commentators see them."""

    chance: Floats
    """Of a question, as a logit."""
    closes: Ints
    """The day of its end, in days after the first."""
    outcome: NDArray[np.str_]
    asked: Floats
    heard: Floats
    """The running shares of questions and of commentators, up to 1."""
    bias: Floats
    sharpness: Floats
    noise: Floats
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """Some rows in numbers: question, commentator, probability in thousandths, day."""

    question: Ints
    commentator: Ints
    thousandths: Ints
    day: Ints
    quote: tuple[tuple[int, ...], ...]


def rows(number: int, seed: int = 7, people: int = 10_000) -> Iterator[list[Row]]:
    """Yield the rows of a file, a block at a time."""
    world = _world(max(1, number // PER_QUESTION), people, np.random.default_rng([seed, 0]))
    for start in range(0, number, BLOCK):
        dice = np.random.default_rng([seed, 1, start])
        yield _told(world, _block(world, min(BLOCK, number - start), dice), start)


def _world(questions: int, people: int, dice: np.random.Generator) -> World:
    chance = dice.normal(-0.6, 1.6, questions)
    came = dice.random(questions) < 1 / (1 + np.exp(-chance))
    fate = dice.random(questions)
    outcome = np.where(came, "1", "0")
    outcome = np.where(fate < OPEN + VOID, "void", outcome)
    outcome = np.where(fate < OPEN, "", outcome)
    closed, later = dice.integers(400, _DAYS, questions), dice.integers(_DAYS + 800, _OPEN_UNTIL)
    return World(
        chance=chance,
        closes=np.where(fate < OPEN, later, closed),
        outcome=outcome,
        asked=_running(questions, CROWDED),
        heard=_running(people, 1.0),
        bias=dice.normal(0, 0.4, people),
        sharpness=np.exp(dice.normal(-0.1, 0.4, people)),
        noise=np.exp(dice.normal(-0.5, 0.5, people)),
        sentences=_sentences(dice),
    )


def _running(number: int, steepness: float) -> Floats:
    shares = np.cumsum(np.arange(1, number + 1, dtype=np.float64) ** -steepness)
    running: Floats = shares / shares[-1]
    return running


def _sentences(dice: np.random.Generator) -> tuple[str, ...]:
    found = [
        f"{start} {says} {thing} in {place} {end}"
        for start in _STARTS
        for says in _SAYS
        for thing in _THINGS
        for place in _PLACES
        for end in _ENDS
    ]
    fitting = [text for text in found if _SHORTEST <= len(text) <= _LONGEST]
    return tuple(fitting[n] for n in dice.permutation(len(fitting))[:8_000])


def _block(world: World, number: int, dice: np.random.Generator) -> Block:
    question = np.searchsorted(world.asked, dice.random(number)).astype(np.int64)
    commentator = np.searchsorted(world.heard, dice.random(number)).astype(np.int64)
    before = np.ceil(dice.exponential(90, number)).astype(np.int64)
    before = np.minimum(before, 390)
    again = _revised(number, dice)
    question[again[:, 0]] = question[again[:, 1]]
    commentator[again[:, 0]] = commentator[again[:, 1]]
    before[again[:, 0]] = np.maximum(1, before[again[:, 1]] // 2)
    reach = np.where(world.outcome[question] == "", 900, 0)
    return Block(
        question=question,
        commentator=commentator,
        thousandths=_thousandths(world, question, commentator, dice),
        day=world.closes[question] - before - reach,
        quote=tuple(map(tuple, dice.integers(0, len(world.sentences), (number, 4)).tolist())),
    )


def _revised(number: int, dice: np.random.Generator) -> Ints:
    """Return pairs of rows: one that revises, and the first forecast that it revises."""
    revising = np.flatnonzero(dice.random(number) < REVISED)
    earlier = (dice.random(len(revising)) * revising).astype(np.int64)
    fresh = ~np.isin(earlier, revising) & (revising > 0)
    return np.stack([revising[fresh], earlier[fresh]], axis=1)


def _thousandths(
    world: World, question: Ints, commentator: Ints, dice: np.random.Generator
) -> Ints:
    """Return what each says: 70 % on the twentieths, the others to the third decimal."""
    seen = world.bias[commentator] + world.sharpness[commentator] * world.chance[question]
    seen += world.noise[commentator] * dice.normal(size=len(question))
    p = 1 / (1 + np.exp(-seen))
    rough = np.clip(np.rint(p * 20), 1, 19) * 50
    fine = np.clip(np.rint(p * 1000), 1, 999)
    said: Ints = np.where(dice.random(len(p)) < GRID, rough, fine).astype(np.int64)
    return said


def _told(world: World, block: Block, start: int) -> list[Row]:
    days = [str(day) for day in (_FIRST + np.arange(_OPEN_UNTIL + 1)).tolist()]
    closes, outcomes = world.closes[block.question].tolist(), world.outcome[block.question].tolist()
    numbers = range(start, start + len(block.question))
    columns = zip(
        numbers, block.commentator.tolist(), block.question.tolist(), block.thousandths.tolist(),
        block.day.tolist(), outcomes, closes, block.quote, strict=True,
    )  # fmt: skip
    return [
        (
            f"f{n}",
            f"Person {who:05}",
            _question(q),
            f"{said / 1000:.2f}" if said % 10 == 0 else f"{said / 1000:.3f}",
            days[day],
            outcome,
            days[end] if outcome else "",
            _TOPICS[q % len(_TOPICS)],
            days[end],
            f"story-{q // PER_STORY}",
            " ".join(world.sentences[one] for one in quote[: 1 + n % 4]),
        )
        for n, who, q, said, day, outcome, end, quote in columns
    ]


def _question(q: int) -> str:
    place, thing = _PLACES[q % len(_PLACES)], _THINGS[q // 3 % len(_THINGS)]
    return f"Will {thing} in {place} end in time, in case {q}?"


# files


def write_csv(path: Path, blocks: Iterable[Sequence[Row]]) -> None:
    """Write a forecasts file as `claims import` reads it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for block in blocks:
            writer.writerows(block)


def write_jsonl(path: Path, blocks: Iterable[Sequence[Row]]) -> None:
    """Write an object a line."""
    with path.open("w", encoding="utf-8") as file:
        for block in blocks:
            file.writelines(
                json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"
                for row in block
            )


def write_parquet(path: Path, blocks: Iterable[Sequence[Row]]) -> None:
    """Write columns of text, a row group for each block."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for block in blocks:
            columns = list(zip(*block, strict=True))
            writer.write_table(pyarrow.table(dict(zip(COLUMNS, columns, strict=True)), schema))


WRITERS: dict[str, Callable[[Path, Iterable[Sequence[Row]]], None]] = {
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
}


def generate(number: int, path: Path, seed: int = 7, people: int = 10_000) -> None:
    """Write so many forecasts to a file, in the form that its name ends in."""
    WRITERS[path.suffix](path, rows(number, seed, people))


# what a file of forecasts cannot say


def correct(directory: Path, share: float = 0.001, most: int = 3_000) -> dict[str, int]:
    """Correct a share of a ledger's claims, take some corrections back, and ask conditionally.

    Return how many of each there are now.
    """
    from ledger import Ledger

    with closing(Ledger.open(directory)) as ledger:
        n = ledger.ask("select count(*) as n from claims")[0]["n"]
        some = max(1, min(most, round(int(str(n)) * share)))
        picked = ledger.ask(
            "select claim_id, question_key, commentator, story from claims "
            "where question_kind = 'binary' order by md5(claim_id) limit ?",
            [some],
        )
        claims = [str(row["claim_id"]) for row in picked]
        undone = claims[: max(1, some // 10)]
        ledger.execute([_correction(claim, n) for n, claim in enumerate(claims)])
        for start in range(0, len(undone), 100):
            step = ledger.execute([_correction(one, 7) for one in undone[start : start + 100]])
            ledger.undo(step.step, "a slip")
        asked = {str(row["question_key"]): row for row in picked[: max(1, some // 5)]}
        ledger.execute([one for row in asked.values() for one in _conditional(row)])
    return {"corrected": len(claims), "undone": len(undone), "conditional": len(asked)}


def _correction(claim: str, n: int) -> Command:
    from ledger.domain.claim import CorrectClaim

    return CorrectClaim(claim, {"note": f"heard again, take {n}"}, "the recording was checked")


def _conditional(row: Mapping[str, object]) -> list[Command]:
    """Return a question that is only put if another ends in yes, and a forecast of it."""
    from ledger.domain.claim import RecordClaim
    from ledger.domain.names import question_key
    from ledger.domain.question import PoseQuestion

    condition, story = str(row["question_key"]), row["story"]
    text = f"If so, will what comes of {condition} be undone?"
    key = question_key(text)
    return [
        PoseQuestion(
            key, text, closes_on=date(2027, 6, 30), condition=(condition, "yes"),
            story=str(story) if story else None,
        ),
        RecordClaim(
            by=str(row["commentator"]), question=key, said_on=date(2024, 5, 1),
            quote="Then, one in four.", probability=250_000_000, probability_text="25%",
        ),
    ]  # fmt: skip


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description="make realistic forecasts")
    parser.add_argument("number", type=int, nargs="?", help="of forecasts")
    parser.add_argument("out", type=Path, nargs="?", help="OUT.csv, OUT.jsonl or OUT.parquet")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--with-corrections", type=Path, metavar="LEDGER")
    given = parser.parse_args()
    if given.out is not None:
        if given.out.suffix not in WRITERS:
            parser.error(f"OUT ends in one of: {', '.join(WRITERS)}")
        generate(given.number, given.out, given.seed, given.people)
    if given.with_corrections is not None:
        print(correct(given.with_corrections))


if __name__ == "__main__":
    main()
