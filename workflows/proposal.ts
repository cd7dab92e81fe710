/** A proposal, from draft to its outcome: the stages of the protocol in the order in which they happen. */
import type { Outcome } from '../rules/model.ts';
import { handleActs } from './acts.ts';
import { openDecision, type Decision, type Ending } from './decision.ts';
import type { ProposalInput } from './messages.ts';
import { conclude } from './stages/conclude.ts';
import { deferral } from './stages/deferral.ts';
import { delay } from './stages/delay.ts';
import { discussion } from './stages/discussion.ts';
import { drafting } from './stages/drafting.ts';
import { execution } from './stages/execution.ts';
import { guardianResolution } from './stages/guardian-resolution.ts';
import { review } from './stages/review.ts';
import { voting } from './stages/voting.ts';

/** Answers the ending (PRO-9); null where a submission was refused after all, so that no decision ever was. */
export async function proposal(input: ProposalInput): Promise<Outcome | null> {
  const decision = openDecision(input);
  handleActs(decision);
  const decided = input.from === 'execution' ? 'adopted' : await decide(decision);
  if (decided !== 'adopted') return conclude(decision, decided);
  await delay(decision); // VET-4
  return conclude(decision, await execution(decision)); // EXE-1, EXE-2
}

/** Each stage answers how it decided, or nothing where it passes the proposal on to the next. */
async function decide(decision: Decision): Promise<'adopted' | Ending> {
  return (
    (await drafting(decision)) ?? // PRO-1, PRO-2
    (await review(decision)) ?? // PRO-3
    (await discussion(decision, decision.charter.discussion.rounds)) ?? // PRO-4, CON-3
    (await voting(decision)) ?? // CON-4, PRO-7
    (await discussion(decision, decision.charter.deadlock?.extraRounds ?? 0)) ?? // DEA-2: first
    (await voting(decision)) ??
    (await deferral(decision)) ?? // DEA-2: second
    (await voting(decision)) ??
    (await guardianResolution(decision)) // DEA-2: third
  );
}
