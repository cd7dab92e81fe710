/** Computes restorative work again: from its record alone what anybody sees, and from its evidence what only who was in it can check (RST-1 to RST-5, AUT-2, REC-1). */
import { z } from 'zod';
import type { Refusal } from '../../rules/refusal.ts';
import { instalmentsFault } from '../../rules/repair/obligations.ts';
import { type RestorativeEntry, restorativeEntries } from '../../rules/restorative/entries.ts';
import { evolve } from '../../rules/restorative/evolve.ts';
import {
  mayAct,
  type RestorativeAct,
  type Said,
  saidFault,
  textCloses,
} from '../../rules/restorative/permissions.ts';
import { sidesFault } from '../../rules/restorative/referral.ts';
import { between, isAgreedOn, peopleIn, type RestorativeState } from '../../rules/restorative/state.ts';
import { endingOf, endingRule, next } from '../../rules/restorative/step.ts';
import { count, instant } from '../parts/schema/parts.ts';
import { notBefore } from '../proposal/course/windows.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, replay, type Row, toldIn } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { begunFrom, composeRestorative, restorativeRationale } from './composition.ts';
import type { RestorativeEvidence, RestorativeRecord } from './schema.ts';
import { after } from '../../rules/window.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* restorativeFigures(record: RestorativeRecord): Generator<Difference> {
  const { outcome, ending, endedAt, createdAt, rationale, continuedBy, rules } = record;
  const { stage, rule } = ending;
  yield* compared('/rationale', rationale, restorativeRationale(record));
  yield* compared('/ending/rule', rule, endingRule(outcome, { endedIn: stage, stage: 'ended' }));
  yield* compared('/continuedBy', continuedBy !== null, outcome === 'interrupted');
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was referred' });
  if ((outcome === 'declined' && stage !== 'referred') || (outcome === 'completed' && stage !== 'follow-up'))
    yield inRecord('/ending/stage', `is ${stage}, in which nothing ends ${outcome} (RST-1, RST-4)`);
  const last = rules.restorative.checks.at(-1) ?? 0;
  if (outcome === 'completed' && endedAt < after(createdAt, last))
    yield inRecord('/endedAt', `is ${endedAt}, before the last check could be asked (RST-4)`);
}

