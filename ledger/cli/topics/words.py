"""Help on how words become numbers, and who reads them."""

from __future__ import annotations

from ledger.cli.topics.table import table


def probabilities() -> str:
    """Tell how probabilities are written and kept."""
    return """Probabilities are of the answer yes, whatever the words deny.

  70%    0.7    .7      seventy per cent
  7:3    7 to 3         odds
  7 in 10
  60-80%                a range: kept as low and high, read as its middle
  words                 as the words read (claims read, claims help lexicons)

70 alone is refused: write 70%. They are kept exactly, in billionths.

With --quote, --reported or --words, -p is your reading of the words (prob_source verbal), kept
with your name and whether you could have known the outcome. Without, or with --stated, it is the
speaker's own number (prob_source numeric). The two are never pooled unless you ask: --pooled."""


def coding() -> str:
    """Tell how words become numbers, and what the keys of the queue do."""
    from ledger.coding.codebook import shipped
    from ledger.screens.coding import OUTCOME_KEYS, TEXT_KEYS

    text, outcome = table(TEXT_KEYS), table(OUTCOME_KEYS)
    book = shipped()
    fields = table({f"{one[0]}.{one[1]}": told for one, told in book.help.items()})
    return f"""Coders read the words apart from what came of them, in two passes:

  claims coder assign lena,tom --overlap 15% --hide speaker,others --commit
  claims review --coder lena            the words: is it a claim, how sure, by when
  claims review --pass outcome          what happened, without the words
  claims coder agree                    Krippendorff's alpha, field by field
  claims coder adjudicate               what was coded differently; settle it
  claims coder conclude                 answer what every outcome coder found alike

Keys of the text pass:
{text}

Keys of the outcome pass:
{outcome}

On two machines: each codes in a copy of the ledger. With --commit a coding is first a salted hash,
which binds its coder, and lies with its salt in a folder of the coder's own (CLAIMS_CODINGS):

  claims coder export --coder lena --commitments -o lena-bound.jsonl
  claims coder import lena-bound.jsonl tom-bound.jsonl      all of them, into one ledger
  claims coder export --coder lena -o lena.jsonl            then what opens them
  claims coder import lena.jsonl tom.jsonl

A coding is taken only if it is what its coder is bound to, and only once everybody who was given
the item is bound. claims export coding_work shows who was bound when, and before what.

One reading of several (column aggregation): what was adjudicated; else the term of one lexicon that
all read the words as; else the median of their best readings within the widest of their ranges. A
hedge (may, might, could) and a bound (not inevitable) have no probability, whatever coders say.

The codebook “{book.name}” (claims coder codebook prints it whole; FILE adopts another):
{fields}"""


def lexicons() -> str:
    """Tell which lexicons there are, and the form of one's own."""
    from ledger.wording import lexicon
    from ledger.wording import lexicons as named

    known = [lexicon(name) for name in named()]
    head = f"  {'lexicon':<18}{'kind':<10}{'n':>6}  {'terms':>5}  licence"
    rows = [
        f"  {one!s:<18}{one.kind:<10}{one.n or '':>6}  {len(one.terms):>5}  {one.licence}"
        for one in known
    ]
    listed = "\n".join([head, *rows])
    return f"""What words of certainty mean in numbers: a point, a low and a high.
The first is the default. A survey's point is the median of its readers,
a standard's the middle of its band.

{listed}

The house lexicon is no survey and no standard: it holds words that none of
the others has (convinced, no doubt, expect, agreed), by the judgement of its
authors. A reading from it is never called covered. A term that a lexicon
lacks is not guessed from its others.

What will happen, flatly, is read as 97 %, from 90 to 99; what will not, as
3 %. Words that deny by themselves (unlikely, probably not) are looked up,
not turned around.

Unscorable: hedges (may, might, could, possible), bounds (not inevitable,
cannot be ruled out), hopes, demands and opinions.

  claims read "It will likely not happen"
  claims read "War is highly unlikely" --lexicon icd203
  claims read "War is highly unlikely" --lexicon mine.toml

A lexicon of your own is a TOML file with name, version, title, by, licence,
kind (survey, standard or house), if you like url or doi, and n, and for each
term its words and per cents:

  [[term]]
  words = "on a knife edge"
  also = ["on a razor's edge"]
  point = 50
  low = 35
  high = 65"""
