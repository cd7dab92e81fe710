/** The ballots of a poll on an emergency or a conflict: public to its readers as soon as they are cast, or at the close (VOT-7). */
import { z } from 'zod';
import { isHidden } from '../../rules/polls/hiding.ts';
import { listAnswers } from '../../store/ballots/answers/answers.ts';
import type { Db } from '../../store/postgres/database.ts';
import { pollsOf } from '../../store/ballots/polls.ts';
import type { ProcessPoll } from '../../store/ballots/process-polls.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { ballotHidden, ballotShown } from './shown.ts';

const place = z.strictObject({ pollNumber: z.int(), elector: z.string() });

/** A page by the electors' ids: each one's last ballot with those it replaced. Nobody is carried in such a poll (DEL-1). */
export async function processBallots(
  db: Db,
  { reader, ...poll }: { readonly decision: string; readonly kind: ProcessPoll; readonly reader: string },
  {
    choice,
    cursor,
    limit,
  }: {
    readonly choice?: 'against' | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
) {
  const against = choice === 'against';
  const read = await listAnswers(db, { ...poll, against, after: placeOf(place, cursor), limit: limit + 1 });
  const page = pageOf(read, limit, ({ pollNumber, elector }) => ({ pollNumber, elector }));
  const polls = await pollsOf(db, poll.decision, poll.kind);
  const hidden = new Set(polls.filter(isHidden).map(({ number }) => number));
  return mapPage(page, (answer) =>
    hidden.has(answer.pollNumber) ? ballotHidden(answer, reader) : ballotShown(answer),
  );
}
