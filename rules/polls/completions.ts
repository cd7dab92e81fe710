/** Every way in which the electors who are out of a poll may answer, part by part (VOT-8). */
import type { PartFigures } from './parts.ts';
import type { Figures } from './tally.ts';

/** Up to so many ways, with so many parts in them together, each is tried. */
const mostTried = 10_000;

type Group = Omit<PartFigures, 'part' | 'offlineUnanswered'>;

/** Whether some way leads to figures of which something holds. Where there are too many ways to try, it is said to. */
export function comesTo(inPerson: Figures, holds: (figures: Figures) => boolean): boolean {
  const { byPart = [] } = inPerson;
  const groups: readonly Group[] = [...byPart, rest(inPerson, byPart)];
  let ways = byPart.length + 1;
  for (const { electorate, answered } of groups) {
    const out = electorate - answered;
    ways *= ((out + 1) * (out + 2)) / 2;
    if (ways > mostTried) return true;
  }
  return tried(groups, [], (answered) => holds(together(inPerson, answered)));
}

/** Who is in no part. */
const rest = (whole: Figures, byPart: readonly Group[]): Group => {
  const less = (of: keyof Group): number => byPart.reduce((left, part) => left - part[of], whole[of]);
  return {
    for: less('for'),
    against: less('against'),
    abstain: less('abstain'),
    electorate: less('electorate'),
    answered: less('answered'),
  };
};

/** Goes through the groups one after the other, with what those before it have answered. */
function tried(
  groups: readonly Group[],
  before: readonly Group[],
  holds: (answered: readonly Group[]) => boolean,
): boolean {
  const group = groups[before.length];
  if (group === undefined) return holds(before);
  const out = group.electorate - group.answered;
  for (let more = 0; more <= out; more += 1)
    for (let against = 0; against <= out - more; against += 1)
      if (tried(groups, [...before, after(group, more, against)], holds)) return true;
  return false;
}

/** All who are out have answered: so many for, so many against, the others with an abstention. */
const after = (group: Group, more: number, against: number): Group => ({
  for: group.for + more,
  against: group.against + against,
  abstain: group.abstain + group.electorate - group.answered - more - against,
  electorate: group.electorate,
  answered: group.electorate,
});

const together = (inPerson: Figures, groups: readonly Group[]): Figures => {
  const sum = (of: keyof Group): number => groups.reduce((all, group) => all + group[of], 0);
  const byPart = (inPerson.byPart ?? []).map(({ part }, place) => ({
    part,
    ...(groups[place] as Group),
    offlineUnanswered: 0,
  }));
  return {
    ...inPerson,
    for: sum('for'),
    against: sum('against'),
    abstain: sum('abstain'),
    answered: inPerson.electorate,
    offlineUnanswered: 0,
    byPart,
  };
};
