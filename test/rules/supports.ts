/** Support as the rules see it, told by what happens in it. */
import type { SupportEntry, SupportFacts } from '../../rules/support/entries.ts';
import { evolve } from '../../rules/support/evolve.ts';
import type { SupportActor } from '../../rules/support/permissions.ts';
import { begunSupport, type SupportState } from '../../rules/support/state.ts';

export const start = '2026-11-22T09:00:00.000Z';
const minute = 60_000;
const hour = 60 * minute;

/** So many milliseconds after the start. */
export const at = (milliseconds: number): string => new Date(Date.parse(start) + milliseconds).toISOString();

export const minutes = (count: number): string => at(count * minute);

export const lengths = {
  ladder: [15 * minute, 15 * minute, 30 * minute],
  agents: false,
  second: 15 * minute,
  review: 72 * hour,
  keep: 720 * hour,
};

export type Happening = {
  readonly [Kind in SupportEntry['kind']]: readonly [kind: Kind, at: string, facts?: SupportFacts<Kind>];
}[SupportEntry['kind']];

/** Carl asks dora, emil and fay, in this order; and what happens then. */
export function given(
  begun: Partial<Parameters<typeof begunSupport>[0]>,
  ...happens: readonly Happening[]
): SupportState {
  const opening = begunSupport({
    id: '01893c1c-0f4f-7000-8000-000000000001',
    by: 'carl',
    person: 'carl',
    charter: { version: 1, hash: '', pace: 1, support: lengths },
    offered: ['dora', 'emil', 'fay'],
    createdAt: start,
    ...begun,
  });
  return [['opened', start] as Happening, ...happens].reduce<SupportState>(
    (state, [kind, when, facts = {}]) => evolve(state, { kind, at: when, facts } as SupportEntry),
    opening,
  );
}

export const stated: SupportFacts<'stated'> = {
  by: 'dora',
  contact: 'gus',
  seconds: ['emil', 'fay'],
  ground: '01893c1c-0f4f-7000-8000-0000000000aa',
};

/** Somebody who acts: the supporters are on duty, anna is the guardian. */
export const actor = (id: string, more: Partial<SupportActor> = {}): SupportActor => ({
  id,
  status: 'active',
  onDuty: ['dora', 'emil', 'fay'].includes(id),
  guardian: id === 'anna',
  ...more,
});
