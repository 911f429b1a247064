"""``claims add``: log one claim, by flags, or by prompts on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from ledger.cli import output
from ledger.cli.options import (
    AsJson,
    LedgerDir,
    NewPerson,
    NoInput,
    PlanKey,
    one_of,
    opened,
    optional,
    text,
)

if TYPE_CHECKING:
    from ledger.domain.claim import ClaimKind, SpeakerRole, Voice

Maybe = str | None


def command(
    statement: Annotated[
        Maybe,
        typer.Argument(
            help="What would happen, so that yes or no can answer it; - reads standard input."
        ),
    ] = None,
    by: Annotated[Maybe, typer.Option("--by", metavar="NAME", help="Who said it.")] = None,
    said: Annotated[
        Maybe, typer.Option("--said", metavar="DATE", help="When: 2026-03-14, or with a time.")
    ] = None,
    due: Annotated[
        Maybe,
        typer.Option(
            "--due",
            metavar="DATE|WORDS",
            help="The last day it can come true, “end of Q3”, or none (claims help dates).",
        ),
    ] = None,
    source: Annotated[
        Maybe,
        typer.Option(
            "--source",
            metavar="URL|ID",
            help="Where it stands: an address, a source's key, or none.",
        ),
    ] = None,
    p: Annotated[
        Maybe,
        typer.Option(
            "-p",
            "--probability",
            metavar="P",
            help="P(yes): 70%, 0.7, 7:3, 7 in 10, 60-80%; or words: as they read.",
        ),
    ] = None,
    lexicon: Annotated[
        Maybe,
        typer.Option("--lexicon", metavar="NAME|FILE", help="Of -p words; claims help lexicons."),
    ] = None,
    unscorable: Annotated[
        Maybe,
        typer.Option(
            "--unscorable", metavar="WHY", help="Instead of -p: why the words carry no probability."
        ),
    ] = None,
    quote: Annotated[
        Maybe, typer.Option("--quote", metavar="WORDS", help="The words, verbatim.")
    ] = None,
    reported: Annotated[
        Maybe,
        typer.Option("--reported", metavar="WORDS", help="The words as the source reports them."),
    ] = None,
    words: Annotated[
        Maybe,
        typer.Option("--words", metavar="WORDS", help="The words of certainty: “will likely”."),
    ] = None,
    deadline_words: Annotated[
        Maybe,
        typer.Option("--deadline-words", metavar="WORDS", help="The words of time: “by spring”."),
    ] = None,
    stated: Annotated[
        bool, typer.Option("--stated", help="The speaker stated the number -p.")
    ] = False,
    question: Annotated[
        Maybe,
        typer.Option("--question", metavar="KEY|ID", help="A question that is already asked."),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", metavar="TOPIC", help="Repeat for several.")
    ] = None,
    story: Annotated[
        Maybe, typer.Option("--story", metavar="KEY", help="The story the question belongs to.")
    ] = None,
    criteria: Annotated[
        Maybe, typer.Option("--criteria", metavar="TEXT", help="How we will know.")
    ] = None,
    if_: Annotated[
        Maybe,
        typer.Option(
            "--if", metavar="QUESTION[=no]", help="Holds only if that question ends in yes (or no)."
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="forecast, intent or assertion.")
    ] = "forecast",
    denies: Annotated[
        bool, typer.Option("--denies", help="The words deny the statement; -p stays P(yes).")
    ] = False,
    of: Annotated[
        Maybe, typer.Option("--of", metavar="WHOM", help="Affiliation on that day.")
    ] = None,
    voice: Annotated[
        str, typer.Option("--voice", metavar="VOICE", help="direct, indirect or headline.")
    ] = "direct",
    role: Annotated[
        str,
        typer.Option("--role", metavar="ROLE", help="self, spokesperson, anonymous or reporter."),
    ] = "self",
    venue: Annotated[
        Maybe, typer.Option("--venue", metavar="WHERE", help="A post, a briefing.")
    ] = None,
    coded_deadline: Annotated[
        Maybe,
        typer.Option(
            "--coded-deadline",
            metavar="WHY",
            help="The date in --due is yours, not the speaker's; why.",
        ),
    ] = None,
    note: Annotated[Maybe, typer.Option("--note", metavar="TEXT", help="Anything else.")] = None,
    choice: Annotated[
        list[str] | None,
        typer.Option(
            "--choice", metavar="OPTION=P", help="Instead of -p: of each option, its probability."
        ),
    ] = None,
    quantile: Annotated[
        list[str] | None,
        typer.Option(
            "--quantile", metavar="LEVEL=VALUE", help="Instead of -p: 0.5=12; repeat for several."
        ),
    ] = None,
    interval: Annotated[
        list[str] | None,
        typer.Option("--interval", metavar="LOW:HIGH@P", help="Instead of -p: 10:20@80%."),
    ] = None,
    point: Annotated[
        Maybe,
        typer.Option("--point", metavar="VALUE", help="Instead of -p: a bare number or day."),
    ] = None,
    question_kind: Annotated[
        Maybe,
        typer.Option(
            "--question-kind", metavar="KIND", help="binary, choice, number or date, if not plain."
        ),
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="OPTION", help="What a choice is between; repeat."),
    ] = None,
    ordered: Annotated[
        bool, typer.Option("--ordered", help="The options stand in an order, lowest first.")
    ] = False,
    unit: Annotated[
        Maybe, typer.Option("--unit", metavar="UNIT", help="What a number is of: cases, euros.")
    ] = None,
    scale: Annotated[
        Maybe,
        typer.Option(
            "--scale", metavar="WIDTH", help="What losses are divided by, in the unit or in days."
        ),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Article, person, day and story of your last claim."),
    ] = False,
    article: Annotated[
        Maybe,
        typer.Option("--from", metavar="FILE", help="An article (HTML): its title, day, address."),
    ] = None,
    plan_key: PlanKey = None,
    new_person: NewPerson = False,
    no_input: NoInput = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Log a claim: who said what would happen, and how sure they sounded.

    With --quote, --reported or --words, -p is your reading of the words and is kept as such;
    without them, or with --stated, it is the speaker's own number. A deadline in words, such as
    “within a week”, counts from the day it was said and is kept beside the date. Of questions that
    do not end in yes or no: claims help kinds.

    On a terminal, what is missing is asked for: Tab completes, < goes back, Ctrl-C keeps a draft
    that the next claims add offers to go on with. --again takes article, person, day and story from
    your last claim. With - in the place of the claim, claims come from standard input: first line
    the claim, then lines such as “by: Jane Whitcombe” under the names of the options, and a line
    --- between two claims; all of them go on record in one step, or none.

    \b
    Example:
      claims add "Copper trades above $11,000 before 1 October 2026" \\
        --by "Jane Whitcombe" --said 2026-03-14 --due 2026-09-30 -p 80% \\
        --source https://example.org/copper --quote 'comfortably clear $11,000'
      claims add "Tin trades above $40,000 before 2027" --again --due 2026-12-31 -p 60%
      claims add -
    """
    from ledger.cli.collecting import named
    from ledger.cli.forecasting import TypedForecast, texts
    from ledger.cli.given import KINDS, ROLES, STDIN, VOICES, Typed, words_of
    from ledger.cli.recording import Recording

    typed = Typed(
        statement=optional(statement),
        by=optional(by),
        said=optional(said),
        due=optional(due),
        source=optional(source),
        p=optional(p),
        lexicon=optional(lexicon),
        unscorable=optional(unscorable),
        quote=optional(quote),
        reported=optional(reported),
        words=optional(words),
        deadline_words=optional(deadline_words),
        question=optional(question),
        topics=tuple(text(one) for one in topic or ()),
        story=optional(story),
        criteria=optional(criteria),
        condition=optional(if_),
        of=optional(of),
        venue=optional(venue),
        coded_deadline=optional(coded_deadline),
        note=optional(note),
        kind=cast("ClaimKind", one_of("kind of claim", kind, KINDS)),
        voice=cast("Voice", one_of("voice", voice, VOICES)),
        role=cast("SpeakerRole", one_of("role", role, ROLES)),
        denies=denies,
        stated=stated,
        article=optional(article),
        other=TypedForecast(
            choices=texts(choice),
            quantiles=texts(quantile),
            intervals=texts(interval),
            point=optional(point),
            kind=optional(question_kind),
            options=texts(option),
            ordered=ordered,
            unit=optional(unit),
            scale=optional(scale),
        ),
    )
    with opened(ledger) as held:
        more = {"--new-person": new_person, "--plan": plan_key, "--ledger": ledger}
        recording = Recording(
            held, named(held, optional(plan_key)), new_person, as_json, words_of(more)
        )
        if typed.statement == STDIN:
            recording.from_stdin(typed)
        else:
            recording.typed(typed, again=again, may_ask=not no_input and output.can_ask())
