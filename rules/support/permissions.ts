/** Who may do what in support, and when (SUP-1 to SUP-4, PRO-10, AUT-1). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { concernedIn, isPending, type SupportState } from './state.ts';

export interface SupportActor {
  readonly id: string;
  readonly status: MemberStatus;
  /** A supporter who is on duty now, and may be by the charter that it carries (SUP-1). */
  readonly onDuty: boolean;
  /** Holds the guardian's office now. */
  readonly guardian: boolean;
}

type Permission = Permitted<SupportState, SupportActor>;

const only = allowing<SupportState, SupportActor>;

const person = only('whom it is for', 'SUP-1', ({ id }, state) => state.person === id);
const inRoom = only(
  'who is in the room',
  'SUP-3',
  ({ id }, state) => id === state.person || id === state.supporter,
);
const already = (act: string, { stage }: SupportState): Refusal =>
  refuse('already-done', 'PRO-10', { act, stage });

const supportRows = permitting<Permission>()({
  consent: {
    rule: 'SUP-1',
    by: 'Whom another asked for; the rest of it is theirs from then on.',
    stages: ['consent'],
    who: person,
  },
  taking: {
    rule: 'SUP-2',
    by: 'A supporter on duty who is asked.',
    stages: ['asked'],
    who: only(
      'a supporter on duty who is asked',
      'SUP-2',
      ({ id, onDuty }, { stage, asked }) => onDuty && (stage !== 'asked' || asked.includes(id)),
    ),
  },
  decline: {
    rule: 'SUP-2',
    by: 'Whom it is for, of anybody whom they chose; whoever is asked or gives it, for themselves.',
    stages: ['asked', 'room'],
    who: only(
      'whom it is for, or who is asked',
      'SUP-2',
      ({ id }, { asked, supporter, ...state }) =>
        id === state.person || id === supporter || asked.includes(id),
    ),
  },
  messages: {
    rule: 'SUP-3',
    by: 'Whom it is for, and who gives it.',
    stages: ['room'],
    who: inRoom,
  },
  danger: {
    rule: 'SUP-4',
    by: 'The supporter in the room; once more only when the one before is reviewed.',
    stages: ['room'],
    who: only('the supporter in the room', 'SUP-4', ({ id }, { supporter }) => id === supporter),
    within: (state) => (isPending(state.danger) ? already('danger', state) : undefined),
  },
  second: {
    rule: 'SUP-4',
    path: 'danger/second',
    by: 'Another supporter on duty for whom the ground is sealed, and who does not review it.',
    stages: ['asked', 'room', 'ended'],
    who: only(
      'another supporter on duty for whom the ground is sealed',
      'SUP-4',
      ({ id, onDuty, guardian }, { danger }) =>
        danger !== null && onDuty && !guardian && id !== danger.by && danger.seconds.includes(id),
    ),
    within: (state) => (state.danger?.toldAt === null ? undefined : already('second', state)),
  },
  review: {
    rule: 'SUP-4',
    path: 'danger/review',
    by: 'The guardian, whose own case it is not.',
    stages: ['asked', 'room', 'ended'],
    who: only(
      'the guardian, whose own case it is not',
      'SUP-4',
      ({ id, guardian }, state) => guardian && !concernedIn(state).includes(id),
    ),
    within: (state) =>
      isPending(state.danger) && state.danger.toldAt !== null ? undefined : already('review', state),
  },
  end: {
    rule: 'SUP-2',
    by: 'Whom it is for; who gives it; before the yes also who asked.',
    stages: ['consent', 'asked', 'room'],
    who: only(
      'whom it is for, or who gives it',
      'SUP-2',
      ({ id }, { stage, supporter, by, ...state }) =>
        id === state.person || id === supporter || (stage === 'consent' && id === by),
    ),
  },
});

export type SupportAct = keyof typeof supportRows;
export const permissions: Readonly<Record<SupportAct, Permission>> = supportRows;
export const supportActs = Object.keys(permissions) as SupportAct[];

/** Until when: what comes at the instant at which a danger is told, or at which its review is over, is late (PRO-10). */
const closes = (act: SupportAct, { danger }: SupportState): string | null =>
  act === 'second' ? (danger?.until ?? null) : act === 'review' ? (danger?.reviewUntil ?? null) : null;

/** Whether a member may do something in it at an instant; nothing where they may. */
export const mayAct = (
  act: SupportAct,
  state: SupportState,
  actor: SupportActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: closes(act, state) });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: SupportState, actor: SupportActor, at: string): SupportAct[] =>
  supportActs.filter((act) => mayAct(act, state, actor, at) === undefined);

/** Why nobody of this name can be declined by them: only who was chosen and is not out, and by others than whom it is for only themselves (SUP-2). */
export function declineFault(state: SupportState, by: string, who: string): Refusal | undefined {
  if (by !== state.person && who !== by)
    return refuse('not-permitted', 'SUP-2', { allowed: 'whom it is for' });
  if (!state.offered.includes(who)) return refuse('unknown-member', 'SUP-2', { members: [who] });
  return state.out.includes(who) ? refuse('already-done', 'SUP-2', { member: who }) : undefined;
}
