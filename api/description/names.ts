/** Names of operations and schemas, put together from parts. */

/** The same word, its first letter in upper case. */
export const capital = <Word extends string>(word: Word): Capitalize<Word> =>
  `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` as Capitalize<Word>;
