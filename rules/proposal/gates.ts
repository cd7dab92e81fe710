/** Gates: what must hold before any adoption, each with its deadline (PRO-11, REP-1, JUS-1), and when the next thing falls due. */
import type { Category, Charter } from '../../charter/types.ts';
import type { Content } from '../model.ts';
import type { ProposalState, Requirement } from './state.ts';
import { observedBy } from '../alarm/sensors.ts';
import { toBeAsked } from './vetoes/vetoes.ts';

/** The role that attests the resources, and who attests the diversity: an elector who is neither author nor parent (REP-1). */
const steward = 'resource-steward';
const anyElector = 'elector';

/** What is asked about: a version of the text, since when, and the instant so many milliseconds after that; ISO 8601, UTC. */
export interface Asking {
  readonly version: number;
  readonly asked: string;
  readonly after: (milliseconds: number) => string;
}

/**
 * The requirements of a version of the text: a consent of each named parent, and of who joins a family; the attestations of resources and of diversity, the hearing
 * of the accused and of each named victim.
 */
export function requirementsOf(
  content: Content,
  { gates, hearing }: Pick<Category, 'gates' | 'hearing'>,
  charter: Pick<Charter, 'gates' | 'hearing'>,
  { version, asked, after }: Asking,
): Requirement[] {
  const open = (what: Requirement['what'], who: string, within: number): Requirement => ({
    what,
    who,
    version,
    asked,
    until: after(within),
    closed: null,
  });
  const { accused, victims = [] } = content;
  const heard = accused === undefined ? [] : [accused, ...victims];
  return [
    ...consenting(content, gates).map((id) => open('consent', id, charter.gates)),
    ...(gates.includes('resources') ? [open('resources', steward, charter.gates)] : []),
    ...(gates.includes('diversity') ? [open('diversity', anyElector, charter.gates)] : []),
    ...(hearing ? heard.map((id) => open('hearing', id, charter.hearing)) : []),
  ];
}

/** Whose consent a text asks for: that of the parents where its category does (REP-1), of who joins a family, or of their parents (MEM-7), and of whom a sensor observes (ALM-1). */
function consenting(
  { parents = [], action }: Pick<Content, 'parents' | 'action'>,
  gates: Category['gates'],
): readonly string[] {
  const joining = action?.type === 'family.admit' ? (action.parents ?? [action.member]) : [];
  return [...new Set([...(gates.includes('parents') ? parents : []), ...joining, ...observedBy(action)])];
}

/** By which rule a consent is asked for: in a family's matter it is that of who joins. */
export const consentRule = ({ family }: Pick<ProposalState, 'family'>): string =>
  family === null ? 'REP-1' : 'MEM-7';

/** Which of the two an attestation is (REP-1). */
export const attestedBy = (facts: Readonly<Record<string, unknown>>): 'resources' | 'diversity' =>
  'diversity' in facts ? 'diversity' : 'resources';

/** Whether somebody is still to be heard: rounds open only when the hearing is over (JUS-1). */
export const isHearing = ({ requirements }: Pick<ProposalState, 'requirements'>): boolean =>
  requirements.some(({ what, closed }) => what === 'hearing' && closed === null);

/** Whether a requirement, or a veto's question, is still open: adoption waits for it (PRO-11, VET-2). */
export const isWaiting = ({
  requirements,
  vetoes,
}: Pick<ProposalState, 'requirements' | 'vetoes'>): boolean =>
  requirements.some(({ closed }) => closed === null) || vetoes.some(({ outcome }) => outcome === null);

/** Whether it is known who is recused, which a hearing or the declared interests bring out (GUA-2, JUS-1). */
export const isRecusalKnown = ({
  accused = null,
  recused = null,
  interests = null,
}: Partial<Pick<ProposalState, 'accused' | 'recused' | 'interests'>>): boolean =>
  (accused === null && interests === null) || recused !== null;

/** When the next requirement, or the next contest, falls due by itself; null where nothing will. ISO 8601, UTC. */
export function nextDue({
  requirements,
  vetoes,
  objectingUntil,
  ...own
}: Pick<ProposalState, 'requirements' | 'vetoes' | 'objectingUntil'> &
  Partial<Pick<ProposalState, 'accused' | 'recused' | 'interests'>>): string | null {
  const isAsked = objectingUntil !== null && isRecusalKnown(own) && toBeAsked(vetoes).length > 0;
  const due = [
    // The council is asked once nobody objects any more (VET-2).
    ...(isAsked ? [objectingUntil] : []),
    ...requirements.filter(({ closed }) => closed === null).map(({ until }) => until),
    ...vetoes
      .filter(({ contest, outcome }) => outcome === null && contest === null)
      .flatMap(({ until }) => until ?? []),
  ];
  return due.toSorted()[0] ?? null;
}
