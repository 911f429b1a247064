"""Codings: what a coder may say, what a commitment binds, and what follows once it is settled."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as st

from ledger.domain.adjudication import AdjudicateOutcome, AdjudicateText
from ledger.domain.assignment import OUTCOME, TEXT, AssignCoding, stream_of
from ledger.domain.claim import fold as claim_fold
from ledger.domain.codebook import AdoptCodebook
from ledger.domain.coding import (
    Code,
    CodeOutcome,
    CodeText,
    TextCoded,
    bound_fields,
    bound_to,
    fold,
    item_of,
    pass_of,
)
from ledger.domain.commitment import SALT_BITS, Commit, check_redo, check_undo, commitment_to
from ledger.domain.decide import Command
from ledger.domain.names import question_stream
from ledger.domain.question import ReopenQuestion, ResolveQuestion
from ledger.errors import Conflict, Refused
from tests.domain.sample import ALL, CLOSES, SAID
from tests.given_when_then import Given, given

BOOK = AdoptCodebook("claims 1", "Claims in public speech", 'name = "claims"')
CLAIM, RAIN = SAID.stream(), question_stream("rain")
BEFORE: tuple[Command, ...] = (*ALL, BOOK)
SALT = "5a" * (SALT_BITS // 8)
LENA = CodeText(
    CLAIM,
    "lena",
    "claims 1",
    claim_kind="forecast",
    polarity="asserts",
    question_fits=True,
    certainty="judgment",
    low=600_000_000,
    best=700_000_000,
    high=800_000_000,
    deadline="coded",
    closes_on=CLOSES,
    deadline_reason="the question's own closing day",
    recognised_speaker=False,
    knew_outcome=False,
)
TOM = replace(LENA, coder="tom", low=800_000_000, best=900_000_000, high=900_000_000)
CAME = CodeOutcome(RAIN, "lena", "claims 1", "yes", date(2022, 5, 1), date(2022, 5, 2))
GIVEN = AssignCoding(CLAIM, "lena", TEXT, "claims 1", "round-1", together=("tom",), committed=True)
TO_BOTH = (GIVEN, replace(GIVEN, coder="tom", together=("lena",)))


def bound(code: Code, salt: str = SALT) -> Commit:
    return Commit(
        item_of(code), code.coder, pass_of(code), code.codebook, bound_fields(code),
        bound_to(code, salt),
    )  # fmt: skip


def opened(code: CodeText, salt: str = SALT) -> CodeText:
    return replace(code, salt=salt)


# codebooks


def test_a_version_of_a_codebook_is_adopted_once_and_never_another_text() -> None:
    given(BOOK).when(BOOK).then_nothing()
    given(BOOK).when(replace(BOOK, content="other")).then_refused("with another text", Conflict)
    given(BOOK).when(replace(BOOK, codebook="claims 2")).then_named("codebook.adopted")


@pytest.mark.parametrize(
    "command", [LENA, CAME, GIVEN, bound(LENA)], ids=lambda one: type(one).__name__
)
def test_nothing_is_coded_by_a_codebook_that_was_never_adopted(command: Command) -> None:
    given(*ALL).when(command).then_refused("there is no codebook “claims 1”")


# codings


def test_a_coding_is_on_record_with_the_estimate_that_it_contains() -> None:
    now = given(*BEFORE).when(LENA).then_named("text.coded", "estimate.recorded")
    now.when(LENA).then_nothing()
    now.when(replace(LENA, best=650_000_000)).then_refused("coded this otherwise", Conflict)


def test_coders_do_not_meet_in_each_others_codings() -> None:
    given(*BEFORE, LENA).when(TOM).then_named("text.coded", "estimate.recorded")
    given(*BEFORE, LENA).when(replace(TOM, coder="LÉNA")).then_refused("otherwise", Conflict)


@pytest.mark.parametrize("certainty", ["bound", "none", None])
def test_what_carries_no_probability_has_no_numbers(certainty: str | None) -> None:
    code = replace(LENA, certainty=certainty)  # type: ignore[arg-type]  # one of its words
    given(*BEFORE).when(code).then_refused("has no numbers")


def test_the_numbers_of_a_hedge_stay_in_the_coding() -> None:
    code = replace(LENA, certainty="hedge")
    now = given(*BEFORE).when(code).then_named("text.coded")
    [coded] = [fact for _, fact in now.all() if isinstance(fact, TextCoded)]
    assert (coded.low, coded.best, coded.high) == (600_000_000, 700_000_000, 800_000_000)


def test_of_no_claim_nothing_is_estimated() -> None:
    none = CodeText(CLAIM, "lena", "claims 1", is_claim=False, no_claim="a hope")
    given(*BEFORE).when(none).then_named("text.coded")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (replace(LENA, is_claim=False), "what is no claim needs a reason"),
        (replace(LENA, low=None), "a low, a best and a high"),
        (replace(LENA, low=None, best=None, high=None), "a low, a best and a high"),
        (replace(LENA, low=750_000_000), "from low over best to high"),
        (replace(LENA, certainty="hedge", low=None), "a low, a best and a high"),
        (replace(LENA, deadline_reason=None), "needs a reason"),
        (replace(LENA, claim="claim-none"), "there is no such claim"),
        (replace(LENA, high=1_000_000_001), "high"),
        (replace(LENA, coder=""), "coder"),
    ],
)
def test_what_contradicts_itself_is_not_coded(code: CodeText, problem: str) -> None:
    given(*BEFORE).when(code).then_refused(problem)


def test_an_outcome_is_coded_and_leaves_the_question_unanswered() -> None:
    now = given(*BEFORE).when(CAME).then_named("outcome.coded")
    now.when(CAME).then_nothing()
    given(*BEFORE).when(replace(CAME, outcome="maybe")).then_refused("“maybe”")
    given(*BEFORE).when(replace(CAME, question="question-none")).then_refused("no question")


# assignments


def test_an_item_is_given_to_a_coder_once_under_the_same_terms() -> None:
    now = given(*BEFORE).when(GIVEN).then_named("coding.assigned")
    now.when(GIVEN).then_nothing()
    now.when(replace(GIVEN, hides=("speaker",))).then_named("coding.assigned")


def test_only_what_can_be_hidden_is_hidden() -> None:
    odd = replace(GIVEN, hides=("speaker", "weather"))
    given(*BEFORE).when(odd).then_refused("weather cannot be hidden")


# commitments


def test_a_salt_has_at_least_128_bits() -> None:
    assert SALT_BITS >= 128


def test_a_coder_is_bound_once_and_before_the_coding() -> None:
    now = given(*BEFORE).when(bound(LENA)).then_named("coding.committed")
    now.when(bound(LENA)).then_nothing()
    now.when(bound(LENA, "6b" * 32)).then_refused("bound to another coding", Conflict)
    given(*BEFORE, LENA).when(bound(LENA)).then_refused("cannot commit to it after that")


@pytest.mark.parametrize("commitment", ["", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "\u0660" * 64])
def test_a_commitment_is_64_hexadecimal_digits(commitment: str) -> None:
    odd = replace(bound(LENA), commitment=commitment)
    given(*BEFORE).when(odd).then_refused("64 hexadecimal digits")


def test_what_was_committed_to_is_opened_as_it_was() -> None:
    committed = given(*BEFORE, bound(LENA))
    committed.when(opened(LENA)).then_named("text.coded", "estimate.recorded")
    committed.when(LENA).then_refused("not the coding that lena is bound to")
    committed.when(opened(LENA, "5b" + SALT[2:])).then_refused("not the coding that lena is bound")
    given(*BEFORE, bound(CAME)).when(replace(CAME, salt=SALT)).then_named("outcome.coded")


_OTHER: dict[str, object] = {
    "is_claim": False,
    "no_claim": "a hope",
    "claim_kind": "intent",
    "polarity": "denies",
    "question_fits": None,
    "certainty": "number",
    "term": "likely",
    "lexicon": "IPCC",
    "low": 600_000_001,
    "best": 700_000_001,
    "high": 800_000_001,
    "deadline": "stated",
    "closes_on": CLOSES + timedelta(1),
    "deadline_words": "this year",
    "deadline_reason": "another",
    "shown": ("speaker",),
    "recognised_speaker": True,
    "knew_outcome": None,
    "note": "a note",
}


@pytest.mark.parametrize("field", _OTHER)
def test_an_opening_with_any_field_changed_is_refused(field: str) -> None:
    changed = replace(opened(LENA), **{field: _OTHER[field]})  # type: ignore[arg-type]  # of its type
    if field == "is_claim":
        changed = replace(
            changed, no_claim="a hope", certainty=None, low=None, best=None, high=None
        )
    given(*BEFORE, bound(LENA)).when(changed).then_refused("is bound to")


def test_every_field_but_the_salt_is_bound() -> None:
    assert {*_OTHER, "claim", "coder", "codebook"} == set(bound_fields(LENA))
    for kind in (CodeText, CodeOutcome):
        named = {one.name for one in fields(kind)}
        code = LENA if kind is CodeText else CAME
        assert set(bound_fields(code)) == named - {"salt"}


@pytest.mark.parametrize(
    "other",
    [
        replace(CAME, outcome="no"),
        replace(CAME, happened_on=None),
        replace(CAME, known_on=date(2022, 5, 3)),
        replace(CAME, evidence=("https://a.example",)),
        replace(CAME, shown=("text",)),
        replace(CAME, recognised_speaker=True),
        replace(CAME, knew_outcome=True),
        replace(CAME, note="x"),
        replace(CAME, coder="tom"),
        replace(CAME, codebook="claims 2"),
        replace(CAME, question="question-flood"),
    ],
)
def test_every_field_of_an_outcome_is_bound(other: CodeOutcome) -> None:
    assert bound_to(other, SALT) != bound_to(CAME, SALT)


_VALUE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.lists(st.text()).map(tuple)
)
_CODES = st.dictionaries(st.text(), _VALUE, max_size=5)


def _same(one: object, other: object) -> bool:
    """Whether two values are one: True is not 1, and a day is its text."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in (one, other)]
    return type(plain[0]) is type(plain[1]) and plain[0] == plain[1]


