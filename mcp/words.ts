/**
 * Words of members stay words: in what an agent reads, each text that somebody wrote is an object that names its author. Whatever is
 * neither a name of the system, an instant, a number nor an address of our own is such a text, so that no field can be forgotten.
 */
import { type Fields, fieldsOf } from './council.ts';

export interface Words {
  /** The member who wrote it; `council` where it stands in the charter or in a register. */
  readonly by: string;
  readonly text: string;
}

/** What the system itself writes: ids and codes in lower case, instants, hashes, paths of the interface. Nobody can write a sentence in it. */
const systemsOwn = [
  /^[a-z0-9]{1,40}([-_./:][a-z0-9]{1,40}){0,6}$/,
  /^[A-Z]{2,4}(-\d{1,2})?$/,
  /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/,
  /^[0-9a-f-]{8,64}$/,
  /^\/(v1|problems)(\/[\w{}.-]{1,64}){1,8}$/,
  /^$/,
];

/** A code of more words than the system's longest is a sentence that somebody wrote in hyphens. */
const mostWordsOfCode = 5;
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const isSystems = (text: string): boolean =>
  systemsOwn.some((form) => form.test(text)) &&
  (isUuid(text) || text.startsWith('/') || text.split('-').length <= mostWordsOfCode);

/** Fields that say who wrote what stands beside them, the nearest first. */
const authors = ['by', 'member', 'elector', 'author', 'actor', 'appellant', 'originator'] as const;

const authorOf = (fields: Fields, otherwise: string): string => {
  const named = authors.map((name) => fields[name]).find((value) => typeof value === 'string');
  return typeof named === 'string' && /^[a-z0-9-]{1,64}$/.test(named) ? named : otherwise;
};

/** Fields whose texts are the system's own whatever they look like: where a page goes on. */
const opaque: ReadonlySet<string> = new Set(['cursor', 'next']);

/**
 * The same value with each text that somebody wrote as `{by, text}`.
 * @param by who wrote it where nothing nearer says so
 */
export function quote(value: unknown, by: string): unknown {
  if (typeof value === 'string') return isSystems(value) ? value : ({ by, text: value } satisfies Words);
  if (Array.isArray(value)) return value.map((item) => quote(item, by));
  if (typeof value !== 'object' || value === null) return value;
  const fields = fieldsOf(value);
  const author = authorOf(fields, by);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) =>
      isSystems(name) || /^[a-z][A-Za-z]{0,40}$/.test(name)
        ? [name, opaque.has(name) ? field : quote(field, author)]
        : ['words', { by: author, text: `${name}: ${JSON.stringify(field)}` }],
    ),
  );
}
