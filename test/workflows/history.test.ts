/** The length of a decision's history does not depend on how many take part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { takeAnswer } from '../support/polls.ts';
import type { Member } from '../../rules/model.ts';
import type { Answer } from '../../store/ballots/answers/answer.ts';
import { quarrelWith } from '../support/conflict.ts';
import type { Outcome } from '../../store/ballots/ballot-box.ts';
import { five, person } from '../support/people.ts';
import { propose } from '../support/story.ts';

const crowd = Array.from(
  { length: 200 },
  (_, index) => five[index] ?? person(`member-${String(index).padStart(4, '0')}`),
);

/** Three rounds without consensus, then a vote in which everybody votes. */
async function throughThreeRoundsAndAVote(council: Council, members: readonly Member[]): Promise<string[]> {
  const story = await propose(council, 'carl');
  await council.wait('72h');
  for (let round = 1; round <= 3; round += 1) {
    await story.positions({ anna: 'agree', ben: 'block', carl: 'agree' });
    await council.wait('24h');
  }
  expect(await story.stage()).toBe('voting');
  const [last, ...others] = [...members].reverse();
  const at = await council.now();
  await everyone(others, (member) =>
    takeAnswer(council.db, () => Promise.resolve(at), story.id, member, ballot),
  );
  await story.votes({ [last?.id ?? '']: 'for' });
  await story.reaches('ended');
  expect((await story.read()).outcome).toBe('executed');
  const handle = council.environment.client.workflow.getHandle(story.id);
  // Readers see the ending some milliseconds before the workflow returns.
  await council.returned(story.id);
  const { events } = await handle.fetchHistory();
  return (events ?? []).map(({ eventType }) => String(eventType));
}

const ballot: Answer = { kind: 'votes', choice: 'for', ranking: null, reason: null, version: undefined };

/** Eight at a time, as so many people would. */
async function everyone(
  members: readonly Member[],
  vote: (member: Member) => Promise<Outcome>,
): Promise<void> {
  const queue = members[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (const member of queue) expect(await vote(member)).toHaveProperty('entry');
  };
  await Promise.all(Array.from({ length: 8 }, next));
}

describe('the history of a proposal through three rounds and a vote', () => {
  const councils: Council[] = [];
  beforeAll(async () => {
    councils.push(await openCouncil(), await openCouncil({ members: crowd }));
  });
  afterAll(() => Promise.all(councils.map((council) => council.close())));

  it('PRO-4 PRO-7 has the same number of events, 250 at most, with 5 electors and with 200', async () => {
    const [small, large] = councils as [Council, Council];
    const few = await throughThreeRoundsAndAVote(small, five);
    const many = await throughThreeRoundsAndAVote(large, crowd);
    expect(many).toEqual(few);
    expect(few.length).toBeLessThanOrEqual(250);
  }, 180_000);

  it('CNF-2 acts leave the timer of their stage standing: each costs its update, one write and nothing more', async () => {
    const [council] = councils as [Council];
    const story = await quarrelWith(council, 'carl', ['dora']);
    for (const text of ['We share it.', 'We sell it.', 'We leave it.']) await story.terms('carl', text);
    const { events } = await council.environment.client.workflow.getHandle(story.id).fetchHistory();
    const counted = (attributes: keyof NonNullable<typeof events>[number]): number =>
      (events ?? []).filter((event) => event[attributes] != null).length;
    expect({
      acts: counted('workflowExecutionUpdateAcceptedEventAttributes'),
      started: counted('timerStartedEventAttributes'),
      cancelled: counted('timerCanceledEventAttributes'),
    }).toEqual({ acts: 4, started: 1, cancelled: 0 });
  });
});

describe('the history of a proposal in which a member says the same again and again', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('DEL-5 VET-4 PRO-10 is not told of what nothing follows from, and of what something may follow from it is', async () => {
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'Emil mends the press.' },
      accused: 'emil',
    });
    const told = async () => {
      await council.settled();
      const { events } = await council.environment.client.workflow.getHandle(story.id).fetchHistory();
      return (events ?? []).filter(
        ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === 'declared',
      ).length;
    };
    for (const interests of ['none', 'I own a press.', 'I sold it.'])
      expect((await story.post('dora', '/disclosures', { interests })).status).toBe(201);
    expect((await story.post('ben', '/opt-outs', { reason: 'Not under this.' })).status).toBe(201);
    expect(await told()).toBe(0);
    expect((await story.post('emil', '/representative', { member: 'ben' })).status).toBe(201);
    await council.until(async () => expect(await told()).toBe(1));
    for (const member of ['anna', 'dora', 'ben', 'anna', 'dora', 'ben', 'anna', 'dora', 'ben'])
      expect((await story.post('emil', '/representative', { member })).status).toBe(201);
    expect((await story.post('emil', '/representative', { member: 'anna' })).body).toMatchObject({
      type: '/problems/limit-reached',
      rule: 'PRO-10',
      facts: { most: 10 },
    });
    await story.post('carl', '/withdrawal');
  });
});
