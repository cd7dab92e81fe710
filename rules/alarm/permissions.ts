/** Who may do what in an alarm, and when (ALM-3 to ALM-5, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Alert } from './cap.ts';
import { sensorsIn } from './sources.ts';
import { type AlarmState, mostOpen, mostSources, type Source, stepOf } from './state.ts';
import { endingOf } from './step.ts';

export interface AlarmActor {
  readonly id: string;
  readonly status: MemberStatus;
  /** Who answers for them: of an agent its steward (ALM-3). */
  readonly owner: string;
  /** Whether they hold the duty, are of the leadership, and of council maturity now. */
  readonly duty: boolean;
  readonly leads: boolean;
  readonly council: boolean;
}

/** What is said in an act, as far as the rules ask. */
export interface Said {
  readonly sources?: readonly Source[] | undefined;
  readonly status?: Alert['status'] | undefined;
  readonly severity?: Alert['severity'] | undefined;
  readonly sensors?: readonly string[] | undefined;
}

type Permission = Permitted<AlarmState, AlarmActor>;

const only = allowing<AlarmState, AlarmActor>;
const stages = ['unconfirmed', 'confirmed'] as const;
const anyone = (): undefined => undefined;

/** Once it is refuted or cleared nothing changes it any more. */
const going = (act: string) => (state: AlarmState) =>
  endingOf(state) === undefined ? undefined : refuse('already-done', 'PRO-10', { act, stage: state.stage });

/** Whom it has been told so far (ALM-4). */
const wasTold = ({ duty, leads, council }: AlarmActor, { ladder: { n } }: AlarmState): boolean =>
  duty || (leads && n >= stepOf('leadership')) || (council && n >= stepOf('council'));

export const permissions = permitting<Permission>()({
  corroboration: {
    rule: 'ALM-3',
    by: 'A member: with observations, or by their own word, once.',
    stages,
    who: anyone,
    within: going('corroboration'),
    also: ({ sources }) =>
      sources.length < mostSources ? undefined : refuse('limit-reached', 'ALM-3', { most: mostSources }),
  },
  refutation: {
    rule: 'ALM-5',
    by: 'A member, once; a duty holder’s word ends it, or that of several of different owners.',
    stages,
    who: anyone,
    within: going('refutation'),
    also: ({ refutations }, { owner }) =>
      refutations.some((one) => one.owner === owner)
        ? refuse('already-done', 'ALM-5', { act: 'refutation', owner })
        : undefined,
  },
  acknowledgement: {
    rule: 'ALM-4',
    by: 'A duty holder; of the leadership or the council once it has been told.',
    stages,
    who: only(['duty', 'leadership', 'council'], 'ALM-4', wasTold),
    within: going('acknowledgement'),
    also: ({ acknowledged }) =>
      acknowledged === null
        ? undefined
        : refuse('already-done', 'ALM-4', {
            act: 'acknowledgement',
            by: acknowledged.by,
            at: acknowledged.at,
          }),
  },
  updates: {
    rule: 'ALM-4',
    by: 'A duty holder, or who has acknowledged it.',
    stages,
    who: only(
      ['duty', 'acknowledger'],
      'ALM-4',
      ({ id, duty }, { acknowledged }) => duty || acknowledged?.by === id,
    ),
    within: going('updates'),
  },
  clearance: {
    rule: 'ALM-4',
    by: 'A duty holder, of a confirmed alarm.',
    stages: ['confirmed'],
    who: only('duty', 'ALM-4', ({ duty }) => duty),
    within: going('clearance'),
  },
});
export type AlarmAct = keyof typeof permissions;
export const alarmActs = Object.keys(permissions) as AlarmAct[];

/**
 * Why a member raises no other alarm, after so many of theirs that are open (ALM-3). An agent's count as its own: what it does wrong keeps its steward
 * from nothing.
 */
export const raisingFault = (open: number): Refusal | undefined =>
  open < mostOpen ? undefined : refuse('limit-reached', 'ALM-3', { most: mostOpen });

/**
 * Whether a member may do something in an alarm at an instant; nothing where they may.
 * @param at ISO 8601; what comes as something falls due comes after it, once that is noted (PRO-10)
 */
export const mayAct = (
  act: AlarmAct,
  state: AlarmState,
  actor: AlarmActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: AlarmState, actor: AlarmActor, at: string): AlarmAct[] =>
  alarmActs.filter((act) => mayAct(act, state, actor, at) === undefined);

/** Why what is said in an act cannot be, of which its member may do it; undefined where it can. */
export function saidFault(
  act: AlarmAct,
  state: AlarmState,
  { duty }: Pick<AlarmActor, 'duty'>,
  { sources = [], status, severity, sensors = [] }: Said,
): Refusal | undefined {
  switch (act) {
    case 'corroboration':
      return statusFault(state, status) ?? sourcesFault(state, sources);
    case 'refutation': {
      const unknown = sensors.filter((sensor) => !sensorsIn(state.sources).includes(sensor));
      return unknown.length === 0 ? undefined : refuse('unknown-sensor', 'ALM-5', { sensors: unknown });
    }
    case 'updates':
      return severity === undefined || duty
        ? undefined
        : refuse('not-permitted', 'ALM-4', { allowed: 'duty', part: 'severity' });
    case 'acknowledgement':
    case 'clearance':
      return undefined;
  }
}

/** What was seen in an exercise or a test says nothing of what is so, and the other way round (ALM-3). */
const statusFault = ({ alert }: AlarmState, status: Alert['status'] | undefined): Refusal | undefined =>
  status === undefined || status === alert?.status
    ? undefined
    : refuse('other-status', 'ALM-3', { status, alarm: alert?.status });

/** What is a source already is none a second time, nor is the own word of whom somebody has given it for. */
function sourcesFault(state: AlarmState, sources: readonly Source[]): Refusal | undefined {
  if (state.sources.length + sources.length > mostSources)
    return refuse('limit-reached', 'ALM-3', { most: mostSources });
  const again = sources.find(({ owner, observation }) =>
    state.sources.some((known) =>
      observation === null
        ? known.observation === null && known.owner === owner
        : known.observation === observation.id,
    ),
  );
  return again === undefined
    ? undefined
    : refuse('already-done', 'ALM-3', { owner: again.owner, observation: again.observation?.id ?? null });
}
