/** Whether anything still out can change the outcome, where votes are delegated: who is carried may vote in person after all (VOT-8, DEL-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { delegationRecord } from './delegation-record.ts';
import { type Tally, tallyOf } from '../../rules/polls/tally.ts';
import { charter, moreThanHalf, offline, threeQuarters, twoThirds, unanimous } from './charter.ts';
import { chains, type Given, poll, quarter, type Rules, unlimited } from './delegation-stories.ts';

type Story = Parameters<typeof poll>[0];

function tallied(story: Story, rules: Rules, bar: Parameters<typeof tallyOf>[1], council = charter()): Tally {
  const { figures, inPerson } = delegationRecord(poll(story), rules);
  return tallyOf(figures, bar, council, inPerson);
}

const bar = { threshold: moreThanHalf, quorum: threeQuarters };

describe('a vote with carried votes', () => {
  const electors = ['anna', 'ben', 'carl', 'dora', 'emil'];

  it('VOT-8 DEL-2 is open though every elector is counted, as long as those carried could turn it', () => {
    const delegations: Given[] = [
      ['carl', 'anna'],
      ['dora', 'anna'],
      ['emil', 'ben'],
    ];
    const story = { electors, ballots: { anna: 'for', ben: 'for' } as const, delegations };
    expect(tallied(story, unlimited, bar)).toMatchObject({ for: 5, verdict: 'adopted', decided: false });
  });

  it('VOT-8 is decided once the ballots in person alone decide it', () => {
    const delegations: Given[] = [['emil', 'anna']];
    const ballots = { anna: 'for', ben: 'for', carl: 'for', dora: 'against' } as const;
    expect(tallied({ electors, ballots, delegations }, unlimited, bar)).toMatchObject({
      for: 4,
      represented: 1,
      decided: true,
    });
  });

  it('VOT-8 DEL-5 is open while a representative may still disclose, and carry', () => {
    const delegations: Given[] = [['dora', 'anna']];
    const story = {
      electors: electors.slice(0, 4),
      ballots: { anna: 'for', ben: 'for' } as const,
      delegations,
    };
    expect(tallied({ ...story, interests: { anna: null } }, unlimited, bar)).toMatchObject({
      verdict: 'inquorate',
      decided: false,
    });
    expect(tallied(story, unlimited, bar).verdict).toBe('adopted');
  });
});

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const name = fc.constantFrom(...names);
const givings = fc
  .array(fc.tuple(name, name), { maxLength: 8 })
  .map((pairs) => pairs.filter(([from, to]) => from !== to));
const ballots = (maxKeys: number) =>
  fc.dictionary(name, fc.constantFrom('for' as const, 'against' as const, 'abstain' as const), { maxKeys });
const interests = fc.dictionary(name, fc.constantFrom('none', 'a cousin', null));

/** A vote as it stands, and all that may still happen in it: ballots of who has none, delegations ended and made, disclosures. */
const courses = fc.record({
  bar: fc.record({
    threshold: fc.constantFrom(twoThirds, moreThanHalf, unanimous, {
      ...twoThirds,
      of: 'participating' as const,
    }),
    quorum: fc.constantFrom(null, threeQuarters, { num: 1, den: 2 }),
  }),
  council: fc.constantFrom(charter(), { ...charter(), deadlock: null, offline: offline('wait') }),
  rules: fc.constantFrom(unlimited, chains, quarter, { ...chains, ...quarter, chains: true }),
  away: fc.uniqueArray(name, { maxLength: 2 }),
  cast: ballots(6),
  given: givings,
  disclosed: interests,
  later: fc.array(fc.record({ cast: ballots(3), given: givings, disclosed: interests }), {
    minLength: 1,
    maxLength: 6,
  }),
});

describe('whatever may still happen in a vote', () => {
  it.prop([courses], { numRuns: 2_000 })(
    'VOT-8 DEL-1 DEL-2 DEL-3 DEL-4 DEL-5 changes nothing once it is decided',
    ({ bar: asked, council, rules, away, cast, given, disclosed, later }) => {
      const story = {
        electors: names,
        offline: away,
        delegations: given,
        ballots: cast,
        interests: disclosed,
      };
      const now = tallied(story, rules, asked, council);
      if (!now.decided) return;
      for (const more of later) {
        const then = {
          ...story,
          ballots: { ...more.cast, ...cast },
          delegations: more.given,
          interests: { ...disclosed, ...more.disclosed },
        };
        expect(tallied(then, rules, asked, council).verdict).toBe(now.verdict);
      }
    },
  );
});