/** Everything in which the record differs from what follows from its evidence. */
export function* restorativeDifferences(
  record: RestorativeRecord,
  evidence: RestorativeEvidence,
): Generator<Difference> {
  const { timeline, room, salt } = evidence;
  yield* numberedDifferences('timeline', timeline);
  yield* numberedDifferences('room', room ?? []);
  if ((salt !== null) !== (room ?? []).length > 0)
    yield inEvidence('/salt', 'belongs to what was said in a room, and to nothing else (AUT-2)');
  if (timeline.some(({ kind }) => kind !== 'continuation-of'))
    yield inEvidence('/timeline', 'tells what stayed in its room (AUT-2)');
  // Of what was withheld only its hashes are there.
  if (room === null) return;
  const told = toldIn<RestorativeEntry>('room', room);
  if (told[0]?.entry.kind !== 'opened' || told.at(-1)?.entry.kind !== 'ended') {
    yield inEvidence('/room', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  const facts = { ...record, timeline, room, salt };
  const wrong = [...replay(course, begunFrom(facts), told)];
  yield* wrong;
  // What could not happen so gives no record.
  if (wrong.length === 0) yield* compared('', record, composeRestorative(facts));
}

type Of<Kind extends RestorativeEntry['kind']> = Extract<RestorativeEntry, { readonly kind: Kind }>;

/** Why a member could not do what is told of them, by the tables that their workflow asked. */
const refusedOf = (
  act: RestorativeAct,
  state: RestorativeState,
  { by, at }: { readonly by: string; readonly at: string },
  said: Said = {},
): Refusal | undefined =>
  mayAct(act, state, { id: by, status: 'active' }, at) ?? saidFault(act, state, { id: by, at }, said);

/** An act without anything that is counted or chosen. */
const actOf = (
  act: RestorativeAct,
): Row<RestorativeState, { readonly at: string; readonly facts: { readonly by: string } }> => ({
  refused: (state, { at, facts: { by } }) => refusedOf(act, state, { at, by }),
});

/** What time did is what fell due, at its instant. */
const byTime = <Kind extends 'check-opened' | 'check-over'>(
  kind: Kind,
  due: (state: RestorativeState, at: string) => object = () => ({}),
): Row<RestorativeState, Of<Kind>> => ({
  due: (state) => {
    const falls = next(state);
    return falls?.what === kind
      ? { at: falls.at, n: 'n' in falls ? falls.n : null, ...due(state, falls.at) }
      : {};
  },
  *wrong(state) {
    if (next(state)?.what !== kind || endingOf(state) !== undefined) yield 'is not what fell due (RST-4)';
  },
});

const put = z.looseObject({
  what: z.string(),
  by: z.string(),
  to: z.string(),
  verifier: z.string(),
  quantity: z.looseObject({ amount: count }).nullable(),
  instalments: z.array(z.strictObject({ due: instant, amount: count.nullable() })).min(1),
});

const course: Course<RestorativeState, RestorativeEntry> = {
  entries: restorativeEntries,
  shapes: { obligations: z.array(put) },
  evolve,
  rows: {
    opened: {
      due: ({ createdAt, charter }) => ({
        at: createdAt,
        closes: after(createdAt, charter.restorative.accept),
      }),
      *wrong(state, { facts: { by } }) {
        if (state.deadline !== null) yield 'is referred a second time (RST-1)';
        if (by !== null && !between(state).includes(by))
          yield ['by', `is ${by}, who is none of those between whom it is (RST-1)`];
      },
      refused: (_state, { facts: { harmed, responsible } }) => sidesFault({ harmed, responsible }),
    },
    'referral-answered': {
      refused: (state, { at, facts: { by } }) => refusedOf('acceptance', state, { by, at }),
    },
    'facilitator-named': {
      refused: (state, { at, facts: { by, member } }) =>
        refusedOf('facilitator', state, { by, at }, { member }),
    },
    ready: actOf('ready'),
    'not-ready': actOf('not-ready'),
    stopped: actOf('stop'),
    left: actOf('leaving'),
    'circle-held': {
      due: ({ circles }) => ({ n: circles.length + 1 }),
      refused: (state, { at, facts: { by, held, present, another } }) =>
        refusedOf('circles', state, { by, at }, { at: held, present, another }),
    },
    'plan-put': {
      due: (state, { facts: { obligations } }) => ({
        n: state.putBy.length + 1,
        closes: textCloses(state, obligations),
      }),
      *wrong(_state, { facts: { obligations } }) {
        for (const one of obligations) {
          const fault = instalmentsFault(one);
          if (fault !== undefined)
            yield ['obligations', `have instalments that do not fit: they ${fault} (MND-1)`];
        }
      },
      refused: (state, { at, facts: { by, obligations } }) =>
        refusedOf('plan', state, { by, at }, { obligations }),
    },
    'plan-accepted': {
      refused: (state, { at, facts: { by, n: plan } }) =>
        refusedOf('plan/acceptance', state, { by, at }, { plan }),
    },
    agreed: {
      *wrong(state) {
        if (!isAgreedOn(state)) yield 'is agreed on, but not all of them had accepted the same text (RST-3)';
      },
    },
    'check-opened': byTime('check-opened', ({ charter }, at) => ({
      closes: after(at, charter.restorative.answer),
    })),
    'check-answered': {
      refused: (state, { at, facts: { by, n, kept } }) => refusedOf('checks', state, { by, at }, { n, kept }),
    },
    'check-over': byTime('check-over'),
    'plan-ended': {
      *wrong({ plan }) {
        if (plan === null || plan.outcome !== null) yield 'ends a plan that did not run (RST-4)';
      },
    },
    departed: {
      *wrong(state, { facts: { member } }) {
        if (!peopleIn(state).includes(member) || state.departed.includes(member))
          yield ['member', `is ${member}, who was not in it (MEM-2)`];
      },
    },
    ended: {
      due: (state, { facts: { outcome } }) => {
        const rule = endingRule(outcome, { ...state, endedIn: null });
        const falls = next(state);
        const isDue = outcome !== 'interrupted' && endingOf(state) === undefined;
        return { rule, stage: state.stage, ...(isDue && falls !== undefined ? { at: falls.at } : {}) };
      },
      *wrong(state, { facts: { outcome } }) {
        if (outcome === 'interrupted') return;
        const follows = endingOf(state) ?? next(state)?.what ?? 'nothing';
        if (outcome !== follows) yield ['outcome', `is "${outcome}", but "${follows}" follows`];
      },
    },
  },
};
