/** An answer that is sent again after its poll has closed, because its acknowledgement was lost: it stands, and is acknowledged once more (VOT-6). */
import type { Refusal } from '../../rules/refusal.ts';
import type { Answer, AnswerEntry } from './answer.ts';
import type { Trx } from '../postgres/database.ts';
import type { Poll } from './polls.ts';
import type { PollKind } from '../../rules/model.ts';

/**
 * The elector's last answer in the poll, where this one is refused as late and says the same. Nothing is written, and the entry bears the
 * instant at which the answer was given: whoever sends it learns what they gave themselves, and no more.
 */
export async function standingAnswer(
  trx: Trx,
  refusal: Refusal,
  poll: Poll | undefined,
  elector: string,
  answer: Answer<PollKind>,
): Promise<AnswerEntry | undefined> {
  const late = refusal.code === 'window-closed' || refusal.code === 'wrong-stage';
  if (!late || poll === undefined) return undefined;
  const last = await trx
    .selectFrom('answers')
    .select(['number', 'choice', 'ranking', 'reason', 'version', 'at'])
    .where('poll', '=', poll.id)
    .where('elector', '=', elector)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || !saysTheSame(last, answer)) return undefined;
  const ranking = last.ranking as AnswerEntry['ranking'];
  return { decision: poll.decision, poll: poll.kind, pollNumber: poll.number, elector, ...last, ranking };
}

/** Without a version, an answer is to the text in force, as it was then. */
const saysTheSame = (
  given: { readonly [Part in 'choice' | 'reason' | 'ranking' | 'version']: unknown },
  { choice, reason, ranking, version }: Answer<PollKind>,
): boolean =>
  given.choice === choice &&
  given.reason === reason &&
  (version === undefined || given.version === version) &&
  JSON.stringify(given.ranking) === JSON.stringify(ranking);
