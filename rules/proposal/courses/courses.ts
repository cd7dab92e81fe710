/** What a proposal that is open can still become: where each course that its stage leaves open leads next (PRO-9, PRO-13). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Outcome, Stage } from '../model.ts';
import { lazyRounds, votesAfterRounds } from '../polls/adoption.ts';
import type { Verdict } from '../polls/deadlock.ts';
import { isHearing, isWaiting } from './gates.ts';
import type { ProposalState } from './state.ts';
import { objectionFault } from './vetoes.ts';

/** What brings a course about. */
export const turns = [
  'submitted',
  'endorsed',
  'goes-on',
  'waits',
  'amended',
  'consensus',
  'no-consensus',
  'adopted',
  'rejected',
  'deadlock',
  'quorum-missed',
  'approved',
  'refused',
  'silent',
  'vetoed',
  'overturned',
  'remanded',
  'done',
  'failed',
  'withdrawn',
  'escalated',
  'called-back',
  'other-category',
] as const;
export type Turn = (typeof turns)[number];

/** Where a course leads: into a stage, the same one anew among them, or to an ending. */
export interface Course {
  readonly turn: Turn;
  readonly to: { readonly stage: Stage } | { readonly outcome: Outcome };
  readonly rule: string;
}

/** A proposal as it stands, under its own charter and category (CHA-1). */
export interface Situation {
  readonly state: ProposalState;
  readonly charter: Pick<Charter, 'review' | 'discussion' | 'vetoes' | 'guardian' | 'appeals' | 'deadlock'>;
  readonly category: Pick<
    Category,
    'approval' | 'appeal' | 'delay' | 'guardianMayResolve' | 'adopts' | 'endorsers'
  >;
  /** Whether the last round ended with consensus, so that requirements alone are waited for (CON-4). */
  readonly agreed: boolean;
  /** Of an open vote: which verdicts it can still come to, and how often it is extended yet. */
  readonly vote: { readonly verdicts: readonly Verdict[]; readonly extensionsLeft: number } | null;
}

const into = (turn: Turn, stage: Stage, rule: string): Course => ({ turn, to: { stage }, rule });
const ending = (turn: Turn, outcome: Outcome, rule: string): Course => ({ turn, to: { outcome }, rule });

/** The courses that are still possible, those that need nobody’s act first; none once it has ended. */
export function coursesOf(situation: Situation): readonly Course[] {
  return [...stageCourses(situation), ...interruptions(situation)];
}

function stageCourses(situation: Situation): readonly Course[] {
  const { state, agreed } = situation;
  switch (state.stage) {
    case 'draft':
      return [first(situation), ending('silent', 'lapsed', 'PRO-1')];
    case 'endorsement':
      return [counting(situation, 'endorsed'), ending('silent', 'lapsed', 'PRO-2')];
    case 'review':
      return [...waiting(situation, discussing(situation)), ...amended(situation)];
    case 'discussion':
      return rounds(situation);
    case 'requirements':
      return required(situation, agreed);
    case 'voting':
      return votes(situation);
    case 'deferred':
      return [into('goes-on', 'voting', 'DEA-2')];
    case 'guardian-resolution':
      return [
        confirmed(situation, 'approved', 'DEA-2'),
        ending('refused', 'rejected', 'DEA-2'),
        ending('silent', 'rejected', 'DEA-2'),
      ];
    case 'veto':
      return [confirmed(situation, 'goes-on', 'VET-1'), ending('vetoed', 'vetoed', 'VET-2')];
    case 'guardian-approval':
      return [
        confirmed(situation, 'approved', 'VET-3'),
        ending('refused', 'refused-by-guardian', 'VET-3'),
        situation.charter.guardian?.silence === 'assent'
          ? confirmed(situation, 'silent', 'AMD-2')
          : ending('silent', 'lapsed', 'AMD-2'),
      ];
    case 'appeal':
      return [
        confirmed(situation, 'goes-on', 'APP-1'),
        ending('overturned', 'overturned', 'APP-2'),
        ending('remanded', 'remanded', 'APP-2'),
      ];
    case 'delay':
      return delayed(situation);
    case 'execution':
      return [ending('done', 'executed', 'EXE-1'), ending('failed', 'execution-failed', 'EXE-2')];
    case 'ended':
      return [];
  }
}

/** Where a submission goes first: a personal decision is adopted as it is submitted (TIE-1). */
function first(situation: Situation): Course {
  if (situation.state.tier === 1) return into('submitted', 'execution', 'TIE-1');
  return situation.category.endorsers === undefined
    ? counting(situation, 'submitted')
    : into('submitted', 'endorsement', 'PRO-2');
}

