"""Claims put on record, one after the other or several in one step, and what is said of it.

Invariant: whatever goes wrong, nothing of a step is on record, and what was typed is in its draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.adding import Plan, plan
from ledger.cli.collecting import items
from ledger.cli.doing import say_begun
from ledger.cli.given import Typed, missing, over
from ledger.domain.names import short_id
from ledger.errors import LedgerError
from ledger.readmodel import queries
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command
    from ledger.steps import Step


@dataclass(frozen=True)
class Recording:
    """How claims go on record: in which ledger, under which plan, and how it is told."""

    ledger: Ledger
    collected_by: str | None
    new_person: bool
    as_json: bool
    more: tuple[str, ...] = ()
    """What stands on the command line besides the claim."""

    def typed(self, given: Typed, *, again: bool, may_ask: bool) -> None:
        """Put one claim on record; what is missing is asked for, if there is somebody to ask."""
        usual = Typed()
        if again or given.article is not None:
            from ledger.cli.again import taken_over

            given, usual = taken_over(self.ledger, given, again=again)
        whole = over(given, usual)
        if may_ask and missing(whole):
            self._by_prompts(given, usual)
            return
        done = plan(self.ledger, whole, new_person=self.new_person, may_ask=may_ask, more=self.more)
        self._report(done, self._put([done]))
        if output.is_watched():
            _remark(self.ledger, done)

    def from_stdin(self, usual: Typed) -> None:
        """Put the claims on standard input on record in one step, all or none."""
        from ledger.cli.dictated import from_stdin

        plans = []
        for one in from_stdin(usual):
            try:
                plans.append(
                    plan(self.ledger, one.typed, new_person=one.new_person or self.new_person)
                )
            except LedgerError as error:
                error.sentence += f" (the claim of line {one.line})"
                raise
        step = self._put(plans)
        added = {new.stream for new in step.facts}
        for done in plans:
            _say(done, added=done.claim.stream() in added)
        if self.as_json:
            streams = dict.fromkeys(done.claim.stream() for done in plans)
            output.emit_json([self.ledger.ask(queries.CLAIM, [one])[0] for one in streams])
        elif output.piped():
            output.data("\n".join(_called(done.claim.stream()) for done in plans))
        if step:
            output.talk("       wrong? claims undo takes all of it back")

    def _by_prompts(self, given: Typed, usual: Typed) -> None:
        from ledger.cli.prompted import by_prompts

        prompted = by_prompts(self.ledger, given, usual, new_person=self.new_person)
        try:
            done = plan(self.ledger, prompted.typed, new_person=prompted.new_person, may_ask=True)
            step = self._put([done])
        except (LedgerError, KeyboardInterrupt):
            prompted.unsaved()
            raise
        prompted.saved()
        self._report(done, step)

    def _put(self, plans: Sequence[Plan]) -> Step:
        """Append what follows from some plans, in one step."""
        begun = self.ledger.begun
        commands: list[Command] = [command for done in plans for command in done.commands]
        step = self.ledger.execute([*commands, *items(commands, self.collected_by)])
        if not begun:
            say_begun(self.ledger)
        return step

    def _report(self, done: Plan, step: Step) -> None:
        from ledger.cli.saved import closing_line, said_in_words, times

        stream = done.claim.stream()
        _say(done, added=bool(step))
        if step:
            told = said_in_words(done, self.ledger.today)
            for line in (*told, *times(self.ledger, done), closing_line(done)):
                output.talk(f"       {visible(line)}")
        if self.as_json:
            output.emit_json(self.ledger.ask(queries.CLAIM, [stream])[0])
        elif output.piped():
            output.data(_called(stream))


def _called(stream: str) -> str:
    return short_id(stream)[:8]


def _say(done: Plan, *, added: bool) -> None:
    """Say that a claim was saved, or that it was on record already."""
    called, claim = _called(done.claim.stream()), done.claim
    said = f"{claim.by}: {done.understood.statement}"
    output.talk(
        f"saved  {called}  {visible(said)}"
        if added
        else f"{called} was here already; nothing was added"
    )


def _remark(ledger: Ledger, done: Plan) -> None:
    """Point out, once it is on record, what would have been said of the claim while typing."""
    from ledger.cli.remarks import remarks

    for line in remarks(ledger, done):
        output.talk(visible(f"note:  {line}"))
