/** The proposal that opens by itself where a leader did not answer for an act: whether they keep emergency authority (EMG-3, EMG-8). */
import type { Duty, EmergencyState } from '../../rules/emergency/state.ts';
import type { Content } from '../../rules/model.ts';

/** The category whose proposals take leadership (EMG-8). */
const category = 'emergency-removal';

export function removalOf(
  { id, actor, what, createdAt }: EmergencyState,
  duty: Duty,
): { readonly category: string; readonly content: Content } {
  const content: Content = {
    title: `Emergency authority of ${actor}`,
    text: `${actor} acted alone at ${createdAt} and gave no ${duty} in time. Adopted, this takes the leadership role from ${actor}; every other right stays.`,
    rationale: `The act: ${what}\n\nEmergency ${id}; whoever acts alone answers for it.`,
    impact: { affected: [actor], statement: `${actor} cannot act alone in an emergency any more.` },
    alternatives: [],
    action: { type: 'leadership.take', member: actor },
  };
  return { category, content };
}