/** Where it goes once it counts (PRO-2). */
function counting(situation: Situation, turn: Turn): Course {
  const { state, charter, category } = situation;
  const isLazy = lazyRounds(category) > 0;
  if (state.tier === 3 && charter.review !== null && !isLazy) return into(turn, 'review', 'PRO-3');
  return { ...discussing(situation), turn };
}

/** Whether it has come to the deadlock path: by a vote, or past the rounds where consent takes the place of the first (CON-3, DEA-2). */
const isOnPath = ({ state, charter, category }: Situation): boolean =>
  state.votes > 0 || (!votesAfterRounds(category) && state.round > charter.discussion.rounds);

/** Rounds that are left before the next vote, the one of the deadlock path among them (PRO-4, DEA-2). */
function roundsLeft(situation: Situation): number {
  const { state, charter, category } = situation;
  const extra = isOnPath(situation) ? (charter.deadlock?.extraRounds ?? 0) : 0;
  return lazyRounds(category) + charter.discussion.rounds + extra - state.round;
}

const discussing = (situation: Situation): Course =>
  roundsLeft(situation) > 0 ? into('goes-on', 'discussion', 'PRO-4') : toVote(situation, 'goes-on');

/**
 * Without a review and a round the objections have their window before the vote (VET-1). Where consent takes the place of the first vote it is
 * rejected, or goes on as after a deadlock (CON-3).
 */
function toVote(situation: Situation, turn: Turn): Course {
  const { state, charter, category } = situation;
  const { review, discussion, vetoes } = charter;
  if (!votesAfterRounds(category) && !isOnPath(situation))
    return charter.deadlock === null
      ? ending('no-consensus', 'rejected', 'CON-3')
      : { ...deadlocked(situation), turn };
  const rounds = lazyRounds(category) + discussion.rounds;
  const unheard = state.tier === 3 && state.votes === 0 && review === null && rounds === 0;
  const objects = unheard && vetoes !== null && objectionFault(state, []) === undefined;
  return objects && state.stage !== 'requirements'
    ? into(turn, 'requirements', 'VET-1')
    : into(turn, 'voting', 'PRO-7');
}

/** Hearings, gates and answers to objections hold it up where some are open then, or can still be raised (PRO-11, VET-2). */
function waiting({ state }: Situation, next: Course): readonly Course[] {
  const opens = 'stage' in next.to && next.to.stage === 'discussion';
  const holds = opens ? isHearing(state) : isWaiting(state) || state.objectingUntil !== null;
  return holds && 'stage' in next.to && next.to.stage !== 'requirements'
    ? [next, into('waits', 'requirements', opens ? 'JUS-1' : 'PRO-11')]
    : [next];
}

const mayAmend = ({ author, amendments, lastRound }: ProposalState): boolean =>
  author !== null && !lastRound && amendments.made < amendments.most;

/** A new text is reviewed before anything else (PRO-6). */
function amended(situation: Situation): readonly Course[] {
  const { state, charter } = situation;
  if (state.pendingVersion === null && !mayAmend(state)) return [];
  if (state.tier === 3 && charter.review !== null) return [into('amended', 'review', 'PRO-6')];
  return waiting(situation, discussing(situation)).map((course) => ({ ...course, turn: 'amended' }));
}

/** A round at whose end a new text comes into force adopts nothing (PRO-6). */
function rounds(situation: Situation): readonly Course[] {
  const { state } = situation;
  if (state.pendingVersion !== null) return amended(situation);
  const without = { ...discussing(situation), turn: 'no-consensus' as const };
  return [
    ...waiting(situation, confirmed(situation, 'consensus', 'CON-4')),
    ...(roundsLeft(situation) > 0 ? [without] : waiting(situation, without)),
    ...amended(situation),
  ];
}

function required(situation: Situation, agreed: boolean): readonly Course[] {
  const { state } = situation;
  if (agreed) return [confirmed(situation, 'goes-on', 'CON-4'), ...unmet(state)];
  // With a window of its own it waits for objections; and what is raised in it is waited for.
  if (state.deadline !== null) return [toVote(situation, 'goes-on'), into('waits', 'requirements', 'VET-2')];
  return [discussing(situation), ...unmet(state)];
}

