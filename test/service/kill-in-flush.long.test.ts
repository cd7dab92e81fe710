/** `kill -9` of the API in the middle of a flush: whatever was acknowledged is in the record, and whoever was not answered votes again. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Acknowledged } from '../../ledger/answers/acknowledgement.ts';
import { parseVerifiers } from '../../ledger/log/keys.ts';
import { verifyDecision } from '../../ledger/recount/verification.ts';
import type { AnswerEntry } from '../../store/ballots/answers/answer.ts';
import { person } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

const voters = Array.from({ length: 300 }, (_, index) => person(`voter-${String(index).padStart(3, '0')}`));
const [author, held] = ['voter-000', 'voter-150'];

describe('an API that is killed in the middle of a flush', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      charter: new URL('../../charter/examples/php-rfc.yaml', import.meta.url),
      members: voters,
      // The vote could last two minutes, and ends when everybody has voted.
      pace: 10_080,
    });
  });
  afterAll(() => stack.close());

  type Acknowledgement = Acknowledged<AnswerEntry>;
  /** By elector: the last acknowledgement that they were given. */
  const acknowledged = new Map<string, Acknowledgement>();
  let path = '';

  const vote = async (id: string): Promise<number | undefined> => {
    const caller = await stack.as(id);
    const answer = await caller.put(`${path}/ballot`, { choice: 'for' }).catch(() => undefined);
    if (answer?.status === 200) acknowledged.set(id, answer.body.acknowledgement as Acknowledgement);
    return answer?.status;
  };
  const left = () => voters.filter(({ id }) => !acknowledged.has(id));
  /** Whether the server is at a statement of a flush. */
  const isAt = (statement: string, waiting: string) =>
    vi.waitUntil(
      async () => {
        const { rows } = await sql`select from pg_stat_activity where application_name = 'folkmoot writes'
          and datname = current_database() and query like ${statement} and wait_event = ${waiting}`.execute(
          stack.db,
        );
        return rows.length > 0;
      },
      { timeout: 10_000, interval: 5 },
    );
  const kept = async (): Promise<Map<string, number>> => {
    const rows = await stack.db.selectFrom('answers').select(['elector', 'number', 'hash']).execute();
    for (const promise of acknowledged.values())
      expect(rows.map(({ hash }) => hash.toString('hex'))).toContain(promise.hash);
    return new Map(rows.map(({ elector, number }) => [elector, number]));
  };

  it('VOT-6 PRO-7 before its rows are written, while they are committed, and at any moment', async () => {
    const caller = await stack.as(author);
    const { category: _category, ...words } = content;
    const { body } = await caller.post('/v1/proposals', { ...words, category: 'rfc', alternatives: [] });
    path = `/v1/proposals/${body.id}`;
    expect(body).toMatchObject({ stage: 'voting' });

    // Somebody else keeps a ballot of one of them meanwhile, for which the others of its flush wait.
    let voting: Promise<unknown> = Promise.resolve();
    await expect(
      stack.db.transaction().execute(async (trx) => {
        await sql`insert into answers (poll, elector, number, choice, version, at, hash)
          select id, ${held}, 1, 'against', 1, opens, '' from polls where decision = ${body.id}`.execute(trx);
        voting = Promise.all(voters.slice(100, 200).map(({ id }) => vote(id)));
        await isAt('/* keep-answers */%', 'transactionid');
        await stack.api.kill();
        throw new Error('it is not kept either');
      }),
    ).rejects.toThrow('not kept either');
    await voting;
    expect(acknowledged.has(held)).toBe(false);
    await kept();
    await stack.api.start();

    // Each commit takes half a second.
    await sql`create function linger() returns trigger language plpgsql
      as $$begin perform pg_sleep(0.5); return null; end$$`.execute(stack.db);
    await sql`create constraint trigger linger after insert on answers deferrable initially deferred
      for each row when (new.elector = 'voter-000') execute function linger()`.execute(stack.db);
    voting = Promise.all(voters.slice(0, 100).map(({ id }) => vote(id)));
    await isAt('commit', 'PgSleep');
    await stack.api.kill();
    await voting;
    expect(acknowledged.has(author)).toBe(false);
    await sql`drop trigger linger on answers`.execute(stack.db);
    await kept();
    await stack.api.start();

    const before = acknowledged.size;
    let killed: Promise<void> | undefined;
    await Promise.all(
      voters.slice(200).map(async ({ id }) => {
        await vote(id);
        if (acknowledged.size > before + 10) killed ??= stack.api.kill();
      }),
    );
    await killed;
    const unanswered = left();
    expect(unanswered.length).toBeGreaterThan(0);
    const already = await kept();
    await stack.api.start();

    // Who was acknowledged may vote again as well, and whoever comes last ends the vote.
    const [again] = acknowledged.keys();
    if (again !== undefined) expect(await vote(again)).toBe(200);
    for (const { id } of unanswered) {
      // Some ballots were kept whose acknowledgement died with the API: their own, said once more, stands.
      expect(await vote(id)).toBe(200);
      const number = acknowledged.get(id)?.number ?? 0;
      expect([already.get(id) ?? 0, (already.get(id) ?? 0) + 1]).toContain(number);
    }
    await vi.waitUntil(async () => (await caller.get(path)).body.stage === 'ended', {
      timeout: 60_000,
      interval: 100,
    });

    const bytes = async (of: string) => Buffer.from(textOf((await caller.get(of)).body));
    const record = await bytes(`${path}/record`);
    const verifiers = parseVerifiers(String(await bytes('/v1/ledger/key')));
    if ('fault' in verifiers) throw new Error(verifiers.fault);
    const checks = verifyDecision(
      {
        record,
        receipt: await bytes(`${path}/receipt`),
        evidence: await bytes(`/v1/decisions/${body.id}/evidence`),
        acknowledgements: [...acknowledged.values()],
      },
      verifiers,
    );
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.filter(({ check }) => check === 'acknowledgement')).toHaveLength(voters.length);
    expect(JSON.parse(String(record))).toMatchObject({ votes: [{ tally: { for: voters.length } }] });
  }, 180_000);
});

/** A body as it was sent: the record and the evidence are canonical JSON, which reading and writing leave as it is. */
const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));
