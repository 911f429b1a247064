"""``claims show``: the whole life of one claim or question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.cli import find, reminder
from ledger.cli.history import facts
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    LedgerDir,
    Plain,
    asked,
    begun,
    opened,
    text,
)
from ledger.cli.presenting import Manner, View, present
from ledger.errors import NotFound
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked
    from ledger.screens.claim_life import ClaimLife
    from ledger.screens.question import QuestionLife

Life = dict[str, Any]
"""What belongs to a claim or question, by name, as ``--json`` prints it."""


def command(
    target: Annotated[str, typer.Argument(help="A claim's id, or a question's key or id.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """Show everything about a claim or a question, down to every fact and when it was recorded.

    For a claim: words, source and reprints, reading and reader, question, criteria, deadline,
    conditions, outcome, evidence, score, facts.

    \b
    Example:
      claims show invasion
      claims list 'by:Guterres'
    """
    with opened(ledger) as held:
        about = asked(reminder.watching(begun(held)), as_of)
        with held.steady(about):
            found = find.target(held, text(target), withdrawn=True)
            life = (
                _claim(held, found.claim, about)
                if found.claim
                else _question(held, found.question, about)
            )
    present(_view(life, of_claim=bool(found.claim)), Manner(as_json, plain, ascii_, color))
    if not as_json:
        reminder.remind(held)


def _view(life: Life, *, of_claim: bool) -> View:
    from ledger.screens import claim_life, question

    if of_claim:
        claim = _claim_life(life)
        return View(life, partial(claim_life.render, claim), partial(claim_life.spoken, claim))
    whole = _question_life(life)
    return View(life, partial(question.render, whole), partial(question.spoken, whole))


def claim_of(held: Ledger, stream: str, about: Asked) -> ClaimLife:
    """Return a claim's life, for the screen; raise `NotFound` where it does not stand."""
    return _claim_life(_claim(held, stream, about))


def question_of(held: Ledger, key: str, about: Asked) -> QuestionLife:
    """Return a question's life, for the screen; raise `NotFound` where there is none."""
    return _question_life(_question(held, key, about))


def _claim(held: Ledger, stream: str, about: Asked) -> Life:
    rows = held.ask(queries.CLAIM, [stream], about)
    if not rows:
        raise _not_standing(stream, about)
    claim = rows[0]
    life = _question_parts(held, str(claim["question_key"]), about)
    streams = [
        stream,
        str(claim["commentator_id"]),
        *([str(claim["source_id"])] if claim["source_id"] else []),
    ]
    streams += [str(row["stream"]) for row in held.ask(queries.READING_STREAMS, [stream])]
    streams += [str(row["stream"]) for row in held.ask(queries.OCCURRENCE_STREAMS, [stream])]
    streams += [str(row["stream"]) for row in held.ask(queries.REPLY_STREAMS, [stream])]
    return {
        "claim": claim,
        "occurrences": held.ask(queries.OCCURRENCES_OF, [stream], about),
        "replies": held.ask(queries.REPLIES_TO, [stream], about),
        "estimates": held.ask(queries.ESTIMATES_OF, [stream], about),
        "scores": _scores(held, stream, str(claim["question_kind"]), about),
        **life,
        "facts": facts(held, [*streams, str(claim["question_id"])], about.as_of_position),
    }


def _scores(held: Ledger, stream: str, kind: str, about: Asked) -> dict[str, object] | None:
    """Return what a forecast scored that is no probability of yes."""
    query = {"binary": None, "choice": queries.CHOICE_SCORE}.get(kind, queries.QUANTILE_SCORE)
    rows = held.ask(query, [stream], about) if query else []
    return rows[0] if rows else None


def _not_standing(stream: str, about: Asked) -> NotFound:
    from ledger.domain.names import short_id

    called = short_id(stream)[:8]
    if about.as_of_position is None:
        return NotFound(f"the claim {called} is withdrawn", f"claims log {called} tells its life")
    return NotFound(f"the claim {called} was not on record then", "claims show without --as-of")


def _question(held: Ledger, key: str, about: Asked) -> Life:
    life = _question_parts(held, key, about)
    stream = str(life["question"]["question_id"])
    return {
        **life,
        "claims": held.ask(queries.CLAIMS_ON, [key], about),
        "facts": facts(held, [stream], about.as_of_position),
    }


def _question_parts(held: Ledger, key: str, about: Asked) -> Life:
    rows = held.ask(queries.QUESTION, [key], about)
    if not rows:
        raise NotFound(
            f"the question “{key}” was not on record then", "claims show without --as-of"
        )
    return {"question": rows[0], "conditions": held.ask(queries.CONDITIONS, [key], about)}


def _claim_life(life: Life) -> ClaimLife:
    from ledger.screens.claim_life import ClaimLife

    question = life["question"]
    return ClaimLife(
        claim=life["claim"],
        occurrences=life["occurrences"],
        criteria=question["criteria"],
        deadline_reason=question["deadline_reason"],
        deadline_coder=question["deadline_coder"],
        conditions=life["conditions"],
        evidence=question["evidence"] or (),
        outcome_note=question["answer_note"],
        note=life["claim"]["note"],
        facts=life["facts"],
        other_score=life["scores"],
        readings=life["estimates"],
        replies=life["replies"],
        disputes=question["disputes"] or (),
    )


def _question_life(life: Life) -> QuestionLife:
    from ledger.screens.question import QuestionLife

    return QuestionLife(life["question"], life["conditions"], life["claims"], life["facts"])
