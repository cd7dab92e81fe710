/** What happened in a decision beside its polls, composed from its timeline: whatever the timeline tells otherwise becomes a difference (REC-1, REC-4). */
import type { EntryKind } from '../../rules/timeline.ts';
import { happenedAt } from '../../rules/window.ts';
import type {
  AppealRecord,
  ApprovalRecord,
  AskedRecord,
  EscalationRecord,
  MandateRecord,
  RequirementRecord,
  StageRecord,
  VetoRecord,
} from '../parts/schema/course.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { reasonIn } from '../parts/inline.ts';
import { isInstant } from '../parts/schema/parts.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';

type Timeline = readonly TimelineEntry[];

export const told = (timeline: Timeline, kind: EntryKind): TimelineEntry | undefined =>
  timeline.find((entry) => entry.kind === kind);

/**
 * The entries with the instants at which they happened: where that was before what is told before them, their facts say so. What is no
 * instant says nothing, and is found with the timeline.
 */
export const asTheyHappened = (timeline: Timeline): TimelineEntry[] =>
  timeline.map((entry) => {
    if (!Object.hasOwn(entry.facts, happenedAt)) return entry;
    const { [happenedAt]: at, ...facts } = entry.facts;
    return { ...entry, at: isInstant(at) ? at : entry.at, facts };
  });

/** A fact as it was told; null where it was not. Of another shape than the record's it is never the same as what the record says. */
export const fact = <Value>(value: unknown): Value => (value ?? null) as Value;

const opening = '-opened';

/** The stages in the order in which they opened. The date of a task stands in its text, and is not the council's. */
export const stagesOf = (timeline: Timeline): StageRecord[] =>
  timeline
    .filter(({ kind }) => kind.endsWith(opening))
    .map(({ kind, at, facts }) => {
      const stage = kind.slice(0, -opening.length) as StageRecord['stage'];
      return { stage, opens: at, closes: stage === 'execution' ? null : fact(facts.closes) };
    });

/** Whose matter it goes on with, the family, the mandate and what a question asks, as the submission found them, and how many of those left take it elsewhere (PRO-12, TIE-2, TIE-3, MAN-1, MAN-2). */
export function bodyOf(timeline: Timeline): {
  readonly originator: string | null;
  readonly family: string | null;
  readonly mandate: MandateRecord | null;
  readonly escalation: EscalationRecord | null;
  readonly asks: AskedRecord[] | null;
} {
  const { originator, family, mandate, council, callBack, escalation, asks } =
    told(timeline, 'submitted')?.facts ?? {};
  const granted = fact<string | null>(mandate);
  const lowered = (kind: EntryKind) => timeline.findLast((entry) => entry.kind === kind)?.facts;
  const called = lowered('call-back-lowered') ?? { departed: 0, needed: callBack };
  const asked = lowered('escalation-lowered') ?? { departed: [], needed: escalation };
  return {
    originator: fact(originator),
    family: fact(family),
    asks: fact(asks),
    mandate:
      granted === null
        ? null
        : {
            id: granted,
            council: fact(council),
            departed: fact(called.departed),
            callBack: fact(called.needed),
          },
    escalation:
      fact(escalation) === null ? null : { departed: fact(asked.departed), needed: fact(asked.needed) },
  };
}

/** The electors as they were counted when the hearing was over (GUA-2, JUS-1). */
export function countedOf(timeline: Timeline): ProposalRecord['counted'] {
  const counted = told(timeline, 'electors-counted');
  return counted === undefined
    ? null
    : { council: fact(counted.facts.council), recused: fact(counted.facts.recused), at: counted.at };
}

const closings: Partial<Readonly<Record<EntryKind, NonNullable<RequirementRecord['closed']>['how']>>> = {
  'requirement-met': 'met',
  'requirement-refused': 'refused',
  'requirement-timed-out': 'timed-out',
};

/** The entries that ask about a text: the first, once it counts, and each that takes its place (PRO-6). */
const asking: readonly EntryKind[] = ['submitted', 'endorsed', 'corrected', 'amended', 'amendment-put'];

/** Which versions are corrections, and none of the amendments (PRO-6). */
export const correctionsIn = (timeline: Timeline): readonly unknown[] =>
  timeline.filter(({ kind }) => kind === 'corrected').map(({ facts }) => facts.version);

