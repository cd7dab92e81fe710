/** Ending a process whose workflow is gone, in the place of that workflow (PRO-9). */
import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/common';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { liftedBy } from '../../rules/proposal/vetoes/vetoes.ts';
import { laterOf } from '../../rules/window.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { grantedThrough } from '../../store/council/allocation-ends.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { continuedBy, processRow, type ProcessRow } from '../../store/processes/interruptions.ts';
import { lastInstant } from '../../store/processes/timeline.ts';
import { takeNumber } from '../../store/processes/writes.ts';
import type { InterruptionInput, Start } from '../../workflows/inputs.ts';
import { tellTimers } from './allocation-timers.ts';
import { startOf } from './continuing.ts';
import { endGone, type Ending } from './ending-gone.ts';
import { isVetoable, lapseNodeVetoes } from './kinds/node-vetoes.ts';
import type { Services } from '../services.ts';

/** What others wait for. */
type WaitedFor = 'proposal' | 'appeal' | 'node-veto' | 'repair' | 'restorative';

export interface EndingFound {
  readonly outcome: string;
  readonly endedAt: string;
  /** Of an appeal: who ruled, and why; null where nobody did. */
  readonly guardian: string | null;
  readonly reason: string | null;
  /** Of restorative work: in which of its stages (RST-5). */
  readonly stage?: string | null;
}

export const interruptionActivities = (services: Services) => ({
  /**
   * Asks Temporal at this moment, ends the process where its workflow is gone, and answers what is to be started: its matter anew, or
   * nothing where it was decided already. Called again after its answer was lost, it answers the same.
   */
  async interrupt(
    asked: InterruptionInput,
  ): Promise<{ readonly start: Start | null } | { readonly refusal: Refusal }> {
    const { kind, id } = asked.of;
    const { db } = services;
    const found = await processRow(db, kind, id);
    if (found === undefined) return { refusal: refuse('wrong-stage', 'PRO-9', { stage: null }) };
    if (found.state.stage !== 'ended') {
      const status = await statusOf(id);
      if (status === 'RUNNING') return { refusal: refuse('still-running', 'PRO-9', { process: id }) };
      await db.transaction().execute((trx) => end(services, trx, asked, status));
    }
    // What it granted has ended, where its reversal is owed (EMG-2, ALC-3).
    if (kind === 'emergency') await tellTimers(await grantedThrough(db, id));
    const ended = await processRow(db, kind, id);
    if (isVetoable(kind) && ended?.state.outcome === 'interrupted') await lapseNodeVetoes(db, id);
    const next = ended === undefined ? null : continuedBy(ended);
    if (ended === undefined || next === null) return { start: null };
    return next === asked.to
      ? { start: await startOf(db, ended, next) }
      : { refusal: refuse('already-done', 'PRO-9', { continuedBy: next }) };
  },

  /** How a process ended, or the one in which its matter went on; `open` while neither has, null where there never was one. */
  async endingOf({
    kind,
    id,
  }: {
    readonly kind: WaitedFor;
    readonly id: string;
  }): Promise<EndingFound | 'open' | null> {
    const last = await lastOf(services.db, kind, id);
    if (last === null || last === 'open') return last;
    const { outcome, endedAt } = last.state;
    if (outcome === null || endedAt === null) return 'open';
    if (last.kind === 'restorative')
      return { outcome, endedAt, guardian: null, reason: null, stage: last.state.endedIn };
    if (last.kind !== 'appeal') return { outcome, endedAt, guardian: null, reason: null };
    const { guardian, ruling } = last.state;
    return { outcome, endedAt, guardian, reason: ruling?.reason ?? null };
  },

  /** Which matters the council has lifted in a question that has ended, or in the one in which it went on (VET-2). */
  async liftedIn(question: string): Promise<readonly string[]> {
    const last = await lastOf(services.db, 'proposal', question);
    if (last === null || last === 'open' || last.kind !== 'proposal') return [];
    return liftedBy(last.state);
  },
});

/** A process, or the one in which its matter went on; `open` while that is being started, null where there never was one (PRO-9). */
async function lastOf(db: Db, kind: WaitedFor, id: string): Promise<ProcessRow | 'open' | null> {
  let last = await processRow(db, kind, id);
  if (last === undefined) return null;
  for (let next = continuedBy(last); next !== null; next = continuedBy(last)) {
    last = await processRow(db, kind, next);
    if (last === undefined) return 'open';
  }
  return last;
}

/** What Temporal says of a workflow now: its status, or that there is none. */
async function statusOf(id: string): Promise<string> {
  try {
    return (await getClient().workflow.getHandle(id).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
    throw error;
  }
}

/** Once: two who end it at once wait for each other, and so does a write that was left under way; what came first stands. */
async function end(services: Services, trx: Trx, asked: InterruptionInput, workflow: string): Promise<void> {
  const { of, by, reason, to } = asked;
  const before = await processRow(trx, of.kind, of.id);
  if (before === undefined) return;
  const sequence = before.sequence + 1;
  if (!(await takeNumber(trx, of.id, sequence, { interruption: to }))) return;
  await lockDecision(trx, of.id, 'alone');
  const row = await processRow(trx, of.kind, of.id);
  if (row === undefined || row.state.stage === 'ended') return;
  const at = laterOf(await services.clock(trx), (await lastInstant(trx, of.id)) ?? row.state.createdAt);
  const gone = { by, reason, workflow, stage: row.state.stage };
  const ending: Ending = { sequence, at, gone, to };
  await endGone(services, trx, row, ending);
}
