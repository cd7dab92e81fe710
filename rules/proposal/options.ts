/** What electors rank: the proposal, its alternatives, and the status quo (PRO-4, CON-1). */
import type { Charter } from '../../charter/types.ts';
import type { Content, Option } from '../model.ts';

/** How many alternatives no charter goes beyond: each more makes the map longer to compute, by the cube of their number (CON-1). */
export const mostAlternatives = 100;

/** All that can be ranked: they, the proposal and the status quo. */
export const mostOptions = mostAlternatives + 2;

/** How many a proposal names at most where its charter does not say (PRO-2). */
export const usualAlternatives = 20;

export const alternativesAllowed = ({ alternatives: { most } }: Pick<Charter, 'alternatives'>): number =>
  most ?? usualAlternatives;

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
