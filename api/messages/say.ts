/** Messages in words, in the languages that there are: a text of the catalogue with what it speaks of filled in (ICU MessageFormat). */
import { ErrorCode, FormatError, IntlMessageFormat } from 'intl-messageformat';
import { english } from './english.ts';
import { german } from './german.ts';

/** By their tags (RFC 5646); the first is spoken to who asks for none of them. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** All that is said, by its name; each language has a text for each. */
export type MessageId = keyof typeof english;
export const catalogues: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en: english,
  de: german,
};

/** Whether there is a message of this name. */
export const isMessage = (id: string): id is MessageId => Object.hasOwn(english, id);

type Value = string | number | boolean | null | undefined;
type Values = Readonly<Record<string, Value>>;

/** Each is parsed once. Angle brackets are no markup: what members are called and wrote comes as it is. */
const parsed = new Map<string, IntlMessageFormat>();

function format(language: Language, id: MessageId): IntlMessageFormat {
  const key = `${language} ${id}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(catalogues[language][id], language, undefined, { ignoreTag: true });
  parsed.set(key, made);
  return made;
}

/** A message in a language. @throws where it speaks of what `values` lack: tests say all of them */
export const say = (language: Language, id: MessageId, values: Values = {}): string =>
  String(format(language, id).format(values));

/** The same; undefined where it speaks of what `values` lack. */
export function sayIfWhole(...asked: Parameters<typeof say>): string | undefined {
  try {
    return say(...asked);
  } catch (error) {
    if (error instanceof FormatError && error.code === ErrorCode.MISSING_VALUE) return undefined;
    throw error;
  }
}
