/** What must hold in a council whatever anybody tries: who may change what, and what a refusal leaves behind (AUT-1, GUA-2, MEM-5, PRO-10). */
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../store/postgres/database.ts';
import type { Council } from './council.ts';
import type { Answer } from './http.ts';

/** One thing that somebody tries: a request as it is sent. */
export interface Attempt {
  readonly member: string;
  readonly method: 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly body: unknown;
}

/** Every row of every table, as one digest for each table. */
async function digests(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(db);
  const each = tables.map(
    ({ name }) => sql`
      select ${name} as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
      from ${sql.table(name)} t`,
  );
  const { rows } = await sql<{ name: string; digest: string }>`${sql.join(each, sql` union all `)}`.execute(
    db,
  );
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** Entries that tell of an act, and by whom it was. */
const actsTold = [
  ...['edited', 'amended', 'amendment-put', 'objected', 'vetoed', 'contested', 'appealed', 'reported'],
  ...['justified', 'override-opened', 'ratification-opened', 'terms-put', 'terms-accepted', 'impasse'],
  ...['message', 'no-party', 'no-party-contested', 'withdrawn', 'accepted', 'declined', 'terms-answered'],
  ...['done', 'receiver-answered', 'verified', 'released'],
  ...['referral-answered', 'facilitator-named', 'ready', 'not-ready', 'circle-held', 'stopped'],
  ...['plan-put', 'plan-accepted', 'check-answered', 'left'],
  ...['joined', 'answered', 'agreed', 'left', 'found', 'asked', 'node-vetoed'],
];

/** How much each member has given and done so far, by the rows that say whose they are. */
async function authorship(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ who: string; rows: number }>`
    select who, count(*) as rows from (
      select elector as who from answers
      union all select member from declarations
      union all select member from statements
      union all select from_member from delegations
      union all select member from attachment_holders
      union all select by_member from custody_entries
      union all select author from proposals where author is not null
      union all select by_member from member_changes where by_member is not null
      union all select facts ->> 'by' from timeline where kind = any (${actsTold}) and facts ->> 'by' is not null
      union all select facts ->> 'guardian' from timeline where kind in ('guardian-answered', 'guardian-resolved', 'no-party-ended')
        and facts ->> 'guardian' is not null
    ) given group by who`.execute(db);
  return new Map(rows.map(({ who, rows: count }) => [who, count]));
}

/** What a request changes of whoever was offline, also where it is refused: they are back (MEM-4). */
const comesBack = ['absences', 'member_changes', 'members'];

async function isOffline(db: Db, member: string): Promise<boolean> {
  const row = await db.selectFrom('members').select('status').where('id', '=', member).executeTakeFirst();
  return row?.status === 'offline';
}

/** Does it, and holds what came of it against what must hold whatever is done. */
export async function attempt(council: Council, { member, method, path, body }: Attempt): Promise<Answer> {
  const { db, settled } = council;
  await settled();
  const [rows, given, offline] = [await digests(db), await authorship(db), await isOffline(db, member)];
  const caller = await council.as(member);
  const answer = await (method === 'delete' ? caller.delete(path) : caller[method](path, body));
  await settled();
  const tried = `${member}: ${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`;
  expect([200, 201, 401, 403, 404, 409, 422], tried).toContain(answer.status);
  if (answer.status >= 400) {
    const after = await digests(db);
    const changed = [...after]
      .filter(([name, digest]) => rows.get(name) !== digest)
      .map(([name]) => name)
      .sort();
    expect(changed, `refused, and yet changed: ${tried}`).toEqual(offline ? comesBack : []);
  }
  const since = await authorship(db);
  const others = [...since].filter(([who, count]) => who !== member && count !== (given.get(who) ?? 0));
  expect(others, `done as another: ${tried}`).toEqual([]);
  await nobodyBends(db, tried);
  return answer;
}

