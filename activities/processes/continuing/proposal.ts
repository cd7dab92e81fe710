/** A proposal goes on as a draft, or as one that opens by itself (PRO-9). */
import type { Link } from '../../../rules/proposal/state.ts';
import { copyOf } from './charter.ts';
import type { Continuation } from './continuation.ts';

/** Where it came from holds on: a family's matter before the council, a veto's question, what was remanded. */
const handedOn: readonly Link['relation'][] = [
  'escalated-from',
  'question-of',
  'called-back-from',
  'remand-of',
  'removal-of',
  'node-veto-question-of',
];

export const proposal: Continuation<'proposal'> = async (db, { state, content }, { id, createdAt }) => {
  if (content === null) throw new Error(`${state.id} has no text`);
  const { author, originator, category, tier, family, mandate, asks } = state;
  const from = state.links.filter(({ relation }) => handedOn.includes(relation));
  // A draft is its author's alone, and leaves no record (PRO-1).
  const isDraft = state.submittedAt === null;
  return {
    id,
    author,
    category,
    content,
    charter: await copyOf(db, state.charter),
    createdAt,
    from: isDraft ? 'draft' : 'opening',
    startsAt: isDraft ? state.startsAt : null,
    links: isDraft ? [] : [...from, { relation: 'continuation-of', id: state.id }],
    opening: isDraft
      ? undefined
      : {
          originator,
          family: tier === 3 ? family : null,
          whole: mandate === null,
          sameCharter: true,
          remanded: from.some(({ relation }) => relation === 'remand-of'),
          ...(asks === null ? {} : { question: asks }),
          continued: { family: tier === 2 ? family : null, mandate: mandate?.id ?? null },
        },
  };
};
