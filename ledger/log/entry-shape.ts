/**
 * The shape of the entries that evidence has thousands of, looked at by hand: an eighth of the schema's time, and of a whole
 * recomputation. What passes here passes the schema (a test holds it to that) with its keys in canonical order; what does not is left
 * to the schema, which says why.
 */
import type { ProposalEvidence } from '../parts/schema/evidence.ts';
import type { RecordKind } from '../parts/kinds.ts';
import { isObject, type JsonObject } from '../bytes/json.ts';
import { isInstant } from '../parts/schema/parts.ts';

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isOrdinal = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const choices: readonly unknown[] = ['for', 'against', 'abstain'];
const kinds: readonly unknown[] = ['person', 'agent'];
const positions: readonly unknown[] = ['agree', 'agree-with-reservations', 'stand-aside', 'block'];

const answerKeys = [
  'at',
  'choice',
  'decision',
  'elector',
  'number',
  'poll',
  'pollNumber',
  'ranking',
  'reason',
  'version',
];
const electorKeys = ['decision', 'kind', 'member', 'offline'];
const absentElectorKeys = ['absences', ...electorKeys];
const kindlessElectorKeys = electorKeys.filter((key) => key !== 'kind');
const kindlessAbsentKeys = ['absences', ...kindlessElectorKeys];
const partElectorKeys = [...electorKeys, 'part'];
const absentPartKeys = ['absences', ...partElectorKeys];
const absenceKeys = ['from', 'until'];

const delegatedVoteKeys = [
  'decision',
  'delegation',
  'elector',
  'exceeding',
  'fate',
  'pollNumber',
  'representative',
  'to',
];
const delegationKeys = ['decision', 'from', 'id', 'madeAt', 'revokedAt', 'scope', 'sequence', 'to', 'until'];

/** Whether an entry has these keys, in this order, and no others. */
function hasKeys(entry: JsonObject, keys: readonly string[]): boolean {
  let place = 0;
  for (const key in entry) {
    if (key !== keys[place]) return false;
    place += 1;
  }
  return place === keys.length;
}

const isAnswer = (entry: JsonObject): boolean =>
  hasKeys(entry, answerKeys) &&
  isText(entry.decision) &&
  isOrdinal(entry.pollNumber) &&
  isText(entry.elector) &&
  isOrdinal(entry.number) &&
  isTextOrNull(entry.reason) &&
  isOrdinal(entry.version) &&
  isInstant(entry.at);

const isRanking = (value: unknown): boolean =>
  Array.isArray(value) && value.every((group) => Array.isArray(group) && group.every(isText));

const areAbsences = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(
    (one: JsonObject) =>
      hasKeys(one, absenceKeys) && isInstant(one.from) && (one.until === null || isInstant(one.until)),
  );

const isScope = (value: unknown): boolean =>
  isObject(value) &&
  (hasKeys(value, []) ||
    (hasKeys(value, ['category']) && isText(value.category)) ||
    (hasKeys(value, ['proposal']) && isText(value.proposal)));

const shapes = {
  ballots: (entry: JsonObject) =>
    isAnswer(entry) && entry.poll === 'votes' && choices.includes(entry.choice) && entry.ranking === null,
  delegatedVotes: (entry: JsonObject) =>
    hasKeys(entry, delegatedVoteKeys) &&
    isText(entry.decision) &&
    isText(entry.delegation) &&
    isText(entry.elector) &&
    typeof entry.exceeding === 'boolean' &&
    isText(entry.fate) &&
    isOrdinal(entry.pollNumber) &&
    isTextOrNull(entry.representative) &&
    isText(entry.to),
  delegations: (entry: JsonObject) =>
    hasKeys(entry, delegationKeys) &&
    isText(entry.decision) &&
    isText(entry.from) &&
    isText(entry.id) &&
    isInstant(entry.madeAt) &&
    (entry.revokedAt === null || isInstant(entry.revokedAt)) &&
    isScope(entry.scope) &&
    isOrdinal(entry.sequence) &&
    isText(entry.to) &&
    isInstant(entry.until),
  electorate: (entry: JsonObject) =>
    (hasKeys(entry, electorKeys) ||
      hasKeys(entry, kindlessElectorKeys) ||
      hasKeys(entry, partElectorKeys) ||
      ((hasKeys(entry, absentElectorKeys) ||
        hasKeys(entry, kindlessAbsentKeys) ||
        hasKeys(entry, absentPartKeys)) &&
        areAbsences(entry.absences))) &&
    (entry.part === undefined || isTextOrNull(entry.part)) &&
    (entry.kind === undefined || kinds.includes(entry.kind)) &&
    isText(entry.decision) &&
    isText(entry.member) &&
    typeof entry.offline === 'boolean',
  positions: (entry: JsonObject) =>
    isAnswer(entry) &&
    entry.poll === 'positions' &&
    positions.includes(entry.choice) &&
    entry.ranking === null,
  preferences: (entry: JsonObject) =>
    isAnswer(entry) && entry.poll === 'preferences' && entry.choice === null && isRanking(entry.ranking),
} as const satisfies Partial<Record<keyof ProposalEvidence, (entry: JsonObject) => boolean>>;

export type ManyEntries = keyof typeof shapes;

/** Fields that an entry of each part has at most: where answers are signed, the signature and the keys of electors too. */
export const mostFields: Readonly<Record<ManyEntries, number>> = {
  ballots: answerKeys.length + 1,
  delegatedVotes: delegatedVoteKeys.length,
  delegations: delegationKeys.length,
  electorate: absentPartKeys.length + 1,
  positions: answerKeys.length + 1,
  preferences: answerKeys.length + 1,
};

/** The parts whose entries have these shapes, of each kind that has any. */
export const manyEntries: Readonly<Partial<Record<RecordKind, readonly ManyEntries[]>>> & {
  readonly proposal: readonly ManyEntries[];
} = {
  proposal: ['ballots', 'delegatedVotes', 'delegations', 'electorate', 'positions', 'preferences'],
  conflict: ['ballots', 'electorate'],
};

/** Whether something is such an entry of a part. */
export const isEntry = (part: ManyEntries, value: unknown): boolean => isObject(value) && shapes[part](value);

export const hasShape = (part: string): part is ManyEntries => Object.hasOwn(shapes, part);
