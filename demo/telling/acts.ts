/** Acts in words: who did what, why, and what the council said to it. */
import { type Fields, fieldsOf } from '../../mcp/council.ts';
import type { Answer } from '../seats/hands.ts';

export interface Sentence {
  readonly text: string;
  readonly why?: string | undefined;
}

const positions: Readonly<Record<string, string>> = {
  agree: 'agrees',
  'agree-with-reservations': 'agrees, with reservations',
  'stand-aside': 'stands aside',
  block: 'blocks',
};
const choices: Readonly<Record<string, string>> = {
  for: 'votes for it',
  against: 'votes against it',
  abstain: 'abstains',
};
const tried: Readonly<Record<string, string>> = {
  propose: 'to put a proposal',
  amend: 'to change the text',
  comment: 'to say something',
  rank: 'to rank the options',
  take_position: 'to take a position',
  vote: 'to vote',
  delegate: 'to give its vote away',
  disclose: 'to disclose its interests',
  act: 'to do something else',
};

/** Tools that only read: nothing of them is told. */
export const isAct = (tool: string): boolean => tool in tried;

/**
 * @param name who acts
 * @param nameOf tells a member's name by their id
 */
export function sentenceOf(
  name: string,
  tool: string,
  given: Fields,
  { answer, nameOf }: { readonly answer: Answer; readonly nameOf: (id: string) => string },
): Sentence {
  const you = name === 'You';
  const does = (words: string): string => `${name} ${you ? inSecondPerson(words) : words}`;
  if (!answer.ok) return { text: does(`tries ${tried[tool] ?? tool} and is refused: ${refusalOf(answer)}`) };
  const why = textOf(given.reason);
  switch (tool) {
    case 'propose':
      return {
        text: does(`drafts “${textOf(given.title) ?? ''}”: ${textOf(given.text) ?? ''}`),
        why: textOf(given.rationale),
      };
    case 'amend':
      return {
        text: `${does('changes the text')}, and its review begins anew (PRO-6)${given.text === undefined ? '.' : `: “${textOf(given.text) ?? ''}”`}`,
      };
    case 'comment':
      return { text: does(`says: “${textOf(given.text) ?? ''}”`) };
    case 'rank':
      return { text: does('ranks the options') };
    case 'take_position':
      return { text: does(positions[String(given.position)] ?? 'takes a position'), why };
    case 'vote':
      return { text: does(choices[String(given.choice)] ?? 'votes'), why };
    case 'delegate':
      return { text: does(`gives ${you ? 'your' : 'its'} vote to ${nameOf(String(given.to))}`) };
    case 'disclose':
      return { text: does(`discloses ${you ? 'your' : 'its'} interests: ${textOf(given.interests) ?? ''}`) };
    default:
      return { text: does(given.act === 'submission' ? 'submits it' : `does: ${String(given.act)}`) };
  }
}

/** "votes for it" as it is said to who does it. */
const inSecondPerson = (words: string): string =>
  words.replace(/^(\w+?)(es(?=\b)|s\b)/, (verb) => verb.replace(/s$/, ''));

function refusalOf({ fields }: Answer): string {
  const { title, rule, facts } = fieldsOf(fields.refused);
  const missing = fieldsOf(facts).missing;
  const lacks = Array.isArray(missing) ? `, without a ${missing.join(' or a ')}` : '';
  return `${(textOf(title) ?? 'not possible').toLowerCase()}${lacks}${typeof rule === 'string' ? ` (${rule})` : ''}`;
}

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  const { text } = fieldsOf(value);
  return typeof text === 'string' ? text : undefined;
};
