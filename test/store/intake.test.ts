/** Answers that are kept together: the same rows, numbers and refusals as one by one, whatever comes between them (VOT-6, PRO-7). */
import { setTimeout as sleep } from 'node:timers/promises';
import { fc, test } from '@fast-check/vitest';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openAcknowledgement } from '../../ledger/answers/acknowledgement.ts';
import { makeSignerKey, parseSigner } from '../../ledger/log/keys.ts';
import type { Answer, Given } from '../../store/ballots/answers/answer.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import { type Failed, type Outcome, takeAnswers } from '../../store/ballots/ballot-box.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { closeVote } from '../../store/ballots/closing.ts';
import { type Answered, type Intake, type IntakeOptions, openIntake } from '../../store/ballots/intake.ts';
import { type Clock, databaseClock } from '../../store/postgres/clock.ts';
import { openDatabase } from '../../store/postgres/database.ts';
import { setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five, person } from '../support/people.ts';
import { clockAt, takeAnswer, withOpenPolls } from '../support/polls.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';
const lastMillisecond = '2026-03-05T08:59:59.999Z';

const signer = parseSigner(makeSignerKey('intake.example/log'));
if ('fault' in signer) throw new Error(signer.fault);

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});

const ballot = (choice: string, version?: number): Answer => ({
  kind: 'votes',
  choice,
  ranking: null,
  reason: null,
  version,
});
const give = (elector: string, choice = 'for', version?: number): Given => ({
  elector,
  answer: ballot(choice, version),
});
const open = (members = five, window = { opens, closes }) =>
  withOpenPolls(database.db, { members, kinds: ['votes'], ...window });
const boxOf = (decision: string) => ({ decision, kind: 'votes', matter: undefined }) as const;

const intakeAt = (clock: Clock, more: Partial<IntakeOptions> = {}): Intake =>
  openIntake({
    db: database.db,
    clock,
    signer,
    waiting: 1_000,
    waitingInAll: 1_000,
    onComplete: () => undefined,
    onKept: () => undefined,
    ...more,
  });

const rowsOf = (decision: string) => listAnswers(database.db, { decision, kind: 'votes', limit: 1_000 });

/** What is the same of two answers in two decisions. */
const said = (outcome: Outcome | Failed): unknown => {
  if (!('entry' in outcome)) return outcome;
  const { decision: _decision, ...entry } = outcome.entry;
  return { entry, fresh: outcome.fresh, status: outcome.status };
};

