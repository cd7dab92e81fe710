/** A vote: for, against or abstain, until its close (PRO-7, PRO-8, DEA-1). */
import type { ProposalState } from '../../../rules/proposal/state.ts';
import type { Tally } from '../../../rules/polls/tally.ts';
import { activities, activitiesFor } from '../../activities.ts';
import { type Decision, electorsOf, ending, type Ending, note, showStage, write } from '../decision.ts';
import { meanwhile } from '../../kit/reminders.ts';
import { closeNow, enter, type Entering, stageEnd } from '../stage.ts';
import { look } from '../conditions.ts';
import { after } from '../../../rules/window.ts';

/** Answers nothing on a deadlock. */
export async function voting(decision: Decision): Promise<'adopted' | Ending | undefined> {
  const number = decision.proposal.votes + 1;
  const polls = pollsFrom(number, decision.proposal);
  await enter(decision, 'voting', {
    length: decision.charter.voting.window,
    state: { votes: number + polls.length - 1, lastRound: true },
    facts: { vote: number },
    polls,
  });
  const closed = await close(decision, number);
  if (closed === undefined) return decision.interrupted ?? undefined;
  decision.stageEnded = closed.closedAt;
  count(decision, number, closed);
  await look(decision);
  // Called back before it was adopted, though nobody told (MAN-2).
  if (decision.interrupted !== null) return decision.interrupted;
  return decidedBy(number, closed.tallies);
}

/** One poll; of a veto's question one for each matter, each with its own voters, opened and closed together (VET-2). */
const pollsFrom = (number: number, { id, asks }: ProposalState): NonNullable<Entering['polls']> =>
  asks === null
    ? [{ kind: 'votes', number }]
    : asks.matters.map((_, place) => ({
        kind: 'votes',
        number: number + place,
        electorate: `${id}/${number + place}`,
      }));

interface Closed {
  readonly closedAt: string;
  readonly tallies: readonly Tally[];
}

function count(decision: Decision, first: number, { closedAt, tallies }: Closed): void {
  const { asks } = decision.proposal;
  decision.tally = tallies[0] ?? null;
  for (const [place, tally] of tallies.entries()) {
    const matter = asks?.matters[place]?.matter;
    const facts = { vote: first + place, ...(matter === undefined ? {} : { matter }), closedAt, tally };
    note(decision, 'vote-closed', facts, closedAt);
  }
  if (asks === null) return;
  const matters = asks.matters.map((asked, place) => ({
    ...asked,
    lifted: tallies[place]?.verdict === 'adopted',
  }));
  decision.proposal = { ...decision.proposal, asks: { ...asks, matters } };
}

/** Of a question the first matter that is not lifted decides: where one is upheld, the decision that waits is vetoed (VET-2). */
function decidedBy(first: number, tallies: readonly Tally[]): 'adopted' | Ending | undefined {
  const place = tallies.findIndex(({ verdict }) => verdict !== 'adopted');
  const tally = tallies[place];
  if (tally === undefined) return 'adopted';
  const number = first + place;
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
async function close(decision: Decision, number: number): Promise<Closed | undefined> {
  let extensions = 0;
  let marks = marksOf(decision);
  for (;;) {
    const [mark = null] = marks;
    if ((await stageEnd(decision, () => decision.lookAgain, mark)) === 'mark' && mark !== null) {
      marks = marks.slice(1);
      const { id, votes } = decision.proposal;
      for (let vote = number; vote <= votes; vote += 1)
        meanwhile(decision.background, activities.tellDelegators({ decision: id, vote, mark }));
      continue;
    }
    decision.lookAgain = false;
    if (decision.interrupted !== null) return undefined;
    const { deadline } = decision.proposal;
    const closing = await activitiesFor(electorsOf(decision)).closeVote(closeNow(decision, number));
    if (!closing.open) return { closedAt: closing.closedAt, tallies: closing.result };
    if (closing.closes !== deadline) {
      decision.proposal = { ...decision.proposal, deadline: closing.closes };
      const extension = closing.extended[extensions];
      if (extension === undefined) note(decision, 'vote-waits', { vote: number, closes: closing.closes });
      else note(decision, 'vote-extended', extensionTold(decision, number, extension), extension.at);
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

/** Without the tally that missed the quorum, where what is answered shows at the close: the record has it (VOT-7). */
function extensionTold(
  { charter }: Decision,
  vote: number,
  { at, closes, tally }: { readonly at: string; readonly closes: string; readonly tally: Tally },
) {
  const told = { vote, at, closes };
  return charter.answers === 'at-close' ? told : { ...told, tally };
}

/** Half and nine tenths of the poll: who has delegated is told then what they still can mend (DEL-3). */
function marksOf({ charter, proposal: { deadline } }: Decision): readonly string[] {
  const { delegation, voting: rules } = charter;
  if (delegation === null || deadline === null) return [];
  return [2, 10].map((part) => after(deadline, -Math.floor(rules.window / part)));
}