/** The requirements of each version as they were told, each with the first answer to it (PRO-11, JUS-1). */
export function requirementsTold(timeline: Timeline): RequirementRecord[] {
  const requirements = timeline
    .filter(({ kind }) => asking.includes(kind))
    .flatMap(({ facts }): unknown[] => (Array.isArray(facts.requirements) ? facts.requirements : []))
    .map((one) => ({
      ...(one as RequirementRecord),
      closed: null as RequirementRecord['closed'],
    }));
  for (const { kind, at, facts } of timeline) {
    const how = Object.hasOwn(closings, kind) ? closings[kind] : undefined;
    if (how === undefined) continue;
    const open = requirements.find(
      ({ what, who, version, closed }) =>
        what === facts.requirement && who === facts.who && version === facts.version && closed === null,
    );
    if (open !== undefined) open.closed = { at, how };
  }
  return requirements;
}

/** Vetoes and objections with their contests and answers; nobody contests the guardian’s, which stands at once (VET-1 to VET-3). */
export function vetoesOf(timeline: Timeline): VetoRecord[] {
  const vetoes: VetoRecord[] = [];
  for (const { kind, at, facts } of timeline) {
    const veto = vetoes.find(({ number }) => number === facts.veto);
    switch (kind) {
      case 'vetoed':
      case 'objected':
        vetoes.push({
          number: fact(facts.veto),
          by: fact(facts.by),
          matter: fact(facts.matter),
          reason: reasonIn(facts.reason),
          at,
          until: fact(facts.until),
          version: fact(facts.version),
          contest: null,
          question: null,
          answer: fact(facts.until) === null ? { outcome: 'stands', at } : null,
        });
        break;
      case 'contested':
        for (const one of vetoes.filter(isNamedIn(facts.vetoes)))
          one.contest = { by: fact(facts.by), reason: reasonIn(facts.reason), at };
        break;
      case 'questioned-by':
        for (const one of vetoes.filter(isNamedIn(facts.vetoes))) one.question = fact(facts.id);
        break;
      case 'veto-stands':
        if (veto !== undefined) veto.answer = { outcome: 'stands', at };
        break;
      case 'veto-lifted':
        if (veto !== undefined) veto.answer = { outcome: 'lifted', at };
        break;
      case 'veto-lapsed':
        if (veto !== undefined) veto.answer = { outcome: 'lapsed', at };
        break;
      default:
        break;
    }
  }
  return vetoes;
}

const isNamedIn =
  (named: unknown) =>
  ({ number }: VetoRecord): boolean =>
    Array.isArray(named) && named.includes(number);

/** The guardian’s approval (VET-3, AMD-2); null where it never came to that. */
export function approvalOf(timeline: Timeline): ApprovalRecord | null {
  const opened = told(timeline, 'guardian-approval-opened');
  const answered = told(timeline, 'guardian-answered');
  const passedOver = told(timeline, 'approval-passed-over');
  const vacant = told(timeline, 'approval-vacant');
  const owed = told(timeline, 'approval-owed');
  if (opened === undefined && passedOver === undefined && vacant === undefined) return null;
  return {
    passedOver: passedOver !== undefined,
    vacant: vacant !== undefined || passedOver?.facts.guardian === null,
    guardian: fact((answered ?? opened)?.facts.guardian),
    opens: opened?.at ?? null,
    closes: fact(opened?.facts.closes),
    approve: fact(answered?.facts.approve),
    reason: reasonIn(answered?.facts.reason),
    at: (answered ?? passedOver ?? vacant)?.at ?? null,
    owed:
      owed === undefined
        ? null
        : { offlineFrom: fact(owed.facts.offlineFrom), stillFrom: fact(passedOver?.facts.offlineFrom) },
  };
}

/** The window of the appeal, and what became of it (APP-1, APP-2); null where it never came to that. */
export function appealOf(timeline: Timeline): AppealRecord | null {
  const opened = told(timeline, 'appeal-opened');
  if (opened === undefined) return null;
  const lodged = told(timeline, 'appealed');
  const ended = told(timeline, 'appeal-ended');
  return {
    opens: opened.at,
    closes: fact(opened.facts.closes),
    lodged:
      lodged === undefined
        ? null
        : {
            id: fact(lodged.facts.id),
            by: fact(lodged.facts.by),
            principle: fact(lodged.facts.principle),
            reason: reasonIn(lodged.facts.reason),
            at: lodged.at,
          },
    ended:
      ended === undefined
        ? null
        : {
            outcome: fact(ended.facts.outcome),
            guardian: fact(ended.facts.guardian),
            reason: reasonIn(ended.facts.reason),
            at: ended.at,
          },
  };
}
