/** An answer that is sent again after its poll has closed, or signed as the one before, because its acknowledgement was lost: it stands, and is acknowledged once more (VOT-6). */
import { sql } from 'kysely';
import type { Refusal } from '../../../rules/refusal.ts';
import type { Answer, AnswerEntry } from './answer.ts';
import type { Trx } from '../../postgres/database.ts';
import type { Poll } from '../polls.ts';
import { mayStandSigned } from './signed-answers.ts';
import type { PollKind } from '../../../rules/model.ts';

/** Whether an answer is refused for coming after the poll's close, after its stage, or in the place of one that was signed before. */
export const isLate = (refusal: Refusal): boolean =>
  refusal.code === 'window-closed' || refusal.code === 'wrong-stage' || mayStandSigned(refusal);

interface Given {
  readonly elector: string;
  readonly answer: Answer<PollKind>;
}

/**
 * The electors' last answers in the poll, of those late ones that say the same. Nothing is written, and an entry bears the instant at which
 * the answer was given: whoever sends it learns what they gave themselves, and no more.
 */
export async function standingAnswers<Late extends Given>(
  trx: Trx,
  poll: Poll,
  late: readonly Late[],
): Promise<ReadonlyMap<Late, AnswerEntry>> {
  if (late.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select last.* from unnest(${late.map(({ elector }) => elector)}::text[]) as e (id)
    cross join lateral (
      select elector, number, choice, ranking, reason, version, at, signature from answers
      where poll = ${poll.id} and elector = e.id order by number desc limit 1
    ) last`.execute(trx);
  const last = new Map(rows.map((row) => [row.elector, row]));
  const standing = new Map<Late, AnswerEntry>();
  for (const one of late) {
    const given = last.get(one.elector);
    if (given === undefined || !saysTheSame(given, one.answer)) continue;
    const { signature, ...said } = given;
    const entry = { decision: poll.decision, poll: poll.kind, pollNumber: poll.number, ...said };
    standing.set(one, signature === null ? entry : { ...entry, signature });
  }
  return standing;
}

type Row = Omit<AnswerEntry, 'decision' | 'poll' | 'pollNumber' | 'signature'> & {
  readonly signature: string | null;
};

/** Without a version, an answer is to the text in force, as it was then. */
const saysTheSame = (
  given: { readonly [Part in 'choice' | 'reason' | 'ranking' | 'version' | 'signature']: unknown },
  { choice, reason, ranking, version, signed }: Answer<PollKind>,
): boolean =>
  given.signature === (signed?.signature ?? null) &&
  given.choice === choice &&
  given.reason === reason &&
  (version === undefined || given.version === version) &&
  JSON.stringify(given.ranking) === JSON.stringify(ranking);
