/** The state of a process folded from its timeline, beside the row that its workflow has written. */
import { expect } from 'vitest';
import { begunAppeal } from '../../rules/appeal/state.ts';
import { begunEmergency } from '../../rules/emergency/state.ts';
import type { Folded } from '../../rules/kind.ts';
import { kinds, type ProcessOf } from '../../rules/kinds.ts';
import { happenedAt } from '../../rules/window.ts';
import type { ProcessKind } from '../../store/processes/processes.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import type { Council } from './council.ts';

type Row = ProcessOf<ProcessKind>;

type Begin = (state: object) => object;

/** Of these some of what stands in the row is told by no entry before they end. */
const beginnings: { readonly [Kind in ProcessKind]?: (state: ProcessOf<Kind>['state']) => object } = {
  // The ruling stands in the row, and is told as it ends.
  appeal: (state) => ({ ...begunAppeal(state), ruling: state.ruling }),
  // What is told nowhere, and what a retry has from the act that it undoes, stands in the row.
  emergency: (state) => {
    const { anotherOverrideUntil, retryUntil, retryOf } = state;
    return retryOf === null
      ? { ...begunEmergency(state), anotherOverrideUntil, retryUntil }
      : { ...state, stage: 'reversal', endedAt: null, retriedBy: null };
  },
};

/** What a process begins with, of what stands in its row: `begun…` of its kind, nothing has happened yet. */
async function beginningOf(kind: ProcessKind, state: object): Promise<object> {
  const own = beginnings[kind] as Begin | undefined;
  if (own !== undefined) return own(state);
  const module = (await import(`../../rules/${kind}/state.ts`)) as Readonly<Record<string, Begin>>;
  const name = Object.keys(module).find((one) => one.startsWith('begun'));
  if (name === undefined) throw new Error(`rules/${kind}/state.ts does not say what one begins with`);
  return (module[name] as Begin)(state);
}

/** Every process that has ended stands as its timeline tells it; where its workflow was lost, in what that had written. */
export async function allFollowFromTheirTimelines({ db }: Pick<Council, 'db'>): Promise<void> {
  const rows = await db
    .selectFrom('processes')
    .select(['kind', 'state'])
    .where('stage', '=', 'ended')
    .execute();
  for (const row of rows as unknown as Row[]) {
    const { kind, state } = row;
    const told = await readTimeline(db, state.id, {});
    const entries = told.map(({ at, kind: what, facts }) => ({
      at: (facts as { [happenedAt]?: string })[happenedAt] ?? at,
      kind: what,
      facts,
    }));
    const beginning = await beginningOf(kind, state);
    const folding: Folded<object> = kinds[kind];
    const folded = entries.reduce((before, entry) => folding.evolve(before, entry), beginning);
    expect(folded, `${kind} ${state.id}: ${told.map(({ kind: one }) => one).join(', ')}`).toEqual(state);
  }
}