describe('together and one by one', () => {
  const given = fc.record({
    elector: fc.constantFrom('anna', 'ben', 'carl', 'dora', 'emil', 'nobody'),
    choice: fc.constantFrom('for', 'against', 'abstain'),
    version: fc.constantFrom(undefined, 1, 2),
  });
  const flushes = fc.array(
    fc.record({
      at: fc.constantFrom(opens, lastMillisecond, closes),
      given: fc.array(given, { minLength: 1, maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  test.prop([flushes], { numRuns: 25 })(
    'VOT-6 PRO-7 give the same rows, numbers and refusals',
    async (story) => {
      const { clock, set } = clockAt(opens);
      const [one, other] = [await open([]), await open([])];
      const elector = async (decision: string) =>
        sql`insert into electors (electorate, member, offline, kind)
          select ${decision}, id, false, 'person' from unnest(array['anna', 'ben', 'carl', 'emil']) as id`.execute(
          database.db,
        );
      await sql`insert into members (id, name, kind, born_at, status, status_at, roles, milestones, added_at)
        select id, id, 'person', '1980-01-01', case id when 'emil' then 'departed' else 'active' end, ${opens}, '{}', '{}', ${opens}
        from unnest(array['anna', 'ben', 'carl', 'dora', 'emil']) as id on conflict do nothing`.execute(
        database.db,
      );
      await elector(one);
      await elector(other);
      // Time goes on.
      for (const { at, given: answers } of story.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
        set(at);
        const flush = answers.map(({ elector: id, choice, version }) => give(id, choice, version));
        const together = await takeAnswers(database.db, clock, boxOf(one), flush);
        const alone: Outcome[] = [];
        for (const { elector: id, answer } of flush)
          alone.push(await takeAnswer(database.db, clock, other, { id }, answer));
        expect(together.map(said)).toEqual(alone.map(said));
      }
      const kept = async (decision: string) =>
        (await rowsOf(decision)).map(
          (row) => JSON.parse(JSON.stringify(row).replaceAll(decision, 'ID')) as unknown,
        );
      expect(await kept(one)).toEqual(await kept(other));
    },
  );

  test.prop(
    [
      fc.array(fc.constantFrom('anna', 'ben', 'carl'), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
    ],
    {
      numRuns: 15,
    },
  )(
    'PRO-7 whatever comes at once, each elector’s answers are numbered in their order',
    async (electors, together) => {
      const { clock } = clockAt(opens);
      const decision = await withOpenPolls(database.db, { members: [], kinds: ['votes'], opens, closes });
      await sql`insert into electors (electorate, member, offline, kind)
      select ${decision}, id, false, 'person' from unnest(array['anna', 'ben', 'carl']) as id`.execute(
        database.db,
      );
      await sql`insert into members (id, name, kind, born_at, status, status_at, roles, milestones, added_at)
      select id, id, 'person', '1980-01-01', 'active', ${opens}, '{}', '{}', ${opens}
      from unnest(array['anna', 'ben', 'carl']) as id on conflict do nothing`.execute(database.db);
      // Two processes, as it were.
      const intakes = [
        intakeAt(clock, { bounds: { together } }),
        intakeAt(clock, { bounds: { together } }),
      ] as const;
      const answers = await Promise.all(
        electors.map((elector, place) => (intakes[place % 2] ?? intakes[0])(boxOf(decision), give(elector))),
      );
      const acknowledged = answers.map(acknowledgementOf);
      for (const name of new Set(electors)) {
        const numbers = acknowledged.filter(({ elector }) => elector === name).map(({ number }) => number);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, place) => place + 1));
      }
      for (const acknowledgement of acknowledged)
        expect(openAcknowledgement(acknowledgement, [signer.verifier])).not.toHaveProperty('fault');
      expect((await rowsOf(decision)).flatMap(({ replaced, ...last }) => [...replaced, last])).toHaveLength(
        electors.length,
      );
    },
  );
});

function acknowledgementOf(answered: Answered) {
  if (!('acknowledgement' in answered)) throw new Error(JSON.stringify(answered));
  return answered.acknowledgement;
}

it('VOT-6 who answers together is acknowledged under one signature', async () => {
  const decision = await open();
  const intake = intakeAt(clockAt(opens).clock);
  const answers = await Promise.all(five.map(({ id }) => intake(boxOf(decision), give(id))));
  const promises = answers.map((answered) => acknowledgementOf(answered).promise);
  expect(new Set(promises.map(({ note }) => note)).size).toBe(1);
  // Each is followed by a random leaf, so that no path tells of another's answer (VOT-7).
  expect(promises.map(({ index, size }) => [index, size])).toEqual(
    [0, 2, 4, 6, 8].map((index) => [index, 10]),
  );
});

it('PRO-7 the same elector five hundred times in one flush is numbered to the hundred that are kept, and refused from there', async () => {
  const decision = await open();
  const flush = Array.from({ length: 500 }, (_, place) => give('carl', place < 99 ? 'against' : 'for'));
  const outcomes = await takeAnswers(database.db, clockAt(opens).clock, boxOf(decision), flush);
  expect(outcomes.slice(0, 100).map((outcome) => 'entry' in outcome && outcome.entry.number)).toEqual(
    flush.slice(0, 100).map((_, place) => place + 1),
  );
  for (const outcome of outcomes.slice(100))
    expect(outcome).toMatchObject({
      refusal: { code: 'limit-reached', rule: 'PRO-7', facts: { most: 100 } },
    });
  const [counted] = await rowsOf(decision);
  expect(counted).toMatchObject({ elector: 'carl', number: 100, choice: 'for' });
  expect(counted?.replaced).toHaveLength(99);
});

it('VOT-6 everyone in the last second: each acknowledged ballot is counted, each late one refused', async () => {
  const members = Array.from({ length: 400 }, (_, place) => person(`voter-${String(place)}`));
  const opens = await databaseClock(database.db);
  const later = (instant: string, milliseconds: number) =>
    new Date(Date.parse(instant) + milliseconds).toISOString();
  const decision = await open(members, { opens, closes: later(opens, 3_600_000) });
  const soon = later(await databaseClock(database.db), 2_000);
  await database.db
    .updateTable('polls')
    .set({ closes: soon, due: soon })
    .where('decision', '=', decision)
    .execute();
  const intake = intakeAt(databaseClock, { bounds: { together: 16 } });
  const closing = (async () => {
    for (;;) {
      const result = await closeVote(database.db, databaseClock, decision, 1);
      if (!result.open) return result.result[0]?.for;
      if (result.closes !== soon) return result.extended[0]?.tally.for;
      // Who asks without a pause would keep the answers from their turn.
      await sleep(20);
    }
  })();
  const answers: Answered[] = [];
  // One after the other over the window's end, many at once.
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (const { id } of members.filter((_member, place) => place % 8 === lane)) {
        answers.push(await intake(boxOf(decision), give(id)));
        await sleep(50);
      }
    }),
  );
  const counted = await closing;
  const inTime = answers.filter(
    (answered) => 'acknowledgement' in answered && answered.acknowledgement.at < soon,
  );
  expect(inTime).toHaveLength(counted ?? -1);
  expect(inTime.length).toBeGreaterThan(0);
  const afterwards = answers.filter((answered) => !inTime.includes(answered));
  expect(afterwards.length).toBeGreaterThan(0);
  for (const answered of afterwards)
    if (!('acknowledgement' in answered))
      expect(answered).toMatchObject({ refusal: { code: 'window-closed' } });
});

