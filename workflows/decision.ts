/** A decision under way: its state, and how it is written down. */
import {
  ApplicationFailure,
  condition,
  proxyActivities,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Activities, StageChange } from '../activities/index.ts';
import type { Category, Charter, CharterCopy } from '../charter/types.ts';
import type { Content, Outcome } from '../rules/model.ts';
import { escalatedCategory } from '../rules/tiers.ts';
import { type ProposalState, unclaimed } from '../rules/proposal.ts';
import type { Facts, Refusal } from '../rules/refusal.ts';
import type { Tally } from '../rules/tally.ts';
import { now } from './clock.ts';
import { type ProposalInput, searchAttributes } from './messages.ts';
import { activities } from './swift.ts';

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
  /** When the window of the stage at hand opened; an extension has one of its own (PRO-8). */
  stageOpened: string;
  /** The instant up to which reminders are given. */
  reminded: string;
  /** What ends it before its way does: a withdrawal, a veto that stands, a gate unmet, a call-back (PRO-6, VET-2, PRO-11, MAN-2). */
  interrupted: (Ending & { readonly at: string }) | null;
  /** The submission is being checked against the council: acts on the draft wait. */
  submitting: boolean;
  refused: Refusal | null;
  appeal: {
    readonly by: string;
    readonly principle: string;
    readonly reason: string;
    readonly at: string;
  } | null;
  approval: { readonly approve: boolean; readonly reason: string; readonly at: string } | null;
  resolution: { readonly adopt: boolean; readonly reason: string; readonly at: string } | null;
  confirmation: { readonly evidence: string; readonly at: string } | null;
  /** Something outside changed that may end the wait (see the signal `lookAgain`). */
  lookAgain: boolean;
  /** From here on only a veto ends it before its action runs (MAN-2). */
  adopted: boolean;
  /** Something was declared that has not been looked at (see the signal `declared`). */
  declared: boolean;
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

/** The record of a million electors takes a minute; of fifty, some milliseconds. */
const slow = proxyActivities<Pick<Activities, 'conclude' | 'concludeProcess' | 'record'>>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '100ms', maximumInterval: '10s' },
});
export const { conclude: writeEnding, concludeProcess: writeProcessEnding } = slow;

/** Electors; telling more of them of a stage may take longer than a machine that is lost should be waited for. */
const many = 100_000;

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
      family: input.opening?.family ?? null,
    },
    stageEnded: now(),
    stageLength: null,
    stageOpened: now(),
    reminded: now(),
    interrupted: null,
    submitting: false,
    refused: null,
    appeal: null,
    approval: null,
    resolution: null,
    confirmation: null,
    lookAgain: false,
    adopted: false,
    declared: false,
    tally: null,
    inForce: undefined,
    entries: [],
    sequence: 0,
    written: 0,
    get charter() {
      return decision.copy.charter;
    },
    get category() {
      return categoryOf(input, decision.copy);
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
export function note(decision: Decision, kind: string, facts: Facts, at: string = now()): void {
  decision.entries.push({ at, kind, facts });
}

/** Writes the state and what was noted; answers once readers can see it. */
export async function write(decision: Decision, more: Partial<StageChange> = {}): Promise<void> {
  const change = nextChange(decision);
  const { size } = decision.proposal.electorate ?? { size: 0 };
  await (size > many ? slow.record : activities.record)({ ...change, ...more });
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
