/** A decision under way: its state, how it is written down, and how a stage waits. */
import {
  ApplicationFailure,
  condition,
  proxyActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Activities, CloseRequest, PollOpening, StageChange } from '../activities/index.ts';
import type { Category, Charter, CharterCopy } from '../charter/types.ts';
import type { Content, Outcome, Stage } from '../rules/model.ts';
import type { ProposalState } from '../rules/proposal.ts';
import type { Facts, Refusal } from '../rules/refusal.ts';
import type { Tally } from '../rules/tally.ts';
import { nextOpening } from '../rules/window.ts';
import { after, now, timeLeft } from './clock.ts';
import { type ProposalInput, searchAttributes } from './messages.ts';

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

type Entry = StageChange['entries'][number];

/** What the workflow holds. Handlers and stages change it; each change is written by `write`. */
export interface Decision {
  readonly input: ProposalInput;
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
  withdrawn: Ending | null;
  /** The submission is being checked against the council: acts on the draft wait. */
  submitting: boolean;
  refused: Refusal | null;
  resolution: { readonly adopt: boolean; readonly reason: string; readonly at: string } | null;
  confirmation: { readonly evidence: string; readonly at: string } | null;
  /** Something outside changed that may end the wait (see the signal `lookAgain`). */
  lookAgain: boolean;
  /** The last vote as it closed. */
  tally: Tally | null;
  /** A version that took effect since the last write. */
  inForce: StageChange['inForce'];
  /** What happened since the last write. */
  entries: Entry[];
  /** The number of the last write asked for, and of the last that is done. */
  sequence: number;
  written: number;
  readonly charter: Charter;
  readonly category: Category;
}

/** Every activity but `perform` writes to PostgreSQL only, and is tried until that is back. */
export const activities = proxyActivities<Omit<Activities, 'perform'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '100ms', maximumInterval: '10s' },
});

export const refusal = (refused: Refusal): ApplicationFailure =>
  ApplicationFailure.create({
    message: `refused by ${refused.rule}: ${refused.code}`,
    type: refused.code,
    nonRetryable: true,
    details: [refused],
  });

/** Draft edits kept within one run's limit of updates; more is refused. */
const mostEdits = 200;

export function openDecision(input: ProposalInput): Decision {
  const { version, hash, pace } = input.charter;
  const decision: Decision = {
    input,
    copy: input.charter,
    content: input.content,
    pending: null,
    proposal: {
      id: input.id,
      category: input.category,
      tier: categoryOf(input.charter, input.category).tier,
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
    },
    stageEnded: now(),
    stageLength: null,
    withdrawn: null,
    submitting: false,
    refused: null,
    resolution: null,
    confirmation: null,
    lookAgain: false,
    tally: null,
    inForce: undefined,
    entries: [],
    sequence: 0,
    written: 0,
    get charter() {
      return decision.copy.charter;
    },
    get category() {
      return categoryOf(decision.copy, input.category);
    },
  };
  return decision;
}

function categoryOf({ charter }: CharterCopy, name: string): Category {
  const category = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  if (category === undefined) throw ApplicationFailure.nonRetryable(`no category ${name} in the charter`);
  return category;
}

