/** Whoever a file in custody is offered to is told: nobody else (ALM-6, AUT-2). */
import type { Trx } from '../postgres/database.ts';
import { addNotice } from './notices.ts';
import { deliverPiece } from './pieces.ts';

interface Offered {
  /** The chain. */
  readonly id: string;
  /** How many steps it had before. */
  readonly n: number;
  readonly at: string;
  readonly by: string;
  readonly to: string;
  readonly sha256: string;
}

export async function tellOfOffer(trx: Trx, { id, n, at, by, to, sha256 }: Offered): Promise<void> {
  const kind = 'custody-offered';
  const notice = await addNotice(trx, {
    decision: id,
    process: 'custody',
    stage: 'offered',
    kind,
    at,
    owes: null,
    due: null,
    occasion: `${kind}.${n}`,
    facts: { by, sha256 },
  });
  if (notice === undefined) return;
  await deliverPiece(trx, { notice, decision: id, at }, [{ members: [to] }], { after: '', most: 1 });
}
