/** Who took part in a poll, people and agents apart: what every outcome begins with (MEM-4, DEL-2, GUA-2, VOT-5). */
import type { Charter } from '../../charter/types.ts';
import type { Member } from '../model.ts';
import { takingPart } from './quorum.ts';

/** How many of each kind of member. */
export type ByKind = Readonly<Record<Member['kind'], number>>;

/** Of a poll's electorate each in one place; the four together are all of it, without who departed (MEM-2). */
export interface Participation {
  /** Who answered in person. */
  readonly counted: ByKind;
  /** Whose vote a representative carried (DEL-2). */
  readonly represented: ByKind;
  /** Of whom an abstention is assumed that counts to the quorum (MEM-4). */
  readonly assumed: ByKind;
  readonly absent: ByKind;
  /** Who would be an elector but for their own case (GUA-2): none of the electorate. */
  readonly recused: number;
}

/** How many there are in a poll, of all or of one kind. */
export interface Present {
  readonly electorate: number;
  /** Electors who answered, in person or carried. */
  readonly answered: number;
  /** How many of them were carried by a representative. */
  readonly represented: number;
  /** Electors offline since the electorate was fixed who have not answered (MEM-4). */
  readonly offlineUnanswered: number;
}

/** @param offline null where no answer is assumed: of positions and rankings */
export function participationOf(
  all: Present,
  agents: Present,
  { offline, recused }: { readonly offline: Charter['offline'] | null; readonly recused: number },
): Participation {
  const assumes = offline !== null && takingPart({ ...all, offline }).assumed > 0;
  const people: Present = {
    electorate: all.electorate - agents.electorate,
    answered: all.answered - agents.answered,
    represented: all.represented - agents.represented,
    offlineUnanswered: all.offlineUnanswered - agents.offlineUnanswered,
  };
  const each = (count: (of: Present) => number): ByKind => ({ agent: count(agents), person: count(people) });
  const assumed = ({ offlineUnanswered }: Present): number => (assumes ? offlineUnanswered : 0);
  return {
    counted: each(({ answered, represented }) => answered - represented),
    represented: each(({ represented }) => represented),
    assumed: each(assumed),
    absent: each((of) => of.electorate - of.answered - assumed(of)),
    recused,
  };
}

/** Of both kinds together. */
export const ofBoth = ({ person, agent }: ByKind): number => person + agent;

/** In English: `5 people and 1 agent in person, 1 agent represented, nobody assumed to abstain, 2 people absent; 1 recused`. */
export function participationWords({
  counted,
  represented,
  assumed,
  absent,
  recused,
}: Participation): string {
  const said = `${whom(counted)} in person, ${whom(represented)} represented, ${whom(assumed)} assumed to abstain, ${whom(absent)} absent`;
  return recused === 0 ? said : `${said}; ${recused} recused`;
}

function whom({ person, agent }: ByKind): string {
  const people = person === 0 ? [] : [`${person} ${person === 1 ? 'person' : 'people'}`];
  const agents = agent === 0 ? [] : [`${agent} ${agent === 1 ? 'agent' : 'agents'}`];
  return [...people, ...agents].join(' and ') || 'nobody';
}

/** Reasons against that stand beside a result: those given first. */
export const mostReasons = 5;

/** A reason against, as it stands beside a result. */
export interface ReasonAgainst {
  readonly member: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Those given first, by instant and member. */
export function firstReasons<Given extends Omit<ReasonAgainst, 'reason'>>(given: Iterable<Given>): Given[] {
  const first: Given[] = [];
  for (const one of given) {
    const place = first.findIndex(({ at, member }) => one.at < at || (one.at === at && one.member < member));
    if (place >= 0) first.splice(place, 0, one);
    else first.push(one);
    if (first.length > mostReasons) first.pop();
  }
  return first;
}
