/** The ballots of a poll on an emergency or a conflict: public to its readers as soon as they are cast (VOT-7). */
import { z } from 'zod';
import type { Choice } from '../../rules/model.ts';
import { type CurrentAnswer, listAnswers } from '../../store/ballots/answers.ts';
import type { Db } from '../../store/postgres/database.ts';
import type { ProcessPoll } from '../../store/ballots/process-polls.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';

const place = z.strictObject({ pollNumber: z.int(), elector: z.string() });

/** A page by the electors' ids: each one's last ballot with those it replaced. Nobody is carried in such a poll (DEL-1). */
export async function processBallots(
  db: Db,
  poll: { readonly decision: string; readonly kind: ProcessPoll },
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const read = await listAnswers(db, { ...poll, after: placeOf(place, cursor), limit: limit + 1 });
  const page = pageOf(read, limit, ({ pollNumber, elector }) => ({ pollNumber, elector }));
  return mapPage(page, ({ elector: member, replaced, ...ballot }) => ({
    member,
    ...shown(ballot),
    carriedBy: null,
    replaced: replaced.map(shown),
  }));
}

const shown = ({
  choice,
  reason,
  at,
  version,
}: Pick<CurrentAnswer, 'choice' | 'reason' | 'at' | 'version'>) => ({
  choice: choice as Choice,
  reason,
  at,
  version,
});
