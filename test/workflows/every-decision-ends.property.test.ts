/** Whoever is offline under whatever policy, and whatever the guardian does or does not do: every decision ends, and its record says how (MEM-4, GUA-1, PRO-9). */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { patience, runs } from '../support/runs.ts';
import { propose, type Story } from '../support/story.ts';

const everyone = five.map(({ id }) => id);
/** Weeks, more than the longest way takes: three votes that wait for who is offline, the deferral, and the guardian twice. */
const longest = 10;

const member = fc.constantFrom(...everyone);

/** What the guardian does where a word of theirs is waited for, and what the others do wherever they are asked. */
const step = fc.record({
  guardian: fc.constantFrom('adopts', 'refuses', 'is silent', 'goes offline', 'returns'),
  council: fc.constantFrom('is split', 'is split', 'is for it', 'is against it', 'is silent'),
  moves: fc.option(fc.record({ member, status: fc.constantFrom('active', 'offline') }), { freq: 2 }),
  /** Until then: an hour on, an hour into what comes after the stage, or so far that whole stages pass in silence. */
  then: fc.constantFrom('soon', 'next', 'next', 'next', 'far'),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const decision = fc.record({
  category: fc.constantFrom('operations', 'resources', 'justice'),
  author: fc.constantFrom('anna', 'carl'),
  accused: fc.constantFrom('anna', 'emil'),
  /** Before it is submitted, so that the policy applies to them; never its author, who is there to submit it. */
  offline: fc.subarray(everyone.filter((id) => id !== 'anna' && id !== 'carl')),
  /** All the way to the guardian, who otherwise is hardly ever asked to resolve. */
  deadlocks: fc.boolean(),
});

/** Operations need the guardian's approval here, and wait a day; the rest is the default charter's. */
const withPolicy =
  (policy: 'abstain' | 'exclude' | 'wait') =>
  (document: CharterDocument): CharterDocument => ({
    ...document,
    offline: { ...document.offline, policy },
    categories: {
      ...document.categories,
      operations: { ...document.categories.operations, approval: true, delay: '24h' } as never,
    },
  });

describe.each(['abstain', 'exclude', 'wait'] as const)('under the policy %s for who is offline', (policy) => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ charter: withPolicy(policy) });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  const becomes = async (id: string, status: string): Promise<void> => {
    expect((await (await council.as(id)).put(`/v1/members/${id}/status`, { status })).status).toBe(200);
  };

  async function hours(then: Step['then'], deadline: string | null): Promise<number> {
    if (then === 'soon' || deadline === null) return 1;
    const left = Math.ceil((Date.parse(deadline) - Date.parse(await council.now())) / 3_600_000);
    return Math.max(0, left) + (then === 'far' ? 100 : 1);
  }

  async function guardianActs(story: Story, stage: string, does: Step['guardian']): Promise<void> {
    if (does === 'goes offline') return becomes('anna', 'offline');
    if (does === 'returns') return becomes('anna', 'active');
    if (does === 'is silent') return;
    const reason = 'So I find.';
    if (stage === 'guardian-approval')
      await story.post('anna', '/approval', { approve: does === 'adopts', reason });
    if (stage === 'guardian-resolution')
      await story.post('anna', '/resolution', { adopt: does === 'adopts', reason });
    if (stage === 'appeal') await appealAndRule(story, does === 'adopts' ? 'uphold' : 'overturn');
  }

  /** The accused appeals, where they have not; where it waits for the guardian, they rule. */
  async function appealAndRule(story: Story, ruling: string): Promise<void> {
    const { accused } = await story.read();
    await story.post(accused, '/appeal', { principle: 'autonomy', reason: 'It is mine.' });
    const link = (await story.read()).links.find(({ relation }: Json) => relation === 'appealed-by');
    if (link === undefined) return;
    const anna = await council.as('anna');
    await council.until(async () => expect((await anna.get(`/v1/appeals/${link.id}`)).status).toBe(200));
    await anna.post(`/v1/appeals/${link.id}/ruling`, { ruling, reason: 'So I find.' });
  }

  async function councilActs(story: Story, stage: string, does: Step['council']): Promise<void> {
    if (does === 'is silent') return;
    for (const [place, id] of everyone.entries()) {
      // One of five keeps silent, so that a split of the others is even.
      if (does === 'is split' && id === 'emil') continue;
      const isFor = does === 'is for it' || (does === 'is split' && place % 2 === 0);
      if (stage === 'discussion')
        await story.position(id, isFor ? 'agree' : 'stand-aside', isFor ? undefined : 'I doubt it.');
      if (stage === 'voting') await story.vote(id, isFor ? 'for' : 'against');
    }
  }

  it(
    'MEM-4 GUA-1 PRO-9 every decision ends, and is computed again from its record',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          decision,
          fc.array(step, { minLength: 8, maxLength: 14 }),
          async ({ category, author, accused, offline, deadlocks }, steps) => {
            for (const id of everyone) await becomes(id, offline.includes(id) ? 'offline' : 'active');
            const justice = category === 'justice' ? { accused, victims: [] } : {};
            const story = await propose(council, author, { category, ...justice });
            for (const { guardian, council: others, moves, then } of steps) {
              const { stage, deadline } = await story.read();
              if (stage === 'ended') break;
              if (moves !== null) await becomes(moves.member, moves.status);
              await councilActs(story, stage, deadlocks ? 'is split' : others);
              await guardianActs(story, stage, guardian);
              await council.wait(`${await hours(deadlocks ? 'next' : then, deadline)}h`);
            }
            for (let week = 0; week < longest && (await story.stage()) !== 'ended'; week += 1)
              await council.wait('168h');
            await story.reaches('ended');
            expect((await story.read()).outcome).toMatch(
              /^(executed|rejected|inquorate|lapsed|refused-by-guardian|overturned)$/,
            );
          },
        ),
        runs(2),
      );
    },
    patience,
  );
});
