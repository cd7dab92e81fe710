/** What may end a proposal, or let it go on, beside its stages: requirements, vetoes and what was declared (PRO-11, VET-2, TIE-3, TIE-6, MAN-2). */
import type { Declared } from '../../activities/index.ts';
import { consentRule } from '../../rules/proposal/gates.ts';
import type { Requirement } from '../../rules/proposal/state.ts';
import { leastAsking } from '../../rules/polls/share.ts';
import { followRequests, mayEndElsewhere } from './category-requests.ts';
import { type Decision, ending, interrupt, note, write } from './decision.ts';
import { activities } from '../activities.ts';
import { followEndorsements } from './endorsers.ts';
import { answerVeto, askCouncil } from './question.ts';

/** Whether anything that members declare can change its way. */
const isWatched = ({ proposal, adopted }: Decision): boolean =>
  !adopted &&
  (proposal.stage === 'endorsement' ||
    (proposal.escalation !== null && proposal.votes === 0) ||
    proposal.mandate !== null ||
    mayEndElsewhere({ proposal }) ||
    proposal.requirements.some(({ closed }) => closed === null));

/** Looks at what was declared, and follows it; where nothing can follow, it does not look. */
export async function look(decision: Decision): Promise<void> {
  decision.declared = false;
  // Before the first write nobody has read of it, and so nobody has declared anything.
  if (decision.journal.written === 0 || !isWatched(decision)) return;
  const { id, version } = decision.proposal;
  const { maturity } = decision.charter;
  const asking = mayEndElsewhere(decision) ? version : null;
  follow(decision, await activities.declared({ decision: id, charter: { maturity }, version: asking }));
  await tell(decision);
}

/** Readers, and who acts next, see what came of it; an ending is written as such. */
async function tell(decision: Decision): Promise<void> {
  if (decision.interrupted === null && decision.journal.entries.length > 0) await write(decision);
}

function follow(
  decision: Decision,
  { given, representative, escalation, callBacks, requests, endorsements }: Declared,
): void {
  if (representative !== decision.proposal.representative) {
    decision.proposal = { ...decision.proposal, representative };
    note(decision, 'representative-named', { by: decision.proposal.accused, representative });
  }
  if (endorsements !== undefined) followEndorsements(decision, endorsements);
  for (const { refused, at, ...answered } of given)
    closeRequirement(decision, answered, { how: refused ? 'refused' : 'met', at });
  lowerEscalation(decision, escalation.departed);
  lowerCallBack(decision, callBacks.departed);
  const { requirements, escalation: needed, mandate, votes } = decision.proposal;
  const refused = requirements.find(({ closed }) => closed?.how === 'refused');
  if (refused !== undefined) {
    const facts = { requirement: refused.what, refusedBy: refused.who };
    interrupt(decision, ending('rejected', consentRule(decision.proposal), facts));
  }
  if (needed !== null && votes === 0 && escalation.asked >= needed)
    interrupt(decision, ending('escalated', 'TIE-3', { asked: escalation.asked, needed }));
  if (mandate !== null && callBacks.called >= mandate.callBack)
    interrupt(
      decision,
      ending('escalated', 'MAN-2', {
        mandate: mandate.id,
        called: callBacks.called,
        needed: mandate.callBack,
      }),
    );
  if (requests !== null) followRequests(decision, requests);
}

/** Fewer electors are left, and so fewer must ask for the council (MEM-2, TIE-3). */
function lowerEscalation(decision: Decision, departed: readonly string[]): void {
  const { escalation, electorate, votes } = decision.proposal;
  const share = decision.charter.escalation;
  if (escalation === null || electorate === null || share === null || votes > 0) return;
  const needed = leastAsking(share, electorate.size - departed.length);
  if (needed >= escalation) return;
  decision.proposal = { ...decision.proposal, escalation: needed };
  note(decision, 'escalation-lowered', { departed, needed });
}

/** Fewer of the council are left, and so fewer call the decision back (MEM-2, MAN-2). */
function lowerCallBack(decision: Decision, departed: number): void {
  const { mandate } = decision.proposal;
  const { mandates } = decision.charter;
  if (mandate === null || mandates === null || decision.adopted) return;
  const callBack = leastAsking(mandates.callBack, mandate.council - departed);
  if (callBack >= mandate.callBack) return;
  decision.proposal = { ...decision.proposal, mandate: { ...mandate, callBack } };
  note(decision, 'call-back-lowered', { departed, needed: callBack });
}

/** What was acknowledged before the end is met in the record, though nothing follows from it any more (VOT-6, PRO-11). */
export async function acknowledge(decision: Decision): Promise<void> {
  const { adopted, proposal, charter, stageEnded } = decision;
  if (adopted || !proposal.requirements.some(({ closed }) => closed === null)) return;
  const { maturity } = charter;
  const { given } = await activities.declared({
    decision: proposal.id,
    charter: { maturity },
    version: null,
  });
  for (const { refused, at, ...answered } of given)
    if (at <= stageEnded) closeRequirement(decision, answered, { how: refused ? 'refused' : 'met', at });
}

function closeRequirement(
  decision: Decision,
  { what, who, version }: Pick<Requirement, 'what' | 'who' | 'version'>,
  closed: NonNullable<Requirement['closed']>,
): void {
  const { requirements } = decision.proposal;
  const found = requirements.findIndex(
    (one) => one.what === what && one.who === who && one.version === version && one.closed === null,
  );
  if (found < 0) return;
  const changed = requirements.map((one, place) => (place === found ? { ...one, closed } : one));
  decision.proposal = { ...decision.proposal, requirements: changed };
  note(decision, `requirement-${closed.how}`, { requirement: what, who, version }, closed.at);
}

/**
 * What fell due at an instant: a requirement that is unmet ends the proposal, but a hearing, which is over then (PRO-11, JUS-1); an
 * uncontested veto stands (VET-2). What was declared until then counts, though its signal may be lost.
 */
export async function settle(decision: Decision, due: string): Promise<void> {
  await look(decision);
  const { requirements, vetoes } = decision.proposal;
  const unmet = requirements.filter(({ closed, until }) => closed === null && until <= due);
  for (const one of unmet) closeRequirement(decision, one, { how: 'timed-out', at: due });
  const missing = unmet.filter(({ what }) => what !== 'hearing').map(({ what, who }) => ({ what, who }));
  for (const { number, until, contest, outcome } of vetoes)
    if (outcome === null && contest === null && until !== null && until <= due)
      answerVeto(decision, number, 'stands', due);
  await askCouncil(decision);
  if (missing.length > 0) interrupt(decision, ending('lapsed', 'PRO-11', { missing, until: due }), due);
  await tell(decision);
}
