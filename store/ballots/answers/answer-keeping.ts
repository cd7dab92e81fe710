/** Writes answers: each a row of its own beside those it replaces, never over them (PRO-7). */
import { sql } from 'kysely';
import { entryHash } from '../../../ledger/answers/acknowledgement.ts';
import type { AnswerEntry } from './answer.ts';
import type { Trx } from '../../postgres/database.ts';

/**
 * Keeps answers beside those they replace, in one statement. Answers which of them are kept, with their hashes: the others have numbers that were given to
 * other answers meanwhile. In the order of the electors, so that two who keep answers of the same ones wait for each other in one order.
 */
export async function keepAnswers(
  trx: Trx,
  poll: number,
  entries: readonly AnswerEntry[],
): Promise<ReadonlyMap<AnswerEntry, Buffer>> {
  if (entries.length === 0) return new Map();
  const hashes = new Map(entries.map((entry) => [entry, entryHash(entry)]));
  const column = <Value>(of: (entry: AnswerEntry) => Value): Value[] => entries.map((entry) => of(entry));
  const { rows } = await sql<Pick<AnswerEntry, 'elector' | 'number'>>`/* keep-answers */
    insert into answers (poll, elector, number, choice, ranking, reason, version, at, hash, signature)
    select ${poll}::bigint, elector, number, choice, ranking::jsonb, reason, version, at, hash, signature
    from unnest(
      ${column(({ elector }) => elector)}::text[], ${column(({ number }) => number)}::int[],
      ${column(({ choice }) => choice)}::text[],
      ${column(({ ranking }) => (ranking === null ? null : JSON.stringify(ranking)))}::text[],
      ${column(({ reason }) => reason)}::text[], ${column(({ version }) => version)}::int[],
      ${column(({ at }) => at)}::timestamptz[], ${[...hashes.values()]}::bytea[],
      ${column(({ signature }) => signature ?? null)}::text[]
    ) as given (elector, number, choice, ranking, reason, version, at, hash, signature)
    order by elector collate "C", number
    on conflict do nothing
    returning elector, number`.execute(trx);
  const kept = new Set(rows.map(placeOf));
  return new Map([...hashes].filter(([entry]) => kept.has(placeOf(entry))));
}

const placeOf = ({ elector, number }: Pick<AnswerEntry, 'elector' | 'number'>): string =>
  `${elector} ${number}`;
