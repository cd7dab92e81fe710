/** How soon a proposal can take effect (PRO-3, VET-1, APP-1, VET-4). */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../rules/model.ts';
import { earliestEnd, fixedWindows, instantFault } from '../../rules/submission/earliest.ts';
import { category, charter } from './charter.ts';

const hour = 3_600_000;
const from = '2026-01-01T00:00:00.000Z';
const stages = (...given: Parameters<typeof fixedWindows>) =>
  fixedWindows(...given).map(({ stage, length }) => [stage, length / hour]);

describe('what passes whole however fast everybody answers', () => {
  it.each([
    ['PRO-3 the review of a council’s proposal', category(), charter(), [['review', 72]]],
    [
      'TIE-1 nothing of a personal one',
      category({ tier: 1, appeal: true, delay: hour }),
      charter({ review: null, discussion: { ...charter().discussion, rounds: 0 } }),
      [],
    ],
    ['VET-1 the vetoes of a family’s', category({ tier: 2 }), charter(), [['veto', 24]]],
    [
      'APP-1 VET-4 an appeal and a delay',
      category({ appeal: true, delay: 30 * 24 * hour }),
      charter(),
      [
        ['review', 72],
        ['appeal', 72],
        ['delay', 720],
      ],
    ],
    [
      'CON-3 no review where silence is assent: a round stands for it',
      category({ adopts: 'lazy' }),
      charter(),
      [],
    ],
    ['VET-1 nothing where there are no vetoes', category({ tier: 2 }), charter({ vetoes: null }), []],
    [
      'APP-1 no appeal where there are none',
      category({ appeal: true }),
      charter({ appeals: null }),
      [['review', 72]],
    ],
    [
      'APP-1 no appeal without a guardian',
      category({ appeal: true }),
      charter({ guardian: null }),
      [['review', 72]],
    ],
    ['VET-1 objections, in rounds without a review', category(), charter({ review: null }), []],
    [
      'VET-1 a day for objections where there is neither',
      category(),
      charter({ review: null, discussion: { ...charter().discussion, rounds: 0 } }),
      [['requirements', 24]],
    ],
    [
      'VET-1 a review alone where there are no rounds after it',
      category(),
      charter({ discussion: { ...charter().discussion, rounds: 0 } }),
      [['review', 72]],
    ],
    [
      'VET-1 nothing of a family’s but its vetoes where there is neither',
      category({ tier: 2 }),
      charter({ review: null, discussion: { ...charter().discussion, rounds: 0 } }),
      [['veto', 24]],
    ],
    [
      'VET-1 nothing where there is neither, and there are no vetoes',
      category(),
      charter({ review: null, discussion: { ...charter().discussion, rounds: 0 }, vetoes: null }),
      [],
    ],
  ])('%s', (_name, of, rules, expected) => {
    expect(stages(of, rules)).toEqual(expected);
  });

  it('PRO-3 VET-4 leads from the submission to the earliest end', () => {
    expect(earliestEnd(from, fixedWindows(category({ delay: hour }), charter()))).toBe(
      '2026-01-04T01:00:00.000Z',
    );
    expect(earliestEnd(from, [])).toBe(from);
  });
});

const task = (by: string) => ({ type: 'task', by }) as const as Action;
const grant = (until?: string) => ({ type: 'allocation.grant', ...(until && { until }) }) as Action;
const later = '2026-01-01T00:00:00.001Z';

describe('an action whose instant must lie ahead', () => {
  it('EXE-1 is refused at that instant, and not a millisecond before it', () => {
    expect(instantFault(task(later), from)).toBeUndefined();
    expect(instantFault(task(from), from)).toEqual({
      code: 'past-instant',
      rule: 'EXE-1',
      facts: { path: '/action/by', instant: from, at: from },
    });
    expect(instantFault(grant(later), from)).toBeUndefined();
    expect(instantFault(grant(from), from)).toMatchObject({ facts: { path: '/action/until' } });
  });

  it('EXE-1 is refused where it cannot be carried out before, and says how soon it could be', () => {
    const earliest = '2026-01-04T00:00:00.000Z';
    expect(instantFault(task('2026-01-04T00:00:00.001Z'), from, earliest)).toBeUndefined();
    expect(instantFault(task(earliest), from, earliest)).toMatchObject({
      facts: { instant: earliest, at: from, earliest },
    });
  });

  it('EXE-1 ALC-1 is none of a grant for good, and no other has one', () => {
    expect(instantFault(grant(), from)).toBeUndefined();
    expect(instantFault({ type: 'family.dissolve', by: from } as unknown as Action, from)).toBeUndefined();
    expect(instantFault(null, from)).toBeUndefined();
  });
});
