/** A member whom the registrar sets offline is told, and from when it counts unless they act before (MEM-4). */
import type { Trx } from '../postgres/database.ts';
import { addNotice } from './notices.ts';
import { deliverPiece } from './pieces.ts';

export async function tellOfAbsence(
  trx: Trx,
  {
    absence,
    member,
    by,
    at,
    from,
  }: {
    readonly absence: string;
    readonly member: string;
    readonly by: string;
    readonly at: string;
    readonly from: string;
  },
): Promise<void> {
  const notice = await addNotice(trx, {
    decision: absence,
    process: 'status',
    stage: 'notice',
    kind: 'set-offline',
    at,
    owes: null,
    due: null,
    facts: { by, from },
    occasion: 'set-offline',
  });
  if (notice === undefined) return;
  const piece = { after: '', most: 1 };
  await deliverPiece(trx, { notice, decision: absence, at }, [{ members: [member] }], piece);
}
