/** Writing down what happens to a proposal: only its workflow does, each number once (store/processes/writes.ts). */
import { sql } from 'kysely';
import type { Content } from '../../rules/model.ts';
import type { Link, ProposalState } from '../../rules/proposal/state.ts';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import { familyNamed } from '../../rules/proposal/tiers.ts';
import { membersNamed } from '../../rules/proposal/vetoes/vetoes.ts';
import { laterOf } from '../../rules/window.ts';
import { forgetDraft, keepCitations } from '../custody/citing.ts';
import { tellFollowers, writeNotices } from '../inbox/notices.ts';
import type { Trx } from '../postgres/database.ts';
import { asState, contentOf } from './proposals.ts';
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
