/** Computes an alarm again: from its record alone, and from its evidence too, with the signatures of the observations in it (ALM-2 to ALM-5, REC-1). */
import { z } from 'zod';
import { categories, responseTypes, severities, statuses, urgencies } from '../../rules/alarm/cap.ts';
import { type AlarmEntry, alarmEntries } from '../../rules/alarm/entries.ts';
import { evolve, stepAfter } from '../../rules/alarm/evolve.ts';
import {
  type AlarmAct,
  type AlarmActor,
  mayAct,
  type Said,
  saidFault,
} from '../../rules/alarm/permissions.ts';
import { areEnough, isRefuted } from '../../rules/alarm/sources.ts';
import { type AlarmState, type Source, stepOf, steps } from '../../rules/alarm/state.ts';
import { type Due, endingOf, endingRules, next } from '../../rules/alarm/step.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { observationBy } from '../acts/observation.ts';
import { notBefore } from '../proposal/course/windows.ts';
import { instant } from '../parts/schema/parts.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import { type Course, replay, type Row, toldIn, type Wrong } from '../recount/replay.ts';
import { numberedDifferences } from '../recount/timeline.ts';
import { alarmRationale, begunFrom, composeAlarm } from './composition.ts';
import type { AlarmEvidence, AlarmRecord } from './schema.ts';
import { after } from '../../rules/window.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* alarmFigures(record: AlarmRecord): Generator<Difference> {
  const { confirmed, createdAt, endedAt, ending, outcome, rationale, refutations, rules, title, alert } =
    record;
  yield* compared('/rationale', rationale, alarmRationale(record));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome]);
  yield* compared('/title', title, alert.headline);
  yield* notBefore('/endedAt', endedAt, { earliest: createdAt, what: 'when it was raised' });
  if (confirmed?.by === 'sources' && !areEnough(record.sources, rules.alarms))
    yield inRecord('/sources', 'are not enough of different owners, near enough to one another (ALM-3)');
  if (confirmed === null && (outcome === 'cleared' || outcome === 'expired'))
    yield inRecord('/confirmed', `does not agree with the outcome, ${outcome} (ALM-4)`);
  if (confirmed !== null && outcome === 'lapsed')
    yield inRecord('/confirmed', 'does not agree with the outcome, lapsed (ALM-3)');
  const isRefutedHere = isRefuted({ refutations, charter: { ...record.charter, alarms: rules.alarms } });
  if (outcome !== 'interrupted' && isRefutedHere !== (outcome === 'refuted'))
    yield inRecord('/refutations', `do not agree with the outcome, ${outcome} (ALM-5)`);
}

/** Everything in which the record differs from what follows from its evidence. */
export function* alarmDifferences(record: AlarmRecord, { timeline }: AlarmEvidence): Generator<Difference> {
  yield* numberedDifferences('timeline', timeline);
  const isWhole = timeline.some(({ kind }) => kind === 'raised') && timeline.at(-1)?.kind === 'ended';
  if (!isWhole) {
    yield inEvidence('/timeline', 'has no beginning, or no ending (PRO-9)');
    return;
  }
  const facts = { ...record, timeline };
  const wrong = [...replay(course, begunFrom(facts), toldIn<AlarmEntry>('timeline', timeline))];
  yield* wrong;
  // What could not happen so gives no record.
  if (wrong.length === 0) yield* compared('', record, composeAlarm(facts));
}

type Of<Kind extends AlarmEntry['kind']> = Extract<AlarmEntry, { readonly kind: Kind }>;

interface Acted {
  readonly by: string;
  readonly owner?: string;
  readonly duty?: boolean;
}

/** Who held an office then the evidence does not tell: what is told of nobody's duty counts as one whom it had been told. */
const actorOf = ({ by, owner = by, duty = true }: Acted): AlarmActor => ({
  id: by,
  status: 'active',
  owner,
  duty,
  leads: true,
  council: true,
});

/** Why a member could not do what is told of them, by the tables that their workflow asked. */
const refusedOf = (
  act: AlarmAct,
  state: AlarmState,
  at: string,
  { by, owner, duty, ...said }: Acted & Said,
): Refusal | undefined => {
  const actor = actorOf({
    by,
    ...(owner === undefined ? {} : { owner }),
    ...(duty === undefined ? {} : { duty }),
  });
  return mayAct(act, state, actor, at) ?? saidFault(act, state, actor, said);
};

