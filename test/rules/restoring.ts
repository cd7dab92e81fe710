/** Restorative work for tests of its rules: dora was harmed, carl caused it, gus facilitates; what happens in it is folded entry by entry (RST-1). */
import type { RestorativeEntry } from '../../rules/restorative/entries.ts';
import { evolve } from '../../rules/restorative/evolve.ts';
import { mayAct, type RestorativeAct, saidFault } from '../../rules/restorative/permissions.ts';
import {
  begunRestorative,
  type RestorativeOutcome,
  type RestorativeState,
} from '../../rules/restorative/state.ts';
import { at, hour, repairs, sorry, start } from './repairs.ts';
import { after } from '../../rules/window.ts';

export const week = 168;
const lengths = {
  accept: week * hour,
  prepare: 2 * week * hour,
  circles: { within: 2 * week * hour, most: 3 },
  agree: week * hour,
  checks: [week * hour, 720 * hour, 2160 * hour],
  answer: week * hour,
};

/** The state after an entry so many hours from the start. */
export const followedBy = <Kind extends RestorativeEntry['kind']>(
  state: RestorativeState,
  hours: number,
  kind: Kind,
  facts: Extract<RestorativeEntry, { readonly kind: Kind }>['facts'],
): RestorativeState => evolve(state, { at: at(hours), kind, facts } as RestorativeEntry);

const sides = { harmed: ['dora'], responsible: ['carl'], what: 'The fence was moved.' };
const opening = { from: { kind: 'conflict', id: 'quarrel' }, case: 'quarrel', ...sides } as const;

export const begun = (): RestorativeState =>
  begunRestorative({
    id: 'work',
    ...opening,
    charter: { version: 1, hash: '', pace: 1, restorative: lengths, repairs },
    createdAt: start,
    continuationOf: null,
  });
export const referredBy = (by: string | null): RestorativeState =>
  followedBy(begun(), 0, 'opened', { by, ...opening, closes: at(week) });
export const accepted = (): RestorativeState =>
  followedBy(referredBy('dora'), 1, 'referral-answered', { by: 'carl', accept: true });
export const prepared = (): RestorativeState =>
  ['dora', 'carl'].reduce(
    (state, by) => followedBy(state, 2, 'facilitator-named', { by, member: 'gus' }),
    accepted(),
  );
export const ready = (): RestorativeState => followedBy(prepared(), 3, 'ready', { by: 'gus' });
export const met = (state = ready(), hours = 4, another = false): RestorativeState =>
  followedBy(state, hours, 'circle-held', {
    n: state.circles.length + 1,
    by: 'gus',
    held: after(at(hours), -1),
    present: ['carl', 'dora', 'gus'],
    another,
  });
const text = { ...sorry, instalments: [{ due: at(5000), amount: null }] };
export const put = (state = met(), hours = 5, by = 'dora'): RestorativeState =>
  followedBy(state, hours, 'plan-put', {
    n: state.putBy.length + 1,
    by,
    obligations: [text],
    closes: state.deadline ?? '',
  });
/** From here on the checks are counted. */
export const agreed = (state = met(), hours = 6): RestorativeState =>
  followedBy(
    followedBy(put(state, hours), hours, 'plan-accepted', { n: state.putBy.length + 1, by: 'carl' }),
    hours,
    'agreed',
    { id: `plan-${hours}` },
  );
export const asked = (state: RestorativeState, hours: number, n: number): RestorativeState =>
  followedBy(state, hours, 'check-opened', { n, closes: at(hours + week) });
export const says = (
  state: RestorativeState,
  hours: number,
  by: string,
  kept: 'kept' | 'partly' | 'not',
  n = 1,
): RestorativeState => followedBy(state, hours, 'check-answered', { n, by, kept, text: null });

export const ended = (
  state: RestorativeState,
  hours: number,
  outcome: RestorativeOutcome,
  more: object = {},
): RestorativeState => followedBy(state, hours, 'ended', { outcome, rule: '', stage: state.stage, ...more });

export const may = (act: RestorativeAct, state: RestorativeState, id: string, when: string) =>
  mayAct(act, state, { id, status: 'active' }, when)?.code;
export const fault = (act: RestorativeAct, state: RestorativeState, said: object, hours = 5) =>
  saidFault(act, state, { id: 'dora', at: at(hours) }, said)?.code;
