/** The council that the console's bench looks at: the one-machine default in a process of its own, and tables filled as its members would have filled them. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freePort } from '../../embedded/ports.ts';
import type { Db } from '../../store/postgres/database.ts';
import { type Caller, caller } from '../../test/support/http.ts';
import { bodyOf, matter } from '../council/others.ts';
import { straightCharter } from '../council/large.ts';
import { fillCouncil, fillPoll, memberName } from '../council/plan.ts';
import { until } from '../report/looks.ts';
import { refuse, type Running } from '../report/run.ts';

const members = `members:
  - { id: ct, name: Ct, kind: person, bornAt: 1979-04-02, roles: [guardian] }
  - { id: aria, name: Aria Nakamura, kind: person, bornAt: 1983-02-11, roles: [registrar, operator] }
`;

export interface SeenCouncil {
  readonly url: string;
  readonly as: (member: string) => Promise<Caller>;
}

/** Starts it on a database, and ends it with the bench. */
export async function openSeenCouncil(
  { later }: Running,
  { data, databaseUrl }: { readonly data: string; readonly databaseUrl: string },
): Promise<SeenCouncil> {
  const port = await freePort();
  await writeFile(join(data, 'charter.yaml'), await straightCharter());
  await writeFile(join(data, 'members.yaml'), members);
  const child = spawn(process.execPath, ['--import', 'tsx', 'embedded/main.ts'], {
    cwd: new URL('../../', import.meta.url),
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      FOLKMOOT_DATA: join(data, 'council'),
      FOLKMOOT_CHARTER: join(data, 'charter.yaml'),
      FOLKMOOT_MEMBERS: join(data, 'members.yaml'),
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  later(async () => {
    child.kill('SIGTERM');
    await gone;
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) refuse('the council did not start');
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok === true ? answer : undefined;
  });
  const as = async (member: string): Promise<Caller> => {
    const { token } = bodyOf(await caller(url).post('/v1/dev/tokens', { member }));
    return caller(url, String(token));
  };
  return { url, as };
}

/** A vote that so many answer in person. Answers the decision's id. */
export async function fillVote(db: Db, { as }: SeenCouncil, ballots: number): Promise<string> {
  const plan = { electors: ballots, ballots };
  await fillCouncil(db, plan, new Date(Date.now() - 3_600_000).toISOString());
  const author = await as(memberName(0));
  const submitted = await author.post('/v1/proposals', matter('operations', 'everyone'));
  if (submitted.status >= 300) refuse(`the submission was answered ${submitted.status}`);
  const decision = bodyOf(submitted).id ?? '';
  const member = await as(memberName(1));
  await until(async () =>
    bodyOf(await member.get(`/v1/proposals/${decision}`)).stage === 'voting' ? true : undefined,
  );
  await fillPoll(db, plan, decision);
  return decision;
}

/** So many that have ended, and as many that are open, each with a title of its own. */
export async function fillDecisions(db: Db, decision: string, many: number): Promise<void> {
  const each = sql`generate_series(1, ${sql.lit(many)}) n`;
  await sql`
    insert into records (decision, kind, outcome, title, ended_at, category, tier, search, bytes)
    select gen_random_uuid(), 'proposal', 'executed', 'Ended matter ' || n || repeat(' and what belongs to it', n % 5),
      now() - n * interval '1 minute', 'operations', 3, '', '{}'
    from ${each}`.execute(db);
  await sql`
    with copies as (
    insert into proposals (id, sequence, author, category, tier, stage, title, search, deadline, outcome, created_at, submitted_at,
      ended_at, changed_at, affects, state)
    select id, sequence, author, category, tier, stage, title || ' ' || n, search, deadline + n * interval '1 second', outcome, created_at,
      submitted_at, ended_at, changed_at, affects, state || jsonb_build_object('id', id, 'title', title || ' ' || n,
        'deadline', to_char((deadline + n * interval '1 second') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from (
      select gen_random_uuid() as id, n, sequence, author, category, tier, stage, title, search, deadline, outcome, created_at,
        submitted_at, ended_at, changed_at, affects, state
      from proposals, ${each} where id = ${decision}
    ) copy
    returning id)
    insert into proposal_versions (proposal, version, round, at, in_force_at, content, salt)
    select copies.id, version, round, at, in_force_at, content, salt from copies, proposal_versions where proposal = ${decision}`.execute(
    db,
  );
  await sql`vacuum analyze records, proposals, proposal_versions`.execute(db);
}
