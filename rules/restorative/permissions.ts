/** Who may do what in restorative work, and when (RST-1 to RST-4, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Obligation } from '../repair/state.ts';
import { firstDue, obligationsFault } from '../repair/obligations.ts';
import { earlierOf, late } from '../window.ts';
import {
  between,
  isAgreedOn,
  type Kept,
  mostPlans,
  openCheck,
  peopleIn,
  type RestorativeState,
} from './state.ts';

export interface RestorativeActor {
  readonly id: string;
  readonly status: MemberStatus;
}

type Permission = Permitted<RestorativeState, RestorativeActor>;

const only = allowing<RestorativeState, RestorativeActor>;

/** Who was harmed, and who caused it. */
const ofThem = (rule: string) =>
  only('those between whom it is', rule, ({ id }, state) => between(state).includes(id));

const facilitator = only('facilitator', 'RST-2', ({ id }, state) => state.facilitator === id);

/** Once something has ended it, or it is agreed on, nothing changes that any more. */
const going =
  (act: string) =>
  (state: RestorativeState): Refusal | undefined =>
    state.over === null && !isAgreedOn(state)
      ? undefined
      : refuse('already-done', 'PRO-10', { act, stage: state.stage });

export const permissions = permitting<Permission>()({
  acceptance: {
    rule: 'RST-1',
    by: 'Who was harmed and who caused it, once.',
    stages: ['referred'],
    who: ofThem('RST-1'),
    within: going('acceptance'),
    also: ({ acceptedBy }, { id }) =>
      acceptedBy.includes(id) ? refuse('already-done', 'RST-1', { act: 'acceptance' }) : undefined,
  },
  facilitator: {
    rule: 'RST-2',
    by: 'Who was harmed and who caused it; whom all of them name is the facilitator.',
    stages: ['referred', 'preparation'],
    who: ofThem('RST-2'),
    within: going('facilitator'),
  },
  ready: {
    rule: 'RST-2',
    by: 'The facilitator.',
    stages: ['preparation'],
    who: facilitator,
    within: going('ready'),
  },
  'not-ready': {
    rule: 'RST-2',
    by: 'The facilitator.',
    stages: ['preparation'],
    who: facilitator,
    within: going('not-ready'),
  },
  circles: {
    rule: 'RST-3',
    by: 'The facilitator, of a circle that was held.',
    stages: ['circle'],
    who: facilitator,
    within: going('circles'),
  },
  stop: {
    rule: 'RST-3',
    by: 'Anybody in it, for safety.',
    stages: ['circle'],
    who: only('who is in it', 'RST-3', ({ id }, state) => peopleIn(state).includes(id)),
    within: going('stop'),
  },
  plan: {
    rule: 'RST-3',
    by: 'Who was harmed, who caused it, and the facilitator.',
    stages: ['agreement'],
    who: only('who is in it', 'RST-3', ({ id }, state) => peopleIn(state).includes(id)),
    within: going('plan'),
    also: ({ putBy }, { id }) =>
      putBy.filter((member) => member === id).length < mostPlans
        ? undefined
        : refuse('limit-reached', 'RST-3', { most: mostPlans }),
  },
  'plan/acceptance': {
    rule: 'RST-3',
    by: 'Who was harmed and who caused it.',
    stages: ['agreement'],
    who: ofThem('RST-3'),
    within: going('plan/acceptance'),
    also: ({ put }, { id }, at) => {
      if (put === null) return refuse('unknown-terms', 'RST-3', { n: null });
      return put.acceptedBy.includes(id)
        ? refuse('already-done', 'RST-3', { n: put.n })
        : late(put.closes, at);
    },
  },
  checks: {
    rule: 'RST-4',
    path: 'checks/{n}',
    by: 'Who was harmed and who caused it, once at each check.',
    stages: ['follow-up'],
    who: ofThem('RST-4'),
    within: going('checks'),
    also: (state, { id }) => {
      const open = openCheck(state);
      if (open === undefined) return refuse('wrong-stage', 'RST-4', { stage: state.stage, check: null });
      return open.answers.some(({ by }) => by === id)
        ? refuse('already-done', 'RST-4', { check: open.n })
        : undefined;
    },
  },
  leaving: {
    rule: 'RST-1',
    by: 'Who was harmed, until the agreement; in the preparation anybody in it.',
    stages: ['referred', 'preparation', 'circle', 'agreement'],
    who: only(
      'who was harmed; in the preparation who is in it',
      'RST-1',
      ({ id }, state) =>
        state.harmed.includes(id) || (state.stage === 'preparation' && peopleIn(state).includes(id)),
    ),
    within: going('leaving'),
  },
});
export type RestorativeAct = keyof typeof permissions;
export const restorativeActs = Object.keys(permissions) as RestorativeAct[];

