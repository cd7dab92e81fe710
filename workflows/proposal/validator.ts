/** What an act is checked by before it is taken: the one table of permissions, and what is under way already (PRO-10). */
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { isAffected } from '../../rules/proposal/vetoes/vetoes.ts';
import { validator as checking } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import type { Decision } from './decision.ts';
import type { By } from '../messages/by.ts';

type Checked<Args> = (args: Args) => Refusal | undefined;

/** A validator: whether the member may act now, and what else the act needs. It reads and throws, nothing more. */
export function validator<Args extends By>(
  decision: Decision,
  act: Act,
  also: Checked<Args> = () => undefined,
) {
  const may: Checked<Args> = ({ member: id, elector = false, family = null, ofConcerned = false }) => {
    const affected = isAffected(decision.content, { id, family });
    const actor = { id, status: 'active', elector, family, affected, ofConcerned, operator: false } as const;
    return mayAct(act, decision.proposal, actor, now());
  };
  return checking<Args>(may, () => takenAlready(decision, act), also);
}

/** An act that has been accepted but whose stage has not moved on yet cannot be done again, nor another against it; nor any while the ending is being written. */
function takenAlready(decision: Decision, act: Act): Refusal | undefined {
  const { interrupted, submitting, appeal, approval, resolution, confirmation, proposal, journal } = decision;
  const accepted = [interrupted, appeal, approval, resolution, confirmation].some((one) => one !== null);
  const taken = accepted || submitting || journal.ending;
  return taken ? refuse('already-done', 'PRO-10', { act, stage: proposal.stage }) : undefined;
}
