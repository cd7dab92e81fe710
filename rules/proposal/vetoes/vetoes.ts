/** Vetoes and objections: what is personal is nobody else's to decide (VET-1 to VET-3, TIE-2). */
import type { Charter } from '../../../charter/types.ts';
import type { Action, Content } from '../../model.ts';
import type { AskedMatter, ProposalState, Veto } from '../state.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import { familyNamed } from '../tiers.ts';
import { atLeast } from '../../polls/share.ts';

/** What an objection names that a tier 3 proposal is a family's alone (TIE-2). */
export const familyMatter = 'family';

/** The personal matters of a charter: its categories of tier 1, by which one names them (VET-1). */
const personalMatters = ({ categories }: Pick<Charter, 'categories'>): string[] =>
  Object.values(categories)
    .filter(({ tier }) => tier === 1)
    .map(({ name }) => name);

/** The category of a personal matter, named in full (`personal.time`) or by its last word (`time`); undefined for anything else. */
export function matterNamed(name: string, charter: Pick<Charter, 'categories'>): string | undefined {
  return personalMatters(charter).find((matter) => matter === name || matter.endsWith(`.${name}`));
}

/**
 * Refuses a veto or an objection that names no personal matter (VET-1). Facts: `matter` and `matters` (those there are). An objection
 * may also say that the matter is a family's alone; who says so is of a family that it concerns (TIE-2).
 */
export function matterFault(
  matter: string,
  charter: Pick<Charter, 'categories'>,
  may: { readonly family: boolean },
): Refusal | undefined {
  if (matterNamed(matter, charter) !== undefined || (may.family && matter === familyMatter)) return undefined;
  const matters = [...personalMatters(charter), ...(may.family ? [familyMatter] : [])];
  return refuse('unknown-matter', 'VET-1', { matter, matters });
}

/** Whom an action binds, whatever its author wrote of its impact (VET-1). */
export function boundBy(action: Action | null): readonly string[] {
  switch (action?.type) {
    case 'task':
      return [action.assignee];
    case 'allocation.grant':
      return typeof action.to === 'string' ? [action.to] : [];
    case 'member.admit':
      return [action.member.id];
    case 'family.dissolve':
      return action.shares.flatMap(({ to }) => (typeof to === 'string' ? [to] : []));
    case 'family.admit':
    case 'family.release':
    case 'member.release':
    case 'member.guardian':
    case 'member.milestone':
    case 'member.roles':
    case 'leadership.give':
    case 'leadership.take':
      return [action.member];
    case 'mandate.grant':
      return action.members;
    case 'sensor.register':
      return [...new Set([action.sensor.owner, ...(action.sensor.persons ?? [])])];
    case 'restorative.refer':
      return [...action.harmed, ...action.responsible];
    default:
      return [];
  }
}

type Naming = Pick<Content, 'impact' | 'action' | 'accused' | 'victims'>;

/** Whom a text names by its impact, its action, or as accused or victim; an impact on everyone names nobody. */
export function membersNamed({ impact, action, accused, victims = [] }: Naming): readonly string[] {
  const affected = impact === null || impact.affected === 'everyone' ? [] : impact.affected;
  return [...affected, ...boundBy(action), ...(accused === undefined ? [] : [accused]), ...victims];
}

const isOnEveryone = ({ impact }: Pick<Content, 'impact'>): boolean => impact?.affected === 'everyone';

/** Whether the text in force affects a member: it names them, or everyone, or its action their family (VET-1). */
export const isAffected = (
  content: Naming,
  { id, family }: { readonly id: string; readonly family: string | null },
): boolean =>
  isOnEveryone(content) ||
  membersNamed(content).includes(id) ||
  (family !== null && familyNamed(content.action).includes(family));

/**
 * Whether a text concerns a family, so that one of it may say that it is the family's alone (TIE-2): its action names the family, or the
 * text one of its members; one on everyone concerns each.
 * @param families of those whom it names, by their ids; null: of none
 */
export const concernsFamily = (
  content: Naming,
  family: string | null,
  families: ReadonlyMap<string, string | null>,
): boolean =>
  family !== null &&
  (isOnEveryone(content) ||
    familyNamed(content.action).includes(family) ||
    membersNamed(content).some((member) => families.get(member) === family));

/** Nobody objects to the answer to an objection, nor a leader to the end of their own authority (VET-1, EMG-8). */
const withoutObjections: readonly string[] = ['veto-question', 'emergency-removal'];

/** Refuses an objection where there are none: in these categories, and that it is a family's of what that family itself escalated (TIE-2). */
export function objectionFault(
  { category, family }: Pick<ProposalState, 'category' | 'family'>,
  matters: readonly string[],
): Refusal | undefined {
  if (withoutObjections.includes(category)) return refuse('not-permitted', 'VET-1', { category });
  return family !== null && matters.includes(familyMatter)
    ? refuse('not-permitted', 'TIE-2', { escalatedBy: family })
    : undefined;
}

/** Those that are open and uncontested and not this elector's own, the oldest first: what they may contest (VET-2). */
export const contestable = (vetoes: readonly Veto[], elector: string): readonly Veto[] =>
  vetoes.filter(({ by, contest, outcome }) => outcome === null && contest === null && by !== elector);

