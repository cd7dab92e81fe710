/** Messages in words: a text of the catalogue with what it speaks of filled in (ICU MessageFormat). */
import { ErrorCode, FormatError, IntlMessageFormat } from 'intl-messageformat';
import { english } from './english.ts';

/** All that is said, by its name; a catalogue in another language has a text for each. */
export type MessageId = keyof typeof english;
export type Catalogue = Readonly<Record<MessageId, string>>;

/** Whether the catalogue has a message of this name. */
export const isMessage = (id: string): id is MessageId => Object.hasOwn(english, id);

type Value = string | number | boolean | null | undefined;

/** Each is parsed once. Angle brackets are no markup: what members are called and wrote comes as it is. */
const parsed = new Map<string, IntlMessageFormat>();

const format = (text: string): IntlMessageFormat => {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
  parsed.set(text, made);
  return made;
};

/** A message of a catalogue, English unless another is given. @throws where it speaks of what `values` lack: tests say all of them */
export function say(
  id: MessageId,
  values: Readonly<Record<string, Value>> = {},
  catalogue: Catalogue = english,
): string {
  return String(format(catalogue[id]).format(values));
}

/** The same; undefined where it speaks of what `values` lack. */
export function sayIfWhole(...[id, values, catalogue]: Parameters<typeof say>): string | undefined {
  try {
    return say(id, values, catalogue);
  } catch (error) {
    if (error instanceof FormatError && error.code === ErrorCode.MISSING_VALUE) return undefined;
    throw error;
  }
}
