/** Whether a matter can be referred to restorative work: out of what, between whom, and once in a case (RST-1). */
import { type Refusal, refuse } from '../refusal.ts';
import { mostReferred, type ReferableKind, type RestorativeState } from './state.ts';

/** Who was harmed and who caused it, as they are named. */
export interface Sides {
  readonly harmed: readonly string[];
  readonly responsible: readonly string[];
}

/** What is referred, as it stands: between whom it is, and whether it can be. */
export interface Matter {
  readonly from: { readonly kind: ReferableKind; readonly id: string };
  readonly stage: string;
  readonly outcome: string | null;
  readonly parties: readonly string[];
  /** Nobody's matter waits for words of others: all of them are named. Of a decision only who it says. */
  readonly whole: boolean;
}

/** Whom a member has opposite them: who was harmed, who caused it, and who caused it, who was harmed. */
export const oppositeOf = ({ harmed, responsible }: Sides, member: string): readonly string[] => [
  ...(harmed.includes(member) ? responsible : []),
  ...(responsible.includes(member) ? harmed : []),
];

/** Whether two works have a member opposite the same other one: out of nothing that is the same case, whoever else is named (RST-1). */
export const isSameBetween = (one: Sides, other: Sides, by: string): boolean =>
  oppositeOf(one, by).some((member) => oppositeOf(other, by).includes(member));

/** Each side has somebody, nobody is on both or twice. */
export function sidesFault({ harmed, responsible }: Sides): Refusal | undefined {
  const missing = [
    ...(harmed.length === 0 ? ['/harmed'] : []),
    ...(responsible.length === 0 ? ['/responsible'] : []),
  ];
  if (missing.length > 0) return refuse('incomplete', 'RST-1', { missing });
  const both = harmed.find((member) => responsible.includes(member));
  if (both !== undefined) return refuse('to-oneself', 'RST-1', { member: both });
  const all = [...harmed, ...responsible];
  const repeated = [...new Set(all.filter((member, place) => all.indexOf(member) !== place))];
  if (repeated.length > 0) return refuse('repeated-member', 'RST-1', { members: repeated });
  return Math.max(harmed.length, responsible.length) > mostReferred
    ? refuse('limit-reached', 'RST-1', { most: mostReferred })
    : undefined;
}

/** In which stages or endings what is referred can be: an open conflict, a plan that was broken, a justice decision that was carried out. */
const isOpenTo = ({ from, stage, outcome }: Matter): boolean => {
  switch (from.kind) {
    case 'conflict':
      return stage !== 'ended';
    case 'repair':
      return outcome === 'broken';
    case 'proposal':
      return outcome === 'executed' || stage === 'execution';
  }
};

/** @param before what was referred before in the same case @param by who refers it; null: a decision does */
export function referralFault(
  matter: Matter | null,
  sides: Sides,
  before: readonly Pick<RestorativeState, 'id' | 'continuationOf'>[],
  by: string | null,
): Refusal | undefined {
  const { harmed, responsible } = sides;
  const all = [...harmed, ...responsible];
  const wrong = sidesFault(sides);
  if (wrong !== undefined) return wrong;
  if (by !== null && !all.includes(by))
    return refuse('not-permitted', 'RST-1', { allowed: 'those between whom it is' });
  // Whoever is no party is told that, and not whether it was referred before (RST-5).
  if (matter !== null && by !== null && !matter.parties.includes(by))
    return refuse('not-permitted', 'RST-1', { allowed: 'parties', members: [by] });
  const [again] = before;
  if (again !== undefined) return refuse('already-done', 'RST-1', { act: 'referral' });
  return matter === null ? undefined : matterFault(matter, all);
}

function matterFault(matter: Matter, all: readonly string[]): Refusal | undefined {
  const { from, stage, outcome, parties, whole } = matter;
  if (!isOpenTo(matter)) return refuse('wrong-stage', 'RST-1', { from: from.kind, stage, outcome });
  const strangers = all.filter((member) => !parties.includes(member));
  if (strangers.length > 0)
    return refuse('not-permitted', 'RST-1', { allowed: 'parties', members: strangers });
  const left = parties.filter((member) => !all.includes(member));
  return whole && left.length > 0
    ? refuse('incomplete', 'RST-1', { missing: ['/harmed', '/responsible'], members: left })
    : undefined;
}