@whenever(_CODES, _CODES)
def test_two_codings_have_one_commitment_only_if_they_are_one(
    one: dict[str, object], other: dict[str, object]
) -> None:
    alike = one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    assert (commitment_to(one, SALT) == commitment_to(other, SALT)) == alike


@whenever(
    st.sampled_from(sorted(_OTHER)), _VALUE, st.text("0123456789abcdef", min_size=32, max_size=64)
)
def test_a_commitment_binds_each_field_and_the_salt(field: str, value: object, salt: str) -> None:
    changed = replace(LENA, **{field: value})  # type: ignore[arg-type]  # any value at all
    alike = _same(value, getattr(LENA, field))
    assert (bound_to(changed, SALT) == bound_to(LENA, SALT)) == alike
    assert (bound_to(LENA, salt) == bound_to(LENA, SALT)) == (salt == SALT)


# nothing is seen before everybody is bound


def test_nobody_opens_before_everybody_who_was_given_the_item_is_bound() -> None:
    one = given(*BEFORE, *TO_BOTH, bound(LENA))
    one.when(opened(LENA)).then_refused("tom has not committed to a coding of this yet")
    both = one.when(bound(TOM)).now()
    both.when(opened(LENA)).then_named("text.coded", "estimate.recorded")
    both.when(opened(LENA)).now().when(opened(TOM)).then_named("text.coded", "estimate.recorded")


