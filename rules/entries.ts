/** What a table of entries is made of: each kind of entry with its facts. The compiler's types, the API's description and docs/entries.md follow from it. */
import type { Facts } from './refusal.ts';

/** The form of a fact in JSON. */
export type Form = 'text' | 'instant' | 'number' | 'flag' | 'object' | 'list' | 'texts' | 'numbers';

/** A fact of an entry. */
export interface Fact<Value = unknown> {
  readonly form: Form;
  /** The words that it may be, where they are known. */
  readonly words?: readonly string[];
  readonly nullable?: true;
  readonly optional?: boolean;
  /** To the compiler only. */
  readonly value?: Value;
}

type Optional<Value> = Fact<Value> & { readonly optional: true };

export const text: Fact<string> = { form: 'text' };
/** ISO 8601, UTC. */
export const instant: Fact<string> = { form: 'instant' };
export const number: Fact<number> = { form: 'number' };
export const flag: Fact<boolean> = { form: 'flag' };
export const texts: Fact<readonly string[]> = { form: 'texts' };
export const numbers: Fact<readonly number[]> = { form: 'numbers' };
export const object = <Value extends object>(): Fact<Value> => ({ form: 'object' });
export const list = <Item>(): Fact<readonly Item[]> => ({ form: 'list' });
export const oneOf = <Word extends string>(words: readonly Word[]): Fact<Word> => ({ form: 'text', words });
export const orNull = <Value>(fact: Fact<Value>): Fact<Value | null> => ({ ...fact, nullable: true });
export const optional = <Value>(fact: Fact<Value>): Optional<Value> => ({ ...fact, optional: true });

type FactTable = Readonly<Record<string, Fact>>;

/** What is said of a kind of entry, and its facts; an open one has others beside them. */
export interface EntryShape<Of extends FactTable = FactTable, Open extends boolean = boolean> {
  readonly about: string;
  readonly facts: Of;
  readonly open: Open;
}

export const entry = <const Of extends FactTable>(about: string, facts: Of): EntryShape<Of, false> => ({
  about,
  facts,
  open: false,
});

export const openEntry = <const Of extends FactTable>(about: string, facts: Of): EntryShape<Of, true> => ({
  about,
  facts,
  open: true,
});

export type EntryTable = Readonly<Record<string, EntryShape>>;

type ValueOf<One> = One extends Fact<infer Value> ? Value : never;

type FactsIn<Of extends FactTable> = {
  readonly [Name in keyof Of as Of[Name] extends Optional<unknown> ? never : Name]: ValueOf<Of[Name]>;
} & {
  readonly [Name in keyof Of as Of[Name] extends Optional<unknown> ? Name : never]?:
    ValueOf<Of[Name]> | undefined;
};

/** The facts of one kind of entry, or of any of several. */
export type FactsOf<Table extends EntryTable, Kind extends keyof Table> = {
  readonly [One in keyof Table]: FactsIn<Table[One]['facts']> &
    (Table[One]['open'] extends true ? Facts : unknown);
}[Kind];

/** An entry of a timeline: one of a table. */
export type EntryIn<Table extends EntryTable> = {
  readonly [Kind in keyof Table & string]: {
    readonly at: string;
    readonly kind: Kind;
    readonly facts: FactsOf<Table, Kind>;
  };
}[keyof Table & string];

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is);

const formed: Readonly<Record<Form, (value: unknown) => boolean>> = {
  text: isText,
  instant: isText,
  number: isNumber,
  flag: (value) => typeof value === 'boolean',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  list: Array.isArray,
  texts: (value) => isListOf(value, isText),
  numbers: (value) => isListOf(value, isNumber),
};

/** Whether the facts of an entry have the forms of its table: what somebody else told may have any. */
export const hasForms = ({ facts }: EntryShape, told: Facts): boolean =>
  Object.entries(facts).every(([name, { form, words, nullable = false, optional: mayLack = false }]) => {
    const value = told[name];
    if (value === undefined) return mayLack;
    if (value === null) return nullable;
    return formed[form](value) && (words === undefined || words.includes(value as string));
  });