describe('a flush that fails in the middle', () => {
  const failing = async (when: string, event: string) => {
    await sql`create function fail() returns trigger language plpgsql as ${sql.lit(
      `begin if ${when} then raise exception 'as it would be' using errcode = '22000'; end if; return new; end`,
    )}`.execute(database.db);
    await sql.raw(`${event} for each row execute function fail()`).execute(database.db);
  };

  it('VOT-6 for one ballot that cannot be kept: the others are kept and acknowledged, it is not', async () => {
    const decision = await open();
    await failing(`new.elector = 'carl'`, 'create trigger fail before insert on answers');
    const intake = intakeAt(clockAt(opens).clock);
    const answers = await Promise.allSettled(five.map(({ id }) => intake(boxOf(decision), give(id))));
    expect(answers.map(({ status }) => status)).toEqual(
      five.map(({ id }) => (id === 'carl' ? 'rejected' : 'fulfilled')),
    );
    expect((await rowsOf(decision)).map(({ elector, number }) => [elector, number])).toEqual(
      ['anna', 'ben', 'dora', 'emil'].map((elector) => [elector, 1]),
    );
  });

  it('VOT-6 at its very commit: none is kept, and none is acknowledged', async () => {
    const decision = await open();
    await failing(
      'true',
      'create constraint trigger fail after insert on answers deferrable initially deferred',
    );
    const intake = intakeAt(clockAt(opens).clock);
    const answers = await Promise.allSettled(five.map(({ id }) => intake(boxOf(decision), give(id))));
    expect(answers.map(({ status }) => status)).toEqual(five.map(() => 'rejected'));
    expect(await rowsOf(decision)).toEqual([]);
  });
});

