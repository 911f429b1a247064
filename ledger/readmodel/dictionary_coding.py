"""What the columns of the tables of coders' work mean; `dictionary` holds them with all others."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.readmodel.definition import Definition

D = Definition

_SHARE = "0 to 1"
_DAY = "Date"
_POSITION = "Position in the log"
_SALT = "What opens the commitment: 64 hexadecimal digits"

CODING: Mapping[str, Mapping[str, D]] = {
    "codings": {
        "claim": D("The eight letters by which the claim is called"),
        "coder": D("Who read the words"),
        "is_claim": D("Whether the words are a claim at all"),
        "no_claim": D("Why they are none", null="of a claim"),
        "kind": D("Forecast, intent or assertion, as the coder has it", null="where not coded"),
        "polarity": D("Whether the words assert or deny the question", null="where not coded"),
        "question_fits": D(
            "Whether the question is the one that the words answer", null="where not coded"
        ),
        "certainty": D(
            "How sure the words sound: term (of a lexicon), judgment, number (said), hedge, bound "
            "or none; the last three are no probability",
            null="where not coded",
        ),
        "low": D("The lowest probability of yes that the words can mean", _SHARE, "without one"),
        "best": D("The probability of yes that the words mean", _SHARE, "without one"),
        "high": D(
            "The highest probability of yes that the words can mean", _SHARE, "without one"
        ),
        "deadline": D(
            "Stated (by the words), coded (by the coder) or none", null="where not coded"
        ),
        "closes_on": D("The last day, as the coder has it", _DAY, "without one"),
        "deadline_words": D("The words of time", null="without any"),
        "deadline_reason": D("Why the coder supplies that day", null="where the words fix it"),
        "shown": D("What the coder was shown beside the words"),
        "recognised_speaker": D(
            "Whether the coder recognised a hidden speaker", null="where it was not asked"
        ),
        "knew_outcome": D(
            "Whether the coder knew a hidden outcome", null="where it was not asked"
        ),
        "saw_speaker": D(
            "Whether the speaker was shown or recognised", null="where it was not asked"
        ),
        "saw_outcome": D("Whether the outcome was shown or known", null="where it was not asked"),
        "salt": D(_SALT, null="without a commitment"),
    },
    "outcome_codings": {
        "coder": D("Who looked for what happened"),
        "outcome": D("What the coder found: the answer to the question, annulled or ambiguous"),
        "known_on": D("The day on which it could be known", _DAY, "where it was not said"),
        "shown": D("What the coder was shown beside the question"),
        "saw_text": D("Whether the coder was shown the words of the claims"),
        "salt": D(_SALT, null="without a commitment"),
    },
    "coding_work": {
        "coding_pass": D("Text (the words of a claim) or outcome (what came of a question)"),
        "id": D("The claim's eight letters, or the question's key"),
        "coder": D("Who was given it, is bound to a coding of it, or coded it"),
        "state": D("Assigned, committed (bound to a coding that is not opened: missing) or coded"),
        "round": D("Which assignment it came in", null="where it was not assigned"),
        "hides": D("What the queue did not show", null="where it was not assigned"),
        "together": D("Who else was given the item", null="where it was not assigned"),
        "commits": D("Whether a commitment had to come first"),
        "shown": D("What the coder was shown", null="until it is coded"),
        "commitment": D(
            "SHA-256 of the salt and every field of the coding", null="where there is none"
        ),
        "assigned_at": D("When it was assigned", _POSITION, "where it was not"),
        "committed_at": D("When the coder was bound to a coding", _POSITION, "where none is"),
        "coded_at": D("When the coding was opened", _POSITION, "until it is coded"),
        "n_coded_before": D(
            "How many others' codings of the item were on record before this coder was bound to "
            "one: 0 shows that nothing can have been copied",
            null="until the coder is bound",
        ),
        "item_id": D("The whole name of the claim or question, which never changes"),
    },
    "adjudications": {
        "coding_pass": D("Text or outcome"),
        "id": D("The claim's eight letters, or the question's key"),
        "adjudicator": D("Who settled it"),
        "settles": D("The coders whose codings were looked at; they stay as they are"),
        "settled_as": D("What it was settled as, in a line"),
        "reason": D("Why"),
        "position": D("When it was settled", _POSITION),
        "item_id": D("The whole name of the claim or question, which never changes"),
    },
}  # fmt: skip
