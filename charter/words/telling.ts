/** How the words of one field are made of what a charter says there. */
import { isShare, type Schema } from '../shape.ts';
import { calendarSchema, wakeSchema, windowSchema } from '../sections/fields.ts';
import type { Charter } from '../types.ts';
import { type AskedShare, type Electors, figuresOf, lengthInWords, shareInWords } from './values.ts';

/** How many decide, where it is known: one figure of the council, one of each size of a family's council. */
export interface Sizes {
  readonly council: Electors;
  readonly families: Electors;
}

/** What words may hang on besides the value. */
export interface Telling extends Sizes {
  readonly charter: Charter;
  /** The object that the field is of. */
  readonly holder: unknown;
}

/** A text in which `{}` is the value, and `{council}` and `{families}` are a share's figures among so many; a text for each value; or what makes one. */
export type Words =
  | string
  | Readonly<Record<string, string>>
  | readonly [text: string, note: (telling: Telling) => string]
  | ((value: never, telling: Telling) => string);

/**
 * The words of a value.
 * @param value as the engine reads it: durations in milliseconds
 * @param form its schema
 * @throws Error where there is no text for it
 */
export function told(words: Words, value: unknown, form: Schema, telling: Telling): string {
  if (typeof words === 'function') return words(value as never, telling);
  if (typeof words === 'string') return filled(words, value, form, telling);
  if (isNoted(words)) return `${filled(words[0], value, form, telling)}${words[1](telling)}.`;
  const text = words[String(value)];
  if (text === undefined) throw new Error(`there are no words for ${String(value)}`);
  return text;
}

const isNoted = (words: Words): words is Extract<Words, readonly unknown[]> => Array.isArray(words);

function filled(text: string, value: unknown, form: Schema, { council, families }: Telling): string {
  const figures = (electors: Electors): string =>
    isShare(form) ? figuresOf(value as AskedShare, electors) : '';
  const words = text
    .replace('{council}', () => figures(council))
    .replace('{families}', () => figures(families))
    .replace('{}', () => valueInWords(value, form));
  return text.startsWith('{}') ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words;
}

function valueInWords(value: unknown, form: Schema): string {
  if (form === windowSchema || form === wakeSchema || form === calendarSchema)
    return lengthInWords(value as number);
  return isShare(form) ? shareInWords(value as AskedShare) : String(value);
}