describe('a flush whose answers do not all come to the same', () => {
  /** Another process keeps an answer of the elector, and lets it go once the flush waits for it. */
  const besides = async (decision: string, elector: string, act: () => Promise<void>): Promise<void> =>
    database.db.transaction().execute(async (trx) => {
      await sql`insert into answers (poll, elector, number, choice, version, at, hash)
        select id, ${elector}, 1, 'abstain', 1, ${opens}::timestamptz, '' from polls where decision = ${decision}`.execute(
        trx,
      );
      await act();
    });
  const waitsForRow = () =>
    vi.waitUntil(
      async () => {
        const { rows } = await sql`select from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like '/* keep-answers */%'`.execute(database.db);
        return rows.length === 1;
      },
      { timeout: 5_000, interval: 10 },
    );

  it.each(['57014', '22000'])(
    'VOT-6 acknowledges what its first try kept where a later one fails with %s, and keeps nothing twice',
    async (code) => {
      const decision = await open();
      await sql`create function fail() returns trigger language plpgsql as ${sql.lit(
        `begin if new.number = 2 then raise exception 'as it would be' using errcode = '${code}'; end if; return new; end`,
      )}`.execute(database.db);
      await sql`create trigger fail before insert on answers for each row execute function fail()`.execute(
        database.db,
      );
      const intake = intakeAt(clockAt(opens).clock);
      let given: Promise<PromiseSettledResult<Answered>[]> | undefined;
      await besides(decision, 'carl', async () => {
        given = Promise.allSettled(five.map(({ id }) => intake(boxOf(decision), give(id))));
        await waitsForRow();
      });
      const came = (await given)?.map((one) =>
        one.status === 'fulfilled'
          ? acknowledgementOf(one.value).number
          : (one.reason as { code: string }).code,
      );
      expect(came).toEqual(five.map(({ id }) => (id === 'carl' ? code : 1)));
      expect((await rowsOf(decision)).map(({ number, replaced }) => [number, replaced.length])).toEqual(
        five.map(() => [1, 0]),
      );
    },
  );

  it('VOT-6 that waits for a lock too long turns away whom it holds, and nobody behind it in the line', async () => {
    const decision = await open();
    const db = openDatabase({ url: database.url, purpose: 'writes', lock: 300, onError: () => undefined });
    onTestFinished(() => db.destroy());
    const intake = intakeAt(clockAt(opens).clock, { db, bounds: { flushes: 1 } });
    await besides(decision, 'anna', async () => {
      const anna = intake(boxOf(decision), give('anna'));
      const refused = expect(anna).rejects.toMatchObject({ code: '55P03' });
      await waitsForRow();
      const others = ['ben', 'carl'].map((id) => intake(boxOf(decision), give(id)));
      await refused;
      for (const answered of await Promise.all(others)) expect(acknowledgementOf(answered).number).toBe(1);
    });
  });
});

it('VOT-6 more than may wait are turned away at once, and those before them are kept', async () => {
  const decision = await open();
  const intake = intakeAt(clockAt(opens).clock, { waiting: 2, bounds: { flushes: 1 } });
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const holding = database.db.transaction().execute(async (trx) => {
    await lockDecision(trx, decision, 'alone');
    const first = intake(boxOf(decision), give('anna'));
    // Under way from the next turn on: it waits for the decision, and no longer in the line.
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = ['ben', 'carl'].map((id) => intake(boxOf(decision), give(id)));
    await expect(intake(boxOf(decision), give('dora'))).rejects.toMatchObject({ code: 'full' });
    setTimeout(letGo, 50);
    await released;
    return [first, ...waiting];
  });
  for (const answered of await Promise.all(await holding)) expect(acknowledgementOf(answered).number).toBe(1);
});

it('PRO-7 of two ballots that an elector gives one after the other the second counts, whatever another process keeps meanwhile', async () => {
  const decision = await open();
  const intake = intakeAt(clockAt(opens).clock);
  let given: Promise<Answered[]> | undefined;
  await database.db.transaction().execute(async (trx) => {
    await sql`insert into answers (poll, elector, number, choice, version, at, hash)
      select id, 'anna', 1, 'abstain', 1, ${opens}::timestamptz, '' from polls where decision = ${decision}`.execute(
      trx,
    );
    given = Promise.all(['against', 'for'].map((choice) => intake(boxOf(decision), give('anna', choice))));
    await sleep(200);
  });
  expect((await given)?.map((answered) => acknowledgementOf(answered).number)).toEqual([2, 3]);
  expect(await rowsOf(decision)).toMatchObject([{ elector: 'anna', number: 3, choice: 'for' }]);
});

it('MEM-2 the statement itself looks what a member is: who departed a moment ago is refused', async () => {
  const { clock } = clockAt(opens);
  const decision = await open();
  await setStatus(database.db, clock, { id: 'ben', by: 'ben', status: 'departed' });
  expect(await takeAnswers(database.db, clock, boxOf(decision), [give('anna'), give('ben')])).toMatchObject([
    { status: 'active', entry: { elector: 'anna' } },
    { status: 'departed', refusal: { code: 'not-permitted', rule: 'MEM-2' } },
  ]);
});
