/** What lists, pages and records read, read as PostgreSQL plans it on 100,000 rows: by an index, as much as a page takes, and never all of it. */
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ballotsOf, tallyOfVote } from '../../api/polls/view.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { entriesOf as logEntries } from '../../store/log/ledger.ts';
import { listMandates, mandateInForce } from '../../store/council/mandates.ts';
import { pollByNumber } from '../../store/ballots/polls.ts';
import { listAllocations } from '../../store/council/holdings.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import { keptCarriedVotes } from '../../store/delegation/carried-votes.ts';
import type { Db } from '../../store/postgres/database.ts';
import { listDeclarations } from '../../store/ballots/declarations.ts';
import { listDelegations } from '../../store/delegation/delegations.ts';
import { listFamilies, listMembers, memberById, memberWithNotice } from '../../store/council/members.ts';
import { findMembers } from '../../store/council/members-found.ts';
import { countUnread, listInbox } from '../../store/inbox/notices.ts';
import { besideProposals } from '../../store/processes/beside-proposals.ts';
import { proposalsById } from '../../store/processes/kept-proposals.ts';
import { listProcesses } from '../../store/processes/processes.ts';
import { listByDeadline, listProposals } from '../../store/processes/proposals.ts';
import { entriesOf } from '../../store/records/record-evidence.ts';
import { listRecords } from '../../store/records/records.ts';
import { page as entriesPage } from '../../store/postgres/entry-text.ts';
import type { Database } from '../../store/postgres/schema.ts';
import { listParticipants } from '../../store/ballots/participants.ts';
import { listStatements } from '../../store/ballots/statements.ts';
import { readEvents, readTimeline } from '../../store/processes/timeline.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const rows = 100_000;
const page = 1_000;
const decision = randomUUID();
const at = '2026-01-01T00:00:00.000Z';

let database: TestDatabase;
let pool: pg.Pool;
let asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
/** Notes every query. */
let db: Db;

beforeAll(async () => {
  database = await createDatabase();
  for (const statement of filling()) await statement.execute(database.db);
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      asked.push({ sql: query.sql, parameters: query.parameters });
    },
  });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const member = sql`'m' || lpad(n::text, 6, '0')`;
const all = sql`generate_series(1, ${sql.lit(rows)}) n`;
const text = (words: string): RawBuilder<unknown> => sql`${sql.lit(words)}`;

