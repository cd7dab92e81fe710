/** Why a family is not founded or left, and admits, releases or shares out nothing so, as problems (MEM-7). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

export const familyKinds = {
  'family-taken': {
    status: 409,
    title: 'Taken by a family',
    about: 'There is a family of this id or of this name. GET /v1/families lists them.',
    detail: ({ family, name }) => `There is the family ${say(family)}, called ${say(name)}.`,
  },
  'in-a-family': {
    status: 409,
    title: 'In a family already',
    about: 'A member is in one family at a time, and leaves it before they are of another.',
    detail: ({ members, families }) => `Of a family already: ${say(members)}, of ${say(families)}.`,
  },
  'not-in-family': {
    status: 409,
    title: 'Not of this family',
    about: 'Nobody leaves a family that they are not in.',
    detail: ({ member, family }) => `${say(member)} is not of the family ${say(family)}.`,
  },
  'not-mature': {
    status: 422,
    title: 'Too young for it',
    about: 'A family is founded by members of family maturity, as the charter has it under `/maturity`.',
    detail: ({ members }) => `Not of family maturity: ${say(members)}.`,
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
