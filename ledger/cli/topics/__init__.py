"""The help topics, made from the same places that decide: filters, exit codes, definitions.

To add one: a function in the file that it belongs to, and its line in `TOPICS`.
"""

from __future__ import annotations

from collections.abc import Callable

from ledger.cli.topics import around, asking, installing, moving, scoring, trusting, words

TOPICS: dict[str, tuple[str, Callable[[], str]]] = {
    "filters": ("by: topic: said: is: p: and more; words, “phrases”, -not", around.filters),
    "probabilities": ("how they are written and kept", words.probabilities),
    "lexicons": ("what words of certainty mean in numbers", words.lexicons),
    "kinds": ("questions of yes or no, of options, numbers and days", asking.kinds),
    "coding": ("how coders read words; the keys of claims review", words.coding),
    "dates": ("how they and deadlines are written; what is late", asking.dates),
    "sources": ("documents, addresses, editions", moving.sources),
    "import": ("article files and forecasts", moving.importing),
    "formats": ("what export writes", moving.formats),
    "scoring": ("what every figure means", scoring.scoring),
    "timing": ("what was recorded in time", scoring.timing),
    "trust": ("what can be proven, to whom; keys and checkpoints", trusting.trust),
    "redaction": ("what can be taken away for good", trusting.redaction),
    "preview": ("from the form without a seal to this one", trusting.preview),
    "environment": ("variables, and where the ledger lies", around.environment),
    "config": ("the file of settings, and what goes before it", installing.config),
    "completion": ("let the shell complete what you type", installing.completion),
    "exit-codes": ("what the numbers say", around.exit_codes),
}
