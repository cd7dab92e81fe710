/** Who is told of a change of a member's keys: the member always, and the council where it is the registrar's (MEM-6). */
import type { KeyChange } from '../../ledger/acts/key-change.ts';
import type { Trx } from '../postgres/database.ts';
import { addNotice, type NewNotice } from './notices.ts';
import { deliverPiece } from './pieces.ts';
import { tellSome } from './reminders.ts';

type Change = Omit<KeyChange, 'format' | 'council' | 'charter' | 'pace'>;

/** Members whom one transaction tells: some tenths of a second. */
const mostAtOnce = 10_000;

const noticeOf = (
  id: string,
  kind: 'keys-changed' | 'keys-announced',
  { at, by, change, countsFrom, fingerprint, kind: use, member }: Change,
): NewNotice => ({
  decision: id,
  process: 'keys',
  stage: 'notice',
  kind,
  at,
  owes: null,
  due: by === member ? null : countsFrom,
  occasion: kind,
  facts: { by, change, countsFrom, fingerprint, kind: use, member },
});

/** Whoever's keys they are hears of each change: of one that was not theirs, too. */
export async function tellMember(trx: Trx, id: string, change: Change): Promise<void> {
  const notice = await addNotice(trx, noticeOf(id, 'keys-changed', change));
  if (notice === undefined) return;
  const piece = { after: '', most: 1 };
  await deliverPiece(trx, { notice, decision: id, at: change.at }, [{ members: [change.member] }], piece);
}

/** Tells the council of the registrar's change; `some` where others are left to be told. @param charter the version in force, which says who the council is */
export async function tellCouncil(
  trx: Trx,
  id: string,
  change: Change,
  { charter }: { readonly charter: number },
): Promise<'some' | 'all'> {
  if (change.by === change.member) return 'all';
  const notice = noticeOf(id, 'keys-announced', change);
  const told = await tellSome(trx, notice, [{ council: charter }], { at: change.at, most: mostAtOnce });
  return told === null || told.isLast ? 'all' : 'some';
}
