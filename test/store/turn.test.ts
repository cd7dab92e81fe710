/** Waiting for a decision that is being closed: in a line, without a connection, for two seconds, and in nobody else's way. */
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { type Db, openDatabase } from '../../store/postgres/database.ts';
import { takeStatement } from '../../store/ballots/statements.ts';
import { inTurn, memberIn, seriesIn } from '../../store/postgres/turn.ts';
import type { Member } from '../../rules/model.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';
import { withOpenPolls, takeAnswer } from '../support/polls.ts';

const members = Array.from({ length: 20 }, (_, number) => person(`member-${number}`));
const ballot: Answer = { kind: 'votes', choice: 'for', ranking: null, reason: null, version: undefined };

let database: TestDatabase;
let box: Db;
/** Two decisions in voting. */
let [one, another] = ['', ''];
beforeEach(async () => {
  database = await createDatabase();
  box = openDatabase({ url: database.url, purpose: 'writes', connections: 2, onError: console.error });
  const at = Date.parse(await databaseClock(database.db));
  const window = {
    opens: new Date(at - 1_000).toISOString(),
    closes: new Date(at + 3_600_000).toISOString(),
  };
  one = await withOpenPolls(database.db, { members, kinds: ['votes'], ...window });
  another = await withOpenPolls(database.db, { members: [], kinds: ['votes'], ...window });
  return async () => {
    await box.destroy();
    await database.drop();
  };
});

/** Holds a decision alone, as who closes it does, until it is let go. */
async function hold(decision: string): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const waits = new Promise<void>((resolve) => (release = resolve));
  let held = (): void => undefined;
  const locked = new Promise<void>((resolve) => (held = resolve));
  const holding = database.db.transaction().execute(async (trx) => {
    await lockDecision(trx, decision, 'alone');
    held();
    await waits;
  });
  await locked;
  return async () => {
    release();
    await holding;
  };
}

const vote = (decision: string, member: Member) => takeAnswer(box, databaseClock, decision, member, ballot);
const say = (decision: string, member: Member) =>
  takeStatement(box, databaseClock, decision, member, { text: 'A view.' }, null);

describe('while a decision is held', () => {
  it('VOT-6 its ballots wait two seconds and give up, and those of another decision are taken at once', async () => {
    const letGo = await hold(one);
    const from = Date.now();
    const waiting = Promise.allSettled(members.map((member) => vote(one, member)));
    for (const member of members.slice(0, 10))
      expect(await vote(another, member)).toMatchObject({ entry: { decision: another } });
    expect(Date.now() - from).toBeLessThan(1_900);
    const given = await waiting;
    expect(Date.now() - from).toBeGreaterThanOrEqual(1_900);
    expect(given.map(({ status }) => status)).toEqual(members.map(() => 'rejected'));
    for (const refused of given) expect(refused).toMatchObject({ reason: { code: '55P03' } });
    await letGo();
    expect(await vote(one, members[0]!)).toMatchObject({ entry: { number: 1 } });
  });

  it('VOT-6 who waits gets their turn when it is let go, every one of them', async () => {
    const letGo = await hold(one);
    const waiting = members.map((member) => vote(one, member));
    await vote(another, members[0]!);
    await letGo();
    const taken = await Promise.all(waiting);
    expect(taken.map((each) => ('entry' in each ? each.entry.elector : each))).toEqual(
      members.map(({ id }) => id),
    );
  });

  it('PRO-4 a statement in it waits as well, and is numbered after those before it', async () => {
    const letGo = await hold(one);
    const waiting = members.map((member) => say(one, member));
    expect(await say(another, members[0]!)).toMatchObject({ entry: { number: 1 } });
    await letGo();
    const numbers = (await Promise.all(waiting)).map((each) => ('entry' in each ? each.entry.number : 0));
    expect(numbers.sort((a, b) => a - b)).toEqual(members.map((_, place) => place + 1));
  });

  it('VOT-5 who closes it waits for those before, and not for those who come after', async () => {
    let letGo = (): void => undefined;
    const waits = new Promise<void>((resolve) => (letGo = resolve));
    const order: string[] = [];
    const before = inTurn(box, memberIn(one, 'member-0', 0), async () => {
      order.push('a ballot under way');
      await waits;
    });
    await expect.poll(() => order).toHaveLength(1);
    const closing = database.db.transaction().execute(async (trx) => {
      await lockDecision(trx, one, 'alone');
      order.push('the close');
    });
    const waiting = async () => {
      const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`.execute(database.db);
      return rows.length;
    };
    await expect.poll(waiting).toBe(1);
    const after = vote(one, members[1]!).then(() => order.push('a later ballot'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    letGo();
    await Promise.all([before, closing, after]);
    expect(order).toEqual(['a ballot under way', 'the close', 'a later ballot']);
  });

  it.each([
    ['who have their turn one by one', () => seriesIn(one, 'statements')],
    ['who have it together', () => memberIn(one, 'member-0', 0)],
  ])(
    'PRO-10 a thousand wait, of those %s; who comes after them is turned away at once',
    async (_, turnOf) => {
      // In a thousand turns over two connections somebody is the last: how long they wait for one is not asked here.
      const patient = openDatabase({
        url: database.url,
        purpose: 'writes',
        connections: 2,
        connection: 60_000,
        onError: console.error,
      });
      const turn = turnOf();
      const letGo = await hold(one);
      const tried = inTurn(patient, turn, async () => 'done');
      // The first has found that it is held, long before these two are done.
      await Promise.all([vote(another, members[0]!), new Promise((resolve) => setTimeout(resolve, 300))]);
      await vote(another, members[1]!);
      const line = Array.from({ length: 999 }, () => inTurn(patient, turn, async () => 'done'));
      const from = Date.now();
      await expect(inTurn(patient, turn, async () => 'done')).rejects.toMatchObject({ code: '55P03' });
      expect(Date.now() - from).toBeLessThan(1_000);
      await letGo();
      expect(new Set(await Promise.all([tried, ...line]))).toEqual(new Set(['done']));
      await patient.destroy();
    },
  );
});
