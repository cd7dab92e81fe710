/** What is executed and names a look back is looked back upon, by a process of its own (PRO-14). */
import { newId } from '../kit/clock.ts';
import { start } from '../kit/starting.ts';
import type { Decision } from './decision.ts';

/** Starts it; the link to it is written with the ending, into the record of what is looked back upon. */
export async function openLookback(decision: Decision): Promise<void> {
  const { content, proposal, copy, stageEnded } = decision;
  if (content.lookBack === undefined) return;
  const id = newId();
  const links = [...proposal.links, { relation: 'looked-back-by' as const, id }];
  decision.proposal = { ...proposal, links };
  const { version, hash, pace, charter: rules } = copy;
  const of = {
    id: proposal.id,
    title: content.title ?? '',
    executedAt: stageEnded,
    days: content.lookBack,
  };
  const charter = { version, hash, pace };
  const begun = { id, of, charter, window: rules.lookBack, createdAt: stageEnded, continuationOf: null };
  await start({ kind: 'lookback', input: begun }, 'looking back');
}
