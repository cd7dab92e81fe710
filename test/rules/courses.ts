/** What a proposal can still become, told in a word for each course, for the tests of courses. */
import type { Stage } from '../../rules/model.ts';
import type { Situation } from '../../rules/proposal/courses/course.ts';
import { coursesOf } from '../../rules/proposal/courses/courses.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { category, charter } from './charter.ts';
import { standing } from './standing.ts';

export type Given = Partial<Omit<Situation, 'state'>> & { readonly state?: Partial<ProposalState> };

const courses = (stage: Stage, { state, ...more }: Given) =>
  coursesOf({
    state: standing({ stage, objectingUntil: null, lastRound: false, ...state }),
    charter: charter(),
    category: category(),
    agreed: false,
    vote: null,
    ...more,
  });

/** Each course as `turn leads-to`, and as `turn rule`. */
export const leads = (stage: Stage, given: Given = {}): string[] =>
  courses(stage, given).map(({ turn, to }) => `${turn} ${'stage' in to ? to.stage : to.outcome}`);
export const rulesOf = (stage: Stage, given: Given = {}): string[] =>
  courses(stage, given).map(({ turn, rule }) => `${turn} ${rule}`);

/** A vote that may still come to anything. */
export const four = {
  verdicts: ['inquorate', 'adopted', 'rejected', 'deadlock'],
  extensionsLeft: 1,
} as const;
