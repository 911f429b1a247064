"""Help on what can be proven, and what can be taken away."""

from __future__ import annotations

from ledger.cli.topics.table import table


def trust() -> str:
    """Tell what the seal shows, to whom, and what it cannot show."""
    return """Every fact is sealed as it is recorded. Who can see that something was altered:

  with the file alone            any fact, hash, checkpoint or guard changed, added or removed;
                                 everything rebuilt, but not signed anew
  and the owner's public key     everything rebuilt and signed by somebody else, or not at all
  (claims verify --key)
  and a checkpoint kept outside  everything rebuilt and signed with the owner's own key; an older
  (claims verify --against)      backup in its place; the newest facts cut off

Nobody can see what was done to facts after the last checkpoint that somebody else keeps, claims
that were never recorded, or a wrong clock that no outsider attested. So give checkpoints away
often: claims seal, then claims checkpoint --publish.

  claims seal            sign what there is        claims prove CLAIM    a proof to hand out
  claims key             your public key           claims check-proof    what such a proof proves

The key lies in the folder of keys (CLAIMS_KEYS), never with the ledger. Whoever has it can sign:
claims key --rotate hands over to a new one. The README has the whole table."""


def redaction() -> str:
    """Tell what can be redacted, and what becomes of it."""
    from ledger.domain.redaction import CONTENT

    ends = {name: ", ".join(later) for name, later in CONTENT.items()}
    return f"""claims redact N --reason TEXT takes the content of the fact at position N away.
Where, when and under which name it was recorded stays, with its hash and the reason, so that every
proof and checkpoint still holds. Nothing else may blank content: claims verify calls it tampering.

Only what no longer counts can go: content that a later fact of its stream took the place of, or
that was withdrawn or undone. So first put the record right (claims edit, claims withdraw), then
redact. What goes, and which later fact lets it go:
{table(ends)}

A report as of an earlier position no longer has the content. Where a beginning was redacted, what
is left counts as recorded when that was. The journal and the cache are emptied at once. Backups and
exported logs made before still hold the content: destroy them."""


def preview() -> str:
    """Tell how a ledger of the preview form is carried over."""
    return """Ledgers of version 0.1 before the seal keep every fact and prove nothing. They can be
exported whole, and the log imported into a new ledger, which seals it:

  claims export log --ledger OLD -o log.jsonl
  claims import log.jsonl --ledger NEW

Every fact keeps its place, its content and the time that it says. Nobody can prove that time, so
the facts are marked: claims verify counts them, and the claims that rest on them are time_unproven
in every table. The old ledger is only read."""