def test_whoever_is_bound_stays_bound_to_the_others_whatever_is_assigned_anew() -> None:
    alone = replace(GIVEN, together=(), committed=False)
    then = given(*BEFORE, *TO_BOTH, bound(LENA), alone).when(opened(LENA))
    then.then_refused("tom has not committed")


def test_who_was_to_commit_first_cannot_code_without() -> None:
    given(*BEFORE, *TO_BOTH).when(LENA).then_refused("was to commit to this coding first")


def test_another_who_has_coded_openly_is_bound_too() -> None:
    free = replace(TO_BOTH[1], committed=False)
    before = given(*BEFORE, GIVEN, free, bound(LENA), TOM)
    before.when(opened(LENA)).then_named("text.coded", "estimate.recorded")


# adjudications


def test_an_adjudication_is_a_third_fact_and_leaves_both_codings() -> None:
    before = given(*BEFORE, LENA, TOM)
    settle = AdjudicateText(replace(TOM, coder="umpire"), ("lena", "tom"), "the next sentence")
    now = before.when(settle).then_named("text.adjudicated")
    for coder, code in (("lena", LENA), ("tom", TOM)):
        [stream] = [
            at for at, fact in now.all() if isinstance(fact, TextCoded) and fact.coder == coder
        ]
        coded = fold(now(stream))
        assert isinstance(coded, TextCoded)
        assert coded.best == code.best
    now.when(settle).then_nothing()


