/** A referral to restorative work: a process of its own, for which the conflict waits with the time it has left (RST-1). */
import { leftAt, referFault, waitsAtOnce } from '../../rules/conflict/waiting.ts';
import { refuse } from '../../rules/refusal.ts';
import { laterOf, nextOpening } from '../../rules/window.ts';
import { handle, validator } from '../kit/acts.ts';
import { endOf } from '../kit/awaiting.ts';
import { now } from '../kit/clock.ts';
import { start, type Started } from '../kit/starting.ts';
import type { RestorativeInput } from '../inputs.ts';
import type { By } from '../messages/by.ts';
import { type Referring, referral } from '../messages/restorative.ts';
import { happen, shown } from '../process.ts';
import type { Restored } from '../restorative.ts';
import { type Dispute, ending } from './dispute.ts';

/** Its parties refer it, or a decision does. */
export function takeReferral(dispute: Dispute): void {
  handle<By & Referring>(
    dispute,
    referral,
    async ({ id, by, case: matter, harmed, responsible, what, charter }) => {
      const createdAt = now();
      happen(dispute, 'referred', {}, createdAt);
      if (waitsAtOnce(dispute.state)) waits(dispute, createdAt);
      const from = { kind: 'conflict', id: dispute.state.id } as const;
      const referred = { id, by, from, case: matter, harmed, responsible, what, charter, createdAt };
      const input: RestorativeInput = { ...referred, continuationOf: null };
      follow(dispute, id, await start<Restored>({ kind: 'restorative', input }, 'restorative work'));
      await shown(dispute);
    },
    validator<By & Referring>(({ by, harmed, responsible }) => {
      const { state, over, interrupted, journal, restored } = dispute;
      const isMoving = over !== null || interrupted !== null || journal.ending || restored !== null;
      return (
        referFault(state, { harmed, responsible }, by, now()) ??
        (isMoving ? refuse('already-done', 'PRO-10', { act: 'referral', stage: state.stage }) : undefined)
      );
    }),
  );
}

/** From an instant on it waits, where it was referred and has not waited yet; answers whether it does. */
export function waits(dispute: Dispute, at: string): boolean {
  const { referred } = dispute.state;
  if (referred === null || referred.since !== null || referred.returned !== null) return false;
  happen(dispute, 'waits', { left: leftAt(dispute.state, at) }, at);
  return true;
}

/** What an interrupted conflict waited for, the one that goes on from it waits for too (PRO-9). */
export function waitAgain(dispute: Dispute, at: string): void {
  const { waitsFor = null } = dispute.input;
  if (waitsFor === null || dispute.state.referred !== null) return;
  happen(dispute, 'referred', {}, at);
  if (waitsAtOnce(dispute.state)) waits(dispute, at);
  follow(dispute, waitsFor, null);
}

/** @param child null: another workflow has begun it */
function follow(dispute: Dispute, id: string, child: Started<Restored> | null): void {
  const own = child === null ? Promise.reject<Restored>(new Error('begun by another')) : child.result();
  void endOf(own, dispute.awaiting, { kind: 'restorative', id }).then((ended) => {
    if ('own' in ended) dispute.restored = ended.own;
    else {
      const { outcome = 'returned', endedAt = now(), stage } = ended.elsewhere ?? {};
      dispute.restored = { outcome, endedAt, stage: stage ?? 'referred' } as Restored;
    }
  });
}

/** It has ended: the conflict goes on in its stage, or is settled by what was agreed on and kept (RST-1, RST-4). */
export function woken(dispute: Dispute, { outcome, stage, endedAt }: Restored): void {
  const { referred } = dispute.state;
  dispute.restored = null;
  dispute.looking = true;
  const ended = laterOf(endedAt, referred?.since ?? endedAt);
  const at = nextOpening(laterOf(ended, dispute.journal.newest), now(), referred?.left ?? 0);
  happen(dispute, 'woken', { ending: outcome, stage }, at);
  if (outcome === 'completed') dispute.interrupted ??= { ...ending('settled', { restorative: stage }), at };
}
