/** The lot by which a panel is drawn: nobody who gains chooses what it is made of (NVP-3). */

/** What is hashed of an elector: the act, the draw, counted from 1, and the member, joined by newlines. */
export const lotOf = (act: string, draw: number, member: string): string => `${act}\n${draw}\n${member}`;

/**
 * The panel of a draw: the first by their lots of those who may judge.
 * @param electors without whose own case it is @param silent who was drawn before
 * @param hash lower-case hex SHA-256 of a text in UTF-8
 */
export const panelOf = (
  electors: readonly string[],
  silent: readonly string[],
  { act, draw, size }: { readonly act: string; readonly draw: number; readonly size: number },
  hash: (text: string) => string,
): readonly string[] =>
  electors
    .filter((member) => !silent.includes(member))
    .map((member) => ({ member, lot: hash(lotOf(act, draw, member)) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, size)
    .map(({ member }) => member);
