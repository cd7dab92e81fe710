/** The appeal: before a decision that can be appealed takes effect, the accused may turn to the guardian; execution waits (APP-1, APP-2). */
import type { Appealed } from '../../appeal.ts';
import { proposal as kind } from '../../../rules/proposal/kind.ts';
import { newId } from '../../kit/clock.ts';
import { type Decision, ending, type Ending, note, write } from '../decision.ts';
import { appealed, type Lodged, openAppeal } from '../../opening/appeals.ts';
import type { AppealInput } from '../../inputs.ts';
import { openProposal, originatorOf } from '../../opening/proposals.ts';
import { enter, stageEnd } from '../stage.ts';

/** Passed over where the category has none, or nobody could rule. */
export async function appealStage(decision: Decision): Promise<Ending | undefined> {
  const { category, charter, input } = decision;
  if (!category.appeal || charter.appeals === null || charter.guardian === null) return undefined;
  if (input.from === 'execution') return undefined;
  await enter(decision, 'appeal', { length: charter.appeals.window });
  await stageEnd(decision, () => decision.appeal !== null);
  const { appeal: lodged } = decision;
  if (lodged === null) return undefined;
  decision.appeal = null;
  const { outcome, endedAt, guardian, reason } = await ruled(decision, lodged, charter.guardian);
  decision.stageEnded = endedAt;
  const { by, principle } = lodged;
  note(decision, 'appeal-ended', { by, principle, outcome, guardian, reason }, decision.stageEnded);
  if (outcome === 'overturned') return ending('overturned', 'APP-2', { by, principle });
  if (outcome === 'upheld') return undefined;
  const { content, proposal } = decision;
  const { id } = await openProposal(decision, {
    at: decision.stageEnded,
    category: proposal.category,
    content,
    originator: originatorOf(proposal),
    whole: true,
    sameCharter: true,
    remanded: true,
    relation: 'remand-of',
    back: 'remanded-to',
  });
  return ending('remanded', 'APP-2', { by, principle, to: id });
}

/** The appeal is a process of its own: the decision waits for its ending, however that comes. */
async function ruled(
  decision: Decision,
  lodged: Lodged,
  guardian: AppealInput['guardian'],
): Promise<Appealed> {
  const { input, proposal } = decision;
  const id = newId();
  const links = [...proposal.links, { relation: 'appealed-by' as const, id }];
  decision.proposal = { ...proposal, links, deadline: null };
  const { at, ...said } = lodged;
  note(decision, 'appealed', { ...said, id }, at);
  const of = { kind: 'proposal', id: proposal.id } as const;
  const process = { id, of, remanded: input.opening?.remanded ?? false };
  const child = await openAppeal(lodged, process, {
    guardian,
    concerned: [...kind.concerned(proposal), decision.resolvedBy].filter((by) => by !== null),
    summary: `appeal of ${proposal.category}`,
  });
  await write(decision);
  return appealed(child, id, decision.awaiting);
}
