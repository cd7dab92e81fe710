/** Why an act in an emergency or a conflict is refused, as problems (EMG-2, CNF-1, CNF-2, CNF-4). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say, sentences } from './kind.ts';

export const processKinds = {
  'no-reversal': {
    status: 422,
    title: 'No reversal',
    about:
      'What a leader does alone must be undone if the council does not want it: a task or a call needs a reversal.',
    detail: ({ action }) => `The action is ${say(action)}, and its reversal is none.`,
  },
  'lasting-failure': {
    status: 409,
    title: 'A failure that lasts',
    about:
      'An action is run again only where its cause may pass. What is not permitted any more, or what another decision has done, is not.',
    detail: () => 'Its cause does not pass: to run it again would end the same way.',
  },
  'changed-since': {
    status: 409,
    title: 'Changed since',
    about:
      'A decision that was executed later has changed the same. To change it again takes another decision.',
    detail: (facts) =>
      sentences(
        facts,
        ['by', (decision) => `The decision ${decision} has changed the same since.`],
        ['path', (path) => `The charter has changed at ${path} since.`],
      ) || 'The same has been changed since.',
  },
  'repeated-act': {
    status: 409,
    title: 'The same act again',
    about:
      'An act that expired or was overridden cannot be repeated for a time. Put it to the council as a proposal.',
    detail: ({ emergency, outcome, until }) =>
      `Emergency ${say(emergency)} was ${say(outcome)}; the same can be done from ${say(until)} on.`,
  },
  'replaced-terms': {
    status: 409,
    title: 'Terms that have been replaced',
    about:
      'Whoever put these terms has put newer ones. Every party must accept the same text: read the newest.',
    detail: ({ n, replacedBy }) => `Terms ${say(n)} were replaced by terms ${say(replacedBy)}.`,
  },
  'withdrawn-before': {
    status: 409,
    title: 'Withdrawn before',
    about: 'Who withdrew a conflict opens none against the same for a time.',
    detail: ({ conflict, members, until }) =>
      `You withdrew ${say(conflict)} against ${say(members)}; one can be opened from ${say(until)} on.`,
  },
  'own-case': {
    status: 422,
    title: 'Their own case',
    about:
      'Who verifies what is repaired, and who facilitates restorative work, is none of those between whom it is; the guardian, who may have to judge it, facilitates none.',
    detail: ({ member, office }) =>
      office === undefined
        ? `${say(member)} is one of the parties.`
        : `${say(member)} is the guardian, who may have to judge where it came from.`,
  },
  'not-holdable': {
    status: 409,
    title: 'No node veto reaches it',
    about:
      'A node stops what the council decides for all, until it is carried out, and of an emergency an action that names the node. Reversals, overrides, ratifications, removals and appeals are never held.',
    detail: (facts) => `A node veto does not reach this: ${say(facts)}.`,
  },
  'same-matter': {
    status: 409,
    title: 'The same matter',
    about: 'One matter has one ladder: a node that the same act endangers joins the node veto that is open.',
    detail: ({ nodeVeto }) => `${say(nodeVeto)} is open on the same act: join it.`,
  },
  'unknown-obligation': {
    status: 404,
    title: 'No such obligation',
    about: 'The plan has no obligation of this number. Its `obligations` list them, once it is agreed on.',
    detail: ({ n }) => `There is no obligation ${say(n)}.`,
  },
  'not-owed': {
    status: 422,
    title: 'More than is owed',
    about:
      'An amount is of what is owed in a quantity, and not above what of it is neither done nor released.',
    detail: ({ amount, outstanding }) =>
      `The amount is ${say(amount)}, and ${say(outstanding)} is outstanding.`,
  },
  'no-facilitator': {
    status: 422,
    title: 'No facilitator',
    about: 'Restorative work is facilitated by who holds the role `facilitator`.',
    detail: ({ member }) => `${say(member)} does not hold the role.`,
  },
  'unknown-word': {
    status: 422,
    title: 'No such word',
    about: 'This member has not said that they are no party, or the guardian is not asked about it.',
    detail: ({ member }) => `There is no word of ${say(member)} to answer.`,
  },
  'unknown-terms': {
    status: 404,
    title: 'No such terms',
    about: 'The conflict has no terms of this number. Its `terms` list them.',
    detail: ({ n }) => `There are no terms ${say(n)}.`,
  },
  'still-running': {
    status: 409,
    title: 'It runs',
    about:
      'Only what has lost its workflow can be ended by an operator, and this has not: Temporal says that it runs.',
    detail: ({ process }) => `The workflow of ${say(process)} runs.`,
  },
  'unknown-remedy': {
    status: 422,
    title: 'No such remedy',
    about: 'The conflict has no such remedy. Its `remedies` list them.',
    detail: ({ remedy }) => `There is no remedy ${say(remedy)}.`,
  },
  'unknown-attachment': {
    status: 422,
    title: 'No such attachment',
    about:
      'A proposal names files by their SHA-256 and their length in bytes. They are sent before, with PUT /v1/attachments/{sha256}, by who names them, or are named in a proposal that they may read.',
    detail: ({ attachments }) => `Not here, or of another length: ${say(attachments)}.`,
  },
  'hash-mismatch': {
    status: 422,
    title: 'Another hash',
    about: 'What was sent has another SHA-256 than it was sent under. It was not kept.',
    detail: ({ named, found }) => `It was named ${say(named)}, and is ${say(found)}.`,
  },
  'beyond-limit': {
    status: 409,
    title: 'Beyond the limit',
    about:
      'It would be more than there may be of it. The facts say how much there may be, is, and was asked for.',
    detail: ({ most, held, asked }) =>
      `There may be ${say(most)}, and there is ${say(held)} already; ${say(asked)} more would be too much.`,
  },
  'too-many-attachments': {
    status: 409,
    title: 'Enough attachments',
    about:
      'What a member has sent and no submitted proposal names yet is bounded, and so is what they send in a day. What nothing names is removed after a week.',
    detail: ({ files, bytes }) => `You have ${say(files)} files with ${say(bytes)} bytes here.`,
  },
  'unknown-statement': {
    status: 422,
    title: 'No such statement',
    about:
      'A reply and a correction name a statement of the same decision, by the number that it has there. GET /v1/proposals/{id}/statements lists them.',
    detail: ({ statement }) => `This decision has no statement ${say(statement)}.`,
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
