"""``claims coder conclude``: answer the questions whose outcome every coder found alike."""

from __future__ import annotations

from ledger.cli import output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, opened
from ledger.visible import visible


def command(as_json: AsJson = False, ledger: LedgerDir = None) -> None:
    """Answer open questions that all their outcome coders found to have ended alike.

    Questions that somebody has still to code, or that two found to have ended otherwise, are told
    and left open.

    \b
    Example:
      claims coder conclude
    """
    from ledger.coding.concluding import conclude

    with opened(ledger) as held:
        found = conclude(begun(held))
        step = held.execute(list(found.answers))
    for why, keys in (
        ("still to be coded", found.waiting),
        ("coded differently (claims coder adjudicate)", found.disputed),
    ):
        if keys:
            output.talk(visible(f"{why}: {', '.join(keys)}"))
    n = len(found.answers)
    done = f"answered {n} question{'' if n == 1 else 's'}."
    report(step, done, "nothing to answer", as_json=as_json)
