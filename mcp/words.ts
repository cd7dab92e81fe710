/**
 * Words of members stay words: in what an agent reads, each text that somebody wrote is an object that names its author. Whatever is
 * neither a name of the system, an instant, a number nor an address of our own is such a text, so that no field can be forgotten.
 */
import { type Fields, fieldsOf } from './council.ts';

export interface Words {
  /** The member who wrote it; `council` where it stands in the charter or in a register, or is the council's own; in a refusal `you`, who asked. */
  readonly by: string;
  readonly text: string;
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const hash = /^[0-9a-f-]{8,64}$/;

/** What the system itself writes: ids and codes in lower case, instants, hashes, paths of the interface. Nobody can write a sentence in it. */
const systemsOwn = [
  /^[a-z0-9]{1,40}([-_./:][a-z0-9]{1,40}){0,6}$/,
  /^[A-Z]{2,4}(-\d{1,2})?$/,
  instant,
  hash,
  /^\/(v1|problems)(\/[\w{}.-]{1,64}){1,8}$/,
  /^$/,
];

/** A code or an address of more words than the system's longest is a sentence that somebody wrote in hyphens, dots or capitals. */
const mostWords = 5;
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
/** Ids, the fingerprints of keys, and numbers. */
const isNoWord = (part: string): boolean => isUuid(part) || /^([\w-]{43}|\d*|v1)$/.test(part);

const wordsIn = (text: string): number =>
  text.split('/').flatMap((part) => (isNoWord(part) ? [] : part.split(/[-_.:]/))).length;

const isSystems = (text: string): boolean =>
  systemsOwn.some((form) => form.test(text)) &&
  (hash.test(text) || instant.test(text) || wordsIn(text) <= mostWords);

/** What the system calls its fields. */
const isName = (text: string): boolean =>
  /^[a-z][A-Za-z]{0,40}$/.test(text) ? text.split(/[A-Z]/).length <= mostWords : isSystems(text);

/** Fields that say who wrote what stands beside them, the nearest first. */
const authors = ['by', 'member', 'elector', 'author', 'actor', 'appellant', 'originator'] as const;

const authorOf = (fields: Fields, otherwise: string): string => {
  const named = authors.map((name) => fields[name]).find((value) => typeof value === 'string');
  return typeof named === 'string' && /^[a-z0-9-]{1,64}$/.test(named) ? named : otherwise;
};

/** What is in them is one member's, names and all: it says of nobody else that they wrote it. */
const given: ReadonlySet<string> = new Set(['action', 'reversal']);

/** Under this name stands what had a name that is a sentence. */
const unnamed = 'words';

/**
 * The same value with each text that somebody wrote as `{by, text}`.
 * @param by who wrote it where nothing nearer says so
 */
export const quote = (value: unknown, by: string): unknown => quoted(value, by, authorOf);

/**
 * A refusal's facts: what stands in the caller's own arguments is theirs (`you`), every other sentence the council's.
 * @param given the arguments of the tool
 */
export const quoteRefusal = (facts: unknown, given: unknown): unknown =>
  returned(quote(facts, 'council'), new Set(textsIn(given)));

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const [name, field] of Object.entries(value)) {
      if (!Array.isArray(value)) yield name;
      yield* textsIn(field);
    }
}

function returned(value: unknown, own: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => returned(item, own));
  if (typeof value !== 'object' || value === null) return value;
  const { by, text } = fieldsOf(value);
  if (by === 'council' && typeof text === 'string' && own.has(text))
    return { by: 'you', text } satisfies Words;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, returned(field, own)]));
}

function quoted(value: unknown, by: string, authorIn: typeof authorOf): unknown {
  if (typeof value === 'string') return isSystems(value) ? value : ({ by, text: value } satisfies Words);
  if (Array.isArray(value)) return value.map((item) => quoted(item, by, authorIn));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(fieldsOf(value));
  const author = authorIn(fieldsOf(value), by);
  const isNamed = ([name]: readonly [string, unknown]): boolean => isName(name) && name !== unnamed;
  const named = fields.filter(isNamed).map(([name, field]): [string, unknown] => {
    const whose = given.has(name) ? (_fields: Fields, otherwise: string) => otherwise : authorIn;
    return [name, quoted(field, author, whose)];
  });
  const others = fields
    .filter((field) => !isNamed(field))
    .map(([name, field]) => ({ by: author, text: `${name}: ${JSON.stringify(field)}` }) satisfies Words);
  return Object.fromEntries(others.length === 0 ? named : [...named, [unnamed, others]]);
}
