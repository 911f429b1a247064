"""Help on what comes in and goes out."""

from __future__ import annotations

from ledger.cli.topics.table import table


def importing() -> str:
    """Tell what can be imported."""
    from ledger.importers import article, forecasts

    entries = article.tables()
    return f"""claims import takes article files (.toml) and forecasts (.csv, .jsonl, .parquet),
one step for all files.

Forecasts, columns in any order:
  {", ".join(forecasts.KNOWN)}
  needed: {", ".join(forecasts.REQUIRED)}
  also read: {", ".join(forecasts.further())}
  outcome is 1, 0, void or empty; probability is a decimal from 0 to 1

Questions of other kinds (claims help kinds): {", ".join(forecasts.of_kinds())}
  rows of one external_id are one claim: each an option and its probability,
  or a level and its value; a value without a level is a bare one
  probabilities, in one row: {{"A": 0.6, "B": 0.4}}
  question_kind is number or date where there are values
  options (mild; hot; record) are those of the file, in its order, if left out
  outcome is an option, a number, a day, not-by-horizon, void or empty

An article file, tables and their fields:
{table(entries)}

Exit code 2 and nothing saved if a row is bad or at odds with what is on record; --skip-bad saves
the rest. Refused rows are written to FILE.refused.csv with line, field, problem and remedy; that is
made for a spreadsheet, so a text that would be a formula there begins with an apostrophe. Take it
away where the text goes back into a file to be imported.

Answers alone, of questions that are on record, are taken by claims resolve --from FILE: a CSV with
question (a key) or id, outcome; where present on, known, evidence (several with "; " between),
note, reason. One step too, with the same refusals.

Forecasts as JSON lines are an object a line with the names of the columns; as Parquet, columns of
those names, where a refused row is told by its number. Files of forecasts may be of any length and
take little memory; an import that was stopped is completed by the same command.

Text is UTF-8, a field of a CSV of 65,536 characters, a line of less than a million bytes; a CSV of
answers has at most 200 MB, an article 2 MB."""


def formats() -> str:
    """Tell the formats of exports."""
    return """claims export TABLE --format FORMAT [-o FILE]

  csv, tsv     UTF-8, a header; lists as a; b; true and false; nothing for unknown
               text that a spreadsheet would take for a formula begins with an apostrophe, and what
               a terminal would act on is spelled out; --raw keeps text to the letter, for programs
  json, jsonl  one array, or one object a line; dates as ISO 8601; text to the letter
  parquet      typed columns, zstd
  md           a Markdown table

An import takes a text as it stands and no apostrophe away: feed programs from json, jsonl or --raw.
Files hold only data: two exports of one position and day are the same bytes. What the figures are
of goes to FILE.meta.json, with what each column means; without -o, to stderr, and claims help
scoring tells the columns. Every command takes --json."""


def sources() -> str:
    """Tell what a source is."""
    return """A source is one document: an article, a post, a broadcast.

It is known by its web address (tracking parameters are ignored) or by a key of your own:
  claims add … --source https://example.org/copper
  claims source add nyt-2022-01-21 --publication "The New York Times" --published 2022-01-21
  claims add … --source nyt-2022-01-21

A reprint or update is an edition: claims source link EDITION ORIGINAL. Words that stand in several
sources are one claim and count once."""
