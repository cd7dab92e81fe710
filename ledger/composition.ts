/** Composes a record from its facts. Who keeps one and who checks one do it here, so that both say the same (REC-1). */
import type { Consensus } from '../rules/consensus.ts';
import type { Refusal } from '../rules/refusal.ts';
import type { Tally } from '../rules/tally.ts';
import type { TimelineEntry, VersionEntry } from './evidence-schema.ts';
import { canonicalOf } from './json.ts';
import { leafHash } from './merkle.ts';
import {
  type Dissent,
  type RecordDocument,
  recordFormat,
  type Resolution,
  type RoundRecord,
  type VoteRecord,
} from './record-schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface RecordFacts extends Pick<
  RecordDocument,
  | 'id'
  | 'category'
  | 'tier'
  | 'author'
  | 'createdAt'
  | 'submittedAt'
  | 'links'
  | 'charter'
  | 'rules'
  | 'electorate'
  | 'version'
  | 'rounds'
  | 'votes'
  | 'evidence'
> {
  /** The versions of the text, in order. */
  readonly versions: readonly VersionEntry[];
  /** From the submission to the ending. */
  readonly timeline: readonly TimelineEntry[];
  /** The positions other than `agree` that stood as their rounds ended, by round and member. */
  readonly dissent: readonly Dissent[];
}

/** The longest part of free text that a record holds itself, in bytes of canonical JSON; of a longer one, which the evidence has, its hash. */
const longestInline = 4_000;

/** @throws {TypeError} for a value that has no canonical text */
function canonicalText(value: unknown): string {
  const text = canonicalOf(value);
  if (text === undefined) throw new TypeError('a part of the record has no canonical JSON');
  return text;
}

/** The leaf hash of a text, in hexadecimal digits. */
const hashOf = (text: string): string => leafHash(Buffer.from(text)).toString('hex');

function inline<Inline>(value: unknown, said: Inline): Inline | { hash: string; bytes: number } {
  const text = canonicalText(value);
  const bytes = Buffer.byteLength(text);
  return bytes > longestInline ? { hash: hashOf(text), bytes } : said;
}

/** @throws {TypeError} where the timeline has no ending */
export function composeRecord({ versions, timeline, dissent, ...facts }: RecordFacts): RecordDocument {
  const end = timeline.find(({ kind }) => kind === 'ended');
  if (end === undefined) throw new TypeError(`the timeline of ${facts.id} has no ending`);
  const { outcome, rule, ...ended } = end.facts;
  const resolution = resolutionOf(timeline);
  const inForce = versions.find(({ version }) => version === facts.version);
  const composed = {
    ...facts,
    format: recordFormat,
    kind: 'proposal',
    // A personal decision's text is private and stands in its record as a hash (AUT-2).
    title: facts.tier === 1 ? null : (inForce?.content.title ?? null),
    endedAt: end.at,
    outcome: outcome as RecordDocument['outcome'],
    versions: versions.map(({ version, round, at, inForceAt, content }) => ({
      version,
      round,
      at,
      inForceAt,
      hash: hashOf(canonicalText(content)),
    })),
    resolution,
    // PRO-5: where there was none, the record says so.
    dissent: { none: dissent.length === 0, count: dissent.length, positions: inline(dissent, [...dissent]) },
    ending: { rule: typeof rule === 'string' ? rule : '', facts: inline(ended, { told: ended }) },
  } as const;
  return { ...composed, rationale: rationaleOf(composed) };
}

/** What the timeline tells of the guardian's resolution (DEA-2); null where it never came to that. */
function resolutionOf(timeline: readonly TimelineEntry[]): Resolution | null {
  const opened = timeline.find(({ kind }) => kind === 'guardian-resolution-opened');
  const resolved = timeline.find(({ kind }) => kind === 'guardian-resolved');
  const ended = timeline.find(({ kind, facts }) => kind === 'ended' && facts.silent === true);
  const last = resolved ?? ended ?? opened;
  if (last === undefined) return null;
  const { guardian = null, recused = null, adopt = null, reason = null } = last.facts;
  return {
    guardian: guardian as string | null,
    opens: (opened?.facts.opens ?? null) as string | null,
    closes: (opened?.facts.closes ?? null) as string | null,
    recused: recused as Refusal | null,
    adopt: adopt as boolean | null,
    reason: reason === null ? null : inline(reason, reason as string),
    at: resolved?.at ?? null,
  };
}

/** Why it ended so: every step that decided, with its rule, its figures and the reasons given (REC-1). */
export function rationaleOf({
  rounds,
  votes,
  resolution,
  ending,
  outcome,
}: Pick<
  RecordDocument,
  'rounds' | 'votes' | 'resolution' | 'ending' | 'outcome'
>): RecordDocument['rationale'] {
  return [
    ...rounds.flatMap(roundReason),
    ...votes.flatMap(voteReasons),
    ...(resolution === null ? [] : [resolutionReason(resolution)]),
    { rule: ending.rule, outcome },
  ];
}

function roundReason({ round, positions }: RoundRecord) {
  if (positions === null) return [];
  const { reached, agreeing, positions: taken, blocks }: Consensus = positions.consensus;
  return [
    { rule: 'CON-3', round, reached, agreeing, positions: taken, blocks, electorate: positions.electorate },
  ];
}

function voteReasons({ vote, extended, tally }: VoteRecord) {
  const figures = ({ for: votesFor, against, abstain, participating, electorate, verdict }: Tally) => ({
    for: votesFor,
    against,
    abstain,
    participating,
    electorate,
    verdict,
  });
  return [
    ...extended.map((extension) => ({
      rule: 'PRO-8',
      vote,
      extendedTo: extension.closes,
      ...figures(extension.tally),
    })),
    ...(tally === null ? [] : [{ rule: 'VOT-1', vote, ...figures(tally) }]),
  ];
}

const resolutionReason = ({ guardian, recused, adopt, reason }: Resolution) => ({
  rule: 'DEA-2',
  guardian,
  adopt,
  reason,
  recused: recused === null ? null : recused.rule,
});
