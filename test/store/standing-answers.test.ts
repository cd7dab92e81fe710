/** An answer whose acknowledgement was lost is sent again after the close: the same is acknowledged as it was, another is late. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { closeRound, closeVote } from '../../store/ballots/closing.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import type { Member } from '../../rules/model.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five } from '../support/people.ts';
import { clockAt, defaultCharter, withOpenPolls, takeAnswer } from '../support/polls.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';
const lastMillisecond = '2026-03-05T08:59:59.999Z';

const ballot: Answer = { kind: 'votes', choice: 'for', ranking: null, reason: 'Yes.', version: 1 };
const position: Answer = { ...ballot, kind: 'positions', choice: 'agree', reason: null };
const ranking: Answer = {
  kind: 'preferences',
  choice: null,
  reason: null,
  version: undefined,
  ranking: [['alternative-1', 'proposal'], ['status-quo']],
};

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});
const [anna, ben] = five as [Member, Member];

/** A decision whose polls take answers, and what was answered in the last millisecond. */
async function answered(answer: Answer) {
  const { clock, set } = clockAt(lastMillisecond);
  const kinds = answer.kind === 'votes' ? (['votes'] as const) : (['positions', 'preferences'] as const);
  // A vote that misses its quorum is not extended here.
  const charter = defaultCharter();
  const id = await withOpenPolls(database.db, {
    members: five,
    kinds,
    opens,
    closes,
    charter: { ...charter, voting: { ...charter.voting, extensions: 0 } },
  });
  const give = (given: Answer, member = anna) => takeAnswer(database.db, clock, id, member, given);
  const first = await give(answer);
  const kept = async () =>
    (await listAnswers(database.db, { decision: id, kind: answer.kind, limit: 9 })).length;
  const close = () =>
    answer.kind === 'votes' ? closeVote(database.db, clock, id, 1) : closeRound(database.db, clock, id, 1);
  return { id, give, set, first, kept, close };
}

describe.each([
  ['a ballot', ballot, { ...ballot, choice: 'against' }],
  ['a ballot with another reason', ballot, { ...ballot, reason: 'Yes!' }],
  ['a ballot on another text', ballot, { ...ballot, version: 2 }],
  ['a position', position, { ...position, choice: 'block', reason: 'No.' }],
  ['a ranking', ranking, { ...ranking, ranking: [['proposal'], ['alternative-1'], ['status-quo']] }],
] as const)('%s', (_, given: Answer, other: Answer) => {
  it.each(['before the poll is closed', 'after the poll is closed'])(
    'VOT-6 sent again late, %s, is acknowledged as it was; another is refused',
    async (when) => {
      const { give, set, first, kept, close } = await answered(given);
      expect(first).toMatchObject({ fresh: true, entry: { at: lastMillisecond, number: 1 } });
      set(closes);
      if (when.startsWith('after')) expect(await close()).toMatchObject({ open: false });
      const again = await give(given);
      expect(again).toEqual({
        entry: 'entry' in first && first.entry,
        fresh: false,
        complete: false,
        status: 'active',
      });
      expect(await give(other)).toMatchObject({ refusal: { code: 'window-closed' } });
      expect(await give(given, ben)).toMatchObject({ refusal: { code: 'window-closed' } });
      expect(await kept()).toBe(1);
    },
  );
});

it('PRO-7 an answer that its elector replaced does not stand, and is late', async () => {
  const { give, set } = await answered(ballot);
  await give({ ...ballot, choice: 'against' });
  set(closes);
  expect(await give(ballot)).toMatchObject({ refusal: { code: 'window-closed' } });
  expect(await give({ ...ballot, choice: 'against' })).toMatchObject({ entry: { number: 2 } });
});

it('VOT-6 an answer stands whatever stage its decision has gone on to', async () => {
  const { id, give, set, first } = await answered(position);
  set(closes);
  const { state } = await database.db
    .selectFrom('proposals')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await database.db
    .updateTable('proposals')
    .set({ state: JSON.stringify({ ...(state as object), stage: 'ended', deadline: null }) })
    .where('id', '=', id)
    .execute();
  expect(await give(position)).toMatchObject({ entry: 'entry' in first && first.entry });
  expect(await give({ ...position, choice: 'stand-aside', reason: 'I leave.' })).toMatchObject({
    refusal: { code: 'wrong-stage' },
  });
});

it('VOT-6 before the close, the same answer counts anew, as ever', async () => {
  const { give, kept } = await answered(ballot);
  expect(await give(ballot)).toMatchObject({ fresh: true, entry: { number: 2 } });
  expect(await kept()).toBe(1);
});