/** One large decision, and a council that has decided much. */
function filling(): readonly RawBuilder<unknown>[] {
  const id = sql`${sql.lit(decision)}::uuid`;
  const instant = sql`${sql.lit(at)}::timestamptz`;
  const delegation = sql`${sql.lit(randomUUID())}::uuid`;
  const uuid = sql`lpad(n::text, 32, '0')::uuid`;
  const ever = sql`${instant} + n * interval '1 second'`;
  const hash = sql`'\\x00'::bytea`;
  return [
    sql`insert into families select 'f' || n, 'F' from generate_series(1, 1000) n`,
    sql`insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, added_at) select ${member}, 'Name ' || n, 'person', 'f' || (n % 1000 + 1), ${instant}, 'active', ${instant}, '{}', '{}', ${instant} from ${all}`,
    sql`insert into electorates values (${text(decision)}, ${sql.lit(rows)}, ${sql.lit(rows)}, null)`,
    sql`insert into electors select ${text(decision)}, ${member}, false, 'person' from ${all}`,
    sql`insert into polls (decision, kind, number, round, version, electorate, opens, closes, due, closed_at, extended, extensions_left, rules, result, delegation)
      select ${id}, kind, number, 1, 1, ${text(decision)}, ${instant}, closes, closes, closes, '[]', 0,
        '{"category": {"name": "operations"}, "charter": {"delegation": {}}}', '{}',
        '{"delegated": 100000, "cap": null, "representatives": [], "notCarried": []}'
      from unnest(array['preferences', 'positions', 'votes']) kind, generate_series(1, 2) number,
        (select ${instant} + interval '1 day' as closes) window_`,
    sql`insert into answers select p.id, ${member}, 1, (array['for', 'against'])[n % 2 + 1], null, 'as I see it', 1, ${instant}, ${hash} from polls p, ${all} where p.kind = 'votes'`,
    sql`insert into departures select p.id, ${member} from polls p, ${all} where p.kind = 'votes' and p.number = 1`,
    sql`insert into declarations select ${id}, 'disclosures', ${member}, 1, '{}', ${instant}, ${hash}, null from ${all}`,
    sql`insert into statements select ${id}, n, ${member}, 'discussion', 1, 1, 'words', null, null, ${instant}, ${hash}, null from ${all}`,
    sql`insert into delegations (id, from_member, to_member, until, made_at, sequence)
      select case when n = 1 then ${delegation} else ${uuid} end, ${member}, 'm000000', ${instant} + interval '1 year', ${instant}, n from ${all}`,
    sql`insert into delegated_votes select p.id, ${member}, ${delegation}, 'm000001', 'm000001', 'carried', false from polls p, ${all} where p.kind = 'votes'`,
    sql`insert into timeline select ${id}, n, 0, ${instant}, 'told', '{}', false from ${all}`,
    sql`insert into events (number, at, decision, kind, facts) select n, ${instant}, ${id}, 'told', '{}' from ${all}`,
    sql`insert into notices (decision, process, occasion, kind, at, stage, facts) select ${id}, 'proposal', n::text, 'told', ${instant}, 'voting', '{}' from ${all}`,
    sql`insert into inbox select 'm' || lpad((id % 100)::text, 6, '0'), id, null from notices`,
    sql`insert into proposals (id, sequence, author, category, tier, stage, title, search, created_at, submitted_at, changed_at, affects, deadline, state)
      select ${uuid}, 1, ${member}, 'operations', 3, (array['voting', 'ended', 'review', 'appeal', 'delay'])[n % 5 + 1], 'A title', '', ${instant}, ${instant}, ${ever}, array[${member}], ${ever}, '{"version": 1}' from ${all}`,
    sql`insert into proposal_versions select ${uuid}, 1, 0, ${instant}, ${instant}, '{}', null from ${all}`,
    sql`insert into processes (id, kind, sequence, stage, created_at, parties, confidential, state)
      select ${uuid}, 'conflict', 1, 'arbitration', ${instant}, array[${member}], false, '{}' from ${all}`,
    sql`insert into records select ${uuid}, 'proposal', 'executed', 'A title', ${ever}, 'operations', 3, '', ${hash} from ${all}`,
    sql`insert into record_people select 'm000001', ${ever}, ${uuid} from ${all}`,
    sql`insert into allocations (decision, resource, amount, to_member, starts, permanent) select ${uuid}, 'compute', 1, ${member}, ${instant}, true from ${all}`,
    sql`insert into mandates (decision, category, members, granted_at, until, ended_at, sequence)
      select ${uuid}, 'c' || n % 100, array[${member}], ${instant}, ${instant} + case when n % 1000 = 0 then interval '1 year' else interval '1 day' end, null, n from ${all}`,
    sql`insert into absences (member, word, said_at, counts_from) select ${member}, 'registrar', ${instant}, ${instant} from ${all}`,
    sql`insert into ledger_entries (index, decision) select n - 1, ${uuid} from ${all}`,
    sql`analyze`,
  ];
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Plan Rows': number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** A plan that reads or sorts much more than a page, in words. */
function excesses({ Plans: below = [], ...node }: Plan, large: ReadonlySet<string>): string[] {
  const { 'Node Type': type, 'Plan Rows': planned, 'Relation Name': relation = '' } = node;
  const inputs = below.reduce((most, one) => Math.max(most, one['Plan Rows']), 0);
  const own =
    type === 'Seq Scan' && large.has(relation)
      ? [`reads all of ${relation}`]
      : (type === 'Sort' || type === 'HashAggregate') && inputs > 10 * page
        ? [`${type} of ${planned} rows`]
        : [];
  return [...own, ...below.flatMap((one) => excesses(one, large))];
}

const isNamed = (text: string): boolean => text.startsWith('/* ');

/** What is wrong with the plans of everything that `read` asks. */
async function wrong(read: () => Promise<unknown>): Promise<readonly string[]> {
  asked = [];
  await read();
  expect(asked.length).toBeGreaterThan(0);
  const { rows: tables } = await pool.query(
    `select relname from pg_class where relkind = 'r' and reltuples >= ${rows}`,
  );
  const large = new Set(tables.map(({ relname }) => relname as string));
  const found: string[] = [];
  for (const query of asked) {
    const { rows: explained } = await pool.query(`explain (format json) ${query.sql}`, [...query.parameters]);
    // What has a name is soon read by a plan for whatever values come.
    const { rows: ever } = isNamed(query.sql)
      ? await pool.query(`explain (generic_plan, format json) ${query.sql}`)
      : { rows: [] };
    for (const plan of [...explained, ...ever])
      for (const sentence of excesses(plan['QUERY PLAN'][0].Plan as Plan, large))
        found.push(`${sentence}: ${query.sql}`);
  }
  return found;
}

/** The first entries of a part of the evidence: two pages. */
async function twoPages(part: Parameters<typeof entriesOf>[3]): Promise<void> {
  let read = 0;
  for await (const _entry of entriesOf(db, 'proposal', decision, part)) {
    read += 1;
    if (read > entriesPage) break;
  }
  expect(read).toBe(entriesPage + 1);
}

const after = 'm050000';
const later = '2026-02-01T00:00:00.000Z';
const middle = `${'0'.repeat(27)}50000`.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
const reader = { id: 'm000001', guardian: false };

const closedVote = () => pollByNumber(db, decision, 'votes', 1);
const stateWithVote = () => ({ id: decision, stage: 'ended', electorate: null }) as unknown as ProposalState;

const pages: Readonly<Record<string, () => Promise<unknown>>> = {
  'members (MEM-2)': () => listMembers(db, { after, limit: page }),
  'members by their ids (MEM-1)': () => listMembers(db, { ids: ['m000007', after], limit: page }),
  'members whom a name finds (MEM-1)': () => findMembers(db, { name: 'NAME 777', limit: page }),
  'members whom a word finds that all have (MEM-1)': () => findMembers(db, { name: 'n', limit: page }),
  'members of a status whom a word finds (MEM-2)': () =>
    findMembers(db, { name: 'm', status: 'active', limit: page }),
  'members of a family (MEM-2)': () => listMembers(db, { family: 'f7', limit: page }),
  'families with their members (MEM-1)': () => listFamilies(db, { after: 'f3', limit: page }),
  'members of a status (MEM-2)': () => listMembers(db, { status: 'departed', limit: page }),
  'answers of one poll (VOT-7)': () =>
    listAnswers(db, {
      decision,
      kind: 'votes',
      number: 1,
      after: { pollNumber: 1, elector: after },
      limit: page,
    }),
  'answers of all polls of a kind (VOT-7)': () =>
    listAnswers(db, { decision, kind: 'votes', after: { pollNumber: 1, elector: after }, limit: page }),
  'ballots against of one poll (VOT-7)': () =>
    listAnswers(db, {
      decision,
      kind: 'votes',
      number: 1,
      against: true,
      after: { pollNumber: 1, elector: after },
      limit: page,
    }),
  'declarations (REC-1)': () =>
    listDeclarations(db, decision, { after: { kind: 'disclosures', member: after, number: 1 }, limit: page }),
  'delegations to a member (DEL-3)': () =>
    listDelegations(db, { to: 'm000000', before: 50_000, limit: page }),
  'delegations of a member (DEL-3)': () => listDelegations(db, { from: after, limit: page }),
  'statements (PRO-4)': () => listStatements(db, decision, { after: 50_000, limit: page }),
  'a timeline (REC-4)': () =>
    readTimeline(db, decision, { after: { sequence: 50_000, part: 0 }, limit: page }),
  'the first entries of a timeline (REC-4)': () => readTimeline(db, decision, { limit: page }),
  'what stands beside proposals (AUT-1)': () =>
    besideProposals(db, after, { decisions: [decision, middle], authors: [after] }),
  'proposals by their ids (AUT-2)': () => proposalsById(db, [middle]),
  'a member who asks (AUT-1)': () => memberById(db, after),
  'events (REC-4)': () => readEvents(db, 50_000, page),
  'an inbox (CNF-5)': () => listInbox(db, 'm000001', { unread: true, before: 50_000, limit: 100 }),
  'the newest of an inbox (CNF-5)': () => listInbox(db, 'm000001', { unread: false, limit: 100 }),
  'how much of an inbox is unread (CNF-5)': () => countUnread(db, 'm000001', page),
  'proposals (AUT-2)': () => listProposals(db, { reader: after, before: middle, limit: page }),
  'proposals in a stage (AUT-2)': () => listProposals(db, { reader: after, stage: 'voting', limit: page }),
  'proposals that affect a member (CNF-5)': () =>
    listProposals(db, { reader: after, affects: { id: after, family: 'f1' }, limit: page }),
  'proposals by deadline (CNF-5)': () =>
    listByDeadline(db, { reader: after, after: { deadline: at, id: middle }, limit: page }),
  'who takes part (PRO-13)': () =>
    listParticipants(db, { decision, named: [], spoken: [] }, { after, limit: page }),
  'who is missing (PRO-13)': () =>
    listParticipants(db, { decision, named: [], spoken: [], answered: false }, { after, limit: page }),
  'proposals of an author (AUT-2)': () => listProposals(db, { reader: after, author: after, limit: page }),
  'conflicts (AUT-2)': () => listProcesses(db, { kind: 'conflict', reader, before: middle, limit: page }),
  'records (REC-1)': () =>
    listRecords(db, { before: { endedAt: '2026-01-01T10:00:00.000Z', decision: middle }, limit: page }),
  'records of a member (REC-1)': () => listRecords(db, { member: 'm000001', limit: page }),
  'allocations (ALC-4)': () => listAllocations(db, { at, before: 50_000, limit: page }),
  'allocations to a member (ALC-4)': () => listAllocations(db, { at, to: after, limit: page }),
  'allocations of a resource (ALC-4)': () =>
    listAllocations(db, { at, resource: 'compute', isInForce: true, limit: page }),
  'allocations by their ends (ALC-4)': () => listAllocations(db, { at, order: 'ends', limit: page }),
  'conflicts of a party (AUT-2)': () =>
    listProcesses(db, { kind: 'conflict', reader, party: after, limit: page }),
  'conflicts in a stage (AUT-2)': () =>
    listProcesses(db, { kind: 'conflict', reader, stage: 'arbitration', limit: page }),
  'conflicts that are open (AUT-2)': () =>
    listProcesses(db, { kind: 'conflict', reader, open: true, limit: page }),
  'proposals of a category (AUT-2)': () =>
    listProposals(db, { reader: after, category: 'operations', limit: page }),
  'proposals with words (AUT-2)': () => listProposals(db, { reader: after, q: 'rare', limit: page }),
  'records of a category (REC-1)': () =>
    listRecords(db, {
      category: 'operations',
      tier: 3,
      outcomes: ['executed'],
      kind: 'proposal',
      limit: page,
    }),
  'records with words (REC-1)': () => listRecords(db, { q: 'rare', limit: page }),
  'mandates (MAN-1)': () => listMandates(db, { before: 50_000, limit: page }),
  'mandates of a category (MAN-1)': () => listMandates(db, { category: 'c7', limit: page }),
  'mandates that run (MAN-2)': () => listMandates(db, { running: { at: later, is: true }, limit: page }),
  'mandates that run no more (MAN-2)': () =>
    listMandates(db, { running: { at: later, is: false }, limit: page }),
  'the mandate in force (MAN-2)': () => mandateInForce(db, 'c7', later),
  'the log’s entries (REC-3)': () => logEntries(db, 50_000, 50_100),
  'a member (MEM-1)': () => memberWithNotice(db, after),
  'carried votes (VOT-8)': async () => keptCarriedVotes(db, await closedVote(), { after, limit: page }),
  'the tally of a closed vote (VOT-8)': () =>
    tallyOfVote({ db, clock: () => Promise.resolve(at) }, stateWithVote(), 1),
  'the ballots of a closed vote (VOT-7)': () =>
    ballotsOf(
      { db, clock: () => Promise.resolve(at) },
      { state: stateWithVote(), reader: 'carl' },
      { limit: 200 },
    ),
  ...Object.fromEntries(
    (
      [
        'ballots',
        'declarations',
        'delegatedVotes',
        'delegations',
        'departures',
        'electorate',
        'statements',
        'timeline',
      ] as const
    ).map((part) => [`the evidence’s ${part} (REC-1)`, () => twoPages(part)]),
  ),
};

describe('A page of 1,000 among 100,000', () => {
  it.each(Object.entries(pages))(
    'of %s is read by an index, and not sorted out of all',
    async (_name, read) => {
      expect(await wrong(read)).toEqual([]);
    },
  );

  it('is found out where it is not so', async () => {
    expect(await wrong(() => sql`select * from answers order by at`.execute(db))).toEqual([
      'Sort of 200000 rows: select * from answers order by at',
      'reads all of answers: select * from answers order by at',
    ]);
  });
});

describe('Texts in tables', () => {
  it('are compared by code units in every column, so that a page needs no order of its own', async () => {
    const { rows: columns } = await pool.query(`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and (data_type = 'text' or udt_name = '_text') and collation_name is distinct from 'C'
        and table_name not like 'kysely%'`);
    expect(columns).toEqual([]);
  });
});
