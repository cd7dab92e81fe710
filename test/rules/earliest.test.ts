/** How soon a proposal can take effect (PRO-3, VET-1, APP-1, VET-4). */
import { describe, expect, it } from 'vitest';
import { earliestEnd, fixedWindows } from '../../rules/submission/earliest.ts';
import { category, charter } from './charter.ts';

const hour = 3_600_000;
const from = '2026-01-01T00:00:00.000Z';
const stages = (...given: Parameters<typeof fixedWindows>) =>
  fixedWindows(...given).map(({ stage, length }) => [stage, length / hour]);

describe('what passes whole however fast everybody answers', () => {
  it.each([
    ['PRO-3 the review of a council’s proposal', category(), charter(), [['review', 72]]],
    ['TIE-1 nothing of a personal one', category({ tier: 1 }), charter(), []],
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
