/** A proposal, from draft to its outcome: the stages of the protocol in the order in which they happen. */
import type { Outcome } from '../rules/model.ts';
import { lazyRounds, votesAfterRounds } from '../rules/polls/adoption.ts';
import { activities } from './activities.ts';
import { handleActs } from './proposal/acts.ts';
import { ending, openDecision, type Decision, type Ending } from './proposal/decision.ts';
import { handOn } from './proposal/escalation.ts';
import type { ProposalInput } from './inputs.ts';
import { mustBeSealed } from './kit/proof.ts';
import { appealStage } from './proposal/stages/appeal.ts';
import { conclude } from './proposal/stages/conclude.ts';
import { deferral } from './proposal/stages/deferral.ts';
import { delay } from './proposal/stages/delay.ts';
import { discussion } from './proposal/stages/discussion.ts';
import { drafting } from './proposal/stages/drafting.ts';
import { endorsement } from './proposal/stages/endorsement.ts';
import { execution } from './proposal/stages/execution.ts';
import { guardianApproval } from './proposal/stages/guardian-approval.ts';
import { guardianResolution } from './proposal/stages/guardian-resolution.ts';
import { requirements } from './proposal/stages/requirements.ts';
import { hearing } from './proposal/stages/hearing.ts';
import { review } from './proposal/stages/review.ts';
import { veto } from './proposal/stages/veto.ts';
import { voting } from './proposal/stages/voting.ts';

/** Answers the ending (PRO-9); null where a submission was refused after all, so that no decision ever was. */
export async function proposal(input: ProposalInput): Promise<Outcome | null> {
  mustBeSealed(input.id);
  const decision = openDecision(input);
  handleActs(decision);
  if (input.from === 'execution') await mustBeRetry(input);
  const decided = input.from === 'execution' ? 'adopted' : await decide(decision);
  if (decided !== 'adopted') return conclude(decision, await handOn(decision, decided));
  decision.adopted = true;
  return conclude(decision, (await confirm(decision)) ?? (await execution(decision))); // EXE-1, EXE-2
}

/** What executes at once was decided before: by the stored decision, not by what this one was started with (EXE-2). */
async function mustBeRetry({ id, author, category, content, charter, links }: ProposalInput): Promise<void> {
  const of = links.find(({ relation }) => relation === 'retry-of')?.id ?? null;
  await activities.mustBeRetry({ id, of, author, category, content, charter });
}

/** Each stage answers how it decided, or nothing where it passes the proposal on to the next. */
async function decide(decision: Decision): Promise<'adopted' | Ending> {
  return (
    (await drafting(decision)) ?? // PRO-1, PRO-2
    personal(decision) ?? // TIE-1
    (await endorsement(decision)) ?? // PRO-2
    (await review(decision)) ?? // PRO-3
    (await hearing(decision)) ?? // JUS-1, GUA-2
    (await discussion(decision, lazyRounds(decision.category))) ?? // CON-3: lazily
    (await discussion(decision, decision.charter.discussion.rounds)) ?? // PRO-4, CON-3
    withoutConsent(decision) ??
    (await requirements(decision)) ?? // PRO-11, JUS-1, VET-2
    (await firstVote(decision)) ?? // CON-4, PRO-7
    (await again(decision)) ?? // DEA-2: first
    (await later(decision)) ?? // DEA-2: second
    (await guardianResolution(decision)) // DEA-2: third
  );
}

/** Where consent takes the place of a vote and was not found, it is rejected, or goes on as after a deadlock (CON-3). */
const withoutConsent = ({ category, charter, consensus }: Decision): Ending | undefined =>
  votesAfterRounds(category) || charter.deadlock !== null
    ? undefined
    : ending('rejected', 'CON-3', { consensus });

const firstVote = async (decision: Decision): Promise<'adopted' | Ending | undefined> =>
  votesAfterRounds(decision.category) ? voting(decision) : undefined;

/** More rounds and a vote; passed over where the charter has no more rounds. */
async function again(decision: Decision): Promise<'adopted' | Ending | undefined> {
  const rounds = decision.charter.deadlock?.extraRounds ?? 0;
  return rounds === 0 ? undefined : ((await discussion(decision, rounds)) ?? (await voting(decision)));
}

/** A pause and a vote; passed over where the charter has no pause. */
async function later(decision: Decision): Promise<'adopted' | Ending | undefined> {
  const pause = decision.charter.deadlock?.deferral ?? null;
  return pause === null ? undefined : ((await deferral(decision, pause)) ?? (await voting(decision)));
}

/** A personal decision is its author's alone: it is adopted as it is submitted (TIE-1). */
const personal = ({ proposal }: Decision): 'adopted' | undefined =>
  proposal.tier === 1 ? 'adopted' : undefined;

/** What stands between adoption and execution; an ending, or nothing. */
async function confirm(decision: Decision): Promise<Ending | undefined> {
  return (
    (await veto(decision)) ?? // VET-1, VET-2
    (await guardianApproval(decision)) ?? // VET-3, AMD-2
    (await appealStage(decision)) ?? // APP-1, APP-2
    (await delay(decision)) // VET-4
  );
}
