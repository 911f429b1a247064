"""Words of certainty in a quotation, and what they mean in numbers.

    from ledger.wording import lexicon, read_words

    read_words("It will likely not happen").best, in billionths

Invariant: a reading is a proposal. It is pure: nothing is written, and nothing but a lexicon that
comes with the program is read.
"""

from __future__ import annotations

from ledger.wording.lexicon import (
    DEFAULT,
    Lexicon,
    Term,
    lexicon,
    lexicons,
    read_lexicon,
    under,
)
from ledger.wording.reading import Form, Proposal, is_bound, is_hedge, read_words

__all__ = [
    "DEFAULT",
    "Form",
    "Lexicon",
    "Proposal",
    "Term",
    "is_bound",
    "is_hedge",
    "lexicon",
    "lexicons",
    "read_lexicon",
    "read_words",
    "under",
]
