/** The ballot box against its clock and against many hands at once, on a real PostgreSQL. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { closeRound, closeVote } from '../../store/ballots/closing.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import { setStatus } from '../../store/council/status.ts';
import type { Member } from '../../rules/model.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five, person } from '../support/people.ts';
import { clockAt, type OpenPoll, withOpenPolls, takeAnswer } from '../support/polls.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';
const lastMillisecond = '2026-03-05T08:59:59.999Z';

const ballot = (choice: string): Answer => ({
  kind: 'votes',
  choice,
  ranking: null,
  reason: null,
  version: undefined,
});
const position = (choice: string): Answer => ({ ...ballot(choice), kind: 'positions' });
const ranking = (...options: string[][]): Answer => ({
  ...ballot('x'),
  kind: 'preferences',
  choice: null,
  ranking: options,
});

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});
const open = (more: Partial<OpenPoll> = {}) =>
  withOpenPolls(database.db, { members: five, kinds: ['votes'], opens, closes, ...more });
const [anna, ben, carl, dora, emil] = five as [Member, Member, Member, Member, Member];

describe('the window', () => {
  it('VOT-6 takes a ballot in the last millisecond and refuses one at the close', async () => {
    const { clock, set } = clockAt(lastMillisecond);
    const id = await open();
    const taken = await takeAnswer(database.db, clock, id, anna, ballot('for'));
    expect(taken).toMatchObject({ entry: { elector: 'anna', at: lastMillisecond, number: 1 } });
    set(closes);
    expect(await takeAnswer(database.db, clock, id, ben, ballot('for'))).toMatchObject({
      refusal: {
        code: 'window-closed',
        rule: 'PRO-10',
        facts: { deadline: closes, at: closes, lateByMs: 0 },
      },
    });
  });

  it('VOT-6 times an answer by a clock that is behind at the opening, not before it', async () => {
    const { clock } = clockAt('2026-03-02T08:59:59.990Z');
    const taken = await takeAnswer(database.db, clock, await open(), anna, ballot('for'));
    expect(taken).toMatchObject({ entry: { at: opens } });
  });

  it('VOT-6 shifts no answer by more than a second: a clock further behind takes none', async () => {
    const { clock, set } = clockAt('2026-03-02T08:59:58.999Z');
    const id = await open();
    await expect(takeAnswer(database.db, clock, id, anna, ballot('for'))).rejects.toMatchObject({
      difference: { behind: 'database', of: 'temporal', milliseconds: 1_001 },
    });
    set('2026-03-02T08:59:59.000Z');
    const taken = await takeAnswer(database.db, clock, id, anna, ballot('for'));
    expect(taken).toMatchObject({ entry: { at: opens, number: 1 } });
  });

  it('VOT-5 is not closed before the clock reaches its end, and is closed at that very instant', async () => {
    const { clock, set } = clockAt(lastMillisecond);
    const id = await open({ members: [anna, ben] });
    await takeAnswer(database.db, clock, id, anna, ballot('for'));
    await takeAnswer(database.db, clock, id, anna, ballot('against'));
    expect(await closeVote(database.db, clock, id, 1)).toMatchObject({ open: true, closes });
    await takeAnswer(database.db, clock, id, ben, ballot('for'));
    set('2026-03-05T09:00:07.000Z');
    expect(await closeVote(database.db, clock, id, 1)).toMatchObject({
      open: false,
      closedAt: closes,
      result: [{ for: 1, against: 1, verdict: 'deadlock' }],
    });
  });

  it('PRO-10 says so when the poll closed early', async () => {
    const { clock } = clockAt(opens);
    const id = await open({ members: [anna] });
    await takeAnswer(database.db, clock, id, anna, ballot('for'));
    expect(await closeVote(database.db, clock, id, 1)).toMatchObject({ open: false, closedAt: opens });
    expect(await takeAnswer(database.db, clock, id, anna, ballot('against'))).toMatchObject({
      refusal: { code: 'window-closed', facts: { closedAt: opens } },
    });
  });
});

describe('who may answer, and what', () => {
  it('VOT-3 AUT-1 refuses who is no elector, and who has departed', async () => {
    const { clock } = clockAt(opens);
    const id = await open();
    const stranger = person('stranger');
    expect(await takeAnswer(database.db, clock, id, stranger, ballot('for'))).toMatchObject({
      refusal: { code: 'not-an-elector', rule: 'VOT-3' },
    });
    await setStatus(database.db, clock, { id: 'anna', by: 'anna', status: 'departed' });
    expect(await takeAnswer(database.db, clock, id, anna, ballot('for'))).toMatchObject({
      refusal: { code: 'not-permitted', rule: 'MEM-2' },
    });
  });

  it('PRO-6 refuses an answer to another version, with both', async () => {
    const { clock } = clockAt(opens);
    const id = await open();
    expect(await takeAnswer(database.db, clock, id, anna, { ...ballot('for'), version: 2 })).toMatchObject({
      refusal: { code: 'stale-version', rule: 'PRO-6', facts: { answered: 2, inForce: 1 } },
    });
  });

  it('CON-1 refuses rankings of what is no option, and of one twice', async () => {
    const { clock } = clockAt(opens);
    const id = await open({ kinds: ['positions', 'preferences'] });
    const rank = (...options: string[][]) => takeAnswer(database.db, clock, id, anna, ranking(...options));
    expect(await rank(['__proto__'])).toMatchObject({ refusal: { code: 'unknown-option', rule: 'CON-1' } });
    expect(await rank(['proposal'], ['proposal'])).toMatchObject({ refusal: { code: 'repeated-option' } });
    expect(await rank(['alternative-1', 'proposal'], ['status-quo'])).toHaveProperty('entry');
  });

  it('PRO-7 keeps a hundred answers of one elector in one poll, and refuses more', async () => {
    const { clock } = clockAt(opens);
    const id = await open();
    for (let given = 1; given <= 100; given += 1)
      await takeAnswer(database.db, clock, id, anna, ballot('for'));
    expect(await takeAnswer(database.db, clock, id, anna, ballot('against'))).toMatchObject({
      refusal: { code: 'limit-reached', facts: { most: 100 } },
    });
  });
});

describe('many hands at once', () => {
  it('VOT-6 an answer is either acknowledged and in the tally, or refused, while the poll closes', async () => {
    const members = Array.from({ length: 60 }, (_, index) => person(`voter-${String(index)}`));
    const now = Date.parse(await databaseClock(database.db));
    const soon = new Date(now + 250).toISOString();
    const id = await open({ members, opens: new Date(now).toISOString(), closes: soon });
    let counted: number | undefined;
    const closing = (async () => {
      for (;;) {
        const result = await closeVote(database.db, databaseClock, id, 1);
        if (!result.open || result.closes !== soon) {
          counted = result.open ? result.extended[0]?.tally.for : result.result[0]?.for;
          return;
        }
      }
    })();
    const taken: unknown[] = [];
    for (const member of members)
      taken.push(await takeAnswer(database.db, databaseClock, id, member, ballot('for')));
    await closing;
    const before = taken.filter((answer) => {
      const acknowledged = answer as { entry?: { at: string } };
      return acknowledged.entry !== undefined && acknowledged.entry.at < soon;
    });
    expect(before).toHaveLength(counted ?? -1);
  });

  it('VOT-3 answers of one elector at the same time are numbered one after the other', async () => {
    const { clock } = clockAt(opens);
    const id = await open();
    await Promise.all(
      ['for', 'against', 'abstain', 'for', 'against'].map((choice) =>
        takeAnswer(database.db, clock, id, carl, ballot(choice)),
      ),
    );
    const [answer] = await listAnswers(database.db, { decision: id, kind: 'votes', limit: 10 });
    expect(answer).toMatchObject({ elector: 'carl', number: 5 });
    expect(answer?.replaced.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('PRO-7 of the last two voters at once, one at least learns that everybody has voted', async () => {
    const { clock } = clockAt(opens);
    const id = await open();
    for (const member of [anna, ben, carl]) await takeAnswer(database.db, clock, id, member, ballot('for'));
    const last = await Promise.all(
      [dora, emil].map((member) => takeAnswer(database.db, clock, id, member, ballot('for'))),
    );
    expect(last.some((taken) => 'complete' in taken && taken.complete)).toBe(true);
  });
});

describe('a round', () => {
  it('CON-3 counts current positions, and keeps a departed elector’s answer but not their silence (MEM-2)', async () => {
    const { clock, set } = clockAt(opens);
    const id = await open({ kinds: ['positions', 'preferences'] });
    await takeAnswer(database.db, clock, id, anna, position('block'));
    await takeAnswer(database.db, clock, id, anna, position('agree'));
    for (const member of [ben, carl]) await takeAnswer(database.db, clock, id, member, position('agree'));
    for (const member of [anna, emil])
      await setStatus(database.db, () => Promise.resolve(opens), {
        id: member.id,
        status: 'departed',
        by: member.id,
      });
    set(closes);
    expect(await closeRound(database.db, clock, id, 1)).toMatchObject({
      open: false,
      result: { electorate: 4, counts: { agree: 3, block: 0 }, consensus: { reached: true } },
    });
  });
});

describe('a closed poll', () => {
  it('VOT-5 answers the same however often it is closed, whatever happens to members later', async () => {
    const { clock, set } = clockAt(opens);
    const id = await open();
    for (const member of [anna, ben, carl, dora])
      await takeAnswer(database.db, clock, id, member, ballot('for'));
    set(closes);
    const first = await closeVote(database.db, clock, id, 1);
    await setStatus(database.db, () => Promise.resolve(closes), {
      id: 'emil',
      status: 'departed',
      by: 'emil',
    });
    expect(await closeVote(database.db, clock, id, 1)).toEqual(first);
  });
});
