/** The council missed its threshold, or too few of it are left to judge (GUA-2): the guardian picks a remedy with a written reason; silence resolves nothing (CNF-4, GUA-1). */
import type { Refusal } from '../../rules/refusal.ts';
import { activities } from '../activities.ts';
import { now } from '../kit/clock.ts';
import { unresolved } from './arbitration.ts';
import { lookAtOffice } from '../kit/office.ts';
import { type Decided, type Dispute, type Abandoned, ending } from './dispute.ts';
import { enter, stageEnd, windowOf } from './stage.ts';

/** Passed over where the charter has no guardian, or the guardian is recused: that is silence at once. */
export async function guardianResolution(dispute: Dispute): Promise<Decided | Abandoned> {
  const { charter, state } = dispute;
  if (charter.guardian === null) return unresolved('no-guardian');
  const asked = { id: state.id, role: charter.guardian.role, concerned: dispute.kind.concerned(state) };
  const { guardian, recused } = await activities.guardianFor(asked);
  if (recused !== null) return unresolved('silent', { guardian, recused });
  await enter(dispute, {
    window: windowOf(dispute, charter.guardian.answer),
    kind: 'guardian-resolution-opened',
    facts: { guardian },
  });
  let recusedSince: Refusal | null = null;
  const dropped = await stageEnd(dispute, async () => {
    recusedSince = await lookAtOffice(dispute, asked, ({ resolution }) => resolution !== null);
    if (recusedSince !== null) dispute.over ??= now();
  });
  const { resolution, guardian: last } = dispute.state;
  if (dropped !== undefined) return dropped;
  if (resolution === null) return unresolved('silent', { guardian: last, recused: recusedSince });
  return ending('arbitrated', { remedy: resolution.remedy, by: 'guardian', guardian: last });
}
