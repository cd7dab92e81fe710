/** A poll that has closed is counted as it closed, whoever departs or comes back afterwards (MEM-2, MEM-4, VOT-5). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../../rules/model.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { closeWhatIsOpen } from '../../store/ballots/closing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { countVotesNow } from '../../store/delegation/delegated-votes.ts';
import { votesIn } from '../../store/delegation/resolved.ts';
import { electorsLeft, votesCast } from '../../store/ballots/poll-figures.ts';
import { pollByNumber } from '../../store/ballots/polls.ts';
import { comeBack, setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';
import { clockAt } from '../support/polls.ts';
import {
  closed,
  closes,
  delegated,
  disclose,
  type Four,
  lastMillisecond,
  open,
  opens,
  people,
  vote,
} from './delegating.ts';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  ({ db } = database);
  return () => database.drop();
});

const departs = async ({ id }: Member, at: string) =>
  expect(await setStatus(db, clockAt(at).clock, { id, status: 'departed', by: id })).toHaveProperty('before');

const afterwards = '2026-03-06T09:00:00.000Z';

/** The only vote, counted again. */
async function again(id: string) {
  const poll = await pollByNumber(db, id, 'votes', 1);
  const { figures, inPerson, resolved, departed } = await countVotesNow(db, poll);
  const votes = [...votesIn(resolved)];
  const { category, charter } = poll.rules;
  return { tally: tallyOf(figures, category, charter, inPerson), figures, votes, departed, poll };
}

describe('a vote that was judged', () => {
  it('MEM-2 VOT-5 DEL-2 still carries the vote of who departs after the close, and has them in its electorate', async () => {
    const members = people(6);
    const [anna, ben, carl, dora] = members as Four;
    const id = await open(db, members);
    await delegated(db, carl, anna);
    await disclose(db, id, anna);
    for (const member of [anna, ben, members[4] as Member]) await vote(db, id, member, 'for');
    await vote(db, id, dora, 'against');
    await departs(members[5] as Member, lastMillisecond);
    const judged = await closed(db, id);
    expect(judged).toMatchObject({ for: 4, against: 1, represented: 1, electorate: 5, participating: 5 });
    for (const member of [anna, carl, dora]) await departs(member, afterwards);
    const { tally, votes, departed, poll } = await again(id);
    expect(tally).toEqual(judged);
    expect(votes).toMatchObject([{ elector: 'm02', fate: 'carried', representative: 'm00' }]);
    expect(departed).toEqual(['m05']);
    expect(await electorsLeft(db, poll)).toBe(5);
  });

  it('MEM-4 still assumes the abstention of who comes back after the close', async () => {
    const members = [...people(5), person('away', { status: 'offline' })];
    const id = await open(db, members);
    for (const member of members.slice(0, 4)) await vote(db, id, member, 'for');
    const judged = await closed(db, id);
    expect(judged).toMatchObject({ for: 4, abstain: 1, participating: 5, electorate: 6 });
    await comeBack(db, clockAt(closes).clock, 'away');
    expect((await again(id)).tally).toEqual(judged);
  });
});

describe('a vote that its decision’s ending closed', () => {
  const ending = '2026-03-03T09:00:00.000Z';

  it('MEM-2 MEM-4 shows what it held, not who departed or came back later', async () => {
    const members = [...people(5), person('away', { status: 'offline' })];
    const [anna, ben, carl, dora] = members as Four;
    const id = await open(db, members);
    await delegated(db, carl, anna);
    await disclose(db, id, anna);
    for (const member of [anna, ben]) await vote(db, id, member, 'for');
    await departs(dora, '2026-03-03T08:59:59.999Z');
    await db.transaction().execute(async (trx) => closeWhatIsOpen(trx, id, ending));
    const held = await again(id);
    expect(held.figures).toMatchObject({ for: 3, represented: 1, electorate: 5, offlineUnanswered: 1 });
    await departs(carl, ending);
    await comeBack(db, clockAt(ending).clock, 'away');
    expect(await again(id)).toEqual(held);
    expect(await votesCast(db, held.poll)).toMatchObject({ for: 2, electorate: 5, offlineUnanswered: 1 });
  });
});

describe('a vote that is open', () => {
  it('MEM-2 is without whoever has departed by now', async () => {
    const members = people(4);
    const [anna, ben, carl] = members as Four;
    const id = await open(db, members);
    await delegated(db, carl, anna);
    await disclose(db, id, anna);
    for (const member of [anna, ben]) await vote(db, id, member, 'for');
    for (const member of [ben, carl]) await departs(member, opens);
    expect((await again(id)).figures).toMatchObject({ for: 2, represented: 0, electorate: 3 });
  });
});
