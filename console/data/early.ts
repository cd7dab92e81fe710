/** What Home reads first, kept in this browser, so that the next visit asks for it while the scripts are still on their way (index.html). */
const key = 'folkmoot-home';

/** @param addresses as they are asked for, to the letter */
export const keepEarly = (addresses: readonly string[]): void =>
  localStorage.setItem(key, JSON.stringify(addresses));

/** Nobody who signs in after this asks for what was another's. */
export const forgetEarly = (): void => localStorage.removeItem(key);
