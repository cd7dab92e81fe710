/** The parts of an electorate, counted again from the evidence (VOT-1, VOT-5). */
import { roles } from '../../charter/choices.ts';
import type { Parting, Threshold } from '../../charter/thresholds.ts';
import { isOfflineThroughout } from '../../rules/council/offline.ts';
import type { Choice, Position } from '../../rules/model.ts';
import {
  type PartFigures,
  type PositionsByPart,
  positionsByPart,
  positionsIn as together,
} from '../../rules/polls/parts.ts';
import type { Electors, Listed } from '../answers/electors.ts';
import type { Standing } from '../answers/standing.ts';
import type { Entries } from '../parts/entries.ts';
import type { Answer, Elector } from '../parts/evidence-entries.ts';
import { type Difference, inEvidence } from './difference.ts';

/** An elector's part, as the electorate was fixed; null where they are in none. */
export const partIn = ([, , kind, part]: Listed, by: Parting): string | null =>
  (by === 'kind' ? kind : part) ?? null;

/** The electors of each part who have not left, in the order in which they are listed. */
function membersOf(
  electors: Electors,
  { departed }: Pick<Standing<Answer>, 'departed'>,
  by: Parting,
): ReadonlyMap<string, readonly Listed[]> {
  const left = new Set(departed.map(({ member }) => member));
  const parts = new Map<string, Listed[]>();
  for (const elector of electors) {
    const part = left.has(elector[0]) ? null : partIn(elector, by);
    if (part === null) continue;
    const members = parts.get(part) ?? [];
    members.push(elector);
    parts.set(part, members);
  }
  return parts;
}

/** The last answer of each elector who gave one. */
function choices<Chosen>(
  last: Standing<Answer & { readonly choice: Chosen }>['last'],
): ReadonlyMap<string, Chosen> {
  const found = new Map<string, Chosen>();
  for (const { elector, choice } of last.values()) found.set(elector, choice);
  return found;
}

/** The ballots in person of each part. @param window in which an abstention is assumed of who was offline throughout (MEM-4) */
export function votesIn(
  electors: Electors,
  stands: Standing<Answer & { readonly choice: Choice }>,
  window: { readonly opens: string; readonly closes: string },
  by: Parting,
): PartFigures[] {
  const chosen = choices(stands.last);
  return [...membersOf(electors, stands, by)].map(([part, members]) => {
    const votes = { for: 0, against: 0, abstain: 0 };
    let answered = 0;
    let offlineUnanswered = 0;
    for (const [member, absences] of members) {
      const choice = chosen.get(member);
      if (choice === undefined) offlineUnanswered += isOfflineThroughout(absences, window) ? 1 : 0;
      else {
        votes[choice] += 1;
        answered += 1;
      }
    }
    return { part, ...votes, electorate: members.length, answered, offlineUnanswered };
  });
}

/** The positions of a round in each part; undefined where no majorities of parts are asked for. */
export function positionsIn(
  threshold: Threshold | null,
  electors: Electors,
  stands: Standing<Answer & { readonly choice: Position }>,
): PositionsByPart | undefined {
  const asked = threshold?.parts;
  if (asked === undefined) return undefined;
  const chosen = choices(stands.last);
  const parts = [...membersOf(electors, stands, asked.by)].map(([part, members]) => {
    const counts = { agree: 0, 'agree-with-reservations': 0, 'stand-aside': 0, block: 0 };
    for (const [member] of members) {
      const choice = chosen.get(member);
      if (choice !== undefined) counts[choice] += 1;
    }
    return together({ ...counts, part, electorate: members.length });
  });
  return positionsByPart(asked, parts);
}

/** Where an elector of the evidence has no part though one is asked for, has one though none is, or has one that there cannot be. */
export function* electorPartDifferences(
  electorate: Entries<Pick<Elector, 'member' | 'kind' | 'part'>>,
  threshold: Threshold | null,
): Generator<Difference> {
  const by = threshold?.parts?.by;
  for (const [place, { member, kind, part }] of electorate.entries()) {
    if (by === 'kind' && kind === undefined)
      yield inEvidence(
        `/electorate/${place}`,
        `does not tell the kind of ${member}, by which parts are asked for (VOT-1)`,
      );
    const wrong = partFault(part, by);
    if (wrong !== undefined) yield inEvidence(`/electorate/${place}/part`, `of ${member} ${wrong} (VOT-1)`);
  }
}

function partFault(part: string | null | undefined, by: Parting | undefined): string | undefined {
  const isAsked = by === 'family' || by === 'role';
  if ((part !== undefined) !== isAsked)
    return isAsked
      ? `is missing, and the threshold asks for majorities by ${by}`
      : 'is there, and nobody asks for it';
  const isRole = part == null || roles.some((role) => role === part);
  return by === 'role' && !isRole ? `is ${JSON.stringify(part)}, which is no role` : undefined;
}
