/** The archive: what each record is found by, and the functions that gather it (REC-1). */
import { type Kysely, sql } from 'kysely';

export async function archive(db: Kysely<unknown>): Promise<void> {
  // Neither category nor tier: a decision of another kind than a proposal has none.
  await sql`
    create table records (
      decision uuid primary key,
      kind text collate "C" not null,
      outcome text collate "C" not null,
      title text collate "C" not null,
      ended_at timestamptz(3) not null,
      category text collate "C",
      tier smallint,
      search tsvector not null,
      bytes bytea not null
    )`.execute(db);
  // A table and no array in the record: of a decision of a million electors it has a million rows. No foreign key: it would be
  // looked up for each of them, and one statement fills it in the transaction that keeps the record. The instant stands in it
  // too, so that a member's decisions are read in the order in which they are answered, as many as a page takes.
  await sql`
    create table record_people (
      member text collate "C" not null,
      ended_at timestamptz(3) not null,
      decision uuid not null,
      primary key (member, ended_at, decision)
    )`.execute(db);
  await functions(db);
  // The archive's order comes last in each, so that a filtered page is read and not sorted.
  await sql`create index records_ended on records (ended_at, decision)`.execute(db);
  await sql`create index records_outcome on records (outcome, ended_at, decision)`.execute(db);
  await sql`create index records_category on records (category, ended_at, decision)`.execute(db);
  await sql`create index records_tier on records (tier, ended_at, decision)`.execute(db);
  await sql`create index records_kind on records (kind, ended_at, decision)`.execute(db);
  // Without a list of what is still to be sorted in, which every search would read to its end.
  await sql`
    create index records_search on records using gin (archive_vector(search)) with (fastupdate = off)`.execute(
    db,
  );
}

/** What a decision is found by, as functions: whatever keeps a record calls them. */
async function functions(db: Kysely<unknown>): Promise<void> {
  // Words are runs of letters and digits of any script in lower case. PostgreSQL's own parser would take "either/or" for a file, and
  // in locale C every quotation mark outside ASCII for a letter. Nobody can ask for a word longer than a query.
  await sql`
    create function archive_words(said text) returns setof text language sql immutable strict parallel safe as $$
      select word from regexp_split_to_table(lower(said collate pg_c_utf8), '[^[:alnum:]]+') word
      where length(word) between 1 and 200
    $$`.execute(db);
  // All of the words; null, which nothing matches, where there is none.
  await sql`
    create function archive_query(q text) returns tsquery language sql immutable strict parallel safe as $$
      select string_agg(word, ' & ')::tsquery from archive_words(q) word
    $$`.execute(db);
  // The words as they are. PostgreSQL takes the reading of a vector that lies outside its row for nothing, and would look for a rare word
  // in every record; with a price on it, it uses the index, but for words that most records have.
  await sql`
    create function archive_vector(search tsvector) returns tsvector language plpgsql immutable strict parallel safe cost 5000 as $$
      begin return search; end
    $$`.execute(db);
  // The author, whom any version of the text names as affected, and to whom its action gives something to do or to have.
  await sql`
    create function archive_named(which uuid) returns setof text language sql stable as $$
      select author from proposals where id = which and author is not null
      union
      select named #>> '{}' from proposal_versions, lateral (
        values (content #> '{action,assignee}'), (content #> '{action,to}'), (content #> '{action,member}'),
          (content #> '{action,member,id}')
        union all
        select jsonb_path_query(content, 'strict $.impact.affected[*]', '{}', true)
        union all
        select jsonb_path_query(content, 'strict $.action.members[*]', '{}', true)
      ) part (named)
      where proposal = which and jsonb_typeof(named) = 'string'
    $$`.execute(db);
  // What ended in its room is found by nobody: neither whom it was about nor what was said (AUT-2).
  await sql`
    create function archive_parties(which uuid) returns setof text language sql stable as $$
      select unnest(parties) from processes where id = which and not confidential
    $$`.execute(db);
  // Whom it names, whom it is about, and who acted in it, outside a room.
  await sql`
    create function archive_people(which uuid) returns setof text language sql stable as $$
      select archive_named(which)
      union
      select archive_parties(which)
      union
      select member from statements where decision = which
      union
      select member from declarations where decision = which
      union
      select elector from polls join answers on answers.poll = polls.id where polls.decision = which
      union
      select person from timeline, lateral (
        values (facts -> 'by'), (case when kind = 'task-confirmed' then facts -> 'assignee' end),
          -- Not where the guardian was silent.
          (case when kind in ('guardian-resolved', 'guardian-answered') or kind in ('appeal-ended', 'ended') and facts ->> 'reason' <> ''
            then facts -> 'guardian' end)
      ) acting (said), lateral (select said #>> '{}') named (person)
      where decision = which and not room and jsonb_typeof(said) = 'string' and person in (select id from members)
    $$`.execute(db);
  // Words without their places. A vector holds 1 MiB of them, and nothing checks it here: of more, what it is about comes first, then
  // what was stated and declared, then the reasons, so that however much was said, a decision ends and is found by what it is about.
  await sql`
    create function archive_search(which uuid) returns tsvector language sql stable as $$
      with said (place, part) as (
        select 1, part from proposal_versions, lateral (
          values (content ->> 'title'), (content ->> 'text'), (content ->> 'rationale'),
            (content #>> '{impact,statement}'), (content #>> '{action,instructions}'), (content #>> '{action,resource}')
          union all
          select unnest(array[alternative ->> 'title', alternative ->> 'text'])
          from jsonb_array_elements(content -> 'alternatives') alternative
        ) parts (part)
        where proposal = which
        union all
        select 1, unnest(array[facts ->> 'what', facts ->> 'reason', facts ->> 'remedy', facts ->> 'principle',
          facts #>> '{action,instructions}', facts #>> '{action,resource}', facts #>> '{family,name}', facts #>> '{family,id}'])
        from timeline
        where decision = which and not room and kind in ('acted', 'arbitration-opened', 'lodged', 'proposed')
        union all
        select 1, name from members where id in (select archive_named(which) union select archive_parties(which))
        union all
        select 2, text from statements where decision = which
        union all
        select 2, part #>> '{}' from declarations, jsonb_path_query(facts - 'id', 'strict $.*', '{}', true) part
        where decision = which and jsonb_typeof(part) = 'string'
        union all
        select 3, reason from polls join answers on answers.poll = polls.id where polls.decision = which
        union all
        select 3, unnest(array[facts ->> 'reason', facts ->> 'evidence', facts ->> 'text', facts ->> 'principle'])
        from timeline where decision = which and not room
      ),
      words as (
        select word collate "C" as word, min(place) as place from said, archive_words(part) word group by 1
      ),
      measured as (
        select word, sum(octet_length(word)) over (order by place, word rows unbounded preceding) as bytes from words
      )
      select coalesce(array_to_tsvector(array_agg(word)), '') from measured where bytes <= 1000000
    $$`.execute(db);
}
