"""Commentators: every name leads to one of them, and what must never be merged never is."""

from __future__ import annotations

import pytest

from ledger.domain.commentator import (
    AliasCommentator,
    CommentatorAliased,
    CommentatorMerged,
    CommentatorRegistered,
    CommentatorRenamed,
    MergeCommentator,
    RegisterCommentator,
    RenameCommentator,
    canonical,
    fold,
)
from ledger.domain.fact import New
from ledger.domain.names import commentator_stream
from tests.domain.sample import ANA, BEN, OFFICIALS, ROBOT
from tests.given_when_then import Given, given

A, B, C = map(commentator_stream, ("Ana", "Ben", "Cleo"))
OTHER_OFFICIALS = RegisterCommentator("US officials (The Weekly)", "anonymous")


def leads_to(world: Given, name: str) -> str | None:
    who = fold(world(canonical(commentator_stream(name), world)))
    return who.name if who else None


def test_a_name_is_registered_once_whatever_its_case_and_accents() -> None:
    registered = CommentatorRegistered(name="Ana", kind="person", simulated=False)
    now = given().when(ANA).then_new(New(A, registered))
    now.when(ANA).then_nothing()
    now.when(RegisterCommentator("  ANÁ ")).then_nothing()


def test_an_empty_or_unstorable_name_is_refused() -> None:
    given().when(RegisterCommentator("")).then_refused("name cannot be ''")
    given().when(RegisterCommentator("A\udcff")).then_refused("name cannot be")
    given().when(RegisterCommentator("A\0")).then_refused("name cannot be")
    given().when(RegisterCommentator("A" * 20_001)).then_refused("name cannot be")


def test_simulated_and_real_commentators_never_share_a_name() -> None:
    given(ANA).when(RegisterCommentator("Ana", simulated=True)).then_refused("a real commentator")
    given(ROBOT).when(RegisterCommentator("Robot")).then_refused("is simulated here")


def test_a_renamed_commentator_is_found_under_both_names() -> None:
    now = given(ANA).when(RenameCommentator("Ana", "Anna Kowal"))
    after = now.then_new(
        New(A, CommentatorRenamed(name="Anna Kowal")),
        New(commentator_stream("Anna Kowal"), CommentatorAliased(name="Anna Kowal", alias_of=A)),
    )
    assert leads_to(after, "Ana") == leads_to(after, "anna kowal") == "Anna Kowal"
    after.when(RegisterCommentator("Anna Kowal")).then_nothing()


def test_renaming_twice_and_back_again_adds_only_what_is_new() -> None:
    there, back = RenameCommentator("Ana", "Cleo"), RenameCommentator("Cleo", "Ana")
    given(ANA, there).when(there).then_nothing()
    after = given(ANA, there).when(back).then(CommentatorRenamed(name="Ana"))
    assert leads_to(after, "Cleo") == "Ana"


def test_a_change_of_case_alone_is_a_renaming_without_an_alias() -> None:
    given(ANA).when(RenameCommentator("Ana", "ANA")).then(CommentatorRenamed(name="ANA"))


def test_nobody_is_renamed_to_somebody_else() -> None:
    given(ANA, BEN).when(RenameCommentator("Ana", "Ben")).then_refused("as somebody else")


def test_an_alias_leads_to_its_commentator_and_claims_made_under_it_are_theirs() -> None:
    alias = AliasCommentator("Ana", "A. K.")
    after = given(ANA).when(alias).then(CommentatorAliased(name="A. K.", alias_of=A))
    assert leads_to(after, "A. K.") == "Ana"
    after.when(alias).then_nothing()
    after.when(RegisterCommentator("A. K.")).then_nothing()


def test_a_name_that_is_taken_becomes_nobodys_alias() -> None:
    given(ANA, BEN).when(AliasCommentator("Ana", "Ben")).then_refused("as somebody else")
    given(ANA).when(AliasCommentator("Ana", "Ana")).then_nothing()


def test_merging_leads_one_commentator_to_the_other() -> None:
    merge = MergeCommentator("Ana", "Ben", "the same person")
    after = given(ANA, BEN).when(merge)
    now = after.then_new(New(A, CommentatorMerged(into=B, reason="the same person")))
    assert leads_to(now, "Ana") == "Ben"
    now.when(merge).then_nothing()
    now.when(MergeCommentator("Ben", "Ana")).then_nothing()


def test_merges_and_aliases_are_followed_to_their_end() -> None:
    now = given(
        ANA,
        BEN,
        RegisterCommentator("Cleo"),
        AliasCommentator("Ana", "A. K."),
        MergeCommentator("Ana", "Ben"),
        MergeCommentator("Ben", "Cleo"),
    )
    assert leads_to(now, "A. K.") == "Cleo"
    now.when(AliasCommentator("A. K.", "Annie")).then(CommentatorAliased(name="Annie", alias_of=C))


@pytest.mark.parametrize(
    ("name", "into"),
    [
        (OFFICIALS.name, OTHER_OFFICIALS.name),
        (OFFICIALS.name, "Ana"),
        ("Ana", OFFICIALS.name),
    ],
)
def test_an_anonymous_group_is_never_merged(name: str, into: str) -> None:
    groups = given(ANA, OFFICIALS, OTHER_OFFICIALS)
    groups.when(MergeCommentator(name, into)).then_refused("is never merged")


def test_a_renamed_anonymous_group_is_still_never_merged() -> None:
    renamed = RenameCommentator(OFFICIALS.name, "Officials")
    given(ANA, OFFICIALS, renamed).when(MergeCommentator("Officials", "Ana")).then_refused(
        "is never merged"
    )


def test_simulated_and_real_commentators_are_never_merged() -> None:
    given(ANA, ROBOT).when(MergeCommentator("Robot", "Ana")).then_refused("simulated")
    given(ANA, ROBOT).when(MergeCommentator("Ana", "Robot")).then_refused("simulated")


@pytest.mark.parametrize(
    "command",
    [
        RenameCommentator("Cleo", "Ana"),
        AliasCommentator("Cleo", "C."),
        MergeCommentator("Cleo", "Ana"),
        MergeCommentator("Ana", "Cleo"),
    ],
)
def test_only_who_is_on_record_is_renamed_aliased_or_merged(
    command: RenameCommentator | AliasCommentator | MergeCommentator,
) -> None:
    given(ANA).when(command).then_refused("nobody called “Cleo”")


def test_a_circle_made_by_taking_a_step_again_is_never_followed_for_ever() -> None:
    circle = given(
        ANA, BEN, MergeCommentator("Ana", "Ben"), New(B, CommentatorMerged(into=A, reason=""))
    )
    circle.when(RegisterCommentator("Ana")).then_nothing()
    assert leads_to(circle, "Ana") in {"Ana", "Ben"}
