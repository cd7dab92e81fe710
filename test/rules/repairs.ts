/** A repair plan for tests of its rules: carl owes dora, gus verifies; what happens in it is folded entry by entry (MND-1). */
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { evolve } from '../../rules/repair/evolve.ts';
import { take } from '../../rules/repair/instalments.ts';
import { firstDue } from '../../rules/repair/obligations.ts';
import { mayAct, type RepairAct } from '../../rules/repair/permissions.ts';
import { saidFault } from '../../rules/repair/said.ts';
import {
  type Asked,
  begunRepair,
  type Obligation,
  type RepairBegun,
  type RepairState,
} from '../../rules/repair/state.ts';
import { after } from '../../rules/window.ts';

export const hour = 3_600_000;
export const start = '2026-03-02T09:00:00.000Z';
export const at = (hours: number, milliseconds = 0): string => after(start, hours * hour + milliseconds);
export const repairs = {
  confirm: 72 * hour,
  verify: 72 * hour,
  grace: 72 * hour,
  missed: 2,
  overdue: 336 * hour,
};

export const money = (amounts: readonly number[], every = 240): Obligation => ({
  kind: 'money',
  what: 'The fence is paid for.',
  by: 'carl',
  to: 'dora',
  quantity: { amount: amounts.reduce((sum, one) => sum + one, 0), unit: 'EUR' },
  instalments: amounts.map((amount, place) => ({ due: at(every * (place + 1)), amount })),
  verifier: 'gus',
});
export const sorry: Obligation = {
  ...money([]),
  kind: 'apology',
  quantity: null,
  instalments: [{ due: at(240), amount: null }],
};

/** One in which nothing has happened yet: out of a quarrel, in its room. */
export const begun = (more: Partial<RepairBegun> = {}): RepairState =>
  begunRepair({
    id: 'plan',
    from: { kind: 'conflict', id: 'quarrel' },
    parties: ['carl', 'dora'],
    room: true,
    charter: { version: 1, hash: '', pace: 1, repairs },
    createdAt: start,
    continuationOf: null,
    ...more,
  });

export const put = (obligations: readonly Obligation[]): RepairState =>
  followedBy(begun(), 0, 'opened', {
    by: 'dora',
    from: { kind: 'conflict', id: 'quarrel' },
    between: ['carl', 'dora'],
    obligations,
    closes: firstDue(obligations),
  });

/** Carl harmed many, as a decision says; dora puts what he owes to them, who choose whom it is owed to where `to` is null. */
export const asked = (obligations: readonly Asked[], affected: readonly string[]): RepairState => {
  const from = { kind: 'proposal', id: 'decision' } as const;
  const between = ['carl', 'dora'];
  return followedBy(begun({ from, parties: between, room: false }), 0, 'circle-opened', {
    by: 'dora',
    from,
    between,
    affected,
    obligations,
    closes: firstDue(obligations),
  });
};

/** The state after an entry so many hours from the start. */
export function followedBy<Kind extends RepairEntry['kind']>(
  state: RepairState,
  hours: number,
  kind: Kind,
  facts: Extract<RepairEntry, { readonly kind: Kind }>['facts'],
): RepairState {
  return evolve(state, { at: at(hours), kind, facts } as RepairEntry);
}

export const agreed = (obligations: readonly Obligation[]): RepairState =>
  ['carl', 'gus'].reduce(
    (state, by) => followedBy(state, 1, 'terms-answered', { n: 1, by, accept: true }),
    put(obligations),
  );

export const claimed = (state: RepairState, hours: number, amount: number | null = null): RepairState => {
  const owed = state.obligations[0]!;
  const { taken: instalments } = take(owed, amount);
  const claim = owed.claims.length + 1;
  return followedBy(state, hours, 'done', {
    obligation: 1,
    claim,
    instalments,
    by: 'carl',
    amount,
    evidence: 'Here.',
    until: at(hours + 72),
  });
};

export const states = ({ obligations }: RepairState, n = 1): string[] =>
  obligations[n - 1]!.instalments.map(({ state }) => state);
/** Why a member may not, or may not say it so: with the rule and the facts; `may` and `fault` tell the code alone. */
export const refusal = (act: RepairAct, state: RepairState, id: string, when = at(5)) =>
  mayAct(act, state, { id, status: 'active' }, when);
export const may = (...asked: Parameters<typeof refusal>) => refusal(...asked)?.code;
export const saidRefusal = (
  act: RepairAct,
  state: RepairState,
  id: string,
  said: object = { n: 1 },
  when = at(2),
) => saidFault(act, state, { id, at: when }, said);
export const fault = (...asked: Parameters<typeof saidRefusal>) => saidRefusal(...asked)?.code;