/** Which of them a contest is of: those that it names, all, or the oldest where it names none. */
export function contestedBy(
  vetoes: readonly Veto[],
  elector: string,
  named: readonly number[] | 'all' | undefined,
): readonly Veto[] {
  const open = contestable(vetoes, elector);
  if (named === 'all') return open;
  return named === undefined ? open.slice(0, 1) : open.filter(({ number }) => named.includes(number));
}

/** How often an elector contests within one version: each time as many as they like, by their numbers or all (VET-2). */
export const mostContestsOfOne = 20;

/** How often an elector has contested what was raised against a version: what was contested at once counts once. */
export const contestsOf = (
  vetoes: readonly Veto[],
  { by, version }: { readonly by: string; readonly version: number },
): number =>
  new Set(
    vetoes.flatMap(({ version: against, contest }) =>
      against === version && contest?.by === by ? [contest.at] : [],
    ),
  ).size;

/** What a member has raised against a version: each says all of it at once, and each for themselves (VET-1). */
export const raised = (
  vetoes: readonly Veto[],
  { by, version }: { readonly by: string; readonly version: number },
): Veto | undefined => vetoes.find((veto) => veto.by === by && veto.version === version);

/** Whether a veto still waits: for its contest, or for the council's answer. */
export const undecided = (vetoes: readonly Veto[]): boolean => vetoes.some(({ outcome }) => outcome === null);

/** What the council is to be asked: everything that waits, once all of it is contested and nothing was asked yet (VET-2). */
export function toBeAsked(vetoes: readonly Veto[]): readonly Veto[] {
  const open = vetoes.filter(({ outcome }) => outcome === null);
  return open.some(({ contest, question }) => contest === null || question !== null) ? [] : open;
}

/** What the council is asked of these: each matter once, in the order of their names, and who raised it (VET-2). */
export function mattersOf(vetoes: readonly Veto[]): Pick<AskedMatter, 'matter' | 'named'>[] {
  const matters = [...new Set(vetoes.map(({ matter }) => matter))].toSorted();
  return matters.map((matter) => {
    const raisers = vetoes.filter((veto) => veto.matter === matter).map(({ by }) => by);
    return { matter, named: [...new Set(raisers)].toSorted() };
  });
}

/**
 * Which vote of a question is about a matter, counted from 1; it need not be named where there is but one. Null where the proposal is no
 * question. Facts of the refusal: `matter` and `matters` (VET-2).
 */
export function voteOn(
  asks: ProposalState['asks'],
  named: string | undefined,
): { readonly vote: number | null } | { readonly refusal: Refusal } {
  const matters = (asks?.matters ?? []).map(({ matter }) => matter);
  if (named === undefined) {
    if (matters.length > 1) return { refusal: refuse('incomplete', 'VET-2', { missing: ['matter'] }) };
    return { vote: asks === null ? null : 1 };
  }
  const place = matters.findIndex((matter) => matter === named || matter.endsWith(`.${named}`));
  return place < 0
    ? { refusal: refuse('unknown-matter', 'VET-2', { matter: named, matters }) }
    : { vote: place + 1 };
}

/** The outcomes of a question whose votes were counted: any other upholds all that it asks about (VET-2). */
export const countedOutcomes: readonly (string | null)[] = ['executed', 'rejected', 'inquorate'];

/** The matters that an ended question has lifted (VET-2). */
export const liftedBy = ({ asks, outcome }: Pick<ProposalState, 'asks' | 'outcome'>): readonly string[] =>
  countedOutcomes.includes(outcome)
    ? (asks?.matters ?? []).filter(({ lifted }) => lifted === true).map(({ matter }) => matter)
    : [];

/** Whether a question leaves a member no ballot at all, for they raised all that it asks about (VET-2). */
export const hasNoBallot = (asks: ProposalState['asks'], member: string): boolean =>
  asks !== null && asks.matters.every(({ without }) => without.includes(member));

/**
 * Who has no ballot on a matter: who raised it, while enough of the electorate is left without them (GUA-2); else they
 * have one, for nobody could answer (VET-2).
 * @param size of the electorate with them, and without
 */
export const withoutBallot = (
  named: readonly string[],
  { whole, left }: { readonly whole: number; readonly left: number },
  { recusal }: Pick<Charter, 'recusal'>,
): readonly string[] => (atLeast(recusal.least, left, whole) ? named : []);

/** A question has a review and one vote: no rounds, no extension, no deadlock path (VET-2). */
export const questionCharter = <Rules extends Pick<Charter, 'discussion' | 'voting' | 'deadlock'>>(
  charter: Rules,
): Rules => ({
  ...charter,
  discussion: { ...charter.discussion, rounds: 0 },
  voting: { ...charter.voting, extensions: 0 },
  deadlock: null,
});

/** A core principle of the charter by its id; facts of the refusal: `principle` and `principles` (VET-3, APP-1). */
export function principleFault(
  principle: string,
  { principles }: Pick<Charter, 'principles'>,
  rule: string,
): Refusal | undefined {
  const ids = principles.map(({ id }) => id);
  return ids.includes(principle)
    ? undefined
    : refuse('unknown-principle', rule, { principle, principles: ids });
}
