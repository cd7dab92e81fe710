/** What the record of every kind on the kit has, whatever it is about: how it is described, and how it is composed (REC-1, PRO-9). */
import { z } from 'zod';
import { kinds } from '../../rules/kinds.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import { council, councilIn } from './council.ts';
import { evidenceFormat, type TimelineEntry, timelineEntry } from './evidence-entries.ts';
import { charterCopied, recordFormat, roots } from './figures-schema.ts';
import { instant } from './schema-parts.ts';

/** The kinds whose processes may be interrupted and go on in others. */
type Framed = 'appeal' | 'family' | 'lookback' | 'repair' | 'node-veto';

/** The fields of a record that are no kind's own. */
export const frameOf = <Kind extends Framed>(kind: Kind) => ({
  format: z.literal(recordFormat),
  kind: z.literal(kind),
  id: z.string(),
  createdAt: instant,
  endedAt: instant,
  outcome: z.enum(kinds[kind].outcomes as (typeof kinds)[Kind]['outcomes']),
  charter: charterCopied,
  council,
  continuationOf: z
    .string()
    .nullable()
    .meta({ description: 'The interrupted one that it goes on from (PRO-9)' }),
  continuedBy: z
    .string()
    .nullable()
    .meta({ description: 'The one in which this one, interrupted, goes on (PRO-9)' }),
  ending: z.strictObject({ rule: z.string() }),
  rationale: z.array(z.looseObject({ rule: z.string() })),
  evidence: roots(kind),
});

/** The evidence of a kind that has nothing beside its timeline. */
export const timelineOf = <Kind extends Framed>(kind: Kind) =>
  z.strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal(kind),
    salt: z.null(),
    timeline: z.array(timelineEntry),
  });

interface FramedRecord {
  readonly kind: Framed;
  readonly id: string;
  readonly outcome: string;
  readonly charter: z.output<typeof charterCopied>;
  readonly rules: unknown;
  readonly council?: string | undefined;
  readonly evidence: unknown;
}

/** What a record is composed from: what it says word for word, and its timeline. */
export type FactsOf<Of extends FramedRecord> = Pick<
  Of,
  'id' | 'charter' | 'rules' | 'council' | 'evidence'
> & {
  readonly timeline: readonly TimelineEntry[];
};

/**
 * Composes the frame of a record; answers beside it the entries as they happened and the facts with which the timeline begins and ends.
 * @param beginning the kind of the entry that it begins with
 * @throws {TypeError} where the timeline has no beginning or no ending
 */
export function composeFrame<Of extends FramedRecord>(
  kind: Of['kind'],
  facts: FactsOf<Of>,
  beginning: EntryKind,
) {
  const { id, charter, rules, evidence } = facts;
  const timeline = asTheyHappened(facts.timeline);
  const begun = told(timeline, beginning);
  const ended = told(timeline, 'ended');
  if (begun === undefined || ended === undefined)
    throw new TypeError(`the timeline of ${id} has no beginning or no ending`);
  const { outcome, rule, to } = ended.facts;
  const frame = {
    format: recordFormat,
    kind,
    id,
    createdAt: begun.at,
    endedAt: ended.at,
    outcome: outcome as Of['outcome'],
    charter,
    rules,
    ...councilIn(facts),
    continuationOf: fact<string | null>(told(timeline, 'continuation-of')?.facts['id']),
    continuedBy: outcome === 'interrupted' ? fact<string | null>(to) : null,
    ending: { rule: fact<string>(rule) },
    evidence,
  } as const;
  return { timeline, begun: begun.facts, ended: ended.facts, frame };
}
