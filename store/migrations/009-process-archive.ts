/** The archive of emergencies, conflicts and appeals: what they are found by, and the salt of what stays in a room (REC-1, AUT-2). */
import { type Kysely, sql } from 'kysely';
import { gatherProposals } from './005-archive.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table processes add column salt text`.execute(db);
  // What ended in its room is found by nobody: neither whom it was about nor what was said (AUT-2).
  await sql`
    create function archive_parties(which uuid) returns setof text language sql stable as $$
      select unnest(parties) from processes where id = which and not confidential
    $$`.execute(db);
  // Whom it names, whom it is about, and who acted in it, outside a room.
  await sql`
    create or replace function archive_people(which uuid) returns setof text language sql stable as $$
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
        select 1, unnest(array[facts ->> 'what', facts ->> 'reason', facts ->> 'remedy', facts ->> 'principle',
          facts #>> '{action,instructions}', facts #>> '{action,resource}'])
        from timeline
        where decision = which and not room and kind in ('acted', 'arbitration-opened', 'lodged')
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
  // What ended before is found by it too.
  await sql`update records set search = archive_search(decision)`.execute(db);
  await sql`
    insert into record_people (member, ended_at, decision)
    select member, r.ended_at, r.decision from records r, archive_people(r.decision) member
    on conflict do nothing`.execute(db);
  await sql`create index records_kind on records (kind, ended_at, decision)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index records_kind`.execute(db);
  await gatherProposals(db);
  await sql`drop function archive_parties(uuid)`.execute(db);
  await sql`alter table processes drop column salt`.execute(db);
}
