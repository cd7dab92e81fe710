/** The one question that the council is asked of a node veto: whether it overturns what was found (NVP-3, VET-2). */
import type { Content } from '../../rules/model.ts';
import type { NodeVetoState } from '../../rules/node-veto/state.ts';

/** What a vote for says; by this word the question asks. */
export const overturned = 'overturned';

/** Code units of a title, as the API bounds them; a code point takes up to two. */
const longestTitle = 200;

export function questionOf({ of, finding, danger, remedy, nodes }: NodeVetoState): {
  readonly category: string;
  readonly content: Content;
} {
  const found =
    finding === 'upheld'
      ? 'Electors drawn by lot have found that this act endangers who vetoed it. It is held meanwhile. Overturned, it goes on; else it ends.'
      : 'No danger was found in this act, and it is held no more. Overturned, it ends where it has not been carried out yet; else it goes on.';
  const content: Content = {
    title: Array.from(`Overturn the finding on: ${of.title}`)
      .slice(0, longestTitle / 2)
      .join(''),
    text: `${found} Whoever votes for overturns what was found; it stands unless two thirds do.`,
    rationale: `The danger: ${danger}\n\nWhat would remedy it: ${remedy}`,
    impact: {
      affected: [...new Set(nodes.flatMap(({ members }) => members))],
      statement: 'Whether the act ends for the danger that was said to be in it.',
    },
    alternatives: [],
    action: { type: 'none' },
  };
  return { category: 'veto-question', content };
}
