/** What one charter says otherwise than another, field by field in the same words (AMD-1). */
import { difference } from '../change/difference.ts';
import type { CharterDocument } from '../schema.ts';
import { entriesOf, entryPath } from './chapters.ts';
import { factsOf } from './facts.ts';
import type { Sizes } from './telling.ts';

/** A place of which the two say different things; a side that says nothing there has none. */
export interface ChangeInWords {
  /** RFC 6901 JSON Pointer: of a tier, category or principle that is new or gone the whole of it, else of the field. */
  readonly path: string;
  /** The name of the tier, category or principle. */
  readonly of?: string;
  readonly before?: string;
  readonly after?: string;
}

export interface ChangesInWords {
  /** In the order of the schema; what is new stands last. */
  readonly changes: readonly ChangeInWords[];
  /** Paths at which the documents are written otherwise and say the same: `24h` and `1 day`. */
  readonly sameInWords: readonly string[];
}

/** What an amendment from the one to the other changes; both are without faults. */
export function changesInWords(
  before: CharterDocument,
  after: CharterDocument,
  sizes?: Sizes,
): ChangesInWords {
  const sides = [saidBy(before, sizes), saidBy(after, sizes)] as const;
  const shared = ({ entry }: Said): boolean =>
    entry === undefined || sides.every(({ entries }) => entries.has(entry));
  const compared = ({ fields, entries }: (typeof sides)[number]): ReadonlyMap<string, Said> =>
    new Map([
      ...[...fields].filter(([, said]) => shared(said)),
      ...[...entries].filter(([, said]) => !shared(said)),
    ]);
  const [old, young] = [compared(sides[0]), compared(sides[1])];
  const keys = new Set([...old.keys(), ...young.keys()]);
  const changes = [...keys].flatMap((key) => change(old.get(key), young.get(key)));
  const told = (path: string): boolean =>
    changes.some((one) => `${path}/`.startsWith(`${one.path}/`) || one.path.startsWith(`${path}/`));
  const written = difference(before, after).map(({ path }) => path);
  return { changes, sameInWords: written.filter((path) => !told(path)) };
}

/** What both say, or say nothing of, is no change. */
function change(was: Said | undefined, is: Said | undefined): readonly ChangeInWords[] {
  const [before = '', after = ''] = [was?.words, is?.words];
  const said = is ?? was;
  if (said === undefined || before === after) return [];
  return [
    {
      path: said.path,
      ...(said.of === undefined ? {} : { of: said.of }),
      ...(before === '' ? {} : { before }),
      ...(after === '' ? {} : { after }),
    },
  ];
}

interface Said {
  readonly path: string;
  readonly words: string;
  readonly of?: string;
  /** The key of the entry that it is of. */
  readonly entry?: string;
}

/** What a charter says, field by field and entry by entry. An entry of a list is known by its id, not by its place. */
function saidBy(document: CharterDocument, sizes: Sizes | undefined) {
  const facts = factsOf(document, sizes);
  const told = entriesOf(facts).map(({ path, name, sentence }) => {
    const entry = `${path.slice(0, path.lastIndexOf('/'))}/${name}`;
    return { path, words: sentence, of: name, entry };
  });
  const byPath = new Map(told.map((whole) => [whole.path, whole]));
  const fields = facts.map(({ path, words }): readonly [string, Said] => {
    const whole = byPath.get(entryPath(path));
    if (whole === undefined) return [path, { path, words }];
    return [`${whole.entry}${path.slice(whole.path.length)}`, { ...whole, path, words }];
  });
  return { fields: new Map(fields), entries: new Map(told.map((whole) => [whole.entry, whole])) };
}