/** What is open and not met in time ends it (PRO-11); of a hearing nothing follows but that it is over (JUS-1). */
function unmet({ requirements }: ProposalState): readonly Course[] {
  const open = requirements.filter(({ closed, what }) => closed === null && what !== 'hearing');
  if (open.length === 0) return [];
  const refuses = open.some(({ what }) => what === 'consent');
  return [...(refuses ? [ending('refused', 'rejected', 'REP-1')] : []), ending('silent', 'lapsed', 'PRO-11')];
}

function votes(situation: Situation): readonly Course[] {
  const { verdicts, extensionsLeft } = situation.vote ?? { verdicts: [], extensionsLeft: 0 };
  return verdicts.map((verdict) => {
    switch (verdict) {
      case 'adopted':
        return confirmed(situation, 'adopted', 'VOT-1');
      case 'rejected':
        return ending('rejected', 'rejected', 'DEA-1');
      case 'inquorate':
        return extensionsLeft > 0
          ? into('quorum-missed', 'voting', 'PRO-8')
          : ending('quorum-missed', 'inquorate', 'PRO-8');
      case 'deadlock':
        return deadlocked(situation);
    }
  });
}

/** First one more round, then a deferral, then the guardian; a family's goes to the council (DEA-2, TIE-3). */
function deadlocked(situation: Situation): Course {
  const { state, charter, category } = situation;
  const { extraRounds = 0, deferral = null } = charter.deadlock ?? {};
  const path: readonly Stage[] = [
    ...(extraRounds > 0 ? ['discussion' as const] : []),
    ...(deferral === null ? [] : ['deferred' as const]),
  ];
  const next = path[state.votes - Number(votesAfterRounds(category))];
  if (next !== undefined) return into('deadlock', next, 'DEA-2');
  if (state.tier === 2) return ending('deadlock', 'escalated', 'TIE-3');
  return charter.guardian !== null && category.guardianMayResolve && state.votes > 0
    ? into('deadlock', 'guardian-resolution', 'DEA-2')
    : ending('deadlock', 'rejected', 'DEA-2');
}

/** What stands between adoption and execution, in its order; where it stands now is behind it. */
function confirmed({ state, charter, category }: Situation, turn: Turn, rule: string): Course {
  const { tier, stage } = state;
  const guarded = charter.guardian !== null;
  const way: readonly (readonly [Stage, boolean])[] = [
    ['veto', tier === 2 && charter.vetoes !== null],
    ['guardian-approval', guarded && category.approval && stage !== 'guardian-resolution'],
    ['appeal', guarded && category.appeal && charter.appeals !== null],
    ['delay', tier === 3 && category.delay !== null],
    ['execution', true],
  ];
  const behind = way.findIndex(([name]) => name === stage);
  const [next = 'execution'] = way.slice(behind + 1).find(([, isDue]) => isDue) ?? [];
  return into(turn, next, rule);
}

/** Under the scope of principles the guardian may veto, and under that of amendments where one is asked; an approval that is owed still is given, refused or missed (VET-3, AMD-2). */
function delayed({ state, charter }: Situation): readonly Course[] {
  const scope = charter.guardian?.scope;
  return [
    into('goes-on', 'execution', 'VET-4'),
    ...(scope === 'principles' || (scope === 'amendments' && state.guardian !== null)
      ? [ending('vetoed', 'vetoed', 'VET-3')]
      : []),
    ...(state.approver === null
      ? []
      : [ending('refused', 'refused-by-guardian', 'VET-3'), ending('silent', 'lapsed', 'AMD-2')]),
  ];
}

const beforeVote: readonly Stage[] = ['review', 'discussion', 'requirements'];

/** What members can bring about before it is adopted, in whichever stage (PRO-6, VET-2, TIE-3, MAN-2, TIE-6). */
function interruptions({ state, agreed }: Situation): readonly Course[] {
  const open = beforeVote.includes(state.stage) && state.votes === 0;
  const undecided = state.vetoes.some(({ outcome }) => outcome === null);
  const calledBack = state.mandate !== null && (beforeVote.includes(state.stage) || state.stage === 'voting');
  return [
    ...(['draft', 'endorsement'].includes(state.stage) || (open && !agreed && state.author !== null)
      ? [ending('withdrawn', 'withdrawn', 'PRO-6')]
      : []),
    ...(open && (undecided || state.objectingUntil !== null) ? [ending('vetoed', 'vetoed', 'VET-2')] : []),
    ...(open && state.escalation !== null ? [ending('escalated', 'escalated', 'TIE-3')] : []),
    ...(calledBack ? [ending('called-back', 'escalated', 'MAN-2')] : []),
    ...(open && state.otherCategories.length > 0
      ? [ending('other-category', 'wrong-category', 'TIE-6')]
      : []),
  ];
}
