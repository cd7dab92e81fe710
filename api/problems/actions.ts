/** Why an action is refused, as problems (TIE-5, EMG-2, EXE-2). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say, sentences } from './kind.ts';

export const actionKinds = {
  'action-not-permitted': {
    status: 422,
    title: 'An action that the category does not permit',
    about:
      'The charter says of each category which actions it may carry. There is no second way to any power.',
    detail: ({ category, action, path, ...facts }) => {
      // An emergency has no category: its action, or its reversal (EMG-2).
      const refused = category === undefined ? `${say(path)} cannot be` : `${say(category)} does not permit`;
      const found = sentences(
        facts,
        ['permits', (permits) => `It permits ${permits}.`],
        ['roles', (roles) => `Not with these roles: ${roles}.`],
        ['milestones', (milestones) => `Not with these milestones: ${milestones}.`],
        ['milestone', (milestone) => `Not of the milestone ${milestone}.`],
        ['status', (status) => `Not of one who is ${status}.`],
        ['bornAt', (bornAt) => `Not of one who is born at ${bornAt}, and not before the submission.`],
        ['accused', (accused) => `Only ${accused} is accused.`],
        ['concerns', (concerns) => `It cannot be made to concern others than ${concerns}.`],
      );
      return `${refused} ${say(action)}. ${found}`.trimEnd();
    },
  },
  'address-refused': {
    status: 422,
    title: 'An address that is not called',
    about:
      'Calls of decisions reach public addresses, and hosts that the operator allows. What cannot be called is not put to anybody.',
    detail: ({ url }) => `${say(url)} leads inside, and is not called.`,
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
