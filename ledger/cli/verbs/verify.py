"""``claims verify``: whether anything was altered, and what can be known of it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text
from ledger.cli.trust import Against, Keys, read_checkpoints, read_file, read_keys
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.log.verify import Report


def command(
    against: Against = None,
    key: Keys = None,
    authority: Annotated[
        str | None,
        typer.Option(
            "--authority", metavar="PEM", help="Root certificates, to check time stamps by."
        ),
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Recompute everything from the stored bytes; exit with 4 if something is not as it was sealed.

    With --key, signatures count only by that key or one that it handed over to; with --against, the
    ledger must bear out checkpoints that were kept elsewhere. Without either, whoever can rewrite
    the whole file can still deceive you: claims help trust says what finds what.

    \b
    Example:
      claims verify --key press.pub --against checkpoint.txt
    """
    from ledger.log.verify import verify

    brought, outside = read_keys(key), read_checkpoints(against)
    roots = read_file(Path(text(authority))) if authority else b""
    with opened(ledger) as held:
        report = verify(begun(held).directory, brought, outside, roots)
    if as_json:
        output.emit_json(_as_json(report))
    else:
        _tell(report)
    if not report.good:
        raise typer.Exit(4)


def _tell(report: Report) -> None:
    for one in report.findings:
        _line(f"ALTERED  {one.where}: {one.what}", 9)
        _line(f"         {one.means}", 9)
    for check, n in report.more.items():
        _line(f"ALTERED  and {n:,} more of the same kind ({check})", 9)
    for line in _known(report):
        _line(line, 6)


def _line(text: str, indent: int) -> None:
    """Write a line; on a terminal, folded under its first word."""
    import textwrap

    shown = visible(text)
    if output.piped():
        output.data(shown)
        return
    folded = textwrap.wrap(shown, output.width(), subsequent_indent=" " * indent)
    output.data("\n".join(folded))


def _known(report: Report) -> list[str]:
    """Return what holds, and how far it goes, a line each."""
    good = "ok  " if report.good else "--  "
    lines = [f"{good}  {_n(report.size, 'fact')}, every one recomputed; root {_root(report)}"]
    if report.redacted:
        lines.append(f"{good}  {report.redacted:,} redacted as announced")
    if report.carried:
        carried = f"{report.carried:,} carried over from a form without a seal"
        lines.append(f"note  {carried}: their times are unproven")
    lines.append(_signed(report, good))
    if report.stamps_checked:
        lines.append(f"{good}  {_n(report.stamps_checked, 'time stamp')} checked")
    elif report.stamps:
        stamps = f"{_n(report.stamps, 'time stamp')} on record, not checked"
        lines.append(f"note  {stamps}: bring their authority's root certificate (--authority)")
    if report.compared:
        lines.append(f"{good}  {_n(report.compared, 'checkpoint')} from outside compared")
    else:
        lines.append(_NOTHING_OUTSIDE)
    return lines


_NOTHING_OUTSIDE = (
    "note  no checkpoint from outside was given: a file rebuilt whole by whoever holds the key "
    "would pass (--against)"
)


def _signed(report: Report, good: str) -> str:
    if not report.checkpoints:
        return "note  nothing is signed yet (claims seal)"
    rest = report.size - report.signed_size
    after = f"; {_n(rest, 'fact')} came after it" if rest > 0 else ""
    by = "by the key you gave" if report.key_given else "by the file's own key: bring yours, --key"
    newest = f"the newest of {_n(report.signed_size, 'fact')}, signed {by}{after}"
    return f"{good}  {_n(report.checkpoints, 'checkpoint')}, {newest}"


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _root(report: Report) -> str:
    return b64encode(report.root).decode()


def _as_json(report: Report) -> dict[str, object]:
    return {
        "good": report.good,
        "facts": report.size,
        "root": _root(report),
        "origin": report.origin,
        "checkpoints": report.checkpoints,
        "signed": report.signed_size,
        "redacted": report.redacted,
        "carried_over": report.carried,
        "keys": list(report.keys),
        "key_given": report.key_given,
        "compared": report.compared,
        "stamps": report.stamps,
        "stamps_checked": report.stamps_checked,
        "findings": [asdict(one) for one in report.findings],
        "more": report.more,
    }
