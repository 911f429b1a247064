"""What is known while deciding: undone steps do not stand, and yet their places stay taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from ledger.domain.claim import ClaimRestored, ClaimWithdrawn
from ledger.domain.commentator import MergeCommentator
from ledger.domain.decide import Command, decide
from ledger.domain.fact import Fact, New, Recorded
from ledger.domain.step import RedoStep, UndoStep
from ledger.errors import LedgerError
from ledger.log.store import Log, Overtaken, Stream
from ledger.log.world import Nothing, World
from tests.domain.any_command import OFTEN_FRUITFUL, WORLD
from tests.domain.sample import ALL, ANA, BEN, RAIN, ROW, SAID
from tests.log.stored import NOW, envelope

GONE, BACK = ClaimWithdrawn(reason="misread"), ClaimRestored()


class Memory:
    """A log in memory that takes a fact only as the next of its stream, and counts the asking."""

    def __init__(self) -> None:
        self._streams: dict[str, Stream] = {}
        self._position = 0
        self.asked: list[list[str]] = []

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        self.asked.append(list(names))
        return {name: self._streams.get(name, Stream()) for name in names}

    def append(self, decided: Sequence[tuple[New, int]], step: str) -> None:
        for new, version in decided:
            stream = self._streams.setdefault(new.stream, Stream())
            assert version == stream.version + 1
            self._position += 1
            stream.version = version
            stream.facts.append(
                Recorded(self._position, new.stream, version, NOW, "test", step, new.fact)
            )

    def all(self) -> Iterator[Recorded]:
        return (fact for stream in self._streams.values() for fact in stream.facts)

    def do(self, *commands: Command, step: str, redoing: str = "") -> list[str]:
        """Decide commands as one step, append what follows, and return the stored names of it."""
        world = World(self, redoing)
        for command in commands:
            world.add(decide(command, world))
        self.append(world.decided, step)
        return [new.fact.stored_name for new, _ in world.decided]

    def standing(self, stream: str) -> list[Fact]:
        return list(World(self)(stream))


@pytest.fixture
def memory() -> Memory:
    memory = Memory()
    memory.do(*ALL, step="begin")
    return memory


def test_before_a_ledger_has_begun_nothing_is_known() -> None:
    world = World(Nothing())
    assert world("anything") == []
    world.prefetch(["a", "b"])
    assert world.decided == []


def test_what_has_just_been_decided_is_known_to_the_next_decision() -> None:
    world = World(Nothing())
    for command in (ANA, RAIN, ROW):
        world.add(decide(command, world))
    assert [version for _, version in world.decided] == [1, 1, 1]
    assert decide(ROW, world) == []


def test_facts_are_numbered_as_the_next_of_their_streams(memory: Memory) -> None:
    world = World(memory)
    world.add([New(SAID.stream(), GONE), New("claim-other", GONE), New(SAID.stream(), BACK)])
    assert [version for _, version in world.decided] == [2, 1, 3]


def test_what_was_decided_can_be_forgotten_from_any_point_on(memory: Memory) -> None:
    world = World(memory)
    world.add([New(SAID.stream(), GONE)])
    world.add([New(SAID.stream(), BACK), New("claim-other", GONE)])
    world.forget(1)
    assert [new.fact for new, _ in world.decided] == [GONE]
    assert world(SAID.stream())[-1] == GONE
    assert world("claim-other") == []
    world.add([New(SAID.stream(), BACK)])
    assert world.decided[-1] == (New(SAID.stream(), BACK), 3)


def test_streams_are_loaded_together_and_once(memory: Memory) -> None:
    memory.asked.clear()
    world = World(memory)
    world.prefetch(["a", "b", "a"])
    world.prefetch(["b", "c"])
    world("a")
    world("c")
    assert memory.asked == [["steps"], ["a", "b"], ["c"]]


def test_the_facts_of_an_undone_step_do_not_stand(memory: Memory) -> None:
    memory.do(ROW, step="row")
    memory.do(UndoStep("row"), step="undo")
    assert memory.standing(ROW.stream()) == []
    assert memory.standing("question-rain") != []


def test_the_versions_of_an_undone_step_stay_taken(memory: Memory) -> None:
    memory.do(ROW, step="row")
    memory.do(UndoStep("row"), step="undo")
    world = World(memory)
    world.add(decide(ROW, world))
    assert [version for _, version in world.decided] == [2]


def test_redoing_a_step_brings_back_what_it_took(memory: Memory) -> None:
    memory.do(ROW, step="row")
    before = memory.standing(ROW.stream())
    memory.do(UndoStep("row"), step="undo")
    assert memory.do(RedoStep("row"), step="redo") == ["step.redone"]
    assert memory.standing(ROW.stream()) == before
    assert memory.do(ROW, step="again") == []


def test_a_step_can_be_decided_upon_as_if_it_were_already_taken_again(memory: Memory) -> None:
    memory.do(ROW, step="row")
    memory.do(UndoStep("row"), step="undo")
    assert World(memory, redoing="row")(ROW.stream()) != []
    assert memory.do(ROW, step="row", redoing="row") == []


def test_undoing_takes_back_only_the_facts_of_that_step(memory: Memory) -> None:
    memory.do(MergeCommentator("Ana", "Ben"), step="merge")
    memory.do(UndoStep("merge"), step="undo")
    assert memory.do(ANA, BEN, step="again") == []
    assert memory.do(MergeCommentator("Ben", "Ana"), step="other way") == ["commentator.merged"]


def test_a_merge_redone_after_its_opposite_ends_nothing(memory: Memory) -> None:
    memory.do(MergeCommentator("Ana", "Ben"), step="merge")
    memory.do(UndoStep("merge"), step="undo")
    memory.do(MergeCommentator("Ben", "Ana"), step="opposite")
    memory.do(RedoStep("merge"), step="redo")
    assert memory.do(ANA, BEN, step="again") == []


COMMANDS = OFTEN_FRUITFUL.filter(lambda one: not isinstance(one, UndoStep | RedoStep))
EARLIER = st.integers(0, 9)
DEEDS = st.lists(COMMANDS | st.tuples(st.sampled_from([UndoStep, RedoStep]), EARLIER), max_size=12)


@tried(DEEDS)
def test_whatever_is_undone_and_redone_every_decision_answers_or_refuses_and_the_rest_stands(
    deeds: list[Command | tuple[type[UndoStep | RedoStep], int]],
) -> None:
    memory, steps = Memory(), ["begin"]
    undone: set[str] = set()
    memory.do(*WORLD, step="begin")
    for number, deed in enumerate(deeds):
        if isinstance(deed, tuple):
            about = steps[deed[1] % len(steps)]
            memory.do(deed[0](about), step=f"about {number}")
            (undone.add if deed[0] is UndoStep else undone.discard)(about)
            continue
        with suppress(LedgerError):
            memory.do(deed, step=f"step {number}")
            steps.append(f"step {number}")
    expected = [held.fact for held in memory.all() if held.batch not in undone]
    streams = {held.stream for held in memory.all()}
    standing = [fact for stream in streams for fact in memory.standing(stream)]
    assert sorted(map(repr, standing)) == sorted(map(repr, expected))


def test_facts_decided_on_what_has_since_changed_are_not_appended(tmp_path: Path) -> None:
    with closing(Log(tmp_path / "ledger")) as log:
        first, second = World(log), World(log)
        for world in (first, second):
            world.add(decide(RAIN, world))
        log.append(first.decided, envelope("first"))
        with pytest.raises(Overtaken):
            log.append(second.decided, envelope("second"))
        third = World(log)
        assert decide(RAIN, third) == []
