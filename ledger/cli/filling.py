"""A claim by prompts: what is asked for, in which order, and what is said back at once.

Invariant: what was given on the command line is not asked for; what is said back is what will be
put on record, and a hint never stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ledger.cli import adding, ask, naming, sourcing, sure
from ledger.cli.given import Typed, missing
from ledger.cli.prompts import Asker, Choice, Choices, Field, Prompt, State, Taken, until, yes
from ledger.domain import likeness
from ledger.domain.deadlines import told, told_day
from ledger.domain.names import folded
from ledger.domain.probability import read_probability
from ledger.errors import Unreadable
from ledger.wording.statements import hints

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.suggestions import OnRecord, Suggestions

NOT_SCORED = "no deadline: kept, not scored"


@dataclass(frozen=True)
class Filling:
    """What the fields of the form know: the ledger, what was given, and what may be meant."""

    ledger: Ledger
    given: Typed
    usual: Typed
    """What Enter means where nothing was given: of the claim before, or of an article."""
    suggestions: Suggestions
    ask: Asker
    new_person: bool = False
    event: str = ""
    """What the question that was given asks."""
    binary: bool = True
    """Whether a question of yes or no is meant, so that one can be asked how sure they were."""

    @cached_property
    def whole(self) -> bool:
        """Whether what may be left out is asked for too: where not both were given, what and who.

        Whoever gave both is asked only for what is missing.
        """
        return bool({"statement", "by"} & set(missing(self.given)))

    def fields(self) -> Sequence[Field]:
        """Return the fields in the order in which they are asked for."""
        return (
            self._quote(),
            self._statement(),
            self._by(),
            self._source(),
            self._said(),
            self._due(),
            self._sure(),
            self._criteria(),
            self._topics(),
        )

    def result(self, state: State) -> tuple[Typed, bool]:
        """Return what was given by now, and whether a like name is known to be somebody else."""
        values = dict(state.values)
        is_new = bool(values.pop("new_person", "")) or self.new_person
        topics = tuple(part.strip() for part in values.pop("topics", "").split(",") if part.strip())
        typed = replace(self.given, **values)  # type: ignore[arg-type] # these fields hold texts
        if typed.story is None and typed.question is None:
            typed = replace(typed, story=self.usual.story)
        return (replace(typed, topics=topics) if topics else typed), is_new

    # the fields

    def _quote(self) -> Field:
        given = self.given
        said = given.quote or given.reported or given.words
        return _field("quote", Prompt("Quote"), lambda _: self.whole and not said)

    def _statement(self) -> Field:
        def take(text: str, state: State) -> Taken:
            del state
            held = self.suggestions.now(wait=True)
            asked = held.open.get(folded(ask.required(text)))
            if asked is not None and yes(self.ask, _is_it(asked.closes_on, asked.n_claims)):
                return Taken({"question": asked.key}, [f"on the question {asked.key}"])
            return Taken({"statement": text}, [*hints(text), *self._like(text)])

        return _field(
            "statement",
            Prompt(
                "Claim",
                choices=self._offered(lambda held: held.questions),
                live=lambda text: " · ".join(hints(text)[:1]),
            ),
            lambda _: not self.given.statement and not self.given.question,
            take,
            sets=("statement", "question"),
        )

    def _by(self) -> Field:
        def take(text: str, state: State) -> Taken:
            del state
            name = ask.required(text)
            if naming.is_known(self.ledger, name):
                return Taken({"by": name})
            self.suggestions.whole()  # else the read model would be caught up twice at once
            near = None if self.new_person else naming.near_name(self.ledger, name)
            if near is not None and yes(self.ask, f"Do you mean {near}?"):
                return Taken({"by": near})
            return Taken({"by": name, "new_person": "yes"}, [f"{name} will be new on record"])

        return _field(
            "by",
            Prompt(
                "Who said it",
                default=self.usual.by or "",
                choices=self._offered(lambda held: held.people),
            ),
            lambda _: not self.given.by,
            take,
            sets=("by", "new_person"),
        )

    def _source(self) -> Field:
        def take(text: str, state: State) -> Taken:
            del state
            return Taken({"source": sourcing.checked(self.ledger, text) or sourcing.NONE})

        return _field(
            "source",
            Prompt(
                "Article",
                default=self.usual.source or sourcing.NONE,
                choices=self._offered(lambda held: held.sources),
            ),
            lambda _: not self.given.source,
            take,
        )

    def _said(self) -> Field:
        today = self.ledger.today

        def told_back(text: str) -> str:
            return told_day(adding.read_said(text, today).day, today)

        return _field(
            "said",
            Prompt("Said on", default=self.usual.said or today.isoformat(), live=told_back),
            lambda _: not self.given.said,
            lambda text, _: Taken({"said": text}, [told_back(text)]),
        )

    def _due(self) -> Field:
        def told_back(text: str, state: State) -> str:
            read = adding.read_due(text, self._day_said(state))
            return told(read, self.ledger.today) if read else NOT_SCORED

        def take(text: str, state: State) -> Taken:
            said = told_back(ask.required(text), state)
            return Taken({"due": text}, [said, *self._like_on_another_day(text, state)])

        def prompt(state: State) -> Prompt:
            live: Callable[[str], str] = partial(told_back, state=state)
            return Prompt("Answer due", live=live, history="due")

        return Field(
            "due",
            lambda state: not self.given.due and not self._asked(state),
            prompt,
            take,
            sets=("due",),
        )

    def _sure(self) -> Field:
        given = self.given

        def wanted(state: State) -> bool:
            del state
            return self.binary and not (given.p or given.unscorable or given.other.given)

        def prompt(state: State) -> Prompt:
            said, default = sure.proposed(self._spoken(state))
            return Prompt(
                "How sure",
                default=default,
                live=lambda text: sure.in_words(read_probability(text)),
                history="p",
                above=said,
            )

        return Field("p", wanted, prompt, self._take_sure, sets=("p", "words", "unscorable"))

    def _criteria(self) -> Field:
        def wanted(state: State) -> bool:
            return self.whole and not self.given.criteria and not self._asked(state)

        return _field("criteria", Prompt("Counts"), wanted)

    def _topics(self) -> Field:
        def wanted(state: State) -> bool:
            return self.whole and not self.given.topics and not self._asked(state)

        offered = self._offered(lambda held: held.topics)
        return _field("topics", Prompt("Topics", choices=offered, several=True), wanted)

    # what they share

    def _offered(self, choices: Callable[[OnRecord], Sequence[Choice]]) -> Choices:
        return lambda wait: choices(self.suggestions.now(wait))

    def _asked(self, state: State) -> bool:
        """Say whether the claim bears on a question that is asked already."""
        return bool(self.given.question or state.values.get("question"))

    def _day_said(self, state: State) -> date:
        given = self.given.said or state.values.get("said") or ""
        return adding.read_said(given, self.ledger.today).day

    def _like(self, text: str) -> list[str]:
        return likeness.told(self.suggestions.now(wait=True).statements.like(text))

    def _like_on_another_day(self, due: str, state: State) -> list[str]:
        """Point out what is asked in the same words, and ends on another day than this."""
        read = adding.read_due(due, self._day_said(state))
        text = self.given.statement or state.values.get("statement") or ""
        if read is None or not text:
            return []
        found = self.suggestions.now(wait=True).statements.like(text, read.day)
        return likeness.told([one for one in found if one.difference == likeness.ANOTHER_DAY])

    def _spoken(self, state: State, words: str | None = None) -> sure.Spoken:
        typed, _ = self.result(state)
        event = self.event or typed.statement or state.typed.get("statement") or ""
        return adding.spoken_of(replace(typed, words=words or self.given.words), event)

    def _take_sure(self, text: str, state: State) -> Taken:
        """Read a number; what is no number is words, of which the reading is proposed."""
        if text in {sure.WORDS, sure.KEPT_SO}:
            return self._settled(text, self._spoken(state), {})
        try:
            return Taken({"p": text}, [sure.in_words(read_probability(text))])
        except Unreadable:
            if not any(map(str.isalpha, text)) or any(map(str.isdigit, text)):
                raise
        spoken = self._spoken(state, text)
        said, default = sure.proposed(spoken)
        again = Prompt("How sure", default=default, above=said)
        return until(self.ask, again, lambda answer: self._settled(answer, spoken, {"words": text}))

    def _settled(self, answer: str, spoken: sure.Spoken, words: dict[str, str]) -> Taken:
        """Take what was answered to a proposal: it, that there is no number, or a number."""
        if answer == sure.KEPT_SO:
            return Taken({"unscorable": sure.why_none(spoken), **words})
        reading = sure.reader(spoken)(answer).reading
        return Taken({"p": answer, **words}, [sure.in_words(reading)])


def _field(
    name: str,
    prompt: Prompt,
    wanted: Callable[[State], bool],
    take: Callable[[str, State], Taken] | None = None,
    sets: tuple[str, ...] = (),
) -> Field:
    """Return a field that is asked for by one prompt, and taken as it is unless `take` does."""
    asked = replace(prompt, history=name)

    def as_it_is(text: str, state: State) -> Taken:
        del state
        return Taken({name: text} if text else {})

    return Field(name, wanted, lambda _: asked, take or as_it_is, sets or (name,))


def _is_it(closes_on: date | None, n_claims: int) -> str:
    due = f"due {closes_on}" if closes_on else "without a deadline"
    return f"That is asked already ({due}, {n_claims} on record). Is it that question?"
