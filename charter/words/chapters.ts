/** A charter told to people: its sentences under headings, entries that are alike in one. */
import type { CharterDocument } from '../schema.ts';
import { type Fact, factsOf, isOfEntry } from './facts.ts';
import { headings } from './fields.ts';
import type { Sizes } from './telling.ts';
import { listed } from './values.ts';

/** Sentences under one heading. */
export interface Chapter {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/** The whole charter, in the order of the headings. */
export function inWords(document: CharterDocument, sizes?: Sizes): readonly Chapter[] {
  const facts = factsOf(document, sizes);
  return Object.entries(headings).map(([heading, sections]) => ({
    heading,
    sentences: sections.flatMap((section) =>
      sentencesOf(facts.filter(({ field }) => field === `/${section}` || field.startsWith(`/${section}/`))),
    ),
  }));
}

function sentencesOf(facts: readonly Fact[]): readonly string[] {
  const plain = facts.flatMap(({ field, words }) => (isOfEntry(field) ? [] : [words]));
  const alike = new Map<string, string[]>();
  for (const { name, sentence } of entriesOf(facts)) {
    const names = alike.get(sentence);
    if (names === undefined) alike.set(sentence, [name]);
    else names.push(name);
  }
  return [...plain, ...[...alike].map(([sentence, names]) => `${listed(names)}: ${sentence}`)];
}

/** A tier, a category or a core principle in one sentence. */
export interface EntryInWords {
  /** RFC 6901 JSON Pointer into the document. */
  readonly path: string;
  /** Its key, or the id of who is in a list. */
  readonly name: string;
  readonly sentence: string;
}

export function entriesOf(facts: readonly Fact[]): readonly EntryInWords[] {
  const entries = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (!isOfEntry(fact.field)) continue;
    const path = entryPath(fact.path);
    entries.set(path, [...(entries.get(path) ?? []), fact]);
  }
  return [...entries].map(([path, clauses]) => ({
    path,
    name: clauses.find(isName)?.words ?? path.slice(path.lastIndexOf('/') + 1),
    sentence: joined(clauses.filter((clause) => !isName(clause))),
  }));
}

/** The path of the entry that a fact is of: two names long. */
export const entryPath = (path: string): string => path.split('/').slice(0, 3).join('/');

const isName = ({ field }: Fact): boolean => field.endsWith('/*/id');

/** What a sentence begins with, each with what comes before it where it is not the first. */
const leading: readonly (readonly [string, string])[] = [
  ['/tier', '; '],
  ['/threshold', ' with '],
  ['/quorum', ', '],
];

function joined(clauses: readonly Fact[]): string {
  const said = clauses.filter(({ words }) => words !== '');
  const first = leading.flatMap(([end, link]) =>
    said.filter(({ field }) => field.endsWith(end)).map(({ words }) => [link, words] as const),
  );
  const rest = said.filter(({ field }) => !leading.some(([end]) => field.endsWith(end)));
  const linked = [...first, ...rest.map(({ words }) => ['; ', words] as const)];
  return `${linked.map(([link, words], index) => (index === 0 ? words : `${link}${words}`)).join('')}.`;
}
