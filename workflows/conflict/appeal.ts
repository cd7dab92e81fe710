/** The appeal: before an arbitration takes effect, and where it found nothing too, a party may turn to the guardian (APP-1, APP-2). */
import { ApplicationFailure } from '@temporalio/workflow';
import { sidesOf } from '../../rules/conflict/state.ts';
import type { Appealed } from '../appeal.ts';
import { newId, now } from '../kit/clock.ts';
import { appealed, type Lodged, openAppeal } from '../opening/appeals.ts';
import type { AppealInput, ConflictInput } from '../inputs.ts';
import { start } from '../kit/starting.ts';
import { happen, write } from '../process.ts';
import { type Decided, type Dispute, type Abandoned, ending, type Ending } from './dispute.ts';
import { enter, stageEnd, windowOf } from './stage.ts';

/** Passed over where the charter has no appeals, or nobody could rule: then it ends as decided. */
export async function appealStage(dispute: Dispute, decided: Decided): Promise<Ending> {
  const { appeals, guardian } = dispute.charter;
  if (appeals === null || guardian === null) return decided;
  await enter(dispute, {
    window: windowOf(dispute, appeals.window),
    kind: 'appeal-opened',
    facts: { decided: decided.outcome },
  });
  const dropped = await stageEnd(dispute);
  const { lodged } = dispute;
  if (dropped !== undefined) return dropped;
  if (lodged === null) return decided;
  const ruled = await ruling(dispute, lodged, guardian);
  if (!('endedAt' in ruled)) return ruled;
  const { outcome, guardian: by, reason } = ruled;
  happen(dispute, 'appeal-ended', { outcome, guardian: by, reason }, dispute.stageEnded);
  const facts = { by: lodged.by, principle: lodged.principle };
  switch (outcome) {
    case 'upheld':
      return decided;
    case 'overturned':
      return ending('overturned', facts);
    case 'remanded':
      return ending('remanded', { ...facts, to: await remand(dispute) });
  }
}

/** The appeal is a process of its own, which outlives this one: it waits for its ending, unless a side is left empty meanwhile. */
async function ruling(
  dispute: Dispute,
  lodged: Lodged,
  guardian: AppealInput['guardian'],
): Promise<Appealed | Abandoned> {
  const { state } = dispute;
  const id = newId();
  const { at, ...said } = lodged;
  dispute.over = null;
  happen(dispute, 'appealed', { ...said, id }, at);
  const process = { id, of: { kind: 'conflict', id: state.id }, remanded: state.remandOf !== null } as const;
  // Who decided it does not rule on it too (GUA-1).
  const decided = state.resolution === null ? null : state.guardian;
  const child = await openAppeal(lodged, process, {
    guardian,
    concerned: [...dispute.kind.concerned(state), decided].filter((by) => by !== null),
    summary: 'appeal of an arbitration',
  });
  const ruled: { as?: Appealed } = {};
  void appealed(child, id, dispute.awaiting).then((ended) => {
    ruled.as = ended;
    dispute.over = ended.endedAt;
  });
  await write(dispute);
  const dropped = await stageEnd(dispute);
  if (dropped !== undefined) return dropped;
  if (ruled.as === undefined) throw ApplicationFailure.nonRetryable(`nothing is known of the appeal ${id}`);
  return ruled.as;
}

/** Opens the matter anew before the council, under the same charter copy; the link to it is written first, so that the new one finds it there. */
async function remand(dispute: Dispute): Promise<string> {
  const { input, state } = dispute;
  const id = newId();
  happen(dispute, 'remanded-to', { id }, dispute.stageEnded);
  await write(dispute);
  const again: ConflictInput = {
    id,
    parties: sidesOf(state),
    what: state.what,
    remedy: state.remedy,
    charter: input.charter,
    createdAt: now(),
    remandOf: state.id,
  };
  await start({ kind: 'conflict', input: again }, 'conflict: remanded to the council');
  return id;
}
