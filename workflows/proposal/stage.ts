/** A stage: how it is entered, how it waits for its end, and what the ballot box is asked at its close. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { CloseRequest, PollOpening } from '../../activities/index.ts';
import type { Stage } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { OpenedStage, ProposalFacts } from '../../rules/proposal/entries.ts';
import { hidingOf } from '../../rules/polls/hiding.ts';
import { comparingOf } from '../../rules/polls/preferences.ts';
import { interestsAsked } from '../../rules/proposal/interests.ts';
import { nextDue } from '../../rules/proposal/gates.ts';
import { lazyRounds } from '../../rules/polls/adoption.ts';
import { objectionFault } from '../../rules/proposal/vetoes/vetoes.ts';
import { after, laterOf, nextOpening } from '../../rules/window.ts';
import { untilDue } from '../kit/alarm.ts';
import { now, timeLeft } from '../kit/clock.ts';
import { type Decision, note, showStage, write } from './decision.ts';
import { askCouncil } from './question.ts';
import { nextReminder, remindNow } from './reminders.ts';
import { look, settle } from './conditions.ts';

interface EnteringAny {
  /** Milliseconds of the stage's window; null where nothing but an act ends it. */
  readonly length: number | null;
  /** Nobody answers in it, so nobody loses by a late start: it opens where the stage before ended, however late it is. */
  readonly waitsOnly?: true;
  /** What else of the state changes. */
  readonly state?: Partial<ProposalState>;
  /** The polls that open with the stage. */
  readonly polls?: readonly (Pick<PollOpening, 'kind' | 'number'> &
    Partial<Pick<PollOpening, 'electorate'>>)[];
  readonly options?: readonly string[];
}

/** What is told of a stage beside its window. */
type Beside<Opened extends OpenedStage> = Omit<ProposalFacts<`${Opened}-opened`>, 'opens' | 'closes'>;

export type Entering<Opened extends OpenedStage = OpenedStage> = EnteringAny &
  (object extends Beside<Opened> ? { readonly facts?: undefined } : { readonly facts: Beside<Opened> });

/**
 * Enters a stage: its window opens where the one before ended. From here on acts are checked against it. Where an outage held the opening
 * up, what fell due before it is settled first; if that ends the proposal, the stage never opens (PRO-11).
 */
export async function enter<Opened extends OpenedStage>(
  decision: Decision,
  stage: Opened,
  entering: Entering<Opened>,
): Promise<void> {
  const { length, state, facts, polls = [], options = [] } = entering;
  const opens = await settleUntilOpening(decision, entering);
  if (opens === undefined) return;
  const deadline = length === null ? null : after(opens, length);
  decision.stageLength = length;
  decision.stageOpened = opens;
  const objectingUntil = objectsIn(decision, stage) ? deadline : null;
  if (objectingUntil !== null) decision.objected = decision.proposal.version;
  decision.proposal = { ...decision.proposal, stage, deadline, objectingUntil, ...state };
  const { id, round, version } = decision.proposal;
  const told = { opens, closes: decision.proposal.deadline, ...facts } as ProposalFacts<`${Opened}-opened`>;
  note(decision, `${stage}-opened`, told, opens);
  showStage(decision);
  for (const poll of polls)
    decision.polls.push({
      electorate: id,
      ...poll,
      decision: id,
      round,
      version,
      opens,
      closes: deadline as string,
      rules: pollRules(decision, options),
    });
  await write(decision);
  // A stage may end before its time, and with it the time to object.
  await askCouncil(decision);
}

/**
 * Whether a stage is the one in which objections are raised, or vetoes: a family's own; in tier 3 the review of the text, where there is
 * none the first round on it, where there is neither what waits before the vote (VET-1); and the window in which it is adopted lazily.
 */
function objectsIn({ charter, category, proposal, objected }: Decision, stage: Stage): boolean {
  if (charter.vetoes === null || objectionFault(proposal, []) !== undefined) return false;
  if (proposal.tier !== 3) return stage === 'veto';
  if (proposal.round < lazyRounds(category)) return stage === 'discussion';
  if (charter.review !== null) return stage === 'review';
  const isFirst = proposal.votes === 0 && objected < proposal.version;
  return isFirst && stage === (charter.discussion.rounds > 0 ? 'discussion' : 'requirements');
}

