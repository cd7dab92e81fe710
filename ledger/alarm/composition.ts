/** Composes the record of an alarm from its facts: who keeps one and who checks one do it here (ALM-3 to ALM-5, REC-1). */
import type { AlarmEntry } from '../../rules/alarm/entries.ts';
import { evolve } from '../../rules/alarm/evolve.ts';
import { type AlarmState, begunAlarm } from '../../rules/alarm/state.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { frameFolded } from '../parts/frame.ts';
import { inlineFact } from '../parts/inline.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import type { AlarmRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface AlarmFacts extends Pick<
  AlarmRecord,
  'id' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  readonly timeline: readonly TimelineEntry[];
}

/** The alarm in which nothing has happened yet. */
export const begunFrom = ({
  id,
  createdAt,
  charter,
  rules,
  timeline,
}: Omit<AlarmFacts, 'evidence' | 'council'>): AlarmState =>
  begunAlarm({
    id,
    createdAt,
    charter: { ...charter, alarms: rules.alarms },
    continuationOf: fact(told(timeline, 'continuation-of')?.facts['id']),
  });

/** @throws {TypeError} where its timeline has no beginning or no ending */
export function composeAlarm(facts: AlarmFacts): AlarmRecord {
  const timeline = asTheyHappened(facts.timeline);
  const state = (timeline as unknown as readonly AlarmEntry[]).reduce(
    evolve,
    begunFrom({ ...facts, timeline }),
  );
  const { alert, raisedBy, confirmedAt, confirmedBy } = state;
  const ended = told(timeline, 'ended');
  if (alert === null || raisedBy === null || ended === undefined)
    throw new TypeError(`the timeline of ${facts.id} has no beginning or no ending`);
  const composed = {
    ...frameFolded<AlarmRecord>('alarm', facts, state, ended),
    title: alert.headline,
    alert: { ...alert, instruction: inlineFact<string>(alert.instruction) },
    raisedBy,
    doubted: state.doubted,
    sources: [...state.sources],
    confirmed: confirmedAt === null || confirmedBy === null ? null : { at: confirmedAt, by: confirmedBy },
    told: state.ladder.n,
    refutations: state.refutations.map((one) => ({ ...one, sensors: [...one.sensors] })),
    wrong: { sensors: [...state.wrong.sensors], owners: [...state.wrong.owners] },
  } satisfies Omit<AlarmRecord, 'rationale'>;
  return { ...composed, rationale: alarmRationale(composed) };
}

export const alarmRationale = ({
  confirmed,
  outcome,
  ending,
}: Pick<AlarmRecord, 'confirmed' | 'outcome' | 'ending'>): AlarmRecord['rationale'] => [
  ...(confirmed === null ? [] : [{ rule: 'ALM-3', confirmed: confirmed.by }]),
  { rule: ending.rule, outcome },
];