/** What no row may ever say. */
const bent: Readonly<Record<string, ReturnType<typeof sql>>> = {
  'an alarm that sources of one owner confirmed': sql`
    select p.id from processes p
    where p.kind = 'alarm' and p.state ->> 'confirmedBy' = 'sources'
      and (select count(distinct s ->> 'owner') from jsonb_array_elements(p.state -> 'sources') s) < 2`,
  'an alarm that is told beyond its first step before it is confirmed': sql`
    select t.decision from timeline t join processes p on p.id = t.decision
    where t.kind = 'told' and (p.state ->> 'confirmedAt' is null or (p.state ->> 'confirmedAt')::timestamptz > t.at)`,
  'an alarm that one who holds no duty refuted alone, or cleared': sql`
    select p.id from processes p
    where p.kind = 'alarm' and (
      p.outcome = 'refuted' and (select count(distinct r ->> 'owner') from jsonb_array_elements(p.state -> 'refutations') r) < 2
        and not exists (
          select from jsonb_array_elements(p.state -> 'refutations') r join members m on m.id = r ->> 'by'
          where 'duty' = any (m.roles))
      or p.outcome = 'cleared' and not exists (
        select from members m where m.id = p.state ->> 'clearedBy' and 'duty' = any (m.roles)))`,
  'one who finds in their own case': sql`
    select f ->> 'by' from processes p, jsonb_array_elements(p.state #> '{panel,found}') f
    where p.kind = 'node-veto' and (p.state -> 'concerned' ? (f ->> 'by') or exists (
      select from jsonb_array_elements(p.state -> 'nodes') n where n -> 'members' ? (f ->> 'by')))`,
  'an act that was executed while a node held it': sql`
    select id from proposals, jsonb_array_elements(state -> 'nodeVetoes') v
    where state ->> 'outcome' = 'executed' and (v ->> 'holds')::boolean
      and coalesce(v ->> 'heldUntil', 'never') > state ->> 'endedAt'`,
  'a party who verifies': sql`
    select o ->> 'verifier' from processes p, jsonb_array_elements(p.state -> 'obligations') o
    where p.kind = 'repair' and p.state -> 'parties' ? (o ->> 'verifier')`,
  'an obligation that one of whom it names has not accepted': sql`
    select p.id from processes p, jsonb_array_elements(p.state -> 'obligations') o, lateral (
      values (o ->> 'by'), (o ->> 'to'), (o ->> 'verifier')
    ) named (member)
    where p.kind = 'repair' and p.state #>> '{from,kind}' <> 'restorative' and not exists (
      select from timeline t where t.decision = p.id and t.facts ->> 'by' = named.member
        and (t.kind in ('opened', 'terms-put') or t.kind = 'terms-answered' and (t.facts ->> 'accept')::boolean))`,

  'who facilitates their own case': sql`
    select p.id from processes p where p.kind = 'restorative' and (
      p.state -> 'harmed' ? (p.state ->> 'facilitator') or p.state -> 'responsible' ? (p.state ->> 'facilitator'))`,
  'restorative work that one of those between whom it is has not accepted': sql`
    select p.id from processes p, jsonb_array_elements_text((p.state -> 'harmed') || (p.state -> 'responsible')) named (member)
    where p.kind = 'restorative' and p.stage not in ('referred', 'ended') and not p.state -> 'acceptedBy' ? named.member`,
  'a plan that one of them has not accepted': sql`
    select p.id from processes p, jsonb_array_elements_text((p.state -> 'harmed') || (p.state -> 'responsible')) named (member)
    where p.kind = 'restorative' and p.stage = 'follow-up' and not p.state #> '{put,acceptedBy}' ? named.member`,
  'a conflict that acts while it waits': sql`
    select t.kind from timeline t join processes p on p.id = t.decision
    where p.kind = 'conflict' and p.state #>> '{referred,since}' is not null
      and t.at > (p.state #>> '{referred,since}')::timestamptz
      and t.at < coalesce((p.state #>> '{referred,returned,at}')::timestamptz, 'infinity')
      and t.kind not in ('no-party-asked', 'ended', 'continued-by')`,

  'an answer of nobody’s elector': sql`
    select a.elector from answers a join polls p on p.id = a.poll
    where not exists (select from electors e where e.electorate = p.electorate and e.member = a.elector)`,
  'a leader who judges their own act': sql`
    select e.member from electors e join processes p on p.kind = 'emergency'
      and e.electorate in (p.id || '/override', p.id || '/ratification')
    where e.member = p.state ->> 'actor'`,
  'a party who arbitrates': sql`
    select e.member from electors e join processes p on p.kind = 'conflict' and e.electorate = p.id::text
    where e.member = any (p.parties) and not (p.state -> 'dropped') ? e.member`,
  'a guardian who says who is a party in their own conflict': sql`
    select t.facts ->> 'guardian' from timeline t join processes p on p.id::text = t.decision::text
    where t.kind = 'no-party-ended' and t.facts ->> 'guardian' = any (p.parties)`,
  'a word kept by its opener alone': sql`
    select w ->> 'member' from processes p, jsonb_array_elements(p.state -> 'noParty') w
    where p.kind = 'conflict' and w #>> '{ended,because}' = 'contested'
      and not exists (select from jsonb_array_elements(w -> 'contests') c where c ->> 'by' <> p.state #>> '{parties,0,0}')`,
  'arbitration while a word is open': sql`
    select p.id from processes p, jsonb_array_elements(p.state -> 'noParty') w
    where p.kind = 'conflict' and p.state -> 'electorate' <> 'null' and w -> 'ended' = 'null'
      and not (p.state -> 'dropped') ? (w ->> 'member')`,
  'an accused who judges': sql`
    select e.member from electors e join proposals p on e.electorate = p.id::text
    where p.state ->> 'accused' = e.member`,
  'a leader who votes on their removal': sql`
    select e.member from electors e join proposals p on e.electorate = p.id::text and p.category = 'emergency-removal'
      join proposal_versions v on v.proposal = p.id and v.content #>> '{action,member}' = e.member`,
  'a guardian who resolves what they wrote': sql`
    select facts ->> 'guardian' from timeline t join proposals p on p.id::text = t.decision::text
    where t.kind = 'guardian-resolved' and facts ->> 'guardian' in (p.author, p.state ->> 'accused')`,
  'a guardian who rules on their own case': sql`
    select a.state ->> 'guardian' from processes a left join proposals p on p.id::text = a.state #>> '{of,id}'
    where a.kind = 'appeal' and a.state -> 'ruling' <> 'null'
      and a.state ->> 'guardian' in (a.state ->> 'appellant', p.author, p.state ->> 'accused')`,
  'a ballot after the close': sql`
    select a.elector from answers a join polls p on p.id = a.poll where p.closed_at is not null and a.at > p.closed_at`,
  'a file that its author has neither brought nor found where they may read': sql`
    select p.id from proposals p join proposal_versions v on v.proposal = p.id,
      jsonb_array_elements(coalesce(v.content -> 'attachments', '[]')) file
    where p.author is not null and (p.submitted_at is not null or p.ended_at is null) and not exists (
      select from attachment_holders h join attachments a using (sha256)
      where h.member = p.author and h.sha256 = file ->> 'sha256' and a.size = (file ->> 'size')::int)`,
  'bytes under the hash of others': sql`
    select sha256 from attachments where sha256 <> encode(sha256(bytes), 'hex') or size <> length(bytes)`,
  'a page that is none, or that holds credentials': sql`
    select v.proposal from proposal_versions v, jsonb_array_elements(coalesce(v.content -> 'references', '[]')) page
    where page ->> 'url' !~ '^https?://[^/@]+(/[^@]*)?$' or page ->> 'title' !~ '[^ ]'`,
  'a start of what is submitted already': sql`
    select id from proposals where submitted_at is not null and state -> 'startsAt' <> 'null'`,
  'a start after which its draft has lapsed': sql`
    select id from proposals where stage = 'draft' and state ->> 'startsAt' > state ->> 'deadline'`,
  'a member of a family that they have not accepted to found': sql`
    select f from processes p, jsonb_array_elements_text(p.state -> 'founders') f
    where p.kind = 'family' and p.outcome = 'founded' and not (p.state -> 'accepted') ? f`,
  'an allocation of less than one': sql`select to_member from allocations where amount < 1`,
  'a holder of less than nothing': sql`
    select s.id from allocations s join allocations p on p.source = s.id
    where s.amount < (
      select sum(q.amount) from allocations q
      where q.source = s.id and q.starts <= p.starts and (q.until is null or q.until > p.starts))`,
  'something passed on for longer than it is held': sql`
    select p.id from allocations s join allocations p on p.source = s.id
    where s.until is not null and (p.until is null or p.until > s.until)`,
};

async function nobodyBends(db: Db, tried: string): Promise<void> {
  for (const [what, question] of Object.entries(bent))
    expect((await question.execute(db)).rows, `${what}, after ${tried}`).toEqual([]);
}

/** Weeks after which every process of the default charter has ended, with nobody doing anything. */
const longest = 14;

/** Lets time pass until it has ended, each day looking again: it always does (PRO-9). @param path of the process */
export async function endsBySilence(council: Council, reader: string, path: string): Promise<string> {
  const read = async (): Promise<Answer> => (await council.as(reader)).get(path);
  for (let days = 0; days < longest * 7; days += 4) {
    await council.settled();
    const { body } = await read();
    if (body.stage === 'ended') return body.outcome;
    await council.wait('4 days');
  }
  throw new Error(`${path} has not ended: ${JSON.stringify((await read()).body)}`);
}
