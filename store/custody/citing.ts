/** Where processes name files as evidence: kept as it is said, of files that whoever says it brought, holds or held (ALM-6). */
import { sql } from 'kysely';
import type { Trx } from '../postgres/database.ts';

/** Hashes that one text can cite. */
const mostCited = 100;

/** What somebody said in a process, as it is kept. */
export interface Said {
  readonly process: string;
  readonly at: string;
  /** Who said it; undefined of what time did. */
  readonly by: string | undefined;
  /** Whether it stays in a room. */
  readonly room: boolean;
  /** JSON. */
  readonly text: string;
}

/** Who says what an entry tells: the fact of whoever acts comes first. */
export const sayer = (facts: Readonly<Record<string, unknown>>): string | undefined =>
  ['by', 'assignee', 'guardian'].map((name) => facts[name]).find((one) => typeof one === 'string');

/** Keeps which files what was said names by their hashes; a hash that somebody has not held opens nothing. */
export async function keepCitations(trx: Trx, { process, at, by, room, text }: Said): Promise<void> {
  if (by === undefined) return;
  const hashes = [...new Set(text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g))].slice(0, mostCited);
  if (hashes.length === 0) return;
  await sql`
    insert into custody_citations (chain, process, room, by_member, at)
    select c.id, ${process}, ${room}, ${by}, ${at} from custody_chains c
    where c.sha256 = any (${hashes}::text[]) and exists (
      select from custody_entries e where e.chain = c.id and e.by_member = ${by} and e.kind in ('deposited', 'taken'))
    on conflict do nothing`.execute(trx);
}

/** What the text of a draft named that took the place of another is named no more: nobody has read it (PRO-6). */
export async function forgetDraft(trx: Trx, proposal: string): Promise<void> {
  await sql`
    delete from custody_citations where process = ${proposal}
      and not exists (select from proposals where id = ${proposal} and submitted_at is not null)`.execute(
    trx,
  );
}
