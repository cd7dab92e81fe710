/** The only place with wire names: workflow types and ids, signals, search attributes, the task queue; and beside it in `messages/` the updates of each kind of process. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type KindName, kindNames } from '../rules/kinds.ts';
import { ruling } from './messages/appeal.ts';
import { remedyResolution } from './messages/conflict.ts';
import { justification, report } from './messages/emergency.ts';
import { nodeVetoFinding, nodeVetoWithdrawal } from './messages/node-veto.ts';
import { approval, resolution } from './messages/proposal.ts';
import { appeal, task, withdrawal } from './messages/shared.ts';

export const taskQueue = 'folkmoot';

/** A workflow task whose worker has died is done again after this: it only waits for replays and rules, never for PostgreSQL. */
export const workflowTaskTimeout = '5s';

/** No task ever comes on it: who polls it learns the server's time. */
export const clockQueue = 'folkmoot-clock';
/**
 * What Temporal's page shows: names of categories, stages and instants, never a member's words. The payload codec leaves what begins so
 * readable, and seals everything else (codec/payload-codec.ts).
 */
export const shownMark = 'Folkmoot: ';
export const shown = (words: string): string => `${shownMark}${words}`;

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The workflow types, as registered with the worker: of each kind of process, and those that are none. */
export const workflowTypes = {
  ...(Object.fromEntries(kindNames.map((name) => [name, camelCase(name)])) as Record<KindName, string>),
  interruption: 'interruption',
  allocation: 'allocation',
  support: 'support',
} as const;

/** What a decision or an emergency granted for a time; of an emergency, perhaps in its reversal (EMG-2); of a dissolution one of its shares, counted from 1 (MEM-7). */
export interface Granted {
  readonly decision: string;
  readonly reversal: boolean;
  /** 0 of what is granted alone. */
  readonly share: number;
}

/** The workflow that waits for the end of an allocation (ALC-3). */
export const allocationTimer = ({ decision, reversal, share }: Granted): string =>
  `allocation-of-${decision}${reversal ? '-reversal' : ''}${share > 0 ? `-${share}` : ''}`;

export interface AllocationInput extends Granted {
  readonly id: string;
}

/** How that workflow is started, by whoever does it. */
export const timerStart = (granted: Granted, until: string) => ({
  ...({ workflowId: allocationTimer(granted), taskQueue, workflowTaskTimeout } as const),
  args: [{ id: allocationTimer(granted), ...granted }] as [AllocationInput],
  typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes.allocation }],
  staticSummary: shown(`allocation: until ${until}`),
});

/** Answers when the proposal's first row can be read. */
export const opened = defineUpdate<void, []>('opened');

/** The names of the updates that are done once in a process, each by whose it is to do: a run takes them however many others it has taken (PRO-10). */
export const doneOnce: readonly string[] = [
  withdrawal,
  approval,
  resolution,
  remedyResolution,
  appeal,
  ruling,
  task,
  report,
  justification,
  nodeVetoFinding,
  nodeVetoWithdrawal,
].map(({ name }) => name);

/** What a question was asked for has ended otherwise, or its text has changed: nothing waits for the answer (VET-2); or the act that a node stopped (NVP-1). */
export const lapse = defineSignal<[{ readonly because: string }]>('lapse');

/** To the act that a node veto holds: it was denied, and holds it no more (NVP-3). */
export const denied = defineSignal<[{ readonly nodeVeto: string; readonly at: string }]>('denied');

/** Something was declared in the ballot box that a requirement, or the way itself, may follow from (PRO-11, TIE-3, MAN-2). */
export const declared = defineSignal<[]>('declared');

/** Something outside may end a wait early: the last elector has answered, a member's status changed. It is looked at again. */
export const lookAgain = defineSignal<[]>('lookAgain');

/** What a process waits for has ended in another workflow than the one in which it began (PRO-9). It is looked at again. */
export const awaitedEnded = defineSignal<[]>('awaitedEnded');

export const searchAttributes = {
  kind: defineSearchAttributeKey('FolkmootKind', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('FolkmootStage', SearchAttributeType.KEYWORD),
  tier: defineSearchAttributeKey('FolkmootTier', SearchAttributeType.INT),
  category: defineSearchAttributeKey('FolkmootCategory', SearchAttributeType.KEYWORD),
  deadline: defineSearchAttributeKey('FolkmootDeadline', SearchAttributeType.DATETIME),
};
