/** A vote: for, against or abstain, until its close (PRO-7, PRO-8, DEA-1). */
import { activities, activitiesFor } from '../activities.ts';
import { after } from '../clock.ts';
import { type Decision, electorsOf, ending, type Ending, note, showStage, write } from '../decision.ts';
import { meanwhile } from '../reminders.ts';
import { closeNow, enter, stageEnd } from '../stage.ts';
import { look } from '../watch.ts';

/** Answers nothing on a deadlock. */
export async function voting(decision: Decision): Promise<'adopted' | Ending | undefined> {
  const number = decision.proposal.votes + 1;
  await enter(decision, 'voting', {
    length: decision.charter.voting.window,
    state: { votes: number, lastRound: true },
    facts: { vote: number },
    polls: [{ kind: 'votes', number }],
  });
  const closed = await close(decision, number);
  if (closed === undefined) return decision.interrupted ?? undefined;
  const { closedAt, tally } = closed;
  decision.stageEnded = closedAt;
  decision.tally = tally;
  note(decision, 'vote-closed', { vote: number, closedAt, tally }, closedAt);
  await look(decision);
  // Called back before it was adopted, though nobody told (MAN-2).
  if (decision.interrupted !== null) return decision.interrupted;
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

/** Waits for the close, which moves with an extension (PRO-8) or for who is offline (MEM-4); nothing where the vote is called back (MAN-2). */
async function close(decision: Decision, number: number) {
  let extensions = 0;
  let marks = marksOf(decision);
  for (;;) {
    const [mark = null] = marks;
    if ((await stageEnd(decision, () => decision.lookAgain, mark)) === 'mark' && mark !== null) {
      marks = marks.slice(1);
      meanwhile(
        decision.telling,
        activities.tellDelegators({ decision: decision.proposal.id, vote: number, mark }),
      );
      continue;
    }
    decision.lookAgain = false;
    if (decision.interrupted !== null) return undefined;
    const { deadline } = decision.proposal;
    const closing = await activitiesFor(electorsOf(decision)).closeVote(closeNow(decision, number));
    if (!closing.open) return { closedAt: closing.closedAt, tally: closing.result };
    if (closing.closes !== deadline) {
      decision.proposal = { ...decision.proposal, deadline: closing.closes };
      const extension = closing.extended[extensions];
      if (extension === undefined) note(decision, 'vote-waits', { vote: number, closes: closing.closes });
      else note(decision, 'vote-extended', { vote: number, ...extension }, extension.at);
      if (closing.extended.length > extensions) {
        marks = marksOf(decision);
        decision.stageOpened = after(closing.closes, -decision.charter.voting.window);
      }
      extensions = closing.extended.length;
      showStage(decision);
      await write(decision);
    }
  }
}

/** Half and nine tenths of the poll: who has delegated is told then what they still can mend (DEL-3). */
function marksOf({ charter, proposal: { deadline } }: Decision): readonly string[] {
  const { delegation, voting: rules } = charter;
  if (delegation === null || deadline === null) return [];
  return [2, 10].map((part) => after(deadline, -Math.floor(rules.window / part)));
}
