/** A decision under way: its state, and how it is written down. */
import type { Consensus } from '../../rules/polls/consensus.ts';
import { ApplicationFailure, condition } from '@temporalio/workflow';
import type { Lodged } from '../opening/appeals.ts';
import type { PollOpening, StageChange } from '../../activities/index.ts';
import type { Category, Charter, CharterCopy } from '../../charter/types.ts';
import type { Content, Outcome } from '../../rules/model.ts';
import { judging } from '../../rules/polls/majority.ts';
import { escalatedCategory, permissionOf, vetoQuestion } from '../../rules/proposal/tiers.ts';
import { questionCharter } from '../../rules/proposal/vetoes/vetoes.ts';
import { type ProposalState, unclaimed } from '../../rules/proposal/state.ts';
import type { ProposalEntry, ProposalFacts } from '../../rules/proposal/entries.ts';
import type { Facts, Refusal } from '../../rules/refusal.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { activitiesFor } from '../activities.ts';
import type { Taken } from '../kit/acts.ts';
import { now } from '../kit/clock.ts';
import { addEntry, allWritten, type Journal, openJournal, writeDown } from '../kit/journal.ts';
import { type Alarm, noAlarm } from '../kit/alarm.ts';
import type { Awaiting } from '../kit/awaiting.ts';
import type { ProposalInput } from '../inputs.ts';
import { showToOperators, untilWords } from '../kit/operators.ts';
import type { BackgroundWork } from '../kit/reminders.ts';

/** How a decision ends, and the facts that led there (PRO-9). */
export interface Ending {
  readonly outcome: Outcome;
  readonly rule: string;
  readonly facts: Facts;
}

export const ending = (outcome: Outcome, rule: string, facts: Facts = {}): Ending => ({
  outcome,
  rule,
  facts,
});

/** What the workflow holds. Handlers and stages change it; each change is written by `write`. */
export interface Decision {
  readonly input: ProposalInput;
  readonly journal: Journal<ProposalEntry>;
  readonly background: BackgroundWork;
  readonly awaiting: Awaiting;
  readonly alarm: Alarm;
  readonly taken: Taken;
  /** Texts and polls that are new since the last write, and the version that took effect since. */
  versions: StageChange['versions'][number][];
  polls: PollOpening[];
  inForce: StageChange['inForce'];
  copy: CharterCopy;
  /** The text in force. */
  content: Content;
  /** The amended text that takes effect at the round's end (PRO-6). */
  pending: Content | null;
  proposal: ProposalState;
  /** When the stage before ended: the next one opens then. */
  stageEnded: string;
  /** Milliseconds of the stage at hand; null where nothing but an act ends it. */
  stageLength: number | null;
  /** When the window of the stage at hand opened; an extension has one of its own (PRO-8). */
  stageOpened: string;
  /** The instant up to which reminders are given. */
  reminded: string;
  /** What ends it before its way does: a withdrawal, a veto that stands, a gate unmet, a call-back (PRO-6, VET-2, PRO-11, MAN-2). */
  interrupted: (Ending & { readonly at: string }) | null;
  /** The version against which objections were last raised (VET-1). */
  objected: number;
  /** What the council's question tells is being read (VET-2). */
  asking: boolean;
  /** The submission is being checked against the council: acts on the draft wait. */
  submitting: boolean;
  refused: Refusal | null;
  appeal: Lodged | null;
  approval: { readonly approve: boolean; readonly reason: string; readonly at: string } | null;
  resolution: { readonly adopt: boolean; readonly reason: string; readonly at: string } | null;
  /** The guardian who adopted it: they do not rule on its appeal too (GUA-1). */
  resolvedBy: string | null;
  confirmation: { readonly evidence: string; readonly at: string } | null;
  /** Something outside changed that may end the wait (see the signal `lookAgain`). */
  lookAgain: boolean;
  /** From here on only a veto ends it before its action runs (MAN-2). */
  adopted: boolean;
  /** Something was declared that has not been looked at (see the signal `declared`). */
  declared: boolean;
  /** The last vote as it closed. */
  tally: Tally | null;
  /** How the last round was judged. */
  consensus: Consensus | null;
  readonly charter: Charter;
  readonly category: Category;
}

/** Draft edits kept within one run's limit of updates; more is refused. */
const mostEdits = 200;

