"""``claims resolve``: say what happened, for everybody who spoke on the question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import ask, find, output
from ledger.cli.options import AsJson, LedgerDir, NoInput, Reason, begun, opened, optional, text
from ledger.errors import NotFound, Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.resolving import Given
    from ledger.domain.question import ResolveQuestion

_PLAIN = ("yes", "no", "annulled", "ambiguous")


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TARGET… OUTCOME]",
            help="Keys of questions, or ids of questions or claims; last yes, no, an option, "
            "a number, a day, annulled or ambiguous.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="When it happened; for no, the closing day once it has passed.",
        ),
    ] = None,
    known: Annotated[
        str | None,
        typer.Option(
            "--known", metavar="DATE", help="When anyone could know; as --on if left out."
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="URL|TEXT", help="How we know; repeat for several."),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Anything else.")
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="Correct an earlier answer.")] = False,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Answers from a CSV: question, outcome; on, known, evidence, note, reason.",
        ),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="With --from: save the good rows all the same.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --from: check everything and save nothing.")
    ] = False,
    reason: Reason = "",
    no_input: NoInput = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Answer a question, or several alike as one step; alone, pick what is due, one after another.

    yes and no always answer the question, whoever denied it. A choice is answered with its option,
    a number with the number, a date with the day or with not-by-horizon. A number below zero
    stands after --. Given again with --correct, to add evidence, an answer keeps its days.

    \b
    Example:
      claims resolve invasion yes --on 2022-02-24 --evidence https://example.org/24-february
      claims resolve invasion no --correct --reason "the first answer was a slip"
      claims resolve war-fears budapest-summit annulled
      claims resolve --from answers.csv --dry-run
    """
    from ledger.cli import answers_file, one_by_one
    from ledger.cli.resolving import Given

    given = Given(
        on=optional(on),
        known=optional(known),
        evidence=tuple(text(one) for one in evidence or ()),
        note=optional(note),
        correct=correct,
        reason=text(reason),
    )
    may_ask = not no_input and output.can_ask()
    with opened(ledger) as held:
        begun(held)
        if from_ is not None:
            _check_alone(words, given)
            answers_file.take(held, text(from_), given, skip_bad, dry_run, as_json=as_json)
            return
        if skip_bad or dry_run:
            raise Unreadable("--skip-bad and --dry-run are of a file", "name it with --from FILE")
        if not words and may_ask and not as_json:
            one_by_one.answer_what_is_due(held, given)
            return
        targets, outcome = _split(words or [])
        keys = _keys(held, targets, may_ask)
        _answer(held, keys, outcome, given, may_ask, as_json=as_json)


def _check_alone(words: Sequence[str] | None, given: Given) -> None:
    """Refuse beside a file what its rows say themselves."""
    if words or given.says_more():
        raise Unreadable(
            "the answers of a file say what, when and how we know themselves",
            "leave only --correct, --reason, --skip-bad and --dry-run beside --from",
        )


def _split(words: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Return the targets and the outcome: the last word, where there are two or more."""
    return (words[:-1], words[-1]) if len(words) > 1 else (words, None)


def _keys(held: Ledger, targets: Sequence[str], may_ask: bool) -> list[str]:
    """Return the keys of the questions that are meant, each once; ask which where none is named."""
    if targets:
        return list(dict.fromkeys(_key(held, text(one)) for one in targets))
    if may_ask:
        return [ask.until_read("Which", lambda given: _key(held, ask.required(given)))]
    raise Unreadable(
        "TARGET is missing: claims resolve TARGET OUTCOME", "claims due shows what waits"
    )


def _key(held: Ledger, given: str) -> str:
    try:
        return find.target(held, given).question
    except NotFound as error:
        if given.lower() in _PLAIN:
            raise Unreadable(
                f"“{given}” is an outcome, and another follows it",
                "claims resolve TARGET OUTCOME: the outcome stands last, once",
            ) from error
        raise


def _answer(
    held: Ledger,
    keys: Sequence[str],
    outcome: str | None,
    given: Given,
    may_ask: bool,
    *,
    as_json: bool,
) -> None:
    """Answer some questions alike, as one step; those that are answered so already stay."""
    from ledger.cli import resolving

    rows, on_them = resolving.looked_up(held, keys)
    output.talk("\n".join(visible(str(row["question"])) for row in rows))
    output.talk(resolving.concerns(on_them))
    answers = _outcomes(held, keys, outcome, may_ask)
    commands: list[ResolveQuestion] = []
    for row, answer in zip(rows, answers, strict=True):
        before = f"{row['question_key']}: " if len(rows) > 1 else ""
        if resolving.says_so(row, answer) and not given.says_more():
            continue
        if not resolving.goes_ahead(held, row, answer, may_ask=may_ask, before=before):
            return
        commands.append(resolving.command(held, row, answer, given, before=before))
    step = held.execute(commands)
    resolving.tell(held, step, rows, commands, on_them, as_json=as_json)


def _outcomes(held: Ledger, keys: Sequence[str], outcome: str | None, may_ask: bool) -> list[str]:
    """Return the outcome as each question keeps it; ask for it where it was left out."""
    from ledger.cli import resolving
    from ledger.cli.forecasting import ENDS
    from ledger.domain.question import require

    asked = [require(key, held.standing).content for key in keys]

    def read(given: str) -> list[str]:
        return [resolving.outcome(one, given) for one in asked]

    if outcome is not None:
        return read(text(outcome))
    if may_ask:
        label = f"Answer ({resolving.ways(asked[0])})"
        return ask.until_read(label, lambda given: read(ask.required(given)))
    raise Unreadable(
        "OUTCOME is missing: claims resolve TARGET OUTCOME",
        f"claims resolve {' '.join(keys)} {ENDS[asked[0].kind]}",
    )
