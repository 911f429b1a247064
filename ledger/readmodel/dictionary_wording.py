"""What the columns mean that tell how far figures rest on wording; `dictionary` holds them all."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.readmodel.definition import Definition

D = Definition

_SHARE = "0 to 1"
_NO_WORDS = "where no claim in words counts"
_COIN = "always saying 1/2 gives 0.25"
_UNRANKED = (
    "below evidence usable, for anonymous speakers, without peers or another to rank, and by scope "
    "question_weighted or time_averaged"
)

WORDING: Mapping[str, D] = {
    "lexicon_coverage": D(
        "The share of the claims in words that count whose words a published lexicon has; the rest "
        "rests on coders' judgement alone",
        _SHARE, _NO_WORDS,
    ),
    "brier_lexicon_lo": D(
        "The lowest mean Brier score as counted, at the low and at the high readings, and under "
        "each lexicon, where words that none has take the end of the coders' range that is nearer "
        "to what happened",
        _SHARE, _NO_WORDS,
    ),
    "brier_lexicon_hi": D(
        "The highest of the same, words that no lexicon has at the end that is further from what "
        "happened",
        _SHARE, _NO_WORDS,
    ),
    "n_coders": D(
        "Coders who read at least half of the claims in words that count", null=_NO_WORDS
    ),
    "brier_coder_lo": D(
        "Lower end of the 95 % interval of brier that holds both the luck of outcomes, by story, "
        "and the choice of coder: each coder's whole set of readings gives a score and a "
        "variance, put together by Rubin's rules",
        _SHARE, "below two such coders, and below two stories",
        "Rubin 1987; Barnard & Rubin 1999",
    ),
    "brier_coder_hi": D(
        "Upper end of the interval of brier_coder_lo", _SHARE, "where brier_coder_lo is"
    ),
}  # fmt: skip
"""Of the scoreboard."""

SENSITIVITY: Mapping[str, D] = {
    "number": D("The place of the variant in the list of all that were tried; 0 as counted"),
    "variant": D(
        "What is counted otherwise: default (nothing), lexicon: NAME (its figures for words that "
        "it has), house: NAME (the program's own figures), readings: low, high, kindest or "
        "harshest (an end of the coders' range: of yes, or nearest to or furthest from what "
        "happened), coder: NAME (that coder's own readings), hedges: in, hindsight: out (readings "
        "by coders who saw the outcome), deadlines: N days (coded ones, shifted), voids: ANSWER "
        "(annulled and ambiguous questions so answered), no deadline: ANSWER (questions without "
        "one so answered today), coders: together (the interval with the choice of coder)"
    ),
    "about": D("The word before the colon"),
    "n_varied": D(
        "Claims of the row, counting before or after, whose reading or question the variant sets; "
        "of a lexicon, those whose words it has"
    ),
    "n": D("Claims that count"),
    "n_questions": D("Questions of these"),
    "evidence": D(
        "How much they may carry, as in the scoreboard: list only, thin, usable or solid"
    ),
    "brier": D(f"Mean of (p-y)^2; {_COIN}", "0 to 1, 0 best", "where no claim counts"),
    "brier_lo": D("Lower end of its 95 % interval by story", _SHARE, "below two stories"),
    "brier_hi": D("Upper end of it", _SHARE, "below two stories"),
    "rank_lo": D("The best place by rel_brier over resampled stories (5 %)", null=_UNRANKED),
    "rank_hi": D("The worst of the same (95 %)", null=_UNRANKED),
    "verdict": D(
        "Better than a coin, worse than a coin, like a coin, or not told apart from a coin (from "
        "10 questions on, if brier_lo to brier_hi holds 0.25); below 10 questions it only says on "
        "which side so few claims fell",
        null="where no claim counts",
    ),
    "survives": D(
        "Whether the verdict is that of default",
        null="of default, where default has no verdict, and where n_varied is 0",
    ),
    "n_uncertain": D(
        "Of n_varied, on questions that end in no only because nothing later is on record, or in "
        "yes on a day that is not known"
    ),
    "note": D("Which hedges stay out, and why", null="of all but hedges: in"),
}
"""Of the table `sensitivity`."""