/**
 * Whether a member may do something in it at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline of its stage is late (PRO-10)
 */
export const mayAct = (
  act: RestorativeAct,
  state: RestorativeState,
  actor: RestorativeActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: RestorativeState, actor: RestorativeActor, at: string): RestorativeAct[] =>
  restorativeActs.filter((act) => mayAct(act, state, actor, at) === undefined);

/** What is said in an act, as far as the rules ask. */
export interface Said {
  readonly member?: string | undefined;
  /** When a circle was held. */
  readonly at?: string | undefined;
  readonly present?: readonly string[] | undefined;
  readonly another?: boolean | undefined;
  readonly obligations?: readonly Obligation[] | undefined;
  /** The number of a text. */
  readonly plan?: number | undefined;
  /** The number of a check. */
  readonly n?: number | undefined;
  readonly kept?: Kept | undefined;
}

/** Until when a text can be accepted: until the stage is over, and before the first of it is due. */
export const textCloses = (state: Pick<RestorativeState, 'deadline'>, obligations: readonly Obligation[]) =>
  earlierOf(state.deadline ?? '', firstDue(obligations));

/** Why what is said in an act cannot be, of which its member may do it; undefined where it can. */
export function saidFault(
  act: RestorativeAct,
  state: RestorativeState,
  { id, at }: { readonly id: string; readonly at: string },
  said: Said,
): Refusal | undefined {
  switch (act) {
    case 'facilitator':
      return between(state).includes(said.member ?? id)
        ? refuse('own-case', 'RST-2', { member: said.member })
        : undefined;
    case 'circles':
      return circleFault(state, at, said);
    case 'plan':
      return obligationsFault(said.obligations ?? [], between(state), at);
    case 'plan/acceptance':
      return textFault(state, said.plan);
    case 'checks': {
      const open = openCheck(state);
      if (open === undefined || said.n === open.n) return undefined;
      return refuse('wrong-stage', 'RST-4', { stage: state.stage, check: open.n });
    }
    default:
      return undefined;
  }
}

/** A circle was held since the stage began, with somebody of each side; and no more than there may be (RST-3). */
function circleFault(
  state: RestorativeState,
  at: string,
  { at: held = at, present = [], another = false }: Said,
): Refusal | undefined {
  const opened = new Date(
    Date.parse(state.deadline ?? at) - state.charter.restorative.circles.within,
  ).toISOString();
  if (held > at) return refuse('too-far-ahead', 'RST-3', { path: '/at', instant: held, latest: at });
  if (held < opened) return refuse('past-instant', 'RST-3', { path: '/at', instant: held, at: opened });
  const missing = [state.harmed, state.responsible].find(
    (side) => !side.some((member) => present.includes(member)),
  );
  if (missing !== undefined) return refuse('incomplete', 'RST-3', { missing: ['/present'] });
  return another && state.circlesLeft < 2
    ? refuse('limit-reached', 'RST-3', { most: state.circles.length + state.circlesLeft })
    : undefined;
}

/** A text that took the place of another is named by who accepts it: nobody accepts what they have not read (RST-3). */
function textFault({ put, putBy }: RestorativeState, named: number | undefined): Refusal | undefined {
  const n = named ?? (putBy.length === 1 ? 1 : undefined);
  if (put === null || n === put.n) return undefined;
  return n === undefined || n < put.n
    ? refuse('replaced-terms', 'RST-3', { n: n ?? put.n - 1, replacedBy: put.n })
    : refuse('unknown-terms', 'RST-3', { n });
}
