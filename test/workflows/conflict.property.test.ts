/** Whatever its parties, mediators and the council do or leave undone: a conflict ends, and each stage gives way once, at its instant, never before. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { arbiters, families, quarrellers } from '../support/quarrellers.ts';
import { patience, runs } from '../support/runs.ts';

const party = fc.constantFrom('carl', 'dora');
const member = fc.constantFrom('carl', 'dora', 'gus', 'ben');
const number = fc.integer({ min: 1, max: 4 });

const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 80 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('terms' as const), member }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const), member, number }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('impasse' as const), member: party }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('propose' as const), member }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('rank' as const), member, number }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      choices: fc.tuple(...arbiters.map(() => fc.constantFrom('for' as const, 'against' as const, null))),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), number }) },
);

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Which passage may follow which. */
const follows: Readonly<Record<string, readonly string[]>> = {
  negotiation: ['mediation'],
  mediation: ['arbitration/ranking'],
  'arbitration/ranking': ['arbitration/voting', 'appeal'],
  'arbitration/voting': ['guardian-resolution', 'appeal'],
  'guardian-resolution': ['appeal'],
  appeal: [],
};

/** What opens each passage, in the timeline. */
const opening: Readonly<Record<string, string>> = {
  negotiation: 'opened',
  mediation: 'mediation-opened',
  'arbitration/ranking': 'arbitration-opened',
  'arbitration/voting': 'vote-opened',
  'guardian-resolution': 'guardian-resolution-opened',
  appeal: 'appeal-opened',
};

const nameOf = ({ stage, step }: Json): string => (step === null ? stage : `${stage}/${step}`);

describe('the climb', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: quarrellers, families });
  });
  afterAll(() => council.close());

  /** Does it, and answers the statuses. */
  async function perform(story: ConflictStory, done: Act): Promise<number[]> {
    switch (done.kind) {
      case 'wait':
        await council.wait(`${done.hours}h`);
        return [];
      case 'terms':
        return [(await story.post(done.member, '/terms', { text: 'Half of it.' })).status];
      case 'accept':
        return [(await story.accept(done.member, done.number)).status];
      case 'impasse':
        return [(await story.post(done.member, '/impasse')).status];
      case 'propose':
        return [(await story.post(done.member, '/remedies', { text: 'A hedge.' })).status];
      case 'rank':
        return [(await story.rank(done.member, [`remedy-${done.number}`])).status];
      case 'vote': {
        const statuses: number[] = [];
        for (const [place, choice] of done.choices.entries())
          if (choice !== null) statuses.push((await story.vote(arbiters[place] ?? '', choice)).status);
        return statuses;
      }
      case 'resolve': {
        const resolution = { remedy: `remedy-${done.number}`, reason: 'So be it.' };
        return [(await story.post('anna', '/resolution', resolution)).status];
      }
    }
  }

  it(
    'CNF-5 PRO-10 each stage ends once, at its instant, never before but where its parties end it',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 30 }), async (acts) => {
          const story = await quarrelWith(council, 'carl', ['dora']);
          for (const done of acts)
            for (const status of await perform(story, done))
              expect([200, 201, 403, 404, 409, 422]).toContain(status);

          expect(await story.outcome()).toMatch(/^(settled|arbitrated|unresolved)$/);
          const { path, outcome, endedAt } = await story.read();
          const timeline = await story.timeline();
          for (const [place, passage] of (path as Json[]).entries()) {
            const { opens, closes, ended } = passage;
            const next = path[place + 1];
            // It ends at its close; before it only by an act of its parties, or of the guardian.
            if (ended !== closes) {
              expect(ended < closes).toBe(true);
              expect(['negotiation', 'mediation', 'guardian-resolution']).toContain(passage.stage);
            }
            expect(opens < ended).toBe(true);
            if (next === undefined) expect(ended).toBe(endedAt);
            else {
              expect(next.opens).toBe(ended);
              expect(follows[nameOf(passage)]).toContain(nameOf(next));
            }
            expect(timeline.filter(({ kind }) => kind === opening[nameOf(passage)])).toHaveLength(1);
          }
          expect(outcome === 'settled').toBe(path.at(-1).stage !== 'appeal');
          expect(timeline.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
          expect(timeline.at(-1)?.kind).toBe('ended');
        }),
        runs(3),
      );
      await allProveThemselves(council);
    },
    patience,
  );
});