/** When the window opens, all settled that fell due until then; nothing where that ended the proposal. */
async function settleUntilOpening(
  decision: Decision,
  { length, waitsOnly }: EnteringAny,
): Promise<string | undefined> {
  while (decision.interrupted === null) {
    const { stageEnded } = decision;
    const opens =
      length === null
        ? laterOf(now(), stageEnded)
        : waitsOnly
          ? stageEnded
          : nextOpening(stageEnded, now(), length);
    const due = nextDue(decision.proposal);
    if (due === null || due > opens) return opens;
    await settle(decision, due);
  }
  return undefined;
}

function pollRules(
  { category, charter, proposal }: Decision,
  options: readonly string[],
): PollOpening['rules'] {
  const { name, threshold, quorum, adopts } = category;
  if (threshold === null)
    throw ApplicationFailure.nonRetryable(`category ${name} has no threshold to vote under`);
  const { offline, deadlock, discussion, voting, delegation, signatures } = charter;
  return {
    category: { name, threshold, quorum, ...(adopts === undefined ? {} : { adopts }) },
    charter: {
      offline,
      deadlock,
      discussion,
      voting,
      delegation,
      signatures,
      ...hidingOf(charter),
      ...comparingOf(charter),
      ...interestsAsked(charter, proposal),
    },
    options,
  };
}

/**
 * Waits for the stage's deadline, wherever it moves meanwhile, or until `early` holds or the proposal is interrupted; then notes when
 * the stage ended. On the way it reminds whoever owes an act, at half and nine tenths of the act's window; what falls due is settled at
 * its own instant (PRO-11, VET-2). At `mark`, an instant before the deadline, it answers `'mark'`: the stage goes on. An act that arrives
 * at the deadline is refused by its validator, so nothing changes once it is reached.
 */
export async function stageEnd(
  decision: Decision,
  early: () => boolean = () => false,
  mark: string | null = null,
): Promise<'mark' | undefined> {
  const over = (): boolean => early() || decision.interrupted !== null;
  while (!over()) {
    const { deadline } = decision.proposal;
    const due = nextDue(decision.proposal);
    const moved = (): boolean =>
      decision.journal.entries.length > 0 ||
      decision.proposal.deadline !== deadline ||
      nextDue(decision.proposal) !== due;
    const atMark = mark !== null && (deadline === null || mark < deadline) && (due === null || mark < due);
    const ends = atMark ? mark : due !== null && (deadline === null || due <= deadline) ? due : deadline;
    const reminder = nextReminder(decision);
    const reminds = reminder !== null && (ends === null || reminder <= ends);
    const next = reminds ? reminder : ends;
    if (decision.journal.entries.length > 0) {
      // What was noted meanwhile: a requirement that was met, the council's answer to a veto.
      await write(decision);
    } else if (decision.declared) {
      await look(decision);
    } else if (next === null || timeLeft(next) > 0) {
      const what = reminds ? 'reminder' : next === deadline ? 'deadline' : atMark ? 'notice' : 'requirement';
      const { tier, stage } = decision.proposal;
      const stirs = (): boolean => over() || decision.declared || moved();
      const falls = next === null ? undefined : { at: next, what };
      await untilDue(decision.alarm, stirs, falls, `tier ${tier}, ${stage}`);
    } else if (reminds) {
      await remindNow(decision);
    } else if (atMark) {
      return 'mark';
    } else if (next === due) {
      await settle(decision, due);
    } else {
      decision.stageEnded = nextOpening(next, now(), decision.stageLength ?? 0);
      return undefined;
    }
  }
  decision.stageEnded = decision.interrupted?.at ?? now();
  return undefined;
}

/** What the ballot box needs to close a poll of the stage at hand: where its deadline is known to stand, and whether it is reached. */
export function closeNow({ proposal }: Decision, number: number): CloseRequest {
  const closes = proposal.deadline;
  if (closes === null) throw ApplicationFailure.nonRetryable(`stage ${proposal.stage} has no deadline`);
  return { decision: proposal.id, number, closes, due: timeLeft(closes) <= 0 };
}
