/** Gates: what must hold before any adoption, each with its deadline (PRO-11, REP-1, JUS-1), and when the next thing falls due. */
import type { Category, Charter } from '../charter/types.ts';
import type { Content } from './model.ts';
import type { ProposalState, Requirement } from './proposal.ts';

/** The role that attests the resources (REP-1). */
const steward = 'resource-steward';

/**
 * The requirements of a proposal, from its submission on: a consent of each named parent, the attestation of the resources, the hearing
 * of the accused and of each victim. The assessment of diversity is attached to the text (REP-1).
 * @param after the instant so many milliseconds after the submission, ISO 8601, UTC
 */
export function requirementsOf(
  content: Content,
  { gates, hearing }: Pick<Category, 'gates' | 'hearing'>,
  charter: Pick<Charter, 'gates' | 'hearing'>,
  after: (milliseconds: number) => string,
): Requirement[] {
  const open = (what: Requirement['what'], who: string, within: number): Requirement => ({
    what,
    who,
    until: after(within),
    closed: null,
  });
  const { parents = [], accused, victims = [] } = content;
  const heard = accused === undefined ? [] : [accused, ...victims];
  return [
    ...(gates.includes('parents') ? parents.map((id) => open('consent', id, charter.gates)) : []),
    ...(gates.includes('resources') ? [open('resources', steward, charter.gates)] : []),
    ...(hearing ? heard.map((id) => open('hearing', id, charter.hearing)) : []),
  ];
}

/** Whether a requirement, or a veto's question, is still open: adoption waits for it (PRO-11, VET-2). */
export const isWaiting = ({
  requirements,
  vetoes,
}: Pick<ProposalState, 'requirements' | 'vetoes'>): boolean =>
  requirements.some(({ closed }) => closed === null) || vetoes.some(({ outcome }) => outcome === null);

/** When the next requirement, or the next contest, falls due by itself; null where nothing will. ISO 8601, UTC. */
export function nextDue({
  requirements,
  vetoes,
}: Pick<ProposalState, 'requirements' | 'vetoes'>): string | null {
  const due = [
    ...requirements.filter(({ closed }) => closed === null).map(({ until }) => until),
    ...vetoes
      .filter(({ contest, outcome }) => outcome === null && contest === null)
      .flatMap(({ until }) => until ?? []),
  ];
  return due.toSorted()[0] ?? null;
}
