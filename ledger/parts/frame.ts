/** What the record of every kind on the kit has, whatever it is about: how it is described, and how it is composed (REC-1, PRO-9). */
import { z } from 'zod';
import type { Standing } from '../../rules/kind.ts';
import { type KindName, kinds } from '../../rules/kinds.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import { council, councilIn } from './council.ts';
import { evidenceFormat, salt, type TimelineEntry, timelineEntry } from './evidence-entries.ts';
import { charterCopied, recordFormat, roots } from './schema/figures.ts';
import { instant } from './schema/parts.ts';

/** All kinds but those whose records have a form of their own. */
type Framed = Exclude<KindName, 'proposal' | 'emergency' | 'conflict'>;

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

/** The salt of what is told of parties outside of a room. */
export const nameSalt = salt.nullable().meta({
  description:
    'Of the names and texts that the record has as hashes; its leaf hash comes after the entries of each part but the room. Null where the record has none of them (REC-5)',
});

/** The evidence of a kind whose processes may stay in a room, all that happens in them with it. */
export const roomOf = <Kind extends Framed>(kind: Kind) =>
  z.strictObject({
    format: z.literal(evidenceFormat),
    kind: z.literal(kind),
    room: z
      .array(timelineEntry)
      .nullable()
      .meta({ description: 'What happened in its room; null for who is not in it (AUT-2)' }),
    salt: salt.nullable().meta({
      description:
        'Of the room; its leaf hash comes after the entries of that part. Null where there is none, and where it was withheld',
    }),
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

/** What there is to compose the record of any kind on the kit from; its composition says which of it that one needs, and `rules` are its own. */
export interface FramedFacts extends Omit<FramedRecord, 'kind' | 'outcome'> {
  readonly createdAt?: string;
  readonly timeline: readonly TimelineEntry[];
  /** What happened in its room; null where it was withheld. */
  readonly room?: readonly TimelineEntry[] | null;
  /** Of the room; null where there is none. */
  readonly salt?: string | null;
  /** Of the names of parties outside of a room; null of every other (REC-5). */
  readonly nameSalt?: string | null;
}

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

/** The frame of a record that is composed from the state into which its entries fold, with its last entry. */
export const frameFolded = <Of extends FramedRecord & { readonly createdAt: string }>(
  kind: Of['kind'],
  facts: Pick<Of, 'id' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'>,
  state: Pick<Standing, 'outcome'> & {
    readonly continuationOf: string | null;
    readonly continuedBy: string | null;
  },
  ended: TimelineEntry,
) => {
  const { id, createdAt, charter, rules, evidence } = facts;
  return {
    format: recordFormat,
    kind,
    id,
    createdAt,
    endedAt: ended.at,
    outcome: state.outcome as Of['outcome'],
    charter,
    rules,
    ...councilIn(facts),
    continuationOf: state.continuationOf,
    continuedBy: state.continuedBy,
    ending: { rule: fact<string>(ended.facts['rule']) },
    evidence,
  } as const;
};
