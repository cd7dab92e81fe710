/** What electors rank: the proposal, its alternatives, and the status quo (PRO-4, CON-1). */
import type { Content, Option } from '../model.ts';

export const statusQuo = 'status-quo';

/** The options of a text, in the order in which they were given. */
export function optionsOf({ title, alternatives }: Pick<Content, 'title' | 'alternatives'>): Option[] {
  return [
    { id: 'proposal', kind: 'proposal', title: title ?? '' },
    ...alternatives.map((alternative, index) => ({
      id: `alternative-${index + 1}`,
      kind: 'alternative' as const,
      title: alternative.title,
    })),
    { id: statusQuo, kind: 'status-quo', title: 'The status quo' },
  ];
}
