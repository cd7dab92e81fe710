/** Names of operations and schemas, put together from parts. */

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camel<Rest>}`
  : Capitalize<Name>;

/** A name of several words, joined by hyphens, each with its first letter in upper case. */
export const camel = <Name extends string>(name: Name): Camel<Name> =>
  name.split('-').map(capital).join('') as Camel<Name>;

/** The same word, its first letter in upper case. */
export const capital = <Word extends string>(word: Word): Capitalize<Word> =>
  `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` as Capitalize<Word>;