/** Notes what happened, for the next write. */
export function note(decision: Decision, kind: string, facts: Facts, at: string = now()): void {
  decision.entries.push({ at, kind, facts });
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(decision: Decision, more: Partial<StageChange> = {}): Promise<void> {
  const change = nextChange(decision);
  await activities.record({ ...change, ...more });
  decision.written = Math.max(decision.written, change.sequence);
}

/** The state and what was noted, under the next number; the first change brings the text with it. */
export function nextChange(decision: Decision): StageChange {
  decision.sequence += 1;
  const { sequence, proposal, entries, inForce, content, input } = decision;
  decision.entries = [];
  decision.inForce = undefined;
  const change = { sequence, state: proposal, entries, inForce };
  if (sequence > 1) return change;
  const { createdAt: at } = input;
  return { ...change, newVersion: { version: 1, round: 0, at, inForceAt: at, content } };
}

/** Answers once the next write is done: what an act set in motion can be read then. */
export async function nextWrite(decision: Decision): Promise<void> {
  const before = decision.sequence;
  await condition(() => decision.written > before);
}

export interface Entering {
  /** Milliseconds of the stage's window; null where nothing but an act ends it. */
  readonly length: number | null;
  /** Nobody answers in it, so nobody loses by a late start: it opens where the stage before ended, however late it is. */
  readonly waitsOnly?: true;
  /** What else of the state changes. */
  readonly state?: Partial<ProposalState>;
  readonly facts?: Facts;
  /** The polls that open with the stage. */
  readonly polls?: readonly Omit<
    PollOpening,
    'decision' | 'electorate' | 'opens' | 'closes' | 'rules' | 'version' | 'round'
  >[];
  readonly options?: readonly string[];
}

/** Enters a stage: its window opens where the one before ended. From here on acts are checked against it. */
export async function enter(decision: Decision, stage: Stage, entering: Entering): Promise<void> {
  const { length, waitsOnly, state, facts, polls = [], options = [] } = entering;
  const opens =
    length === null
      ? now()
      : waitsOnly
        ? decision.stageEnded
        : nextOpening(decision.stageEnded, now(), length);
  const deadline = length === null ? null : after(opens, length);
  decision.stageLength = length;
  decision.proposal = { ...decision.proposal, stage, deadline, ...state };
  const { id, round, version } = decision.proposal;
  note(decision, `${stage}-opened`, { opens, closes: decision.proposal.deadline, ...facts }, opens);
  showToOperators(decision);
  await write(decision, {
    polls: polls.map((poll) => ({
      ...poll,
      decision: id,
      electorate: id,
      round,
      version,
      opens,
      closes: deadline as string,
      rules: pollRules(decision, options),
    })),
  });
}

function pollRules({ category, charter }: Decision, options: readonly string[]): PollOpening['rules'] {
  const { name, threshold, quorum } = category;
  if (threshold === null)
    throw ApplicationFailure.nonRetryable(`category ${name} has no threshold to vote under`);
  const { offline, deadlock, discussion, voting } = charter;
  return {
    category: { name, threshold, quorum },
    charter: { offline, deadlock, discussion, voting },
    options,
  };
}

/** Search attributes and the details on Temporal's page. */
export function showToOperators({ proposal, content }: Decision): void {
  const { stage, deadline, outcome, round } = proposal;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.deadline, value: deadline === null ? null : new Date(deadline) },
  ]);
  const where = stage === 'discussion' ? `discussion, round ${round}` : stage;
  const until = deadline === null ? '' : ` until ${deadline}`;
  setCurrentDetails(`${content.title ?? '(no title yet)'}: ${outcome ?? `${where}${until}`}`);
}

/**
 * Waits for the stage's deadline, wherever it moves meanwhile, or until `early` holds or the author withdraws; then notes when
 * the stage ended. An act that arrives at the deadline is refused by its validator, so nothing changes once it is reached.
 */
export async function stageEnd(decision: Decision, early: () => boolean = () => false): Promise<void> {
  const interrupted = (): boolean => early() || decision.withdrawn !== null;
  while (!interrupted()) {
    const { deadline } = decision.proposal;
    if (deadline === null) {
      await condition(interrupted);
    } else if (timeLeft(deadline) <= 0) {
      decision.stageEnded = nextOpening(deadline, now(), decision.stageLength ?? 0);
      return;
    } else {
      await condition(() => interrupted() || decision.proposal.deadline !== deadline, timeLeft(deadline));
    }
  }
  decision.stageEnded = now();
}

/** What the ballot box needs to close a poll of the stage at hand: where its deadline is known to stand, and whether it is reached. */
export function closeNow({ proposal }: Decision, number: number): CloseRequest {
  const closes = proposal.deadline;
  if (closes === null) throw ApplicationFailure.nonRetryable(`stage ${proposal.stage} has no deadline`);
  return { decision: proposal.id, number, closes, due: timeLeft(closes) <= 0 };
}
