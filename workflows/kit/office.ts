/** The guardian's office: whoever holds it now is asked, and who has lost it is not (AUT-1, GUA-1). */
import type { GuardianRequest } from '../../activities/processes/guardian.ts';
import type { Standing } from '../../rules/kind.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { activities } from '../activities.ts';
import { isOver } from './clock.ts';
import { happen, type Process } from '../process.ts';

interface Asked extends Standing {
  readonly guardian: string | null;
}

/**
 * Looks who holds the office while their word is waited for: what was said before stays said, and who was silent until the end was.
 * Answers why they count as silent, where they do.
 */
export async function lookAtOffice<State extends Asked>(
  process: Process<State, 'conflict' | 'appeal'>,
  office: GuardianRequest,
  isAnswered: (state: State) => boolean,
): Promise<Refusal | null> {
  const { guardian, recused } = await activities.guardianFor(office);
  const { guardian: from, deadline } = process.state;
  if (guardian !== null && guardian !== from && !isAnswered(process.state) && !isOver(deadline)) {
    happen(process, 'guardian-changed', { from, to: guardian });
  }
  return recused;
}
