-- holds: the cells by commentator, which add up over ledgers, and the claims that they are made of
-- grain: `cells`: one row per commentator, prob_source, probability and outcome; `cell_claims`: one row
--        per claim that counts
-- reads: cells_by, cell_claims_by, claim_facts, commentators
--
-- Whole numbers alone: p in billionths, weights and shares in millionths of a millionth (e12), sums of
-- weight * (p - y)^2 in e30 and of weight * the clipped log score in e27. A weight of one is 10^12.
-- decimal(38, 0) because Parquet has no whole numbers as large as these sums.

create view cells as
select
    commentators.commentator,
    commentators.simulated,
    cells_by.prob_source::varchar as prob_source,
    cells_by.p_ppb,
    cells_by.y,
    cells_by.n,
    cells_by.weight_e12::decimal(38, 0) as weight_e12,
    cells_by.share_e12::decimal(38, 0) as share_e12,
    (cells_by.weight_e12 * brier_of_e18(cells_by.p_ppb, cells_by.y))::decimal(38, 0) as brier_e30,
    (cells_by.weight_e12 * log_score_of_e15(p_of_outcome(cells_by.p_ppb, cells_by.y)))
        ::decimal(38, 0) as log_score_e27,
    commentators.commentator_id
from cells_by
inner join commentators on cells_by.group_id = commentators.commentator_id;

create view cell_claims as
select
    commentators.commentator,
    commentators.simulated,
    cell_claims_by.prob_source::varchar as prob_source,
    claim_facts.question as question_id,
    coalesce(claim_facts.story_id, claim_facts.question) as cluster,
    cell_claims_by.p_ppb,
    cell_claims_by.y,
    cell_claims_by.weight_e12,
    cell_claims_by.share_e12,
    commentators.commentator_id,
    claim_facts.claim_id
from cell_claims_by
inner join claim_facts on cell_claims_by.claim_no = claim_facts.claim_no
inner join commentators on cell_claims_by.group_id = commentators.commentator_id;
