/** Proposals as readers see them; store/processes/proposal-writing.ts writes them. */
import { sql } from 'kysely';
import type { Content, Member } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { type Proposal, proposalsIn } from './kept-proposals.ts';

export { asState, type Proposal, proposalById } from './kept-proposals.ts';

/** What is kept of each is read by its number (store/processes/kept-proposals.ts). */
const read = (db: Db | Trx) => db.selectFrom('proposals as p').select(['p.id', 'p.sequence']);

export interface ProposalFilter {
  /** Who asks: the drafts of others are not listed (AUT-2). */
  readonly reader: string;
  readonly stage?: string | undefined;
  readonly tier?: number | undefined;
  readonly category?: string | undefined;
  readonly author?: string | undefined;
  /** Words that must all occur in title, text or rationale. */
  readonly q?: string | undefined;
  /** Only these. */
  readonly among?: readonly string[] | undefined;
  /** Only those whose text affects this member, by name, by their family or with everyone (VET-1). */
  readonly affects?: Pick<Member, 'id' | 'family'> | undefined;
  /** Only those in which something happened at this instant or later, ISO 8601. */
  readonly changed?: string | undefined;
  readonly limit: number;
}

/** Where a page by deadline begins: after this one. */
export interface DeadlinePlace {
  readonly deadline: string;
  readonly id: string;
}

/** Newest first. @param before only those older than this id: ids grow with time */
export async function listProposals(
  db: Db,
  { before, ...filter }: ProposalFilter & { readonly before?: string | undefined },
): Promise<Proposal[]> {
  let query = filtered(db, filter).orderBy('p.id', 'desc');
  if (before !== undefined) query = query.where('p.id', '<', before);
  return proposalsIn(db, await query.execute());
}

/** Those that are open and end their stage by themselves, the first to do so first. */
export async function listByDeadline(
  db: Db,
  { after, ...filter }: ProposalFilter & { readonly after?: DeadlinePlace | undefined },
): Promise<Proposal[]> {
  let query = filtered(db, filter)
    .where('p.stage', '<>', 'ended')
    .where('p.deadline', 'is not', null)
    .orderBy('p.deadline')
    .orderBy('p.id');
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(p.deadline, p.id) > (${after.deadline}::timestamptz, ${after.id}::uuid)`,
    );
  return proposalsIn(db, await query.execute());
}

function filtered(db: Db, filter: ProposalFilter) {
  let query = read(db)
    .where((eb) => eb.or([eb('p.submitted_at', 'is not', null), eb('p.author', '=', filter.reader)]))
    .limit(filter.limit);
  if (filter.stage !== undefined) query = query.where('p.stage', '=', filter.stage);
  if (filter.tier !== undefined) query = query.where('p.tier', '=', filter.tier);
  if (filter.category !== undefined) query = query.where('p.category', '=', filter.category);
  if (filter.author !== undefined) query = query.where('p.author', '=', filter.author);
  if (filter.q !== undefined)
    query = query.where(sql<boolean>`p.search @@ plainto_tsquery('simple', ${filter.q})`);
  if (filter.among !== undefined)
    query = query.where(sql<boolean>`p.id = any (${[...filter.among]}::uuid[])`);
  if (filter.changed !== undefined) query = query.where('p.changed_at', '>=', filter.changed);
  if (filter.affects !== undefined) {
    const { id, family } = filter.affects;
    const meant = [id, '*', ...(family === null ? [] : [`family:${family}`])];
    query = query.where(sql<boolean>`p.affects && ${meant}::text[]`);
  }
  return query;
}

export interface Version {
  readonly version: number;
  readonly round: number;
  readonly at: string;
  readonly inForceAt: string | null;
  readonly content: Content;
}

export async function versionsOf(db: Db | Trx, proposal: string): Promise<Version[]> {
  const rows = await db
    .selectFrom('proposal_versions')
    .select(['version', 'round', 'at', 'in_force_at as inForceAt', 'content'])
    .where('proposal', '=', proposal)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...row, content: row.content as Content }));
}

/** @throws where that version is not written yet: it is asked for again */
export async function contentOf(db: Db | Trx, proposal: string, version: number): Promise<Content> {
  const { content } = await db
    .selectFrom('proposal_versions')
    .select('content')
    .where('proposal', '=', proposal)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return content as Content;
}
