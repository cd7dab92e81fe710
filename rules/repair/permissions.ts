/** Who may do what in a repair plan, and when (MND-1 to MND-4, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { late } from '../window.ts';
import { wordsFault } from './circle.ts';
import { claimToAnswer, claimToVerify, isOutstanding, isSettled } from './instalments.ts';
import { endingOf } from './step.ts';
import { peopleOf } from './people.ts';
import { mostTerms, type RepairState } from './state.ts';

export interface RepairActor {
  readonly id: string;
  readonly status: MemberStatus;
}

type Permission = Permitted<RepairState, RepairActor>;

const only = allowing<RepairState, RepairActor>;

/** Whoever an obligation names on this side. */
const side = (part: 'by' | 'to' | 'verifier', allowed: string, rule: string) =>
  only(allowed, rule, ({ id }, { obligations }) => obligations.some((owed) => owed[part] === id));

/** Whoever is affected, in their circle. */
const affected = only(
  'who is affected',
  'MND-1',
  ({ id }, { circle }) => circle?.affected.includes(id) === true,
);

/** Once everything is settled, or declined, nothing changes it any more. */
const going =
  (act: string) =>
  (state: RepairState): Refusal | undefined =>
    endingOf(state) === undefined ? undefined : refuse('already-done', 'PRO-10', { act, stage: state.stage });

export const permissions = permitting<Permission>()({
  words: {
    rule: 'MND-1',
    path: 'circle/words',
    by: 'Who is affected, in their circle.',
    stages: ['circle'],
    who: affected,
    also: ({ circle }, { id }) => (circle === null ? undefined : wordsFault(circle, id)),
  },
  choice: {
    rule: 'MND-1',
    path: 'obligations/{n}/choice',
    by: 'Who is affected, in their circle, until more than half of all say the same.',
    stages: ['circle'],
    who: affected,
  },
  terms: {
    rule: 'MND-4',
    by: 'Whoever is in it.',
    stages: ['proposed', 'open'],
    who: only('who is in it', 'MND-4', ({ id }, state) => peopleOf(state).includes(id)),
    also: (state, { id }) =>
      going('terms')(state) ??
      (state.putBy.filter((member) => member === id).length < mostTerms
        ? undefined
        : refuse('limit-reached', 'MND-4', { most: mostTerms })),
  },
  acceptance: {
    rule: 'MND-1',
    path: 'terms/acceptance',
    by: 'Whoever is in it, or would be by the terms, once.',
    stages: ['proposed', 'open'],
    who: only('who is in it', 'MND-1', ({ id }, state) => peopleOf(state).includes(id)),
    within: going('acceptance'),
    also: ({ terms }, { id }, at) =>
      terms === null
        ? refuse('unknown-terms', 'MND-4', { n: null })
        : terms.acceptedBy.includes(id)
          ? refuse('already-done', 'MND-1', { n: terms.n })
          : late(terms.closes, at),
  },
  done: {
    rule: 'MND-2',
    path: 'obligations/{n}/done',
    by: 'Who owes it.',
    stages: ['open'],
    who: side('by', 'who owes', 'MND-2'),
    within: going('done'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.by === id && owed.instalments.some(isOutstanding))
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'done' }),
  },
  confirmation: {
    rule: 'MND-2',
    path: 'obligations/{n}/confirmation',
    by: 'Who it is owed to.',
    stages: ['open'],
    who: side('to', 'who it is owed to', 'MND-2'),
    within: going('confirmation'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.to === id && claimToAnswer(owed, null) !== undefined)
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'confirmation' }),
  },
  verification: {
    rule: 'MND-2',
    path: 'obligations/{n}/verification',
    by: 'Its verifier, once the receiver has contested it or was silent.',
    stages: ['open'],
    who: side('verifier', 'the verifier', 'MND-2'),
    within: going('verification'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.verifier === id && claimToVerify(owed, null) !== undefined)
        ? undefined
        : refuse('already-done', 'MND-2', { act: 'verification' }),
  },
  release: {
    rule: 'MND-4',
    path: 'obligations/{n}/release',
    by: 'Who it is owed to.',
    stages: ['open'],
    who: side('to', 'who it is owed to', 'MND-4'),
    within: going('release'),
    also: ({ obligations }, { id }) =>
      obligations.some((owed) => owed.to === id && !owed.instalments.every(isSettled))
        ? undefined
        : refuse('already-done', 'MND-4', { act: 'release' }),
  },
});
export type RepairAct = keyof typeof permissions;
export const repairActs = Object.keys(permissions) as RepairAct[];

/**
 * Whether a member may do something in a plan at an instant; nothing where they may.
 * @param at ISO 8601; what comes as something falls due comes after it, once that is noted (PRO-10)
 */
export const mayAct = (
  act: RepairAct,
  state: RepairState,
  actor: RepairActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: RepairState, actor: RepairActor, at: string): RepairAct[] =>
  repairActs.filter((act) => mayAct(act, state, actor, at) === undefined);