def test_an_adjudicated_kind_and_side_mend_the_claim() -> None:
    codes = replace(LENA, coder="umpire", claim_kind="intent", polarity="denies")
    settle = AdjudicateText(codes, ("lena",), "he speaks for himself")
    now = given(*BEFORE, LENA).when(settle).then_named("text.adjudicated", "claim.corrected")
    claim = claim_fold(now(CLAIM))
    assert claim is not None
    assert (claim.content.kind, claim.content.polarity) == ("intent", "denies")


def test_an_adjudicated_no_claim_sets_the_claim_aside() -> None:
    none = CodeText(CLAIM, "umpire", "claims 1", is_claim=False, no_claim="a hope")
    now = given(*BEFORE, LENA).when(AdjudicateText(none, ("lena",), "a wish"))
    stands = now.then_named("text.adjudicated", "claim.withdrawn", "statement.rejected")
    claim = claim_fold(stands(CLAIM))
    assert claim is not None
    assert claim.withdrawn


def test_an_adjudicated_outcome_answers_the_question_or_mends_the_answer() -> None:
    settle = AdjudicateOutcome(replace(CAME, coder="umpire"), ("lena",), "the archive")
    given(*BEFORE, CAME).when(settle).then_named("outcome.adjudicated", "question.resolved")
    answered = given(*BEFORE, CAME, ResolveQuestion("rain", "no", CLOSES))
    first, second = (new.fact.stored_name for new in answered.when(settle).news)
    assert first == "outcome.adjudicated"
    assert second == "resolution.corrected"


@pytest.mark.parametrize(
    ("settles", "reason", "problem"),
    [
        (("lena",), " ", "needs a reason"),
        ((), "why", "nobody has coded this"),
        (("lena", "ed"), "why", "ed has coded this"),
    ],
)
def test_only_what_was_coded_is_settled_and_with_a_reason(
    settles: tuple[str, ...], reason: str, problem: str
) -> None:
    before: Given = given(*BEFORE, LENA, CAME)
    before.when(AdjudicateText(LENA, settles, reason)).then_refused(problem)
    before.when(AdjudicateOutcome(CAME, settles, reason)).then_refused(problem)


def test_reopening_after_an_adjudication_is_possible() -> None:
    settle = AdjudicateOutcome(replace(CAME, coder="umpire"), ("lena",), "the archive")
    given(*BEFORE, CAME, settle).when(ReopenQuestion("rain", "doubt")).then_named(
        "resolution.withdrawn"
    )


def test_the_passes_have_their_own_words() -> None:
    assert (pass_of(LENA), pass_of(CAME)) == (TEXT, OUTCOME)


def test_a_commitment_is_not_taken_back_once_another_has_shown_theirs() -> None:
    both = given(*BEFORE, *TO_BOTH, bound(LENA), bound(TOM))
    [lenas] = both(stream_of("commitment", TEXT, CLAIM, "lena"))
    check_undo([lenas], both)
    with pytest.raises(Refused, match="tom has shown a coding"):
        check_undo([lenas], given(*BEFORE, *TO_BOTH, bound(LENA), bound(TOM), opened(TOM)))
    with pytest.raises(Refused, match="not made again"):
        check_redo([lenas])
