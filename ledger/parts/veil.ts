/** Accused, victims and parties in a public record, and texts: salted hashes stand in their places, and only the evidence has the salt (REC-5). */
import { isObject, type JsonObject } from '../bytes/json.ts';
import { hashOfContent } from './inline.ts';

/** Whom a record does not name, and the 256 random bits without which nobody can tell a guess from the truth. */
export interface Veil {
  readonly names: readonly string[];
  readonly salt: string;
}

/** Where in a record names and texts stand: keys from its root on, through lists to each of their values. */
export interface Places {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** No member’s id has a colon. */
const prefix = 'sha256:';

/** What stands in the place of a name; the same member has the same hash wherever the salt is the same. */
export const hashOfName = (member: string, salt: string): string => prefix + hashOfContent({ member }, salt);

export const isHashedName = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith(prefix);

/** What stands in the place of a text: of one that would stand there as a digest, its hash with the salt as well. */
export function hashOfText(value: unknown, salt: string): unknown {
  const isDigest = isObject(value) && 'hash' in value && 'bytes' in value;
  return typeof value === 'string' || isDigest ? { hash: hashOfContent(value, salt) } : value;
}

/** A record without the names and texts that are not the public’s. */
export function veiled<Of>(record: Of, { names, salt }: Veil, places: Places): Of {
  const hashes = new Map(names.map((member) => [member, hashOfName(member, salt)]));
  const unnamed = changed(record, places.names, (value) => hashes.get(value as string) ?? value);
  return changed(unnamed, places.texts, (value) => hashOfText(value, salt));
}

/** A record with the names in the places of their hashes, for who has the evidence; what hashes of nobody stand there stay. */
export function unveiled<Of>(record: Of, { names, salt }: Veil, places: Pick<Places, 'names'>): Of {
  const members = new Map(names.map((member) => [hashOfName(member, salt), member]));
  return changed(record, places.names, (value) => members.get(value as string) ?? value);
}

const changed = <Of>(value: Of, places: readonly string[], change: (value: unknown) => unknown): Of =>
  places.reduce((before, place) => at(before, place.split('.'), change) as Of, value);

function at(value: unknown, [key, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value))
    return value.map((one) => at(one, key === undefined ? [] : [key, ...rest], change));
  if (key === undefined) return change(value);
  if (!isObject(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: at(value[key], rest, change) };
}

/** Facts of an ending, and of what was done, that are ids, names, instants or words of the rules, whatever they say. */
const plain: readonly string[] = [
  'accused',
  'action',
  'at',
  'because',
  'by',
  'category',
  'closes',
  'code',
  'deadline',
  'family',
  'guardian',
  'key',
  'matter',
  'of',
  'owner',
  'persons',
  'principle',
  'punishes',
  'question',
  'remedy',
  'requirement',
  'resource',
  'rule',
  'sensor',
  'stage',
  'to',
  'until',
  'verdict',
  'who',
  'workflow',
];

/** The facts of an ending: figures and words of the rules stay, all else is a text, or has names in it. */
export const toldVeiled = (facts: JsonObject, salt: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => {
      if (isObject(value)) return [key, toldVeiled(value, salt)];
      const isSaid = Array.isArray(value) || typeof value === 'string';
      return [key, isSaid && !plain.includes(key) ? { hash: hashOfContent(value, salt) } : value];
    }),
  );
