/** Why a family admits, releases or shares out nothing so, as problems (MEM-7). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

export const familyKinds = {
  'in-a-family': {
    status: 422,
    title: 'Of a family already',
    about: 'A member is of one family at a time: who would join another leaves theirs first.',
    detail: ({ member, family }) => `${say(member)} is of the family ${say(family)}.`,
  },
  'of-family-maturity': {
    status: 422,
    title: 'Old enough to leave by themselves',
    about: 'A family releases only who is below family maturity. Everybody else leaves by their own word.',
    detail: ({ member }) => `${say(member)} is of family maturity.`,
  },
  'other-parents': {
    status: 422,
    title: 'The consent of others',
    about:
      'Who joins a family consents themselves, and below family maturity all parents whom their admission named and who have not departed.',
    detail: ({ member, parents, isMature }) => {
      if (isMature === true) return `${say(member)} is of family maturity, and consents themselves.`;
      const isAnybody = Array.isArray(parents) && parents.length > 0;
      return isAnybody
        ? `For ${say(member)} these consent, all of them: ${say(parents)}.`
        : `Nobody can consent for ${say(member)}: they are below family maturity, and no admission named a parent who is a member still.`;
    },
  },
  'other-shares': {
    status: 422,
    title: 'Not what the family holds',
    about:
      'Who dissolves a family says who gets all that it holds: the shares of each resource are what it holds of it and has not passed on.',
    detail: ({ family, resources }) => {
      const differing = (resources ?? []) as readonly Readonly<Record<string, unknown>>[];
      const told = differing.map(
        ({ resource, held, shared }) => `${say(held)} of ${say(resource)}, not ${say(shared)}`,
      );
      return `The family ${say(family)} holds ${told.join('; ')}.`;
    },
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
