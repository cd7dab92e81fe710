/** What begins once: two who ask for the same at one instant wait for each other, and the second finds the first (RST-1, MND-1). */
import { sql } from 'kysely';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { againFault } from '../../rules/repair/obligations.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import { oppositeOf } from '../../rules/restorative/referral.ts';
import type { RestorativeState } from '../../rules/restorative/state.ts';
import type { Trx } from '../postgres/database.ts';
import type { ProcessChange } from './processes.ts';
import { repairsOf } from './kinds/repairs.ts';
import { referredBetween, referredIn } from './kinds/restorative.ts';

/** Why a process cannot begin, asked in the transaction of its first row, which holds what it is once of; undefined where it can. */
export async function beginningFault(
  trx: Trx,
  { kind, sequence, state }: ProcessChange,
): Promise<Refusal | undefined> {
  if (sequence > 1) return undefined;
  if (kind === 'restorative') return referredBefore(trx, state);
  return kind === 'repair' ? putBefore(trx, state) : undefined;
}

const hold = (trx: Trx, what: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${what}, hashtextextended('folkmoot beginnings', 0)))`.execute(
    trx,
  );

/** Once in a case, or out of nothing between who refers it and whoever is opposite them; what goes on from an interrupted one is the same (RST-1, PRO-9). */
async function referredBefore(trx: Trx, state: RestorativeState): Promise<Refusal | undefined> {
  const { from, case: matter, continuationOf, acceptedBy } = state;
  if (continuationOf !== null) return undefined;
  // Who refers what stands nowhere is one of those between whom it is, and has accepted by that.
  const [by = ''] = acceptedBy;
  const pairs = oppositeOf(state, by).map((other) => [by, other].toSorted().join(' '));
  for (const one of from === null ? pairs.toSorted() : [matter]) await hold(trx, one);
  const before = await (from === null ? referredBetween(trx, state, by) : referredIn(trx, matter));
  return before.length > 0 ? refuse('already-done', 'RST-1', { act: 'referral' }) : undefined;
}

/** One at a time out of one process between the same two; what was agreed on, or goes on from an interrupted one, nobody puts (MND-1, RST-3, PRO-9). */
async function putBefore(
  trx: Trx,
  { from, putBy: [by], terms, circle, continuationOf }: RepairState,
): Promise<Refusal | undefined> {
  if (by === undefined || continuationOf !== null) return undefined;
  await hold(trx, from.id);
  return againFault(await repairsOf(trx, from.id), by, terms?.obligations ?? circle?.obligations ?? []);
}
