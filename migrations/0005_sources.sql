-- holds: the documents, and whose editions they are
-- grain: `sources`: one row per source
-- reads: source_*

create view source_said as
select position, stream, version, batch, key, url, publication, title, authors, published_on,
    published_precision, language, archive_url, snapshot_sha256, edition_of
from source_registered
union all
select position, stream, version, batch, key, url, publication, title, authors, published_on,
    published_precision, language, archive_url, snapshot_sha256, edition_of
from source_corrected;

create view sources_live as
with content as (
    select * from source_said
    where stands(position, batch)
    qualify row_number() over (partition by stream order by version desc) = 1
),

linked as (
    select stream, arg_max(edition_of, version) as edition_of, max(version) as version
    from source_linked where stands(position, batch) group by stream
),

registered as (
    select stream, max(version) as version
    from source_registered where stands(position, batch) group by stream
),

retracted as (
    select source_retracted.stream, arg_max(reason, source_retracted.version) as reason
    from source_retracted
    inner join registered on source_retracted.stream = registered.stream
    where stands(position, batch) and source_retracted.version > registered.version
    group by source_retracted.stream
)

select
    content.stream as source_id,
    content.key as source_key,
    coalesce(content.publication, content.title, content.url, content.key) as source,
    content.publication,
    content.title,
    content.authors,
    content.published_on,
    content.published_precision,
    content.language,
    content.url,
    content.archive_url,
    content.snapshot_sha256,
    case when linked.version > content.version then linked.edition_of else content.edition_of end
        as edition_of,
    retracted.reason as retracted
from content
left join linked on content.stream = linked.stream
left join retracted on content.stream = retracted.stream;

-- held: sources_live
create table sources as from sources_live limit 0;
