/** What a family cannot take back: more than half of the electorate for, by vote or consensus (TIE-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Permission } from '../../charter/choices.ts';
import { asksMajority, enoughElectors, judging } from '../../rules/polls/majority.ts';
import { type Figures, tallyOf, verdictOf } from '../../rules/polls/tally.ts';
import { consensus } from '../../rules/polls/consensus.ts';
import { category, charter, half, twoThirds, unanimous } from './charter.ts';

const council = charter();
const own = category({ name: 'family.development', tier: 2, threshold: twoThirds, quorum: half });
const joining = () => judging(own, { family: 'ash', permission: 'family.admit' });
const bar = () => ({ threshold: joining().threshold ?? twoThirds, quorum: half });

const votes = (more: Partial<Figures>): Figures => {
  const given = {
    for: 0,
    against: 0,
    abstain: 0,
    represented: 0,
    offlineUnanswered: 0,
    electorate: 8,
    ...more,
  };
  return { ...given, answered: given.for + given.against + given.abstain };
};

describe('a majority of the electorate', () => {
  const asked: readonly Permission[] = ['family.admit', 'family.dissolve', 'allocation.permanent'];

  it.each(asked)(
    'TIE-4 is asked for by %s of a family, also before the council, and of no other',
    (permission) => {
      expect(asksMajority({ family: 'ash', permission })).toBe(true);
      expect(asksMajority({ family: null, permission })).toBe(false);
      expect(judging(own, { family: null, permission })).toBe(own);
    },
  );

  it('TIE-4 is asked for by nothing that a family can take back', () => {
    for (const permission of [
      'none',
      'task',
      'allocation.temporary',
      'member.milestone',
      'family.release',
    ] as const)
      expect(judging(own, { family: 'ash', permission })).toBe(own);
    expect(asksMajority({ family: 'ash', permission: null })).toBe(false);
    expect(asksMajority({ family: 'ash', permission: 'none' })).toBe(false);
  });

  it('TIE-4 is asked for of no category that has no threshold: nothing is voted on in it', () => {
    const personal = { ...own, threshold: null };
    expect(judging(personal, { family: 'ash', permission: 'family.admit' })).toBe(personal);
  });

  it('TIE-4 is more than half; a share of the electorate that is not strict is reached by itself', () => {
    const enough = (electors: object | undefined, isFor: number) =>
      enoughElectors({ electors: electors && { num: 1, den: 2, ...electors } }, isFor, 8);
    expect([enough({ strict: true }, 4), enough({ strict: true }, 5)]).toEqual([false, true]);
    for (const strict of [{ strict: false }, {}])
      expect([enough(strict, 3), enough(strict, 4)]).toEqual([false, true]);
    expect(enough(undefined, 0)).toBe(true);
  });
});

describe('a vote on what a family cannot take back', () => {
  it('TIE-4 DEA-1 half of the electorate is not enough, and one more is, whoever abstains', () => {
    expect(verdictOf(votes({ for: 4, abstain: 4 }), bar(), council)).toBe('deadlock');
    expect(verdictOf(votes({ for: 5, abstain: 3 }), bar(), council)).toBe('adopted');
    // Of seven, four are more than half; three and a half are none.
    expect(verdictOf(votes({ for: 3, abstain: 1, electorate: 7 }), bar(), council)).toBe('deadlock');
    expect(verdictOf(votes({ for: 4, electorate: 7 }), bar(), council)).toBe('adopted');
  });

  it('TIE-4 VOT-1 its own threshold holds besides: five of eight with three against are under two thirds', () => {
    expect(verdictOf(votes({ for: 5, against: 3 }), bar(), council)).toBe('deadlock');
    expect(verdictOf(votes({ for: 6, against: 2 }), bar(), council)).toBe('adopted');
  });

  it('TIE-4 VOT-1 where all must agree, half of the electorate and nobody against are not enough', () => {
    const all = { ...bar(), threshold: { ...unanimous, electors: bar().threshold.electors } };
    expect(verdictOf(votes({ for: 4 }), all, council)).toBe('deadlock');
    expect(verdictOf(votes({ for: 5 }), all, council)).toBe('adopted');
  });

  it('TIE-4 MEM-2 who departs is none of the electorate: four of seven are more than half', () => {
    expect(tallyOf(votes({ for: 4 }), bar(), council).threshold).toMatchObject({
      electors: { num: 1, den: 2, strict: true },
      met: false,
    });
    expect(tallyOf(votes({ for: 4, electorate: 7 }), bar(), council).threshold.met).toBe(true);
  });

  it('TIE-4 VOT-8 is decided once half of the electorate cannot be for any more', () => {
    const rejecting = charter({ deadlock: null });
    expect(tallyOf(votes({ for: 3, abstain: 4 }), bar(), rejecting).decided).toBe(true);
    expect(tallyOf(votes({ for: 4, abstain: 3 }), bar(), rejecting).decided).toBe(false);
  });

  it.prop([fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 4 }), fc.boolean()])(
    'TIE-4 VOT-8 is decided exactly where every completion comes to the same',
    (yes, no, none, out, hasPath) => {
      const rules = hasPath ? council : charter({ deadlock: null });
      const now = votes({ for: yes, against: no, abstain: none, electorate: yes + no + none + out });
      fc.pre(now.electorate > 0);
      const found = new Set<string>();
      for (let more = 0; more <= out; more += 1)
        for (let against = 0; more + against <= out; against += 1)
          for (let abstain = 0; more + against + abstain <= out; abstain += 1) {
            const then = { for: yes + more, against: no + against, abstain: none + abstain };
            found.add(verdictOf(votes({ ...then, electorate: now.electorate }), bar(), rules));
          }
      expect(tallyOf(now, bar(), rules).decided).toBe(found.size === 1);
    },
  );
});

describe('a consensus on what a family cannot take back', () => {
  const agreeing = (agree: number, by?: 'consent' | 'lazy') =>
    consensus({ agree, 'agree-with-reservations': 0, 'stand-aside': 0, block: 0 }, 8, joining(), council, {
      by,
    }).reached;

  it.each([undefined, 'consent', 'lazy'] as const)(
    'TIE-4 CON-3 half of the electorate is not enough, and one more is, judged by %s',
    (by) => {
      expect([agreeing(4, by), agreeing(5, by)]).toEqual([false, true]);
    },
  );

  it('TIE-4 CON-3 agreement with reservations is agreement, standing aside is none', () => {
    const judged = (reservations: number, aside: number) =>
      consensus(
        { agree: 3, 'agree-with-reservations': reservations, 'stand-aside': aside, block: 0 },
        8,
        joining(),
        council,
      );
    expect(judged(2, 0).reached).toBe(true);
    expect(judged(1, 1)).toMatchObject({ reached: false, threshold: { met: false } });
  });
});
