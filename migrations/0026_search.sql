-- holds: how text is compared when claims are searched, and what a filter may name
-- grain: `topics`: one row per topic that stands; `certainties`: one row per words of certainty
-- reads: questions, claims
--
-- A text is its words in order, each of letters and digits, one blank between them: what stands
-- between words, an apostrophe too, makes no difference. A search for the beginning of a word looks
-- for a blank and that beginning, one for whole words for a blank on either side of them.

create macro folded_words(a_text) as trim(regexp_replace(
    replace(replace(lower(strip_accents(a_text)), 'ß', 'ss'), 'ς', 'σ'), '[^\pL\pN]+', ' ', 'g'
));

-- what is searched of a claim; nothing that is looked for runs from one text into the next
create macro searched(a_question, a_quote, a_reported, a_commentator, a_note) as concat_ws(
    chr(31), '', ' ' || folded_words(a_question) || ' ', ' ' || folded_words(a_quote) || ' ',
    ' ' || folded_words(a_reported) || ' ', ' ' || folded_words(a_commentator) || ' ',
    ' ' || folded_words(a_note) || ' '
);

create macro has_word(a_searched, a_beginning) as
    contains(a_searched, ' ' || folded_words(a_beginning));
create macro has_words(a_searched, some_words) as
    contains(a_searched, ' ' || folded_words(some_words) || ' ');

create view topics as
select topic, count(*) as n_questions
from (select unnest(topics) as topic from questions)
group by topic;

create view certainties as
select words, count(*) as n_claims
from claims
where words is not null
group by words;
