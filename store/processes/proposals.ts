/** Proposals as readers see them. Only the workflow writes here, each number once (store/processes/writes.ts). */
import { sql } from 'kysely';
import type { Content, Member } from '../../rules/model.ts';
import { type Link, type ProposalState, unclaimed } from '../../rules/proposal/state.ts';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import { familyNamed } from '../../rules/proposal/tiers.ts';
import { membersNamed } from '../../rules/proposal/vetoes.ts';
import { laterOf } from '../../rules/window.ts';
import { forgetDraft, keepCitations } from '../custody/citing.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellFollowers, writeNotices } from '../inbox/notices.ts';
import { appendEntries } from './timeline.ts';
import { takeNumber } from './writes.ts';

export interface NewVersion {
  readonly version: number;
  readonly round: number;
  readonly at: string;
  /** Null while it waits for the round's end (PRO-6). */
  readonly inForceAt: string | null;
  readonly content: Content;
}

export interface Change {
  /** Counts the workflow's writes from 1. */
  readonly sequence: number;
  readonly state: ProposalState;
  readonly entries: readonly ProposalEntry[];
  /** Texts that are new, in the order in which they were put. */
  readonly versions: readonly NewVersion[];
  /** A version that waited takes effect at this instant. */
  readonly inForce?: { readonly version: number; readonly at: string } | undefined;
}

export interface Proposal {
  readonly state: ProposalState;
  /** The text in force. */
  readonly content: Content;
}

/** Writes the next change of a proposal. */
export async function saveProposal(
  trx: Trx,
  { sequence, state, entries, versions, inForce }: Change,
): Promise<void> {
  for (const version of versions) {
    await saveVersion(trx, state.id, version);
    if (version.version === 1) await forgetDraft(trx, state.id);
    const [by, text] = [state.author ?? undefined, JSON.stringify(version.content)];
    await keepCitations(trx, { process: state.id, at: version.at, by, room: false, text });
  }
  if (inForce !== undefined)
    await trx
      .updateTable('proposal_versions')
      .set({ in_force_at: inForce.at })
      .where('proposal', '=', state.id)
      .where('version', '=', inForce.version)
      .where('in_force_at', 'is', null)
      .execute();
  const row = {
    sequence,
    stage: state.stage,
    deadline: state.deadline,
    outcome: state.outcome,
    submitted_at: state.submittedAt,
    ended_at: state.endedAt,
    state: JSON.stringify(state),
    ...(await searchable(trx, state)),
    ...changedBy(entries),
  };
  await trx
    .insertInto('proposals')
    .values({
      id: state.id,
      author: state.author,
      category: state.category,
      tier: state.tier,
      created_at: state.createdAt,
      changed_at: state.createdAt,
      ...row,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await writeNotices(trx, { kind: 'proposal', state }, { sequence, part: 0 }, entries);
  const visibleTo = state.submittedAt === null && state.author !== null ? [state.author] : null;
  await tellFollowers(trx, { kind: 'proposal', state }, { sequence, visibleTo }, entries);
  await appendEntries(trx, state.id, sequence, entries, visibleTo);
}

/** A draft's text is overwritten until it is submitted; after that every version is kept as it was (PRO-6). */
async function saveVersion(
  trx: Trx,
  proposal: string,
  { version, round, at, inForceAt, content }: NewVersion,
): Promise<void> {
  await trx
    .insertInto('proposal_versions')
    .values({ proposal, version, round, at, in_force_at: inForceAt, content: JSON.stringify(content) })
    .onConflict((conflict) =>
      conflict
        .columns(['proposal', 'version'])
        .doUpdateSet({ at, in_force_at: inForceAt, content: JSON.stringify(content) })
        .where('proposal_versions.at', '<', at)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('proposals')
                .select('id')
                .where('id', '=', proposal)
                .where('submitted_at', 'is not', null),
            ),
          ),
        ),
    )
    .execute();
}

/** When the last of some entries happened; nothing where there is none. */
export function changedBy(entries: readonly { readonly at: string }[]): { readonly changed_at?: string } {
  const last = entries
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return last === undefined ? {} : { changed_at: last };
}

/** Whom a text affects, as it is looked for: members by their ids, families as `family:ID`, everyone as `*` (VET-1). */
const affectedBy = (content: Content): string[] => [
  ...new Set([
    ...membersNamed(content),
    ...familyNamed(content.action).map((family) => `family:${family}`),
    ...(content.impact?.affected === 'everyone' ? ['*'] : []),
  ]),
];

async function searchable(trx: Trx, { id, version }: ProposalState) {
  const content = await contentOf(trx, id, version);
  const { title, text, rationale } = content;
  const words = [title, text, rationale].filter((part) => part !== null).join('\n');
  return { title, search: sql`to_tsvector('simple', ${words})`, affects: affectedBy(content) };
}

/** Each with its text in force, which is looked up for as many as are read. */
const read = (db: Db | Trx) =>
  db.selectFrom('proposals as p').select((eb) => [
    'p.state',
    eb
      .selectFrom('proposal_versions as v')
      .select('v.content')
      .whereRef('v.proposal', '=', 'p.id')
      .where('v.version', '=', sql<number>`(p.state ->> 'version')::int`)
      .$asScalar()
      .$notNull()
      .as('content'),
  ]);

/** The state in a row, also in one that was written before a field was there. */
export const asState = (state: unknown): ProposalState => ({ ...unclaimed, ...(state as ProposalState) });

const asProposal = (row: { state: unknown; content: unknown }): Proposal => ({
  state: asState(row.state),
  content: row.content as Content,
});

export async function proposalById(db: Db | Trx, id: string): Promise<Proposal | undefined> {
  const row = await read(db).where('p.id', '=', id).executeTakeFirst();
  return row && asProposal(row);
}

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
  return (await query.execute()).map(asProposal);
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
  return (await query.execute()).map(asProposal);
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

/** Links an ended decision to what came of it; the record it left stays as it is (EXE-2). */
export async function linkBack(trx: Trx, id: string, link: Link, createdAt: string): Promise<void> {
  const { sequence, state } = await trx
    .selectFrom('proposals')
    .select(['sequence', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const before = asState(state);
  if (before.links.some((known) => known.id === link.id)) return;
  // Its workflow writes the next number of one that is open.
  const { relation } = link;
  if (before.stage !== 'ended' || relation !== 'retried-by')
    throw new Error(`${id} does not know ${link.id}`);
  const change = { sequence: sequence + 1, state: { ...before, links: [...before.links, link] } };
  const at = laterOf(createdAt, before.endedAt ?? createdAt);
  await takeNumber(trx, id, change.sequence, change);
  await saveProposal(trx, {
    ...change,
    entries: [{ at, kind: relation, facts: { id: link.id } }],
    versions: [],
  });
}
