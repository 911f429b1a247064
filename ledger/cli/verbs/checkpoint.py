"""``claims checkpoint``: show, publish or time-stamp a checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text
from ledger.cli.trust import read_file
from ledger.errors import Unreadable
from ledger.files import write_new
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.seal.checkpoint import SignedCheckpoint


def command(
    publish: Annotated[
        str | None,
        typer.Option(
            "--publish", metavar="FILE|git", help="A file; git or git:DIR commits to a repository."
        ),
    ] = None,
    request: Annotated[
        str | None,
        typer.Option("--request", metavar="FILE", help="Write a time-stamp request (RFC 3161)."),
    ] = None,
    response: Annotated[
        str | None,
        typer.Option("--response", metavar="FILE", help="Put the authority's answer on record."),
    ] = None,
    authority: Annotated[
        str | None,
        typer.Option(
            "--authority", metavar="PEM", help="The authority's root certificate, to check it by."
        ),
    ] = None,
    size: Annotated[
        int | None, typer.Option("--size", metavar="N", help="The checkpoint of N facts.", min=0)
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every checkpoint on record.")] = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Print the newest signed checkpoint, or send it where you can no longer change it.

    What only you hold proves little: publish it, or have it stamped. For a time stamp write a
    request, send it to an authority (curl --data-binary @cp.tsq with the content type
    application/timestamp-query), and put its answer on record; nothing here uses a network.

    \b
    Example:
      claims checkpoint --publish git:~/public-notes
      claims checkpoint --request cp.tsq
      claims checkpoint --response cp.tsr --authority tsa-root.pem
    """
    with opened(ledger) as held:
        if all_:
            _print(_every(begun(held)), as_json=as_json)
            return
        signed = _chosen(begun(held), size)
        done = [
            publish is not None and _publish(held, signed, text(publish)),
            request is not None and _request(held, Path(text(request))),
            response is not None and _response(held, signed, response, authority),
        ]
        if as_json or not any(done):
            _print([signed], as_json=as_json)


def _chosen(held: Ledger, size: int | None) -> SignedCheckpoint:
    from ledger.custody import proving, sealing

    return sealing.latest(held) if size is None else proving.checkpoint_of(held, size)


def _every(held: Ledger) -> list[SignedCheckpoint]:
    from ledger.seal.checkpoint import read_checkpoint

    notes = held.log.recorder.checkpoints(held.log.last_position())
    return [read_checkpoint(note) for note in notes]


def _print(several: list[SignedCheckpoint], *, as_json: bool) -> None:
    if as_json:
        found = [(one.checkpoint, one.text) for one in several]
        output.emit_json(
            [{"size": at.size, "origin": at.origin, "checkpoint": text} for at, text in found]
        )
        return
    output.raw("\n".join(one.text for one in several))


def _publish(held: Ledger, signed: SignedCheckpoint, where: str) -> bool:
    from ledger.custody import publishing

    if where == "git" or where.startswith("git:"):
        repository = Path(where.removeprefix("git").removeprefix(":") or ".").expanduser()
        path = publishing.publish_git(held, signed, repository)
        output.talk(visible(f"committed {path}; push it to where others see it"))
        return True
    before = publishing.publish_file(held, signed, Path(where).expanduser())
    continues = f"; it continues the one of {before:,} that stood there" if before else ""
    output.talk(visible(f"published {signed.checkpoint.size:,} facts to {where}{continues}"))
    return True


def _request(held: Ledger, path: Path) -> bool:
    from ledger.custody import attesting

    signed, made = attesting.request(held)
    write_new(path, [made])
    output.talk(
        visible(f"{path}: a request for the checkpoint of {signed.checkpoint.size:,} facts")
    )
    return True


def _response(held: Ledger, signed: SignedCheckpoint, response: str, authority: str | None) -> bool:
    from ledger.custody import attesting

    if authority is None:
        raise Unreadable("an answer means nothing without its authority", "--authority ROOT.pem")
    stamp, step = attesting.record(
        held, read_file(Path(text(response))), read_file(Path(text(authority))), signed
    )
    told = "attested" if step else "on record already: attested"
    output.talk(visible(
        f"{told} {stamp.attested_at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}: "
        f"the first {signed.checkpoint.size:,} facts existed by then"
    ))  # fmt: skip
    return True
