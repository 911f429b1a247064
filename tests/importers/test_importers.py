"""The shelf of importers: whatever is handed in, each fault has line, field and remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Unreadable
from ledger.importers import IMPORTERS, read_file
from ledger.importers.found import Found, Options
from tests.importers.importing import SPECIMENS, specimen

Fault = tuple[int, str, str]

TIDY = (
    "tidy.toml",
    "herald.toml",
    "kinds.toml",
    "tidy.csv",
    "tidy-with-more.csv",
    "tidy-choice.csv",
    "tidy-probabilities.csv",
    "tidy-quantiles.csv",
    "bom.csv",
)
BROKEN: dict[str, list[Fault]] = {
    # files that cannot be read at all
    "empty.toml": [(1, "source", "names no source")],
    "binary.toml": [(1, "", "not UTF-8")],
    "half-a-character.toml": [(3, "", "not UTF-8")],
    "nul.toml": [(2, "", "not TOML")],
    "not-toml.toml": [(4, "", "not TOML")],
    "unclosed-quote.toml": [(3, "", "not TOML")],
    "field-twice.toml": [(3, "", "not TOML")],
    "no-such-day.toml": [(3, "", "Invalid date")],
    "beyond-measure.toml": [(1, "", "beyond all measure")],
    "empty.csv": [(1, "", "it is empty")],
    "blank.csv": [(1, "", "it is empty")],
    "binary.csv": [(1, "", "not UTF-8")],
    "utf-16.csv": [(1, "", "not UTF-8")],
    "half-a-character.csv": [(3, "", "not UTF-8")],
    "nul.csv": [(2, "", "not a text file")],
    "missing-columns.csv": [(1, "", "columns are missing: probability, made_at")],
    "semicolons.csv": [(1, "", "columns are missing")],
    "column-twice.csv": [(1, "", "columns stand twice: topic")],
    "unclosed-quote-in-header.csv": [(1, "", "not CSV from here on")],
    "unclosed-quote.csv": [(3, "", "not CSV from here on")],
    "stray-quote.csv": [(2, "", "not CSV from here on")],
    # entries of an article
    "no-source.toml": [(1, "source", "names no source")],
    "source-without-key.toml": [(3, "source.key", "required")],
    "unknown-table.toml": [
        (4, "claims", "“claims” is no table"),
        (7, "Coder", "“Coder” is no table"),
    ],
    "field-outside-a-table.toml": [(1, "publication", "is no table")],
    "one-and-several.toml": [(1, "source", "[source], once"), (4, "story", "[[story]]")],
    "unknown-field.toml": [
        (1, "source.colour", "not permitted"),
        (9, "story.subtitle", "not permitted"),
    ],
    "missing-fields.toml": [
        (4, "claim.by", "required"),
        (4, "claim.question", "required"),
        (4, "claim.said_on", "required"),
        (7, "question.text", "required"),
        (7, "question.deadline", "required"),
    ],
    "bad-readings.toml": [
        (4, "claim.reading.1", "less than or equal to 1"),
        (4, "claim.reading.2", "greater than or equal to 0"),
        (10, "claim.reading.2", "required"),
        (16, "claim.reading.0", "finite"),
        (16, "claim.reading.1", "finite"),
        (16, "claim.reading.2", "valid decimal"),
    ],
    "bad-dates.toml": [
        (4, "claim.said_on", "valid date"),
        (9, "resolution.happened_on", "valid date"),
        (9, "resolution.known_on", "exact dates"),
    ],
    "bad-words.toml": [
        (4, "claim.by_kind", "'anonymous'"),
        (4, "claim.kind", "'forecast'"),
        (4, "claim.voice", "'headline'"),
        (4, "claim.role", "'reporter'"),
        (4, "claim.polarity", "'denies'"),
        (14, "coder.method", "'lexicon'"),
        (18, "question.deadline", "'coded'"),
    ],
    "bad-outcomes.toml": [
        (12, "resolution.outcome", "valid string"),
        (4, "resolution.outcome", "“maybe” is not an outcome"),
        (8, "resolution.outcome", "“1” is not an outcome"),
    ],
    "bad-forecasts.toml": [
        (10, "claim.choices.Reds", "less than or equal to 1"),
        (10, "claim.choices.Blues", "valid decimal"),
        (16, "claim.point", "valid string"),
        (4, "claim", "is not an interval"),
    ],
    "coder-refused.toml": [
        (1, "coder.method", "'lexicon'"),
        (8, "claim", "stands on [coder], which is refused"),
    ],
    "source-refused.toml": [
        (1, "source.key", "valid string"),
        (8, "claim", "stands on [source], which is refused"),
        (14, "rejected", "stands on [source], which is refused"),
    ],
    # rows of forecasts
    "wrong-field-count.csv": [
        (2, "", "4 fields where the header has 8"),
        (3, "", "9 fields where the header has 8"),
        (6, "", "1 fields where the header has 8"),
    ],
    "empty-fields.csv": [
        (2, "external_id", "empty"),
        (3, "commentator", "empty"),
        (4, "question", "empty"),
        (5, "probability", "empty"),
        (6, "made_at", "empty"),
    ],
    "bad-probabilities.csv": [
        (2, "probability", "“70” is more than 1"),
        (3, "probability", "“70%” is not a probability"),
        (4, "probability", "“1.2” is more than 1"),
        (5, "probability", "“-0.1” is not a probability"),
        (6, "probability", "“nan” is not a probability"),
        (7, "probability", "“inf” is not a probability"),
        (8, "probability", "“0,7” is not a probability"),
        (9, "probability", "“1e5” is more than 1"),
        (10, "probability", "“0x1” is not a probability"),
        (11, "probability", "“7:3” is not a probability"),
        (12, "probability", "“likely” is not a probability"),
        (13, "probability", "is not a probability"),
    ],
    "bad-dates.csv": [
        (2, "made_at", "“soon” is not a date"),
        (3, "made_at", "no day “2021-02-30”"),
        (4, "made_at", "“today” is not a date"),
        (5, "made_at", "“yesterday” is not a date"),
        (6, "made_at", "“01/02/2022” is not a date"),
        (7, "made_at", "“2022-1-2” is not a date"),
        (8, "made_at", "“1641081600” is not a date"),
        (9, "resolved_at", "no day “2022-02-30”"),
    ],
    "bad-outcomes.csv": [
        (2, "outcome", "“2” is not an outcome"),
        (3, "outcome", "“yes” is not an outcome"),
        (4, "outcome", "“maybe” is not an outcome"),
        (5, "outcome", "“0.5” is not an outcome"),
        (6, "outcome", "“null” is not an outcome"),
    ],
    # rows that are one claim together
    "bad-choices.csv": [
        (2, "option", "add up to 1.1"),
        (4, "option", "“Blues” has no probability"),
        (5, "made_at", "rows 5 and 6 of one external_id say “2022-01-02” and “2022-01-03”"),
        (7, "outcome", "“Greens” is none of the options"),
        (9, "option", "“likely” is not a probability"),
        (11, "probabilities", "stands twice"),
        (12, "probabilities", "not an option to a probability"),
        (13, "ordered", "neither"),
        (14, "question", "from 2 to 100 options"),
        (15, "question_kind", "“tarot” is not a kind"),
        (16, "question", "empty"),
        (17, "question", "a choice question has no unit"),
        (19, "option", "empty"),
    ],
    "bad-quantiles.csv": [
        (2, "value", "the quantiles cross"),
        (4, "value", "stands twice"),
        (6, "value", "“nine” is not a number"),
        (7, "value", "says nothing"),
        (8, "outcome", "“many” is not a number"),
        (9, "question_kind", "empty"),
        (10, "level", "empty"),
        (12, "question", "needs a unit"),
        (13, "scale", "“wide” is not a number"),
        (14, "question", "scale cannot be 0"),
        (15, "value", "“9” is not a date"),
        (16, "outcome", "has no horizon"),
        (17, "outcome", "“later” is not a date"),
        (18, "made_at", "“soon” is not a date"),
        (19, "value", "empty"),
    ],
    "breaks-off.csv": [
        (2, "external_id", "the file breaks off"),
        (3, "", "not CSV from here on"),
    ],
}
"""Each broken specimen: the line, the field, and a part of what is said of it."""


def read(name: str) -> Found:
    return read_file(name, specimen(name), Options())


def test_every_specimen_is_tried() -> None:
    lying_there = {path.name for path in SPECIMENS.rglob("*.*")}
    assert lying_there == {*BROKEN, *TIDY}


@pytest.mark.parametrize("name", TIDY)
def test_a_tidy_file_is_taken_without_a_word(name: str) -> None:
    assert read(name).refusals == []
    assert read(name).rows


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_of_a_broken_file_is_told_with_line_field_problem_and_remedy(
    name: str,
) -> None:
    refusals = read(name).refusals
    assert [(one.line, one.field) for one in refusals] == [fault[:2] for fault in BROKEN[name]]
    for refusal, (_, _, part) in zip(refusals, BROKEN[name], strict=True):
        assert part in refusal.problem
        assert refusal.remedy
        assert (refusal.file, refusal.kind) == (name, "bad")


@pytest.mark.parametrize("name", ["tidy.toml", "tidy.csv"])
@pytest.mark.parametrize("ends", [b"\r\n", b"\n"], ids=["windows", "unix"])
def test_line_ends_and_byte_order_marks_change_nothing(name: str, ends: bytes) -> None:
    expected = [row.commands for row in read(name).rows]
    rewritten = b"\xef\xbb\xbf" + specimen(name).replace(b"\n", ends)
    found = read_file(name, rewritten, Options())
    assert [repr(row.commands).replace("\\r", "") for row in found.rows] == list(
        map(repr, expected)
    )
    assert [row.line for row in found.rows] == [row.line for row in read(name).rows]


@pytest.mark.parametrize(
    ("file", "form", "expected"),
    [("a.TOML", None, 13), ("tidy", "article", 13), ("tidy.csv", "article", 13)],
)
def test_the_ending_says_how_a_file_is_read_unless_it_is_said(
    file: str, form: str | None, expected: int
) -> None:
    assert len(read_file(file, specimen("tidy.toml"), Options(), form).rows) == expected


@pytest.mark.parametrize(
    ("file", "form"), [("notes.txt", None), ("notes", None), ("a.csv", "songs")]
)
def test_a_file_that_nobody_can_read_is_refused_with_those_that_can_be(
    file: str, form: str | None
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(file, b"", Options(), form)
    assert all(name in refused.value.remedy for name in IMPORTERS)


MUTATED = st.tuples(
    st.sampled_from([name for name in TIDY if name != "bom.csv"]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=6))),
)


@given(MUTATED)
def test_no_change_of_bytes_makes_an_importer_fail(
    mutated: tuple[str, list[tuple[int, int, bytes]]],
) -> None:
    name, changes = mutated
    content = specimen(name)
    for start, length, instead in changes:
        at = start % (len(content) + 1)
        content = content[:at] + instead + content[at + length :]
    check_found(name, content)


@given(st.sampled_from(["a.toml", "a.csv"]), st.binary() | st.text().map(str.encode))
def test_no_bytes_at_all_make_an_importer_fail(name: str, content: bytes) -> None:
    check_found(name, content)


@pytest.mark.parametrize(
    "content",
    [b"a=" + b"[" * 5_000, b"a=" + b"1" * 5_000, b"a=" + b"{b=" * 5_000, b"a=1e-" + b"9" * 50],
    ids=["lists", "digits", "tables", "exponent"],
)
def test_nothing_beyond_all_measure_makes_an_importer_fail(content: bytes) -> None:
    check_found("a.toml", content)


def check_found(name: str, content: bytes) -> None:
    found = read_file(name, content, Options())
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(row.commands for row in found.rows)
    for refusal in found.refusals:
        assert 1 <= refusal.line <= lines
        assert refusal.file == name
        assert refusal.problem
        assert refusal.remedy
    assert found.rows or found.refusals or name.endswith(".csv")
