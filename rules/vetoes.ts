/** Vetoes and objections: what is personal is nobody else's to decide (VET-1 to VET-3, TIE-2). */
import type { Charter } from '../charter/types.ts';
import type { Content } from './model.ts';
import type { Veto } from './proposal.ts';
import { refuse, type Refusal } from './refusal.ts';

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
 * may also say that the matter is a family's alone; who says so is of one (TIE-2).
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

/** Whether the text in force names a member as affected (VET-1). */
export const isAffected = ({ impact }: Pick<Content, 'impact'>, member: string): boolean =>
  impact !== null && (impact.affected === 'everyone' || impact.affected.includes(member));

/** The oldest that is open and uncontested and not this elector's own: what they contest (VET-2). */
export const contestable = (vetoes: readonly Veto[], elector: string): Veto | undefined =>
  vetoes.find(({ by, contest, outcome }) => outcome === null && contest === null && by !== elector);

/** An objection in the same matter that is open or has been answered: nobody asks the council twice (VET-2). */
export const raised = (vetoes: readonly Veto[], matter: string): Veto | undefined =>
  vetoes.find((veto) => veto.matter === matter);

/** Whether a veto still waits: for its contest, or for the council's answer. */
export const undecided = (vetoes: readonly Veto[]): boolean => vetoes.some(({ outcome }) => outcome === null);

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
