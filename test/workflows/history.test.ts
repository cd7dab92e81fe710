/** The length of a decision's history does not depend on how many take part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose } from '../support/story.ts';

const crowd = Array.from(
  { length: 5_000 },
  (_, index) => five[index] ?? person(`member-${String(index).padStart(4, '0')}`),
);

/** Three rounds in which everybody has a position but one, a vote in which everybody votes. */
async function throughThreeRoundsAndAVote(council: Council, members: readonly { readonly id: string }[]) {
  const story = await propose(council, 'carl');
  await council.wait('72h');
  for (let round = 1; round <= 3; round += 1) {
    await everyone(members.slice(1), ({ id }) =>
      story.position(id, id === 'ben' ? 'block' : 'agree', 'a reason'),
    );
    await council.wait('24h');
  }
  expect(await story.stage()).toBe('voting');
  await everyone(members, ({ id }) => story.vote(id, 'for'));
  expect(await story.outcome()).toBe('executed');
  const history = await council.environment.client.workflow.getHandle(story.id).fetchHistory();
  return history.events?.length ?? 0;
}

/** Sixteen at a time, as so many people would. */
async function everyone<T>(
  members: readonly T[],
  act: (member: T) => Promise<{ status: number }>,
): Promise<void> {
  const queue = members[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (const member of queue) expect((await act(member)).status).toBe(200);
  };
  await Promise.all(Array.from({ length: 16 }, next));
}

describe('the history of a proposal through three rounds and a vote', () => {
  const councils: Council[] = [];
  beforeAll(async () => {
    councils.push(await openCouncil(), await openCouncil({ members: crowd }));
  });
  afterAll(() => Promise.all(councils.map((council) => council.close())));

  it('has the same number of events, 250 at most, with 5 electors and with 5,000', async () => {
    const [small, large] = councils as [Council, Council];
    const few = await throughThreeRoundsAndAVote(small, five);
    const many = await throughThreeRoundsAndAVote(large, crowd);
    expect(many).toBe(few);
    expect(few).toBeLessThanOrEqual(250);
  }, 240_000);
});
