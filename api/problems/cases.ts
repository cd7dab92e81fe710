/** Why nobody can be named so in a proposal or a conflict, as problems (GUA-2, JUS-1, CNF-1, REP-1), or what can be put where (TIE-6). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

export const casesKinds = {
  'part-not-permitted': {
    status: 422,
    title: 'No part of this category',
    about:
      'The proposal names parents, diversity, an accused or victims, and its category has no place for them: nobody is judged without a hearing, and nobody admitted without the gates.',
    detail: ({ category, parts }) => `The category ${say(category)} has no ${say(parts)}.`,
  },
  'too-many-named': {
    status: 422,
    title: 'Too few are left to judge',
    about:
      'Who is named as accused, victim or party may be none of the judges, so at most so many can be named that enough of the council are left.',
    detail: ({ named, council, most }) =>
      `${say(named)} of the ${say(council)} members of the council are named, and ${say(most)} can be.`,
  },
  'not-named': {
    status: 422,
    title: 'Not named in it',
    about:
      'Whom a proposal would punish is one whom its action or its impact names. An impact of everyone names nobody.',
    detail: ({ member, named }) => `${say(member)} is none of ${say(named)}.`,
  },
  'wrong-category': {
    status: 409,
    title: 'In the wrong category',
    about:
      'The same action ended in this category a short time ago, since it would punish the member whom it names. Put it where they are heard, or later.',
    detail: ({ category, member, decision, until }) =>
      `${say(decision)} was not for ${say(category)}: it would punish ${say(member)}. There the same can be put from ${say(until)} on.`,
  },
  'not-held': {
    status: 422,
    title: 'Not theirs to give',
    about:
      'A personal or a family decision gives only what its author or its family holds, and for no longer than they hold it.',
    detail: ({ amount, resource, held }) =>
      `${say(amount)} of ${say(resource)} are given, and ${say(held)} are held for as long.`,
  },
  'unknown-resource': {
    status: 422,
    title: 'No such resource',
    about: 'Only what a decision (`resource.define`) or the members file has named can be allocated.',
    detail: ({ resource }) => `There is no resource ${say(resource)}.`,
  },
  'over-total': {
    status: 422,
    title: 'More than there is',
    about: 'What the council has allocated of a resource, for good or for a time, never exceeds its total.',
    detail: ({ amount, unit, resource, total, allocated, free }) =>
      `${say(amount)} ${say(unit)} of ${say(resource)} are asked for: of ${say(total)} there are ${say(allocated)} allocated, and ${say(free)} free.`,
  },
  'below-allocated': {
    status: 422,
    title: 'Less than is allocated',
    about: 'The total of a resource is never set below what the council has allocated of it.',
    detail: ({ total, unit, resource, allocated }) =>
      `The total of ${say(resource)} would be ${say(total)} ${say(unit)}, and ${say(allocated)} are allocated.`,
  },
  'other-unit': {
    status: 422,
    title: 'In another unit',
    about: 'What is held of a resource is held in its unit: a definition anew changes its total alone.',
    detail: ({ resource, unit, asked }) =>
      `${say(resource)} is counted in ${say(unit)}, not in ${say(asked)}.`,
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
