/** A vote: for, against or abstain, until its close (PRO-7, PRO-8, DEA-1). */
import { activities, type Decision, ending, type Ending, note, showToOperators, write } from '../decision.ts';
import { closeNow, enter, stageEnd } from '../stage.ts';

/** Answers nothing on a deadlock. */
export async function voting(decision: Decision): Promise<'adopted' | Ending | undefined> {
  const number = decision.proposal.votes + 1;
  await enter(decision, 'voting', {
    length: decision.charter.voting.window,
    state: { votes: number, lastRound: true },
    facts: { vote: number },
    polls: [{ kind: 'votes', number }],
  });
  const { closedAt, tally } = await close(decision, number);
  decision.stageEnded = closedAt;
  decision.tally = tally;
  note(decision, 'vote-closed', { vote: number, closedAt, tally }, closedAt);
  switch (tally.verdict) {
    case 'adopted':
      return 'adopted';
    case 'rejected':
      return ending('rejected', 'DEA-1', { vote: number, tally });
    case 'inquorate':
      return ending('inquorate', 'PRO-8', { vote: number, tally });
    case 'deadlock':
      return undefined;
  }
}

/** Waits for the close, which moves with an extension (PRO-8) or for who is offline (MEM-4). */
async function close(decision: Decision, number: number) {
  let extensions = 0;
  for (;;) {
    await stageEnd(decision, () => decision.lookAgain);
    decision.lookAgain = false;
    const { deadline } = decision.proposal;
    const closing = await activities.closeVote(closeNow(decision, number));
    if (!closing.open) return { closedAt: closing.closedAt, tally: closing.result };
    if (closing.closes !== deadline) {
      decision.proposal = { ...decision.proposal, deadline: closing.closes };
      const extension = closing.extended[extensions];
      if (extension === undefined) note(decision, 'vote-waits', { vote: number, closes: closing.closes });
      else note(decision, 'vote-extended', { vote: number, ...extension }, extension.at);
      extensions = closing.extended.length;
      showToOperators(decision);
      await write(decision);
    }
  }
}
