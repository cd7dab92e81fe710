/** A council whose members are put into their tables at once, with a vote that is open, and what must be true of the ballots in it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freePort } from '../../embedded/ports.ts';
import { openAcknowledgement } from '../../ledger/answers/acknowledgement.ts';
import { parseSigner } from '../../ledger/log/keys.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { withOpenPolls } from '../../test/support/polls.ts';
import type { Bench } from '../council/stack.ts';
import { type RunningApi, startApiProcess } from '../report/processes.ts';
import { mustBe, refuse, type Running } from '../report/run.ts';
import type { Answered } from './clients.ts';
import { issuer, tokens } from './requests.ts';

export const electorId = (number: number): string => `elector-${String(number).padStart(7, '0')}`;

export async function makeElectors(db: Db, electors: number): Promise<void> {
  await sql`
    insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, added_at)
    select 'elector-' || lpad(n::text, 7, '0'), 'Elector ' || n, 'person', null, '1980-01-01', 'active', now(), '{}', '{}', now()
    from generate_series(0, ${electors - 1}::int) n`.execute(db);
  await sql`analyze members`.execute(db);
}

/** A vote of all who are members by then, open for a day. */
export async function openVote(db: Db): Promise<string> {
  const now = Date.parse(await databaseClock(db));
  const [opens = '', closes = ''] = [now - 1_000, now + 86_400_000].map((at) => new Date(at).toISOString());
  return withOpenPolls(db, { members: [], kinds: ['votes'], opens, closes });
}

/** API processes on this council, and who signs its members' tokens. */
export async function serviceOf(running: Running, bench: Bench) {
  const { jwks, token } = tokens();
  const file = (name: string): string => join(bench.data, name);
  await writeFile(file('jwks.json'), JSON.stringify(jwks));
  const environment = {
    DATABASE_URL: bench.databaseUrl,
    TEMPORAL_ADDRESS: bench.temporalAddress,
    FOLKMOOT_JWKS: file('jwks.json'),
    FOLKMOOT_ISSUER: issuer,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_LOG_KEY: file('log.key'),
    FOLKMOOT_HISTORY_KEY: file('history.key'),
  };
  return {
    token,
    startOne: async (): Promise<RunningApi> => startApiProcess(running, await freePort(), environment),
    verifier: async () => {
      const signer = parseSigner((await readFile(file('log.key'), 'utf8')).trim());
      if ('fault' in signer) throw new Error(signer.fault);
      return signer.verifier;
    },
  };
}

interface Acknowledged {
  readonly acknowledgement: {
    readonly elector: string;
    readonly number: number;
    readonly choice: string;
    readonly hash: string;
  };
}

/** A ballot of each of these electors. */
export interface Cast {
  readonly which: readonly number[];
  readonly choiceOf: (number: number) => string;
}

/**
 * Every ballot that was acknowledged is in its table as it was given; the signed promise of each hundredth holds; and of these electors the
 * last ballots come to what they gave.
 */
export async function mustBeKept(
  db: Db,
  vote: string,
  { answers }: Answered,
  { which, choiceOf }: Cast,
  verifier: Parameters<typeof openAcknowledgement>[1][number],
): Promise<void> {
  const { rows } = await sql<{ elector: string; number: number; choice: string; hash: Buffer }>`
    select a.elector, a.number, a.choice, a.hash from answers a join polls p on p.id = a.poll
    where p.decision = ${vote} and a.elector = any(${which.map(electorId)}::text[])`.execute(db);
  const kept = new Map(
    rows.map(({ elector, number, choice, hash }) => [
      `${elector} ${number}`,
      `${choice} ${hash.toString('hex')}`,
    ]),
  );
  for (const [place, number] of which.entries()) {
    const [status, body] = answers[place] ?? [0, ''];
    if (status !== 200) refuse(`a ballot was answered ${status}: ${body}`);
    const { acknowledgement } = JSON.parse(body) as Acknowledged;
    const { elector, number: numbered, choice, hash } = acknowledgement;
    if (elector !== electorId(number) || choice !== choiceOf(number))
      refuse(`${electorId(number)} was acknowledged another ballot: ${body}`);
    if (kept.get(`${elector} ${numbered}`) !== `${choice} ${hash}`)
      refuse(`an acknowledged ballot of ${elector} is not in the table`);
    if (place % 100 > 0) continue;
    const opened = openAcknowledgement(acknowledgement, [verifier]);
    if ('fault' in opened) refuse(opened.fault);
  }
  const last = await sql<{ choice: string; count: number }>`
    select c.choice, count(*) as count from current_answers c join polls p on p.id = c.poll
    where p.decision = ${vote} and c.elector = any(${which.map(electorId)}::text[]) group by c.choice`.execute(
    db,
  );
  for (const { choice, count } of last.rows)
    mustBe(`ballots ${choice}`, count, which.filter((number) => choiceOf(number) === choice).length);
}

/** A database that keeps a ballot and then loses it, one in twenty. */
export async function loseSome(db: Db): Promise<void> {
  await sql`
    create function lose() returns trigger language plpgsql as $$
    begin
      if random() < 0.05 then delete from answers where poll = new.poll and elector = new.elector and number = new.number; end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger lose after insert on answers for each row execute function lose()`.execute(db);
}
