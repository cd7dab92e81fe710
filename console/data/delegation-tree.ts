/** Delegations as a tree from those who carry, laid out in rows: what is folded away has none, so that a large council's tree is as long as what is looked at. */
import type { Delegation } from './delegations.ts';

export type TreeRow =
  | {
      readonly what: 'carrier';
      readonly key: string;
      readonly level: number;
      readonly member: string;
      readonly given: number;
      readonly isOpen: boolean;
    }
  | { readonly what: 'given'; readonly key: string; readonly level: number; readonly delegation: Delegation };

/**
 * @param chains whether votes are passed on: then who passes theirs on stands below whom it goes to, else each carrier by themselves
 * @param isOpen whether the row of this key shows what is given there
 */
export function treeRows(
  shown: readonly Delegation[],
  chains: boolean,
  isOpen: (key: string) => boolean,
): readonly TreeRow[] {
  const givenTo = new Map<string, Delegation[]>();
  for (const one of shown) {
    const given = givenTo.get(one.to);
    if (given === undefined) givenTo.set(one.to, [one]);
    else given.push(one);
  }
  const givers = new Set(shown.map(({ from }) => from));
  const rows: TreeRow[] = [];
  const reached = new Set<string>();
  const lay = (member: string, level: number, above: readonly string[]): void => {
    const given = givenTo.get(member) ?? [];
    const key = [...above, member].join(' ');
    const opened = isOpen(key);
    rows.push({ what: 'carrier', key, level, member, given: given.length, isOpen: opened });
    for (const delegation of given) {
      const goesOn = givenTo.has(delegation.from) && ![...above, member].includes(delegation.from);
      if (opened) rows.push({ what: 'given', key: `${key} ${delegation.id}`, level: level + 1, delegation });
      if (opened && goesOn && chains) lay(delegation.from, level + 1, [...above, member]);
    }
  };
  /** All below one, whether they are laid out or not. */
  const reach = (member: string): void => {
    const next = [member];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (reached.has(one)) continue;
      reached.add(one);
      next.push(...(givenTo.get(one) ?? []).map(({ from }) => from));
    }
  };
  const bySize = [...givenTo.keys()].toSorted(
    (one, other) =>
      (givenTo.get(other)?.length ?? 0) - (givenTo.get(one)?.length ?? 0) || (one < other ? -1 : 1),
  );
  for (const member of bySize)
    if (!chains || !givers.has(member)) {
      lay(member, 0, []);
      reach(member);
    }
  // Whose votes go round in a circle are below nobody (DEL-4).
  for (const member of bySize)
    if (!reached.has(member)) {
      lay(member, 0, []);
      reach(member);
    }
  return rows;
}
