"""Collection plans: where statements are looked for, over which days, and by which rule.

Invariant: a plan says the same for ever. Another way of looking is another plan, so that what came
of each can be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.domain import claim, rejection
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import is_key, part_stream, plan_stream
from ledger.errors import Conflict, Refused

_SHOWS = "claims plan list shows the plans"


class PlanRegistered(Fact):
    """Somebody said beforehand where they would look, and which statements they would take."""

    stored_name: ClassVar[str] = "plan.registered"
    key: Named
    corpus: Named
    since: date | None
    until: date | None
    rule: Named
    query: Text | None
    note: Text | None


class PlanWithdrawn(Fact):
    """Nothing is collected by this plan any more, and nothing counts as collected by it."""

    stored_name: ClassVar[str] = "plan.withdrawn"
    reason: Text


class ItemCollected(Fact):
    """A claim, or a statement set aside, came of a plan: one of the two."""

    stored_name: ClassVar[str] = "item.collected"
    plan: Named
    claim: Named | None
    rejection: Named | None


@dataclass(frozen=True)
class RegisterPlan:
    """Register a plan once; one that was withdrawn stands again from now on."""

    key: str
    corpus: str
    rule: str
    since: date | None = None
    until: date | None = None
    query: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class WithdrawPlan:
    """Give a plan up."""

    key: str
    reason: str = ""


@dataclass(frozen=True)
class CollectItem:
    """Say that a claim or a statement set aside (a stream, one of the two) came of a plan."""

    plan: str
    claim: str | None = None
    rejection: str | None = None


def standing(facts: Sequence[Fact]) -> PlanRegistered | None:
    """Return the plan in force, or None."""
    plan: PlanRegistered | None = None
    for fact in facts:
        if isinstance(fact, PlanRegistered):
            plan = fact
        elif isinstance(fact, PlanWithdrawn):
            plan = None
    return plan


def require(key: str, known: Known) -> PlanRegistered:
    """Return the plan with this key; raise `Refused` where none stands."""
    plan = standing(known(plan_stream(key)))
    if plan is None:
        raise Refused(f"there is no plan “{key}”", _SHOWS)
    return plan


def register_plan(command: RegisterPlan, known: Known) -> list[New]:
    """Register a plan once; another content under its key is a conflict, for ever."""
    stream = plan_stream(command.key)
    _check(command)
    plan = PlanRegistered(**vars(command))
    held = [fact for fact in known(stream) if isinstance(fact, PlanRegistered)]
    if held and held[0] != plan:
        raise Conflict(
            f"the plan “{command.key}” is on record with another content, and a plan never changes",
            "claims plan add under another key",
        )
    return [] if standing(known(stream)) else [New(stream, plan)]


def withdraw_plan(command: WithdrawPlan, known: Known) -> list[New]:
    """Withdraw a plan that stands."""
    stream = plan_stream(command.key)
    if not known(stream):
        raise Refused(f"there is no plan “{command.key}”", _SHOWS)
    if standing(known(stream)) is None:
        return []
    return [New(stream, PlanWithdrawn(reason=command.reason))]


def collect_item(command: CollectItem, known: Known) -> list[New]:
    """Put an item under a plan once; it needs the plan, and a claim or a statement set aside."""
    require(command.plan, known)
    if (command.claim is None) == (command.rejection is None):
        raise Refused("an item is a claim or a statement set aside", "name one of the two")
    if command.claim is not None:
        claim.require(command.claim, known)
    elif rejection.standing(known(command.rejection or "")) is None:
        raise Refused("that statement is not set aside", "claims reject sets a statement aside")
    plan = plan_stream(command.plan)
    stream = part_stream("item", plan, command.claim or command.rejection or "")
    item = ItemCollected(plan=plan, claim=command.claim, rejection=command.rejection)
    return [] if known(stream) else [New(stream, item)]


def _check(command: RegisterPlan) -> None:
    if not is_key(command.key):
        raise Refused(f"“{command.key}” cannot be a key", "use lower-case letters, digits, hyphens")
    for name, text in (("corpus", command.corpus), ("rule", command.rule)):
        if not text.strip():
            raise Refused(f"a plan needs its {name}", "claims plan add KEY --corpus … --rule …")
    if command.since and command.until and command.since > command.until:
        raise Refused("a plan ends on or after the day it begins", "--since DATE --until DATE")
