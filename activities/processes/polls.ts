/** Closing polls, when the workflow says that it may be time. */
import { ApplicationFailure } from '@temporalio/activity';
import { closeRound, closeVote, type Closing, type RoundResult } from '../../store/ballots/closing.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import type { Services } from '../services.ts';

export interface CloseRequest {
  readonly decision: string;
  readonly number: number;
  /** Where the workflow knows the close to stand, and whether it has come by its clock. */
  readonly closes: string;
  readonly due: boolean;
}

export const pollActivities = ({ db, clock }: Pick<Services, 'db' | 'clock'>) => ({
  async closeRound(request: CloseRequest): Promise<Closing<RoundResult>> {
    return settled(request, await closeRound(db, clock, request.decision, request.number));
  },
  async closeVote(request: CloseRequest): Promise<Closing<readonly Tally[]>> {
    return settled(request, await closeVote(db, clock, request.decision, request.number));
  },
});

/** The poll's clock decides: where it runs behind the workflow's, the close is tried again until both agree. */
function settled<Result>({ closes, due }: CloseRequest, closing: Closing<Result>): Closing<Result> {
  if (due && closing.open && closing.closes === closes)
    throw ApplicationFailure.retryable(`the ballot box has not reached ${closes} yet`, 'clock-behind');
  return closing;
}
