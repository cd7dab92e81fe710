/** Why an amendment of the charter is refused, as problems (AMD-1, CHA-2, CHA-4). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

/** Faults that are put into words; all of them stand in the facts. */
const mostFaultsSaid = 5;

/** A fault of an amendment: its path and what is wrong there. */
function faultSentence(fault: unknown): string {
  const { path = '', message = 'is wrong' } = Object(fault) as { path?: unknown; message?: unknown };
  return `${path === '' ? 'The charter' : say(path)} ${say(message)}.`;
}

export const amendingKinds = {
  'invalid-amendment': {
    status: 422,
    title: 'An amendment that makes no charter',
    about:
      'The patch does not apply to the charter, or what it makes contradicts itself. Its `faults` say all that is wrong, each with its path.',
    detail: ({ faults }) =>
      (Array.isArray(faults) ? (faults as unknown[]) : [])
        .slice(0, mostFaultsSaid)
        .map(faultSentence)
        .join(' ') || 'The patch makes no charter.',
  },
  'wrong-class': {
    status: 422,
    title: 'An amendment of the other class',
    about:
      'The class of an amendment follows from what it changes, whatever its author calls it; its category must be its class.',
    detail: ({ category, class: found }) =>
      `The amendment is of class ${say(found)}, and the category is ${say(category)}.`,
  },
  'changes-nothing': {
    status: 422,
    title: 'An amendment that changes nothing',
    about: 'The charter would be after the amendment as it is before.',
    detail: () => 'The charter would stay as it is.',
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
