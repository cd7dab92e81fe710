/** Composes the record of an emergency from its facts: who keeps one and who checks one do it here (EMG-1 to EMG-7, REC-1). */
import type { DoneBefore } from '../../rules/actions/execution.ts';
import type { EmergencyPollKind } from '../../rules/emergency/state.ts';
import { councilIn } from '../parts/council.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { recordFormat } from '../parts/schema/figures.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import { nodeVetoesIn } from '../node-veto/on-act.ts';
import { inlineFact, titleOf } from '../parts/inline.ts';
import { emergencyRationale } from './rationale.ts';
import type { EmergencyPollRecord, EmergencyRecord } from './schema.ts';

/** What a poll came to; its opening is told in the timeline. */
export type ClosedPoll = Pick<EmergencyPollRecord, 'closedAt' | 'participation' | 'reasonsAgainst' | 'tally'>;

/** What a record is composed from, beside what it says word for word. */
export interface EmergencyFacts extends Pick<
  EmergencyRecord,
  'id' | 'actor' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  readonly polls: Readonly<Record<EmergencyPollKind, readonly ClosedPoll[]>>;
  readonly timeline: readonly TimelineEntry[];
}

/** @throws {TypeError} where the timeline has no ending */
export function composeEmergency({ timeline: entries, polls, ...facts }: EmergencyFacts): EmergencyRecord {
  const timeline = asTheyHappened(entries);
  const end = told(timeline, 'ended');
  if (end === undefined) throw new TypeError(`the timeline of ${facts.id} has no ending`);
  const { outcome, rule, actionState, reversalState } = end.facts;
  const acted = told(timeline, 'acted');
  const decided = told(timeline, 'decided');
  const composed = {
    id: facts.id,
    charter: facts.charter,
    rules: facts.rules,
    ...councilIn(facts),
    evidence: facts.evidence,
    format: recordFormat,
    kind: 'emergency',
    title: acted === undefined ? null : titleOf(acted.facts.what),
    actor: acted === undefined ? facts.actor : fact<string>(acted.facts.by),
    createdAt: (acted ?? told(timeline, 'retry-of'))?.at ?? facts.createdAt,
    endedAt: end.at,
    outcome: outcome as EmergencyRecord['outcome'],
    retryOf: fact<string | null>(told(timeline, 'retry-of')?.facts.id),
    act: acted === undefined ? null : actOf(acted),
    dues: acted === undefined ? null : duesOf(acted),
    report: accountOf(timeline, 'reported'),
    justification: accountOf(timeline, 'justified'),
    breaches: timeline
      .filter(({ kind }) => kind === 'breach')
      .map(({ at, facts: { duty, due } }) => ({ duty, due, at }) as EmergencyRecord['breaches'][number]),
    polls: {
      override: pollsOf(timeline, 'override', polls.override),
      ratification: pollsOf(timeline, 'ratification', polls.ratification),
    },
    ...nodeVetoesIn(timeline),
    removal: fact<string | null>(told(timeline, 'removal-opened')?.facts.id),
    decided:
      decided === undefined
        ? null
        : {
            outcome: decided.facts.outcome as EmergencyRecord['outcome'],
            rule: fact<string>(decided.facts.rule),
            at: decided.at,
          },
    actionState: fact<EmergencyRecord['actionState']>(actionState),
    reversalState: fact<EmergencyRecord['reversalState']>(reversalState),
    ending: {
      rule: fact<string>(rule),
      doneBefore: fact<DoneBefore | null>(told(timeline, 'reversal-done')?.facts.doneBefore),
    },
  } as const;
  return { ...composed, rationale: emergencyRationale(composed) };
}

function actOf({ facts }: TimelineEntry): EmergencyRecord['act'] {
  const { what, reason, action, reversal } = facts;
  return {
    what: inlineFact(what),
    reason: inlineFact(reason),
    action: inlineFact(action),
    reversal: inlineFact(reversal),
  };
}

const duesOf = ({ facts }: TimelineEntry): EmergencyRecord['dues'] => ({
  report: fact(facts.reportDue),
  justification: fact(facts.justificationDue),
  limit: fact(facts.limit),
});

function accountOf(
  timeline: readonly TimelineEntry[],
  kind: 'reported' | 'justified',
): EmergencyRecord['report'] {
  const given = told(timeline, kind);
  if (given === undefined) return null;
  return { at: given.at, text: inlineFact(given.facts.text), late: fact(given.facts.late) };
}

/** Each as its opening was told, in their order. */
function pollsOf(
  timeline: readonly TimelineEntry[],
  kind: EmergencyPollKind,
  closed: readonly ClosedPoll[],
): EmergencyPollRecord[] {
  const openings = timeline.filter((entry) => entry.kind === `${kind}-opened`);
  return closed.flatMap(({ closedAt, participation, reasonsAgainst, tally }, place) => {
    const opened = openings[place];
    if (opened === undefined) return [];
    const { by, reason, opens, closes, electorate } = opened.facts;
    return {
      calledBy: fact(by),
      reason: inlineFact(reason),
      opens: fact(opens),
      closes: fact(closes),
      closedAt,
      electorate: fact(electorate),
      ...(participation && { participation }),
      ...(reasonsAgainst && { reasonsAgainst }),
      tally,
    };
  });
}
