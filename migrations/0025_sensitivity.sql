-- holds: each commentator's verdict beside a coin, as counted and under everything that was tried
-- grain: `sensitivity`: one row per commentator, prob_source and variant, empty but in a session
--        that measures
-- reads: nothing
--
-- ledger/measuring/sensitivity/ fills it by looking at the claims that count again and again, of other
-- readings and answers. What a variant changes are the rows of question_now, settled and claim_facts; what then is late,
-- early or void, and which claim counts, follows by the same views as ever.

create table sensitivity (
    commentator varchar, kind varchar, simulated boolean, prob_source varchar,
    number integer, variant varchar, about varchar,
    n_varied integer, n integer, n_questions integer, evidence varchar,
    brier double, brier_lo double, brier_hi double, rank_lo integer, rank_hi integer,
    verdict varchar, survives boolean, n_uncertain integer, note varchar,
    commentator_id varchar
);
