"""Alterations by somebody who rebuilds everything, with keys of their own or with the owner's.

Every function is one operation; its docstring is how the table calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ledger.seal.checkpoint import read_checkpoint
from ledger.seal.note import Signer
from tests.tamper.attacker import File, Held, adoption, again, own_origin, signed, with_keys
from tests.tamper.sample import Sample

Edit = Callable[[Sequence[Held]], list[Held]]

# what is done to the record


def edited(facts: Sequence[Held]) -> list[Held]:
    """Let the first claim say the opposite."""
    return [f.said(quote="It will not rain") if f.position == 17 else f for f in facts]


def inserted(facts: Sequence[Held]) -> list[Held]:
    """Put a claim in early, with an early date."""
    extra = replace(facts[16].said(quote="I always said so"), stream="claim-extra")
    return [*facts[:17], extra, *facts[17:]]


def left_out(facts: Sequence[Held]) -> list[Held]:
    """Leave an embarrassing claim and its reading out."""
    return [*facts[:24], *facts[26:]]


def cut(facts: Sequence[Held]) -> list[Held]:
    """Cut off the last six facts."""
    return list(facts[:-6])


def redated(facts: Sequence[Held]) -> list[Held]:
    """Date a claim back by a month, inside and out."""
    return [
        replace(fact.said(recorded_at=_EARLIER), recorded_at=_EARLIER)
        if fact.position in {17, 18}
        else fact
        for fact in facts
    ]


def reordered(facts: Sequence[Held]) -> list[Held]:
    """Let two claims change places."""
    moved = list(facts)
    moved[16], moved[18] = moved[18], moved[16]
    return moved


# with keys of their own


def resigned_by_another(file: File, owner: Sample) -> None:
    """All rebuilt, with keys of the forger's own in place of the owner's, everything signed."""
    _sign_all(file, with_keys(edited(file.facts()), _forgers(owner)), _forgers(owner))


def unsigned(file: File, _: Sample) -> None:
    """All rebuilt, and every checkpoint dropped."""
    file.rebuild(again(edited(file.facts())), [])


def another_first(file: File, owner: Sample) -> None:
    """All rebuilt; the forger's key comes first and hands over to the owner's."""
    facts, forger = edited(file.facts()), _forgers(owner)[0]
    first = facts[5].said(**adoption(own_origin(facts), None, forger))
    owners = facts[5].said(**adoption(own_origin(facts), forger, owner.signers[0]))
    whole = again([*facts[:5], first, owners, *facts[6:]])
    _sign_all(file, whole, [forger] * 3)


def another_before(file: File, owner: Sample) -> None:
    """All rebuilt; the forger's key stands in place of the first and hands over to the last."""
    facts, forger = edited(file.facts()), _forgers(owner)[0]
    named = own_origin(facts)
    first = facts[5].said(**adoption(named, None, forger))
    rest = [
        fact.said(**adoption(named, forger, owner.signers[-1])) if fact.position == 42 else fact
        for fact in facts[6:]
    ]
    _sign_all(file, again([*facts[:5], first, *rest]), [forger, forger])


def another_ledger(file: File, owner: Sample) -> None:
    """Another ledger, whole and good, was put in the place of this one."""
    facts = file.facts()
    forgers = [Signer(own_origin(_renamed(facts)), signer.seed) for signer in _forgers(owner)]
    _sign_all(file, with_keys(_renamed(facts), forgers), forgers)


def retired_key(file: File, owner: Sample) -> None:
    """The key from before the handover was stolen: rebuilt without the handover, signed with it."""
    facts = [fact for fact in edited(file.facts()) if fact.position != 42]
    _sign_all(file, again(facts), owner.signers[:1])


def retired_key_kept_on(file: File, owner: Sample) -> None:
    """The key from before the handover was stolen: rebuilt with the handover, signed with it."""
    _sign_all(file, again(edited(file.facts())), [owner.signers[0]] * 2)


# with nothing that the owner's key would have to sign


def tail_rewritten(file: File, _: Sample) -> None:
    """Rebuilt after an early checkpoint, which is kept; the later ones are dropped."""
    facts = file.facts()
    turned = [f.said(outcome="no") if f.name == "question.resolved" else f for f in facts]
    file.rebuild(again(turned), [n for n in file.notes() if _size(n) < 44])


def oldest_backup(file: File, owner: Sample) -> None:
    """The whole file was replaced by a backup from before the key was handed over."""
    file.path.write_bytes(owner.oldest)


def older_backup(file: File, owner: Sample) -> None:
    """The whole file was replaced by an older backup."""
    file.path.write_bytes(owner.older)


def kept_checkpoint_deleted(file: File, owner: Sample) -> None:
    """The checkpoint was deleted of which a copy is kept outside."""
    file.run("delete from checkpoints where note = ?", owner.kept.text)


# with the owner's keys


def stolen_edited(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: a claim edited, all signed again."""
    _sign_all(file, again(edited(file.facts())), owner.signers)


def stolen_inserted(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: a back-dated claim put in, all signed again."""
    _sign_all(file, again(inserted(file.facts())), owner.signers)


def stolen_left_out(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: an embarrassing claim left out, all signed again."""
    _sign_all(file, again(left_out(file.facts())), owner.signers)


def stolen_cut(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: the last facts cut off, all signed again."""
    _sign_all(file, again(cut(file.facts())), owner.signers)


def stolen_redated(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: a claim dated back, all signed again."""
    _sign_all(file, again(redated(file.facts())), owner.signers)


def stolen_reordered(file: File, owner: Sample) -> None:
    """The owner's keys were stolen: two claims changed places, all signed again."""
    _sign_all(file, again(reordered(file.facts())), owner.signers)


# after the last checkpoint that somebody keeps


def unsigned_tail_edited(file: File, _: Sample) -> None:
    """A fact after the newest checkpoint was edited, leaf and tree worked out anew."""
    facts = [f.said(quote="It may rain") if f.position == 49 else f for f in file.facts()]
    file.rebuild(again(facts))


def unsigned_tail_cut(file: File, _: Sample) -> None:
    """The facts after the newest checkpoint were cut off, the tree worked out anew."""
    file.rebuild(file.facts()[:47])


def checkpoint_nobody_kept(file: File, _: Sample) -> None:
    """A checkpoint was deleted of which nobody has a copy."""
    file.run("delete from checkpoints where size = 36")


def false_clock(file: File, owner: Sample) -> None:
    """The owner recorded a claim with the clock set back and signed for it."""
    facts = file.facts()
    late = replace(
        facts[16].said(quote="I always said so", recorded_at=_EARLIER),
        stream="claim-late", recorded_at=_EARLIER,
    )  # fmt: skip
    whole = again([*facts, late])
    file.rebuild(whole, [*file.notes(), *signed(whole, [len(whole)], owner.signers)])


_EARLIER = "2024-04-01T09:00:00.000000Z"


def _forgers(owner: Sample) -> list[Signer]:
    """Return keys of somebody else under the owner's name."""
    return [Signer(owner.signers[0].name, bytes([n]) * 32) for n in (1, 2)]


def _sign_all(file: File, facts: Sequence[Held], signers: Sequence[Signer]) -> None:
    """Rebuild the file of these facts, with checkpoints where there were some."""
    sizes = [_size(note) for note in file.notes()]
    file.rebuild(facts, signed(facts, sizes, signers))


def _size(note: str) -> int:
    return read_checkpoint(note).checkpoint.size


def _renamed(facts: Sequence[Held]) -> list[Held]:
    """Return the facts of another ledger: with another id in its first fact."""
    return again([facts[0].said(ledger_id="f" * 32), *facts[1:]])