export function openDecision(input: ProposalInput): Decision {
  const { version, hash, pace } = input.charter;
  const { createdAt: at, content } = input;
  const decision: Decision = {
    input,
    journal: openJournal('proposal'),
    background: { underWay: 0 },
    awaiting: { elsewhere: false },
    alarm: noAlarm(),
    taken: new Map(),
    versions: [{ version: 1, round: 0, at, inForceAt: at, content }],
    polls: [],
    inForce: undefined,
    copy: input.charter,
    content,
    pending: null,
    proposal: {
      id: input.id,
      category: input.category,
      tier: categoryOf(input, input.charter).tier,
      author: input.author,
      stage: 'draft',
      round: 0,
      version: 1,
      deadline: null,
      electorate: null,
      charter: { version, hash, pace },
      outcome: null,
      createdAt: input.createdAt,
      submittedAt: input.from === 'execution' ? input.createdAt : null,
      endedAt: null,
      links: input.links,
      lastRound: false,
      votes: 0,
      amendments: { made: 0, most: input.charter.charter.amendments.most },
      edits: { made: 0, most: mostEdits },
      pendingVersion: null,
      guardian: null,
      assignee: null,
      ...unclaimed,
      startsAt: input.startsAt ?? null,
      originator: input.opening?.originator ?? null,
      family: input.opening?.family ?? null,
    },
    stageEnded: now(),
    stageLength: null,
    stageOpened: now(),
    reminded: now(),
    interrupted: null,
    objected: 0,
    asking: false,
    submitting: false,
    refused: null,
    appeal: null,
    approval: null,
    resolution: null,
    resolvedBy: null,
    confirmation: null,
    lookAgain: false,
    adopted: false,
    declared: false,
    tally: null,
    consensus: null,
    get charter() {
      const { charter } = decision.copy;
      return input.category === vetoQuestion ? questionCharter(charter) : charter;
    },
    get category() {
      const { content: inForce, proposal } = decision;
      return judging(categoryOf(input, decision.copy), {
        family: proposal.family,
        permission: inForce.action && permissionOf(inForce.action),
      });
    },
  };
  return decision;
}

/** A family's matter that went to the council is decided there as one of tier 3 (TIE-3). */
function categoryOf({ category: name, opening }: ProposalInput, { charter }: CharterCopy): Category {
  const category = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  if (category === undefined) throw ApplicationFailure.nonRetryable(`no category ${name} in the charter`);
  return (opening?.family ?? null) === null ? category : escalatedCategory(category, charter);
}

/** Notes what ends the decision before its way does; the first stays. */
export function interrupt(decision: Decision, ended: Ending, at: string = now()): void {
  decision.interrupted ??= { ...ended, at };
}

/** Notes what happened, for the next write. */
export function note<Kind extends ProposalEntry['kind']>(
  decision: Decision,
  kind: Kind,
  facts: ProposalFacts<Kind>,
  at: string = now(),
): void {
  addEntry(decision.journal, { at, kind, facts } as ProposalEntry);
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(decision: Decision): Promise<void> {
  await writeDown(decision.journal, (sequence) =>
    activitiesFor(electorsOf(decision)).record(takeChange(decision, sequence)),
  );
}

/** Answers once everything that has been noted until now can be read. */
export async function shown(decision: Decision): Promise<void> {
  if (decision.journal.entries.length > 0) await write(decision);
  else await allWritten(decision.journal);
}

/** Answers once the ending can be read, to whoever brought it about. */
export async function endingShown(decision: Decision): Promise<void> {
  await condition(() => decision.proposal.stage === 'ended');
  await shown(decision);
}

/** The state, and everything that is new since the change before. */
export function takeChange(decision: Decision, sequence: number): StageChange {
  const { journal, proposal: state, versions, polls, inForce } = decision;
  const { entries } = journal;
  journal.entries = [];
  decision.versions = [];
  decision.polls = [];
  decision.inForce = undefined;
  return { sequence, state, entries, versions, polls, inForce };
}

export const electorsOf = ({ proposal: { electorate } }: Decision): number => electorate?.size ?? 0;

/** Search attributes and the details on Temporal's page. */
export function showStage({ proposal }: Decision): void {
  const { category, stage, deadline, outcome, round } = proposal;
  const where = stage === 'discussion' ? `discussion, round ${round}` : stage;
  showToOperators(`${category}: ${outcome ?? `${where}${untilWords(deadline)}`}`, proposal);
}
