/** What may end a proposal, or let it go on, beside its stages: requirements, vetoes and what was declared (PRO-11, VET-2, TIE-3, MAN-2). */
import type { Declared } from '../activities/index.ts';
import type { Requirement } from '../rules/proposal.ts';
import { type Decision, ending, interrupt, note, write } from './decision.ts';
import { activities } from './swift.ts';

/** Whether anything that members declare can change its way. */
const isWatched = ({ proposal, adopted }: Decision): boolean =>
  !adopted &&
  ((proposal.escalation !== null && proposal.votes === 0) ||
    proposal.mandate !== null ||
    proposal.requirements.some(({ closed }) => closed === null));

/** Looks at what was declared, and follows it; where nothing can follow, it does not look. */
export async function look(decision: Decision): Promise<void> {
  decision.declared = false;
  if (!isWatched(decision)) return;
  follow(decision, await activities.declared({ decision: decision.proposal.id }));
  await tell(decision);
}

/** Readers, and who acts next, see what came of it; an ending is written as such. */
async function tell(decision: Decision): Promise<void> {
  if (decision.interrupted === null && decision.entries.length > 0) await write(decision);
}

function follow(decision: Decision, { given, representative, escalation, callBacks }: Declared): void {
  if (representative !== decision.proposal.representative) {
    decision.proposal = { ...decision.proposal, representative };
    note(decision, 'representative-named', { by: decision.proposal.accused, representative });
  }
  for (const { what, who, refused, at } of given)
    closeRequirement(decision, { what, who }, { how: refused ? 'refused' : 'met', at });
  const { requirements, escalation: needed, mandate, votes } = decision.proposal;
  const refused = requirements.find(({ closed }) => closed?.how === 'refused');
  if (refused !== undefined)
    interrupt(decision, ending('rejected', 'REP-1', { requirement: refused.what, refusedBy: refused.who }));
  if (needed !== null && votes === 0 && escalation >= needed)
    interrupt(decision, ending('escalated', 'TIE-3', { asked: escalation, needed }));
  if (mandate !== null && callBacks >= mandate.callBack)
    interrupt(
      decision,
      ending('escalated', 'MAN-2', { mandate: mandate.id, called: callBacks, needed: mandate.callBack }),
    );
}

function closeRequirement(
  decision: Decision,
  { what, who }: Pick<Requirement, 'what' | 'who'>,
  closed: NonNullable<Requirement['closed']>,
): void {
  const { requirements } = decision.proposal;
  const found = requirements.findIndex((one) => one.what === what && one.who === who && one.closed === null);
  if (found < 0) return;
  const changed = requirements.map((one, place) => (place === found ? { ...one, closed } : one));
  decision.proposal = { ...decision.proposal, requirements: changed };
  note(decision, `requirement-${closed.how}`, { requirement: what, who }, closed.at);
}

/**
 * What fell due at an instant: a requirement that is unmet ends the proposal, but a hearing, which is over then (PRO-11, JUS-1); an
 * uncontested veto stands (VET-2). What was declared until then counts, though its signal may be lost.
 */
export async function settle(decision: Decision, due: string): Promise<void> {
  await look(decision);
  const { requirements, vetoes } = decision.proposal;
  const unmet = requirements.filter(({ closed, until }) => closed === null && until <= due);
  for (const { what, who } of unmet) closeRequirement(decision, { what, who }, { how: 'timed-out', at: due });
  const missing = unmet.filter(({ what }) => what !== 'hearing').map(({ what, who }) => ({ what, who }));
  for (const { number, until, contest, outcome } of vetoes)
    if (outcome === null && contest === null && until !== null && until <= due)
      answerVeto(decision, number, 'stands', due);
  if (missing.length > 0) interrupt(decision, ending('lapsed', 'PRO-11', { missing, until: due }), due);
  await tell(decision);
}

/** What became of a veto; one that stands ends the proposal (VET-2). */
export function answerVeto(
  decision: Decision,
  number: number,
  outcome: 'stands' | 'lifted',
  at: string,
): void {
  const { proposal } = decision;
  const veto = proposal.vetoes.find((one) => one.number === number);
  if (veto === undefined || veto.outcome !== null) return;
  const vetoes = proposal.vetoes.map((one) => (one.number === number ? { ...one, outcome } : one));
  decision.proposal = { ...proposal, vetoes };
  const { by, matter, reason, question } = veto;
  note(decision, `veto-${outcome}`, { veto: number, by, matter, question }, at);
  if (outcome === 'stands')
    interrupt(decision, ending('vetoed', 'VET-2', { veto: number, by, matter, reason, question }), at);
}
