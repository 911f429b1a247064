"""The ledger as a whole: execute a command, ask a question.

``from ledger import Ledger``:

    ledger = Ledger.open("my-ledger")
    ledger.execute(RegisterCommentator("Jane Whitcombe"))
    ledger.table("scoreboard").rows()

Invariant: what must be true is decided on the log alone; the views (`ledger.views`) only answer
questions.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import __version__
from ledger.config import ledger_directory, recorder_name
from ledger.errors import (
    Failed,
    Unreadable,
)
from ledger.intake import Listed, Taking, decide_through
from ledger.log import tail
from ledger.progress import doing
from ledger.steps import (
    Imported,
    Located,
    Step,
    decide_all,
)
from ledger.views import Clock, Done, Views, no_ledger

if TYPE_CHECKING:
    from ledger.domain.decide import Command
    from ledger.domain.fact import Fact, New, Recorded
    from ledger.domain.opening import Kept
    from ledger.intake import Decided, Source
    from ledger.log.spool import Spool
    from ledger.log.store import Log
    from ledger.log.world import World
    from ledger.undoing import Look

_CHUNK = 10_000
"""Facts that an import appends at a time."""
_ATTEMPTS = 200
_STEP_LETTERS = "bcdfghjkmnpqrstvwxz"


class Ledger(Views):
    """One ledger directory, for reading and writing."""

    def __init__(
        self, directory: Path, clock: Clock | None = None, recorder: str | None = None
    ) -> None:
        """Take the directory; nothing is opened or made until it is needed."""
        super().__init__(directory, __version__, clock)
        self.recorder = recorder or recorder_name()
        self._log: Log | None = None

    @classmethod
    def open(cls, directory: str | Path | None = None) -> Ledger:
        """Return the ledger in `directory`, or where the environment or the default says."""
        where = ledger_directory(str(directory) if directory is not None else None)
        if "?" in str(where):
            raise Unreadable(f"{where} cannot hold a ledger: it has a question mark", "rename it")
        return cls(where)

    # writing

    def execute(self, commands: Command | Sequence[Command], kept: Kept = "prospectively") -> Step:
        """Decide commands and append the facts that follow, in one transaction, as one step.

        Raises `Refused` if a command is against the rules (then nothing is appended), `Failed` if
        the log cannot be written.
        """
        several: Sequence[Command] = commands if isinstance(commands, Sequence) else [commands]
        step = self._new_step()
        return self._retrying(lambda: self._execute_once(several, step, kept))

    def take_in(
        self,
        located: Iterable[Located],
        step: str,
        *,
        kept: Kept,
        skip_bad: bool,
        dry_run: bool = False,
    ) -> Imported:
        """Decide a file's commands and append the facts in chunks under one step.

        Refused rows are returned, not raised; while there are any, nothing is appended unless
        `skip_bad`. An import that was undone is taken again.
        """
        rows = Listed(list(located))
        taking = Taking(step, kept, skip_bad=skip_bad, dry_run=dry_run, facts=True)
        return self._retrying(lambda: self._take_once(rows, taking))

    def take_through(self, rows: Source, taking: Taking) -> Imported:
        """Do the same for rows that pass through, however many; the facts are only counted."""
        return self._retrying(lambda: self._take_once(rows, taking))

    def undo(self, step: str, reason: str = "") -> Step:
        """Take back a step; an undone undo brings back what it took.

        Raises `Refused` while other steps rest on it, `NotFound` if there is no such step.
        """
        return self._retrying(lambda: self._undo_once(step, reason))

    def redo(self, step: str) -> Step:
        """Take an undone step again; of an undo or a redo, the step that it was about.

        Raises `Refused` while a step that it rests on is undone, or where later steps were taken
        without it; `NotFound` if there is no such step.
        """
        return self._retrying(lambda: self._redo_once(step))

    def facts_of(self, step: str) -> list[Recorded]:
        """Return the facts that came in one step, oldest first; none if there is no such step."""
        from ledger.undoing import facts_of

        return facts_of(self.log, self.ask, step)

    def standing(self, stream: str) -> Sequence[Fact]:
        """Return the facts that stand in one stream, oldest first, read from the log itself."""
        return self._world()(stream)

    def history(self, streams: Sequence[str]) -> list[tuple[Recorded, bool]]:
        """Return every fact of some streams as they were recorded, and whether each stands.

        In the place of what was redacted stands the announcement of it.
        """
        from ledger.domain.redaction import stream_of

        log = self._opened_log()
        undone = self._world().undone
        told = [stream_of(position) for position in log.recorder.redacted_in(streams)]
        both = [*streams, *told]
        held = [fact for stream in log.streams(both).values() for fact in stream.facts]
        return [
            (fact, fact.batch not in undone) for fact in sorted(held, key=lambda one: one.position)
        ]

    def recorded(self, stored_name: str) -> Iterator[tuple[int, str]]:
        """Yield position and stream of the facts of one name by this recorder, newest first.

        Those of steps that were taken back are among them.
        """
        return tail.recorded_by(self.directory, self.recorder, stored_name)

    @property
    def log(self) -> Log:
        """The log itself, opened for writing; raise `NotFound` where no ledger was begun."""
        if not self.begun:
            raise no_ledger(self.directory)
        return self._opened_log()

    def new_log(self) -> Log:
        """The log itself, made if there is none yet."""
        return self._opened_log()

    def close(self) -> None:
        """Let go of the log."""
        if self._log is not None:
            self._log.close()
            self._log = None

    # inside

    def _opened_log(self) -> Log:
        from ledger.log.store import Log

        if self._log is None:
            self._log = Log(self.directory)
        return self._log

    def _world(self, redoing: str = "") -> World:
        from ledger.log.world import Nothing, World

        return World(self._opened_log() if self.begun else Nothing(), redoing)

    def _retrying(self, once: Callable[[], Done]) -> Done:
        """Do it again while other writers are faster; each time somebody's facts were appended."""
        from ledger.log.store import Overtaken

        for _ in range(_ATTEMPTS):
            try:
                return once()
            except Overtaken:
                continue
        raise Failed("other programs keep writing to this ledger", "try again when they are done")

    def _execute_once(self, commands: Sequence[Command], step: str, kept: Kept) -> Step:
        world = self._world()
        decide_all(commands, world)
        return self._write(world, step, kept)

    def _write(self, world: World, step: str, kept: Kept) -> Step:
        if world.decided:
            self._begin(kept)
            self._append(world.decided, step)
        return Step(step, tuple(new for new, _ in world.decided))

    def _take_once(self, rows: Source, taking: Taking) -> Imported:
        from ledger.log.passing import PassingWorld
        from ledger.log.spool import Spool
        from ledger.log.world import Nothing

        again = taking.step in self._world().undone
        log = self._opened_log() if self.begun else Nothing()
        with (
            closing(PassingWorld(log, redoing=taking.step)) as world,
            closing(Spool(_CHUNK)) as spool,
        ):
            decided = decide_through(rows, world, spool, taking)
            saves = bool(decided.added or again) and not taking.dry_run
            if saves and (taking.skip_bad or not decided.refusals):
                self._save(spool, decided, taking, again=again)
        facts = tuple(decided.facts or ())
        return Imported(
            Step(taking.step, facts), tuple(decided.refusals), decided.already, again,
            dict(decided.added),
        )  # fmt: skip

    def _save(self, spool: Spool, decided: Decided, taking: Taking, *, again: bool) -> None:
        """Append what an import decided, piece by piece."""
        from ledger.log.mapper import Envelope

        self._begin(taking.kept)
        if again:
            self._retake(taking.step)
        size = decided.added.total()
        with doing(f"saving {size:,} facts", size) as advance:
            for n in self._opened_log().append_through(
                spool.batches(), lambda: Envelope(self._clock(), self.recorder, taking.step)
            ):
                advance(n)

    def _begin(self, kept: Kept) -> None:
        """Open the ledger, in a step of its own, unless it is open."""
        from ledger.domain.opening import OpenLedger

        world = self._world()
        opening = OpenLedger(secrets.token_hex(16), self.directory.name or "main", kept)
        decide_all([opening], world)
        self._append(world.decided, self._new_step())

    def _look(self) -> Look:
        from ledger.undoing import Look

        return Look(self._opened_log(), self._world(), self.ask)

    def _undo_once(self, step: str, reason: str) -> Step:
        from ledger.undoing import undo

        look, at = self._look(), self._opened_log().last_position()
        undo(look, step, reason)
        return self._take_step(look.world, at)

    def _redo_once(self, step: str) -> Step:
        from ledger.undoing import redo

        look, at = self._look(), self._opened_log().last_position()
        redo(look, step)
        return self._take_step(look.world, at)

    def _retake(self, step: str) -> Step:
        """Let an import stand again whose rows have just been decided."""
        from ledger.undoing import retake

        look = self._look()
        retake(look, step)
        return self._take_step(look.world, None)

    def _take_step(self, world: World, at: int | None) -> Step:
        step = self._new_step()
        self._append(world.decided, step, at)
        return Step(step, tuple(new for new, _ in world.decided))

    def _append(self, decided: Sequence[tuple[New, int]], step: str, at: int | None = None) -> None:
        from ledger.log.mapper import Envelope

        if decided:
            envelope = Envelope(self._clock(), self.recorder, step)
            self._opened_log().append(decided, envelope, at)

    def _new_step(self) -> str:
        return "".join(secrets.choice(_STEP_LETTERS) for _ in range(12))
