/** Proposals put straight into the store, with no workflow behind them: for what is read of them. */
import { randomUUID } from 'node:crypto';
import type { Action, Content } from '../../rules/model.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Db } from '../../store/postgres/database.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { start } from './serve.ts';

/** In review, by carl, under the first charter, unless said otherwise; answers its id. */
export async function stored(db: Db, action: object, more: Partial<ProposalState> = {}): Promise<string> {
  const id = randomUUID();
  const state = proposalState({
    id,
    category: 'core-principles',
    charter: { version: 1, hash: '', pace: 1 },
    createdAt: start,
    submittedAt: start,
    ...more,
  });
  const first = {
    version: 1,
    round: 0,
    at: start,
    inForceAt: start,
    content: { ...(content as unknown as Content), action: action as Action },
  };
  await db
    .transaction()
    .execute(async (trx) => saveProposal(trx, { sequence: 1, state, entries: [], versions: [first] }));
  return id;
}
