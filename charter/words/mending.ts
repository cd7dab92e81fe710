/** What a charter says of repair, node vetoes, support and restorative work, field by field, as fields.ts does of the others. */
import type { Words } from './telling.ts';
import { lengthInWords, listed } from './values.ts';

export const mendingWords: Readonly<Record<string, Words>> = {
  '/repairs/confirm': 'What is said to be done in a repair plan its receiver confirms or contests within {}.',
  '/repairs/verify': 'Where they are silent or contest it, its verifier says within {} whether it was done.',
  '/repairs/grace': 'What is not done within {} of its instant is missed.',
  '/repairs/missed': (missed: number) =>
    missed === 1
      ? 'One that is missed breaks a repair plan.'
      : `${missed} that are missed at once break a repair plan.`,
  '/repairs/overdue': 'One that stays missed for {} breaks it too.',
  '/nodeVetoes/emergency': 'The action of an emergency that names a node is held for {} at most.',
  '/nodeVetoes/answer': 'Who put an act that a node vetoes answers within {}.',
  '/nodeVetoes/panel/size': (size: number) =>
    size === 1
      ? 'An elector drawn by lot finds whether it endangers the node.'
      : `${size} electors drawn by lot find whether it endangers the node.`,
  '/nodeVetoes/panel/window': 'They find within {}.',
  '/nodeVetoes/panel/draws': (draws: number) =>
    draws === 1
      ? 'Where they are silent, it is denied.'
      : `Where they are silent, others are drawn, until ${draws} panels have been silent: then it is denied.`,
  '/nodeVetoes/ask': 'For {} the council can be asked to overturn what was found.',
  '/nodeVetoes/denied': (denied: number) =>
    denied === 1
      ? 'A node’s vetoes hold nothing after one was denied or overturned.'
      : `A node’s vetoes hold nothing after ${denied} were denied or overturned.`,
  '/nodeVetoes/within': 'Those of the last {} are counted.',
  '/support/ladder': (steps: readonly number[]) =>
    `Who asks for support is answered by the first supporter whom they chose; after ${lengthInWords(steps[0] ?? 0)} the next one is asked too, ${lengthInWords(steps[1] ?? 0)} later all of them, and ${lengthInWords(steps[2] ?? 0)} later the ladder ends.`,
  '/support/agents': {
    true: 'Agents may give support, and are shown as agents.',
    false: 'No agent gives support.',
  },
  '/support/second':
    'A danger to a life that one supporter states is told once another seconds it, or after {}.',
  '/support/review': 'The guardian reviews it within {} of that.',
  '/support/keep': 'A room of support is deleted {} after the last that happens in it.',
  '/restorative/accept': 'Who was harmed and who caused it accept restorative work within {}.',
  '/restorative/prepare': 'A facilitator prepares them for {} at most.',
  '/restorative/circles/within': 'A circle is held within {}.',
  '/restorative/circles/most': (most: number) =>
    most === 1
      ? 'There is one circle before a text is accepted.'
      : `There are ${most} circles at most before a text is accepted.`,
  '/restorative/agree': 'After a circle all of them accept one text within {}.',
  '/restorative/checks': (checks: readonly number[]) =>
    `Whether it is kept they are asked ${listed(checks.map(lengthInWords))} after they agreed.`,
  '/restorative/answer': 'Each time they answer within {}.',
};
