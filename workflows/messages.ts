/** The only place with wire names: workflow types and ids, updates, signals, queries, search attributes, the task queue. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Ruling } from '../rules/appeal/state.ts';
import type { EmergencyPollKind } from '../rules/emergency/state.ts';
import type { LookbackAnswer } from '../rules/lookback/state.ts';
import type { Node, NodeVetoState } from '../rules/node-veto/state.ts';
import type { Alert, Severity } from '../rules/alarm/cap.ts';
import type { Source } from '../rules/alarm/state.ts';
import type { Obligation } from '../rules/repair/state.ts';
import type { Kept, RestorativeBegun } from '../rules/restorative/state.ts';
import type { Content } from '../rules/model.ts';
import type { Refusal } from '../rules/refusal.ts';
import type { ProposalState } from '../rules/proposal/state.ts';
import type { SignedAct } from '../rules/signed-acts.ts';

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

/** The workflow types, as registered with the worker. */
export const workflowTypes = {
  proposal: 'proposal',
  appeal: 'appeal',
  emergency: 'emergency',
  conflict: 'conflict',
  interruption: 'interruption',
  allocation: 'allocation',
  lookback: 'lookback',
  family: 'family',
  repair: 'repair',
  'node-veto': 'nodeVeto',
  support: 'support',
  alarm: 'alarm',
  restorative: 'restorative',
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

/** Who acts, and what the rules ask of them that the workflow does not hold; the API has checked the token. */
export interface By {
  readonly member: string;
  readonly elector?: boolean | undefined;
  readonly family?: string | null | undefined;
  /** Of a family that the proposal concerns (TIE-2). */
  readonly ofConcerned?: boolean | undefined;
  /** Of council maturity now (EMG-5, EMG-6). */
  readonly council?: boolean | undefined;
  /** One of a conflict's mediators (CNF-3). */
  readonly mediator?: boolean | undefined;
  /** Holds the office that enters a conflict's room (AUT-2). */
  readonly guardian?: boolean | undefined;
  /** Holds the duty, or is of the leadership; and who answers for them, of an agent its steward (ALM-3, ALM-4). */
  readonly duty?: boolean | undefined;
  readonly leads?: boolean | undefined;
  readonly owner?: string | undefined;
  /** The member's own signature of the act, which the API has checked; where the charter has acts signed (AUT-1). */
  readonly signed?: SignedAct | undefined;
}

/** The API's word for it, sealed with an act: in which decision, as what, under which id it was sent (workflows/kit/proof.ts). */
export interface Sealed {
  readonly sent: { readonly decision: string; readonly act: string; readonly update: string };
}

/** Only the parts that change. */
export interface Changes extends By {
  readonly changes: Partial<Content>;
}

/** Of a draft; null takes its start date back, or that it is looked back upon (PRO-1, PRO-14). */
export interface Edits extends Changes {
  readonly startsAt?: string | null | undefined;
  /** Taken back: it is not looked back upon (PRO-14). */
  readonly lookBack?: null;
}

/** Answers when the proposal's first row can be read. */
export const opened = defineUpdate<void, []>('opened');
export const edit = defineUpdate<void, [Edits]>('edit');
export const submission = defineUpdate<void, [By]>('submission');
export const withdrawal = defineUpdate<void, [By]>('withdrawal');
export const amendments = defineUpdate<void, [Changes]>('amendments');
export const resolution = defineUpdate<void, [By & { adopt: boolean; reason: string }]>('resolution');
export const objection = defineUpdate<void, [By & Objecting]>('objection');
export const veto = defineUpdate<void, [By & Objecting]>('veto');
export const contest = defineUpdate<void, [By & Contesting]>('contest');
export const approval = defineUpdate<void, [By & { approve: boolean; reason: string }]>('approval');
export const appeal = defineUpdate<void, [By & { principle: string; reason: string }]>('appeal');
export const ruling = defineUpdate<void, [By & { ruling: Ruling; reason: string }]>('ruling');
export const lookbackAnswer = defineUpdate<void, [By & { answer: LookbackAnswer; text: string }]>(
  'lookbackAnswer',
);
export const familyAcceptance = defineUpdate<void, [By & { accept: boolean }]>('familyAcceptance');
export const task = defineUpdate<void, [By & { evidence: string }]>('task');

export const report = defineUpdate<void, [By & { text: string }]>('report');
export const justification = defineUpdate<void, [By & { text: string }]>('justification');
export const pollCall = defineUpdate<void, [By & { kind: EmergencyPollKind; reason: string | null }]>(
  'pollCall',
);

export const terms = defineUpdate<void, [By & { text: string }]>('terms');
export const acceptance = defineUpdate<void, [By & { n: number }]>('acceptance');
export const impasse = defineUpdate<void, [By]>('impasse');
export const message = defineUpdate<void, [By & { text: string }]>('message');
export const noParty = defineUpdate<void, [By & { reason: string }]>('noParty');
/** `of`: whose word it is about. */
export const noPartyContest = defineUpdate<void, [By & { of: string; reason: string }]>('noPartyContest');
export const noPartyRuling = defineUpdate<void, [By & { of: string; party: boolean; reason: string }]>(
  'noPartyRuling',
);
export const repairWords = defineUpdate<void, [By & { text: string }]>('repairWords');
export const repairChoice = defineUpdate<void, [By & { n: number; to: string }]>('repairChoice');
export const repairTerms = defineUpdate<void, [By & { obligations: readonly Obligation[] }]>('repairTerms');
export const repairAcceptance = defineUpdate<void, [By & { accept: boolean; terms?: number | undefined }]>(
  'repairAcceptance',
);
/** `n`: which obligation. */
export const repairDone = defineUpdate<
  void,
  [By & { n: number; evidence: string; amount?: number | undefined }]
>('repairDone');
export const repairConfirmation = defineUpdate<
  void,
  [By & { n: number; confirm: boolean; reason?: string | undefined; claim?: number | undefined }]
>('repairConfirmation');
export const repairVerification = defineUpdate<
  void,
  [By & { n: number; done: boolean; reason: string; claim?: number | undefined }]
>('repairVerification');
export const repairRelease = defineUpdate<void, [By & { n: number; amount?: number | undefined }]>(
  'repairRelease',
);

/** A node as it comes, and whose own case it is then (NVP-1). */
export interface NodeComing {
  readonly node: Node;
  readonly members: readonly string[];
  /** How many there were as the API counted who is left to judge, where it joins. */
  readonly known?: number | undefined;
}

/** What a node says of an act, and what the workflow of the act does not hold: under which id, and whether it is held (NVP-1, NVP-4). */
export interface NodeVetoRaised extends NodeComing {
  readonly id: string;
  readonly danger: string;
  readonly evidence: string;
  readonly remedy: string;
  readonly act: string;
  readonly charter: NodeVetoState['charter'];
  readonly withoutHold: Refusal | null;
  /** Milliseconds for which it was held before and nobody judged it. */
  readonly heldBefore?: number | undefined;
  /** Whether the charter has a question that the council can be asked (VET-2). */
  readonly asks: boolean;
}

/** To the process whose act it is. */
export const nodeVeto = defineUpdate<void, [By & NodeVetoRaised]>('nodeVeto');
export const nodeVetoAnswer = defineUpdate<
  void,
  [By & { removes?: string | undefined; contest?: string | undefined }]
>('nodeVetoAnswer');
/** `answer`: to which one, counted from 1. */
export const nodeVetoAgreement = defineUpdate<void, [By & { answer?: number | undefined }]>(
  'nodeVetoAgreement',
);
export const nodeVetoJoining = defineUpdate<
  void,
  [By & NodeComing & { danger?: string | undefined; evidence?: string | undefined }]
>('nodeVetoJoining');
export const nodeVetoFinding = defineUpdate<void, [By & { uphold: boolean; reason: string }]>(
  'nodeVetoFinding',
);
export const nodeVetoQuestion = defineUpdate<void, [By & { reason: string }]>('nodeVetoQuestion');
export const nodeVetoWithdrawal = defineUpdate<void, [By]>('nodeVetoWithdrawal');
/** The API's word whether who acts is a supporter on duty now (SUP-1). */
interface SupportBy extends By {
  readonly onDuty?: boolean | undefined;
}
export const supportConsent = defineUpdate<void, [SupportBy]>('supportConsent');
export const supportTaking = defineUpdate<void, [SupportBy]>('supportTaking');
export const supportDecline = defineUpdate<void, [SupportBy & { who: string }]>('supportDecline');
/** `ground`: under which id the sealed words are kept, here and in a review's reason; they come to no workflow. */
export const supportDanger = defineUpdate<
  void,
  [SupportBy & { contact: string; seconds: readonly string[]; ground: string }]
>('supportDanger');
export const supportSecond = defineUpdate<void, [SupportBy]>('supportSecond');
export const supportReview = defineUpdate<void, [SupportBy & { proper: boolean; reason: string }]>(
  'supportReview',
);
export const supportEnd = defineUpdate<void, [SupportBy]>('supportEnd');
export const alarmCorroboration = defineUpdate<
  void,
  [By & { text: string; sources: readonly Source[]; status?: Alert['status'] | undefined }]
>('alarmCorroboration');
export const alarmRefutation = defineUpdate<
  void,
  [By & { reason: string; sensors?: readonly string[] | undefined }]
>('alarmRefutation');
export const alarmAcknowledgement = defineUpdate<void, [By]>('alarmAcknowledgement');
export const alarmUpdate = defineUpdate<void, [By & { text: string; severity?: Severity | undefined }]>(
  'alarmUpdate',
);
export const alarmClearance = defineUpdate<void, [By]>('alarmClearance');
/** A conflict is referred to restorative work, which bears this id (RST-1); `by` null: by a decision. */
export interface Referring extends Pick<
  RestorativeBegun,
  'id' | 'case' | 'harmed' | 'responsible' | 'what' | 'charter'
> {
  readonly by: string | null;
}
export const referral = defineUpdate<void, [By & Referring]>('referral');
export const restorativeAcceptance = defineUpdate<void, [By & { accept: boolean }]>('restorativeAcceptance');
/** `named`: whom. */
export const restorativeFacilitator = defineUpdate<void, [By & { named: string }]>('restorativeFacilitator');
export const restorativeReady = defineUpdate<void, [By]>('restorativeReady');
export const restorativeNotReady = defineUpdate<void, [By & { reason: string }]>('restorativeNotReady');
export const restorativeCircle = defineUpdate<
  void,
  [By & { at: string; present: readonly string[]; another: boolean }]
>('restorativeCircle');
export const restorativeStop = defineUpdate<void, [By]>('restorativeStop');
export const restorativePlan = defineUpdate<void, [By & { obligations: readonly Obligation[] }]>(
  'restorativePlan',
);
export const restorativePlanAcceptance = defineUpdate<void, [By & { plan?: number | undefined }]>(
  'restorativePlanAcceptance',
);
/** `n`: which check. */
export const restorativeCheck = defineUpdate<
  void,
  [By & { n: number; kept: Kept; text?: string | undefined }]
>('restorativeCheck');
export const restorativeLeaving = defineUpdate<void, [By]>('restorativeLeaving');
export const remedyResolution = defineUpdate<void, [By & { remedy: string; reason: string }]>(
  'remedyResolution',
);

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

/** Each matter, or of the guardian's veto the core principle, and how it is violated (VET-1, VET-3). */
export interface Objecting {
  readonly matters: readonly { readonly matter: string; readonly reason: string }[];
}

/** Which vetoes or objections are contested: by their numbers, all, or the oldest (VET-2). */
export interface Contesting {
  readonly reason: string;
  readonly vetoes?: readonly number[] | 'all' | undefined;
}

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

/** The proposal's state as the workflow holds it, for operators. */
export const state = defineQuery<ProposalState>('state');

export const searchAttributes = {
  kind: defineSearchAttributeKey('FolkmootKind', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('FolkmootStage', SearchAttributeType.KEYWORD),
  tier: defineSearchAttributeKey('FolkmootTier', SearchAttributeType.INT),
  category: defineSearchAttributeKey('FolkmootCategory', SearchAttributeType.KEYWORD),
  deadline: defineSearchAttributeKey('FolkmootDeadline', SearchAttributeType.DATETIME),
};
