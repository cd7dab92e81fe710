/** The state of a process folded from its timeline, beside the row that its workflow has written. */
import { expect } from 'vitest';
import { kinds, type ProcessOf } from '../../rules/kinds.ts';
import { happenedAt } from '../../rules/window.ts';
import type { ProcessKind } from '../../store/processes/processes.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import type { Council } from './council.ts';

type Row = ProcessOf<ProcessKind>;

/** What a process begins with, of what stands in its row: nothing has happened yet. */
const beginnings: { readonly [Kind in ProcessKind]: (state: ProcessOf<Kind>['state']) => object } = {
  conflict: ({ remandOf }) => ({
    stage: remandOf === null ? 'negotiation' : 'arbitration',
    step: null,
    dropped: [],
    noParty: [],
    terms: [],
    messages: [],
    heldSince: null,
    impasse: [],
    mediators: null,
    electorate: null,
    chosen: null,
    tally: null,
    guardian: null,
    resolution: null,
    appeal: null,
    decided: null,
    path: [],
    deadline: null,
    outcome: null,
    endedAt: null,
    remandedTo: null,
    continuedBy: null,
  }),
  appeal: () => ({ stage: 'ruling', guardian: null, deadline: null, outcome: null, endedAt: null }),
  emergency: ({ retryOf }) =>
    retryOf === null
      ? {
          stage: 'in-force',
          report: null,
          justification: null,
          breaches: [],
          polls: {},
          formerPolls: [],
          removal: null,
          actionState: 'pending',
          reversalState: null,
          outcome: null,
          decidedAt: null,
          endedAt: null,
          retriedBy: null,
        }
      : { stage: 'reversal', endedAt: null, retriedBy: null },
};

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
    const beginning = { ...state, ...beginnings[kind](state as never) };
    const folded = entries.reduce(
      (before, entry) => kinds[kind].evolve(before as never, entry as never) as never,
      beginning as never,
    );
    expect(folded, `${kind} ${state.id}: ${told.map(({ kind: one }) => one).join(', ')}`).toEqual(state);
  }
}
