/** The course of a repair plan as its entries tell it: each is held against the tables and the times that its workflow asked (MND-1 to MND-3, RST-3). */
import { z } from 'zod';
import type { Refusal } from '../../rules/refusal.ts';
import { type RepairEntry, repairEntries } from '../../rules/repair/entries.ts';
import { circleFault } from '../../rules/repair/circle.ts';
import { evolve } from '../../rules/repair/evolve.ts';
import { take } from '../../rules/repair/instalments.ts';
import { firstDue, instalmentsFault, obligationsFault } from '../../rules/repair/obligations.ts';
import { mayAct, type RepairAct } from '../../rules/repair/permissions.ts';
import { type Said, saidFault } from '../../rules/repair/said.ts';
import { type Asked, instalmentStates, type Owed, type RepairState } from '../../rules/repair/state.ts';
import { endingOf, endingRules, next } from '../../rules/repair/step.ts';
import { count, instant, ordinal } from '../parts/schema/parts.ts';
import type { Course, Row, Wrong } from '../recount/replay.ts';
import { after } from '../../rules/window.ts';

type Of<Kind extends RepairEntry['kind']> = Extract<RepairEntry, { readonly kind: Kind }>;

/** Why a member could not do what is told of them, by the tables that their workflow asked. */
const refusedOf = (
  act: RepairAct,
  state: RepairState,
  { by, at, ...said }: Said & { readonly by: string; readonly at: string },
): Refusal | undefined =>
  mayAct(act, state, { id: by, status: 'active' }, at) ?? saidFault(act, state, { id: by, at }, said);

const owedIn = ({ obligations }: RepairState, number: number): Owed | undefined =>
  obligations.find(({ n }) => n === number);

const until = ({ charter: { repairs } }: RepairState, at: string, length: 'confirm' | 'verify'): string =>
  after(at, repairs[length]);

/** What time did is what fell due, at its instant. */
const byTime = <Kind extends 'verification-asked' | 'unconfirmed' | 'not-done' | 'missed'>(
  kind: Kind,
  due: (state: RepairState, at: string) => object = () => ({}),
): Row<RepairState, Of<Kind>> => ({
  due: (state) => {
    const falls = next(state);
    if (falls?.what !== kind) return {};
    const { what: _what, ...facts } = falls;
    return { ...facts, ...due(state, falls.at) };
  },
  *wrong(state) {
    if (next(state)?.what !== kind) yield 'is not what fell due (MND-2, MND-3)';
  },
});

const obligation = {
  what: z.string(),
  by: z.string(),
  to: z.string(),
  verifier: z.string(),
  quantity: z.looseObject({ amount: count }).nullable(),
};
const instalment = { due: instant, amount: count.nullable() };
const put = z.looseObject({ ...obligation, instalments: z.array(z.strictObject(instalment)).min(1) });
const asked = put.extend({ to: z.string().nullable() });
const owed = z.looseObject({
  ...obligation,
  n: ordinal,
  instalments: z.array(
    z.looseObject({
      ...instalment,
      n: ordinal,
      state: z.enum(instalmentStates),
      grace: instant,
      breaks: instant.nullable(),
    }),
  ),
  claims: z.array(z.looseObject({ n: ordinal, instalments: z.array(ordinal), until: instant.nullable() })),
});

/** Each obligation as it must be. */
function* wrongObligations(obligations: readonly Asked[]): Generator<Wrong> {
  for (const one of obligations) {
    const fault = instalmentsFault(one);
    if (fault !== undefined)
      yield [
        'obligations',
        `have instalments that do not ${fault.startsWith('come') ? fault : `fit: they ${fault}`} (MND-1)`,
      ];
  }
}

