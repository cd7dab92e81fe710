/** Whatever members do and whenever they do it: the pipeline keeps to its stages, ends, and counts every ballot it acknowledged once. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { patience, runs } from '../support/runs.ts';
import { propose, type Story } from '../support/story.ts';

/** Which entry of the timeline may follow which (the rows of the tier 3 table). */
const follows: Readonly<Record<string, readonly string[]>> = {
  submitted: ['review-opened'],
  'review-opened': ['amended', 'discussion-opened', 'ended'],
  amended: ['amended', 'discussion-opened', 'ended'],
  'discussion-opened': ['amendment-put', 'round-closed', 'ended'],
  'amendment-put': ['amendment-put', 'round-closed', 'ended'],
  'round-closed': ['review-opened', 'discussion-opened', 'voting-opened', 'execution-opened', 'ended'],
  'voting-opened': ['vote-extended', 'vote-closed'],
  'vote-extended': ['vote-closed'],
  'vote-closed': [
    'discussion-opened',
    'deferred-opened',
    'voting-opened',
    'guardian-resolution-opened',
    'execution-opened',
    'ended',
  ],
  'deferred-opened': ['voting-opened'],
  'guardian-resolution-opened': ['guardian-resolved', 'ended'],
  'guardian-resolved': ['execution-opened', 'ended'],
  'execution-opened': ['ended'],
  ended: [],
};

/** Where each course of an outlook leads, as `stage` or `outcome`. */
interface Outlook {
  readonly stage: string;
  readonly courses: readonly { readonly to: { readonly stage?: string; readonly outcome?: string } }[];
}

/** The stages that a timeline went through, with how it ended. */
const stagesOf = (timeline: readonly { readonly kind: string }[], outcome: string): string[] => [
  ...timeline.flatMap(({ kind }) => {
    const [, stage] = /^(.*)-opened$/.exec(kind) ?? [];
    return stage !== undefined
      ? [stage]
      : kind === 'vote-extended'
        ? ['voting']
        : kind === 'amended'
          ? ['review']
          : [];
  }),
  outcome,
];

const member = fc.constantFrom('anna', 'ben', 'carl', 'dora', 'emil', 'nobody');
const act = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 100 }) }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      member,
      choice: fc.constantFrom('for' as const, 'against' as const, 'abstain' as const),
    }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('position' as const),
      member,
      position: fc.constantFrom('agree' as const, 'stand-aside' as const, 'block' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('amend' as const), member }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('resolve' as const), member, adopt: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), member }) },
);

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

describe('the pipeline', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  /** Does it, and answers the status; a ballot that was acknowledged is remembered under its vote and elector. */
  async function perform(story: Story, done: Act, counted: Map<string, string>): Promise<number> {
    switch (done.kind) {
      case 'wait':
        await council.wait(`${done.hours}h`);
        return 200;
      case 'vote': {
        const answer = await story.vote(done.member, done.choice);
        if (answer.status === 200)
          counted.set(`${answer.body.acknowledgement.pollNumber} ${done.member}`, done.choice);
        return answer.status;
      }
      case 'position':
        return (await story.position(done.member, done.position, 'a reason')).status;
      case 'amend':
        return (await story.post(done.member, '/amendments', { title: 'Another title' })).status;
      case 'resolve':
        return (await story.post(done.member, '/resolution', { adopt: done.adopt, reason: 'a reason' }))
          .status;
      case 'withdraw':
        return (await story.post(done.member, '/withdrawal')).status;
    }
  }

  it(
    'PRO-9 PRO-10 VOT-6 never leaves its stages, never gets stuck, and counts each acknowledged ballot once',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
          const story = await propose(council, 'carl', { category: 'resources' });
          const counted = new Map<string, string>();
          const seen: { at: number; outlook: Outlook }[] = [];
          for (const done of acts) {
            const passed = stagesOf(await story.timeline(), '').length;
            const outlook: Outlook = (await story.get('/outlook')).body;
            seen.push({ at: passed, outlook });
            expect([200, 403, 409]).toContain(await perform(story, done, counted));
          }

          const outcome = await story.outcome();
          expect(outcome).toMatch(/^(executed|rejected|withdrawn|inquorate)$/);
          const timeline = await story.timeline();
          // What comes next was among the courses that were still possible (PRO-13).
          const stages = stagesOf(timeline, outcome);
          for (const { at, outlook } of seen) {
            // It went on while it was asked.
            if (outlook.stage !== stages[at - 2] || outlook.stage === 'ended') continue;
            const leads = outlook.courses.map(({ to }) => to.stage ?? to.outcome);
            expect(leads, `${outlook.stage} of ${stages.join()}`).toContain(stages[at - 1]);
          }
          expect(timeline[0]?.kind).toBe('submitted');
          for (const [index, { kind }] of timeline.slice(0, -1).entries())
            expect(follows[kind]).toContain(timeline[index + 1]?.kind);

          const record = (await story.get('/record')).body;
          for (const { vote, tally } of record.votes)
            for (const choice of ['for', 'against'] as const)
              expect(tally[choice]).toBe(
                [...counted].filter(([ballot, given]) => ballot.startsWith(`${vote} `) && given === choice)
                  .length,
              );
        }),
        runs(4),
      );
    },
    patience,
  );
});
