/** Three of PHP's votes, run again by the people who voted, each with their own vote, under PHP's own rules. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { phpPolls } from '../data/decisions.ts';
import { person } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** 35 : 17 is one vote over two thirds, 30 : 17 is under, and 67 : 34 is over 66 % but under two thirds. */
const outcomes: Readonly<Record<string, 'executed' | 'rejected'>> = {
  'php-named-reserve_even_more_types_in_php_7-1': 'executed',
  'php-named-reserve_even_more_types_in_php_7-2': 'rejected',
  'php-named-scalar_type_hints-1': 'rejected',
};
const polls = phpPolls().namedPolls.filter(({ id }) => Object.hasOwn(outcomes, id));
const names = [...new Set(polls.flatMap(({ ballots }) => ballots.map(([name]) => name)))];
const idOf = new Map(names.map((name, index) => [name, `voter-${index + 1}`]));

describe('PHP’s votes', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      charter: new URL('../../charter/examples/php-rfc.yaml', import.meta.url),
      members: names.map((name) => person(idOf.get(name) as string, { name })),
      pace: 86_400,
    });
  });
  afterAll(() => stack.close());

  it('VOT-1 VOT-3 end as they ended, on the same figures', async () => {
    expect(polls).toHaveLength(3);
    await Promise.all(polls.map((poll) => run(poll)));
  });

  async function run({ id, rfc, counts, ballots }: (typeof polls)[number]): Promise<void> {
    const author = await stack.as('voter-1');
    const { body } = await author.post('/v1/proposals', {
      category: 'rfc',
      title: id,
      text: `Accept the RFC ${rfc}.`,
      rationale: 'As the RFC says.',
      impact: { affected: 'everyone', statement: 'Whoever writes PHP.' },
      alternatives: [],
      action: { type: 'none' },
    });
    const path = `/v1/proposals/${body.id}`;
    expect(body).toMatchObject({ stage: 'voting', electorate: { size: names.length, quorum: 0 } });
    for (const [name, option] of ballots) {
      const voter = await stack.as(idOf.get(name) as string);
      const answer = await voter.put(`${path}/ballot`, { choice: option === 'Yes' ? 'for' : 'against' });
      expect(answer.status).toBe(200);
    }
    await vi.waitUntil(async () => (await author.get(path)).body.stage === 'ended', {
      timeout: 40_000,
      interval: 200,
    });
    expect((await author.get(path)).body.outcome).toBe(outcomes[id]);
    expect((await author.get(`${path}/tally`)).body).toMatchObject({
      for: counts['Yes'],
      against: counts['No'],
      abstain: 0,
      threshold: { num: 2, den: 3, strict: false, met: outcomes[id] === 'executed' },
    });
  }
});