export const course: Course<RepairState, RepairEntry> = {
  entries: repairEntries,
  shapes: {
    obligations: z.union([z.array(put), z.array(asked), z.array(owed)]),
    affected: z.array(z.string()).min(1),
  },
  evolve,
  rows: {
    opened: {
      due: ({ createdAt }, { facts: { obligations } }) => ({ at: createdAt, closes: firstDue(obligations) }),
      *wrong({ terms, parties }, { facts: { by, obligations } }) {
        if (terms !== null) yield 'is put a second time (MND-1)';
        if (!parties.includes(by)) yield ['by', `is ${by}, who is no party (MND-1)`];
        yield* wrongObligations(obligations);
      },
      refused: ({ parties }, { at, facts: { obligations } }) => obligationsFault(obligations, parties, at),
    },
    begun: {
      due: ({ createdAt }) => ({ at: createdAt }),
      *wrong({ from, agreedAt }, { facts: { obligations } }) {
        if (from.kind !== 'restorative' || agreedAt !== null)
          yield 'begins by itself, out of no restorative work (RST-3)';
        yield* wrongObligations(obligations);
      },
      refused: ({ parties }, { at, facts: { obligations } }) => obligationsFault(obligations, parties, at),
    },
    'circle-opened': {
      due: ({ createdAt }, { facts: { obligations } }) => ({ at: createdAt, closes: firstDue(obligations) }),
      *wrong({ circle, parties, room }, { facts: { by, obligations, affected } }) {
        if (circle !== null) yield 'is put a second time (MND-1)';
        if (room) yield 'is out of a room, which no circle hears (AUT-2)';
        if (!parties.includes(by)) yield ['by', `is ${by}, who is no party (MND-1)`];
        if (obligations.some((one) => affected.includes(one.by)))
          yield ['affected', 'name somebody who owes it (MND-1)'];
        yield* wrongObligations(obligations);
      },
      refused: ({ parties }, { at, facts: { obligations, affected } }) =>
        circleFault(obligations, { parties, affected }, at),
    },
    spoken: { refused: (state, { at, facts: { by } }) => refusedOf('words', state, { by, at }) },
    chosen: {
      refused: (state, { at, facts: { by, obligation: n, to } }) =>
        refusedOf('choice', state, { by, at, n, to }),
    },
    carried: {
      due: ({ createdAt }) => ({ at: createdAt }),
      *wrong({ continuationOf, obligations }) {
        if (continuationOf === null || obligations.length > 0) yield 'goes on from no plan (PRO-9)';
      },
    },
    'terms-put': {
      due: ({ putBy }, { facts: { obligations } }) => ({
        n: putBy.length + 1,
        closes: firstDue(obligations),
      }),
      wrong: (_state, { facts: { obligations } }) => wrongObligations(obligations),
      refused: (state, { at, facts: { by, obligations } }) =>
        refusedOf('terms', state, { by, at, obligations }),
    },
    'terms-answered': {
      refused: (state, { at, facts: { by, n: terms } }) => refusedOf('acceptance', state, { by, at, terms }),
    },
    done: {
      due: (state, { at, facts: { obligation, amount } }) => {
        const owed = owedIn(state, obligation);
        return owed === undefined
          ? {}
          : {
              claim: owed.claims.length + 1,
              instalments: take(owed, amount).taken,
              until: until(state, at, 'confirm'),
            };
      },
      refused: (state, { at, facts: { by, obligation: n, amount } }) =>
        refusedOf('done', state, { by, at, n, amount: amount ?? undefined }),
    },
    'receiver-answered': {
      due: (state, { at, facts: { confirm } }) => ({ until: confirm ? null : until(state, at, 'verify') }),
      refused: (state, { at, facts: { by, obligation: n, claim } }) =>
        refusedOf('confirmation', state, { by, at, n, claim }),
    },
    'verification-asked': byTime('verification-asked', (state, at) => ({
      until: until(state, at, 'verify'),
    })),
    verified: {
      refused: (state, { at, facts: { by, obligation: n, claim } }) =>
        refusedOf('verification', state, { by, at, n, claim }),
    },
    unconfirmed: byTime('unconfirmed'),
    'not-done': byTime('not-done'),
    missed: byTime('missed'),
    released: {
      refused: (state, { at, facts: { by, obligation: n, amount } }) =>
        refusedOf('release', state, { by, at, n, amount: amount ?? undefined }),
    },
    ended: {
      due: (state, { facts: { outcome } }) => {
        if (outcome === 'interrupted' || outcome === 'replaced') return { rule: endingRules[outcome] };
        const at = endingOf(state) === undefined ? { at: next(state)?.at } : {};
        return { rule: endingRules[outcome], ...at };
      },
      *wrong(state, { facts: { outcome } }) {
        if (outcome === 'interrupted') return;
        const isReplaced =
          outcome === 'replaced' && state.from.kind === 'restorative' && state.stage === 'open';
        if (isReplaced && endingOf(state) === undefined) return;
        const follows = endingOf(state) ?? next(state)?.what ?? 'nothing';
        if (outcome !== follows) yield ['outcome', `is "${outcome}", but "${follows}" follows`];
      },
    },
  },
};
