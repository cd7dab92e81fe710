/** The archive's search: what each record is found by, kept beside it from the ending on, and the functions that gather it (REC-1). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Neither category nor tier: a decision of another kind than a proposal has none.
  await sql`
    alter table records
      add column category text,
      add column tier smallint,
      add column search tsvector not null default ''`.execute(db);
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
  await gather(db);
  await sql`
    update records r set search = archive_search(r.decision), category = p.category, tier = p.tier
    from proposals p where p.id = r.decision`.execute(db);
  await sql`
    insert into record_people (member, ended_at, decision)
    select member, r.ended_at, r.decision from records r, archive_people(r.decision) member`.execute(db);
  // The archive's order comes last in each, so that a filtered page is read and not sorted.
  await sql`create index records_ended on records (ended_at, decision)`.execute(db);
  await sql`create index records_outcome on records (outcome, ended_at, decision)`.execute(db);
  await sql`create index records_category on records (category, ended_at, decision)`.execute(db);
  await sql`create index records_tier on records (tier, ended_at, decision)`.execute(db);
  // Without a list of what is still to be sorted in, which every search would read to its end.
  await sql`
    create index records_search on records using gin (archive_vector(search)) with (fastupdate = off)`.execute(
    db,
  );
}

/**
 * What a decision is found by, as functions: whatever keeps a record calls them, and what later kinds of decisions leave is added by
 * replacing them.
 */
async function gather(db: Kysely<unknown>): Promise<void> {
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
  await gatherProposals(db);
}

/** What proposals are found by: the people in them, and the words. */
export async function gatherProposals(db: Kysely<unknown>): Promise<void> {
  // Who is named, and who acted in it.
  await sql`
    create or replace function archive_people(which uuid) returns setof text language sql stable as $$
      select archive_named(which)
      union
      select member from statements where decision = which
      union
      select elector from polls join answers on answers.poll = polls.id where polls.decision = which
      union
      select facts ->> 'guardian' from timeline where decision = which and kind = 'guardian-resolved'
    $$`.execute(db);
  // Words without their places. A vector holds 1 MiB of them, and nothing checks it here: of more, the proposal's own come first, then
  // what was stated, then the reasons, so that however much was said, a decision ends and is found by what it is about.
  await sql`
    create or replace function archive_search(which uuid) returns tsvector language sql stable as $$
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
        select 1, name from members where id in (select archive_named(which))
        union all
        select 2, text from statements where decision = which
        union all
        select 3, reason from polls join answers on answers.poll = polls.id where polls.decision = which
        union all
        select 3, unnest(array[facts ->> 'reason', facts ->> 'evidence']) from timeline where decision = which
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

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index records_ended, records_outcome`.execute(db);
  await sql`alter table records drop column category, drop column tier, drop column search`.execute(db);
  await sql`drop table record_people`.execute(db);
  await sql`
    drop function archive_search(uuid), archive_people(uuid), archive_named(uuid), archive_vector(tsvector), archive_query(text),
      archive_words(text)`.execute(db);
}
