/** The guardian's approval of constitutional change; silence lets it lapse, and a vacant office at once, unless it is assent (VET-3, AMD-2). */
import { type Decision, ending, type Ending, note } from '../decision.ts';
import { activities } from '../../activities.ts';
import { isOver } from '../../kit/clock.ts';
import { enter, stageEnd } from '../stage.ts';
import { handOver, officeHolder } from './hand-over.ts';

/**
 * Passed over where the category needs none, the charter has no guardian, the guardian adopted it themselves (DEA-2), or it fills an
 * office that nobody holds, also where its holder departs meanwhile; what does not fill it lapses then, at once. Where its holder is
 * offline as the week ends, the approval of what fills it is owed until the delay does (AMD-2).
 */
export async function guardianApproval(decision: Decision): Promise<Ending | undefined> {
  const { category, charter, proposal } = decision;
  if (!category.approval || charter.guardian === null || decision.input.from === 'execution')
    return undefined;
  if (proposal.stage === 'guardian-resolution') return undefined;
  const { answer } = charter.guardian;
  const guardian = await officeHolder(decision);
  if (guardian === null) return vacant(decision, null, decision.stageEnded);
  await enter(decision, 'guardian-approval', { length: answer, state: { guardian }, facts: { guardian } });
  const approval = await answerOrVacancy(decision);
  if (approval === 'vacant') return vacant(decision, decision.proposal.guardian, decision.stageEnded);
  return approval === null ? silent(decision, decision.proposal.guardian) : answered(decision, approval);
}

const fillsOffice = ({ content }: Decision): boolean => content.action?.type === 'member.guardian';

/** Where the charter has it so, who is asked can but refuse: also who is out of touch, and an office that nobody holds refuses nothing. */
const isAssent = ({ charter }: Decision): boolean => charter.guardian?.silence === 'assent';

/**
 * Nobody holds the office that is asked: what fills it goes on, all else lapses, unless silence is assent (AMD-2).
 * @param from whose word was waited for; null where it was vacant before
 */
function vacant(decision: Decision, from: string | null, at: string): Ending | undefined {
  if (fillsOffice(decision) || isAssent(decision)) {
    passOver(decision, { guardian: null }, at);
    return undefined;
  }
  note(decision, 'approval-vacant', { from }, at);
  return ending('lapsed', 'AMD-2', { guardian: null, approval: null });
}

const isAnswered = ({ approval }: Decision): boolean => approval !== null;

function passOver(
  decision: Decision,
  away: { readonly guardian: string | null; readonly offlineFrom?: string },
  at?: string,
): void {
  decision.proposal = { ...decision.proposal, approver: null };
  note(decision, 'approval-passed-over', { ...away, action: decision.content.action?.type }, at);
}

/** Takes the guardian's word, against which no act of a later stage comes. */
export function answered(
  decision: Decision,
  { approve, reason, at }: NonNullable<Decision['approval']>,
): Ending | undefined {
  const { approver, guardian: asked } = decision.proposal;
  const guardian = approver ?? asked;
  decision.approval = null;
  decision.proposal = { ...decision.proposal, approver: null };
  note(decision, 'guardian-answered', { guardian, approve, reason }, at);
  return approve ? undefined : ending('refused-by-guardian', 'VET-3', { guardian, reason });
}

/**
 * The silence of who was asked, at the end of their time: it lets the proposal lapse, unless it is assent. What fills the office goes on where they are offline
 * then (MEM-4), or have departed: until the delay is over the approval is owed, and then it is passed over (AMD-2).
 */
export async function silent(decision: Decision, guardian: string | null): Promise<Ending | undefined> {
  const { deadline: at, stage } = decision.proposal;
  if (at !== null && isAssent(decision)) {
    note(decision, 'approval-assumed', { guardian }, at);
    return undefined;
  }
  const isLast = stage === 'delay' || decision.category.delay === null;
  if (at !== null && guardian !== null && fillsOffice(decision)) {
    const { status, offlineFrom } = await activities.guardianAt({ guardian, at });
    if (status === 'departed') {
      passOver(decision, { guardian: null }, at);
      return undefined;
    }
    if (offlineFrom !== null) {
      const away = { guardian, offlineFrom };
      if (stage !== 'delay') {
        decision.proposal = { ...decision.proposal, approver: guardian };
        note(decision, 'approval-owed', away, at);
      }
      if (isLast) passOver(decision, away, at);
      return undefined;
    }
  }
  return ending('lapsed', 'AMD-2', { guardian, approval: null });
}

/** Waits for the word of whoever holds the office, null at the deadline; or for it to fall vacant before. */
async function answerOrVacancy(decision: Decision): Promise<Decision['approval'] | 'vacant'> {
  for (;;) {
    await stageEnd(decision, () => isAnswered(decision) || decision.lookAgain);
    if (isAnswered(decision) || !decision.lookAgain) return decision.approval;
    decision.lookAgain = false;
    const holder = await officeHolder(decision);
    if (holder === null && !isAnswered(decision) && !isOver(decision.proposal.deadline)) return 'vacant';
    handOver(decision, holder);
  }
}
