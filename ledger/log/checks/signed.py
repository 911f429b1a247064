"""Keys, checkpoints and what was stamped outside: who stands by which root.

Invariant: a key counts because the reader brought it, or because the one before it signed for it;
with no key brought along, the file's own first key is taken, and that proves only itself.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator

from ledger.errors import LedgerError
from ledger.log.checks.look import Finding, Look
from ledger.seal.checkpoint import SignedCheckpoint, origin, read_checkpoint
from ledger.seal.handover import handed_over
from ledger.seal.note import Note, Verifier, read_note, read_verifier

_FORGED = "it was altered, or signed by somebody else"
_REMOVED = "the checkpoint was removed, or the file is an older copy"
_REWRITTEN = "the facts before it were altered after it was signed, or it is of another ledger"


def own_origin(look: Look) -> str:
    """Return the origin that the first fact gives the ledger; '' where it does not say."""
    opened = look.kept_facts.get("ledger.opened", [])
    if not opened:
        return ""
    return origin(str(opened[0][1].get("name")), str(opened[0][1].get("ledger_id")))


def stored_checkpoints(look: Look) -> list[tuple[int, str]]:
    """Return (size, note) of every checkpoint in the file."""
    rows = look.ask("select size, note from checkpoints order by size, note")
    for size, note in rows:
        if not (isinstance(size, int) and isinstance(note, str)):
            raise TypeError("a checkpoint is a number of facts and a text")
    return [(int(str(size)), str(note)) for size, note in rows]


def trusted(look: Look) -> list[Verifier]:
    """Return the keys that count, oldest first.

    The ones brought along and all that they handed over to; with none brought, the file's own.
    """
    chain = [key for key, _ in _chain(look)]
    if not look.keys:
        return chain
    first = next((at for at, key in enumerate(chain) if key in look.keys), len(chain))
    return [*dict.fromkeys([*look.keys, *chain[first:]])]


def check_keys(look: Look) -> Iterator[Finding]:
    """Yield keys that nobody handed over to, and a key brought along that is not this ledger's."""
    for key, said in _chain(look, broken=True):
        if said:
            yield Finding("keys", str(key), said, "somebody else took over the signing")
    known = {str(key) for key, _ in _chain(look)}
    for key in look.keys:
        if str(key) not in known:
            yield Finding(
                "keys", str(key), "is not a key of this ledger",
                "this is another ledger, or it was rebuilt and signed by somebody else",
            )  # fmt: skip


def check_checkpoints(look: Look) -> Iterator[Finding]:
    """Yield stored checkpoints that do not hold, and a key under which nothing is signed."""
    held = stored_checkpoints(look)
    for size, note in held:
        where = f"checkpoint of {size}"
        yield from _judged(look, "checkpoints", where, note, size) or _unknown(look, where, note)
    if look.keys and not held:
        yield Finding(
            "checkpoints", "the file", "nothing here is signed",
            "the checkpoints were removed: whoever has a key has signed at least once",
        )  # fmt: skip


def check_against(look: Look) -> Iterator[Finding]:
    """Yield checkpoints from outside that this ledger does not bear out."""
    kept = {note.rpartition("\n\n")[0] for _, note in stored_checkpoints(look)}
    for name, signed in look.against:
        said = _judged(look, "against", name, signed, signed.checkpoint.size)
        if not said and signed.note.text.rstrip("\n") not in kept:
            what = "was signed here, and is not among the checkpoints any more"
            said = [Finding("against", name, what, _REMOVED)]
        yield from said


def check_attestations(look: Look) -> Iterator[Finding]:
    """Yield attestations on record of something that never was a checkpoint here."""
    for position, fields in look.kept_facts.get("checkpoint.attested", []):
        where = f"position {position}"
        yield from _judged(look, "attestations", where, str(fields["checkpoint"]), None)


def _judged(
    look: Look, check: str, where: str, given: str | SignedCheckpoint, size: int | None
) -> list[Finding]:
    """Return what is wrong with a checkpoint: nothing, or one thing."""
    try:
        found = read_checkpoint(given) if isinstance(given, str) else given
        _check_signed(look, found)
    except LedgerError as error:
        return [Finding(check, where, error.sentence, _FORGED)]
    said = _at_odds(look, found, size)
    return [Finding(check, where, said, _REWRITTEN)] if said else []


def _unknown(look: Look, where: str, note: str) -> list[Finding]:
    """Return that a stored checkpoint has a signature by nobody who signs here."""
    chain = [key for key, _ in _chain(look)]
    found = read_note(note)
    signed = {Note(found.text, (one,)).signed_by(*chain) for one in found.signatures} - {None}
    if len(signed) == len(found.signatures):
        return []
    return [Finding("checkpoints", where, "has a signature by no key of this ledger", _FORGED)]


def _check_signed(look: Look, found: SignedCheckpoint) -> None:
    """Raise `BadProof` unless a key that counts signed.

    A key that came before those is good for what one of them has signed since: its own adoption
    lies under that signature.
    """
    counting = trusted(look)
    if found.note.signed_by(*counting) is None and look.keys:
        if look.covered is None:
            look.covered = _covered(look, counting)
        if found.checkpoint.size <= look.covered:
            counting += [key for key, _ in _chain(look)]
    found.check_signed(*counting)


def _covered(look: Look, counting: list[Verifier]) -> int:
    covered = 0
    for size, note in stored_checkpoints(look):
        try:
            found = read_checkpoint(note)
            signed = found.note.signed_by(*counting)
        except LedgerError:
            continue
        if signed and not _at_odds(look, found, size):
            covered = max(covered, size)
    return covered


def _at_odds(look: Look, found: SignedCheckpoint, size: int | None) -> str:
    at = found.checkpoint.size
    if size is not None and size != at:
        return f"is stored as of {size} facts and says {at}"
    if found.checkpoint.origin != own_origin(look):
        return f"is of another ledger, {found.checkpoint.origin}"
    if at > look.size:
        return f"covers {at} facts, and only {look.size} are here"
    if look.roots.get(at) != found.checkpoint.root:
        return f"says another root over the first {at} facts"
    return ""


def _chain(look: Look, *, broken: bool = False) -> Iterator[tuple[Verifier, str]]:
    """Return the keys as they were adopted, each with what is wrong; the good ones by default."""
    if look.chain is None:
        look.chain = list(_adopted(look))
    return ((key, said) for key, said in look.chain if broken or not said)


def _adopted(look: Look) -> Iterator[tuple[Verifier, str]]:
    previous: Verifier | None = None
    for _, fields in look.kept_facts.get("key.adopted", []):
        try:
            key = read_verifier(str(fields["key"]))
        except LedgerError:
            continue
        said = "" if previous is None else _said(own_origin(look), previous, key, fields)
        yield key, said
        previous = previous if said else key


def _said(named: str, previous: Verifier, key: Verifier, fields: dict[str, object]) -> str:
    try:
        signature = b64decode(str(fields["signature"]), validate=True)
    except ValueError:
        signature = b""
    if handed_over(named, previous, key, signature):
        return ""
    return "was not signed for by the key before it"