/** What is wrong with sources as they were put: an observation is what its key signed, and who names none gives their own word, once. */
function* wrongSources(
  { at, facts }: Of<'raised'> | Of<'corroborated'>,
  { window }: AlarmState['charter']['alarms'],
): Generator<Wrong> {
  const { by, owner, sources } = facts;
  const words = sources.filter(({ observation }) => observation === null);
  if (words.length > 0 && sources.length > 1)
    yield ['sources', 'have observations, and the word of who names them besides (ALM-3)'];
  for (const source of sources) {
    if (source.by !== by || source.byOwner !== owner) yield ['sources', `are not all of ${by} (ALM-3)`];
    const { observation } = source;
    if (observation === null) {
      if (source.owner !== owner || source.at !== at)
        yield ['sources', 'have a word that is not of who gives it, or of another instant (ALM-3)'];
      continue;
    }
    const signed = observationBy(observation.signed, observation.key);
    const isSo =
      signed !== undefined &&
      signed.at === source.at &&
      signed.observation.kind === observation.kind &&
      observation.sensor === (signed.by.kind === 'sensor' ? signed.by.id : null);
    if (!isSo)
      yield ['sources', `have an observation, ${observation.id}, that its key has not signed (ALM-2)`];
    if (Date.parse(at) - Date.parse(source.at) >= window)
      yield ['sources', `have an observation of ${source.at}, which is too old (ALM-3)`];
  }
}

/** What time did is what fell due, at its instant. */
const byTime = <Kind extends 'unrefuted' | 'told'>(
  kind: Kind,
  due: (state: AlarmState, falls: Due) => object = () => ({}),
): Row<AlarmState, Of<Kind>> => ({
  due: (state) => {
    const falls = next(state);
    return falls?.what === kind ? { at: falls.at, ...due(state, falls) } : {};
  },
  *wrong(state) {
    if (next(state)?.what !== kind) yield 'is not what fell due (ALM-3, ALM-4)';
  },
});

const held = ({ stage, charter }: AlarmState, at: string): string | null =>
  stage === 'confirmed' ? after(at, charter.alarms.update) : null;

const source = z.strictObject({
  by: z.string(),
  byOwner: z.string(),
  owner: z.string(),
  at: instant,
  observation: z
    .strictObject({
      id: z.string(),
      sensor: z.string().nullable(),
      kind: z.string(),
      signed: z.strictObject({ payload: z.string(), protected: z.string(), signature: z.string() }),
      key: z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string() }),
    })
    .nullable(),
}) satisfies z.ZodType<Source>;

const alert = z.strictObject({
  status: z.enum(statuses),
  event: z.string(),
  category: z.enum(categories),
  urgency: z.enum(urgencies),
  severity: z.enum(severities),
  responseType: z.enum(responseTypes),
  area: z.string(),
  headline: z.string(),
  instruction: z.string(),
  expires: instant,
});

const course: Course<AlarmState, AlarmEntry> = {
  entries: alarmEntries,
  shapes: { sources: z.array(source), alert },
  evolve,
  rows: {
    raised: {
      due: ({ createdAt, charter: { alarms } }, { facts: { told } }) => ({
        at: createdAt,
        until: after(createdAt, alarms.window),
        ends: after(createdAt, alarms.ladder[stepOf(told) - 1] ?? alarms.window),
      }),
      *wrong({ alert: before, charter, continuationOf }, entry) {
        if (before !== null) yield 'is raised a second time (ALM-3)';
        if (entry.facts.sources.length === 0) yield ['sources', 'are none (ALM-3)'];
        // What an interrupted alarm had is told again as it was put (PRO-9).
        if (continuationOf === null) yield* wrongSources(entry, charter.alarms);
      },
    },
    corroborated: {
      *wrong({ charter }, entry) {
        if (entry.facts.sources.length === 0) yield ['sources', 'are none (ALM-3)'];
        yield* wrongSources(entry, charter.alarms);
      },
      refused: (state, { at, facts }) => refusedOf('corroboration', state, at, facts),
    },
    unrefuted: byTime('unrefuted'),
    told: byTime('told', (state, { at, ...falls }) => {
      const { n, ends } = stepAfter(state, at);
      return { n, ends, to: steps[n - 1], because: 'because' in falls ? falls.because : null };
    }),
    acknowledged: {
      due: (state, { at }) => ({ until: held(state, at) }),
      refused: (state, { at, facts: { by } }) => refusedOf('acknowledgement', state, at, { by }),
    },
    updated: {
      due: (state, { at }) => ({ until: held(state, at) }),
      refused: (state, { at, facts: { by } }) => refusedOf('updates', state, at, { by }),
    },
    refuted: {
      refused: (state, { at, facts: { by, owner, duty, sensors } }) =>
        refusedOf('refutation', state, at, { by, owner, duty, sensors }),
    },
    cleared: {
      refused: (state, { at, facts: { by } }) => refusedOf('clearance', state, at, { by }),
    },
    ended: {
      due: (state, { facts: { outcome } }) => {
        if (outcome === 'interrupted') return { rule: endingRules.interrupted };
        const at = endingOf(state) === undefined ? { at: next(state)?.at } : {};
        return { rule: endingRules[outcome], ...at };
      },
      *wrong(state, { facts: { outcome } }) {
        if (outcome === 'interrupted') return;
        const follows = endingOf(state) ?? next(state)?.what ?? 'nothing';
        if (outcome !== follows) yield ['outcome', `is "${outcome}", but "${follows}" follows`];
      },
    },
  },
};
