/** Proposals as they were read last: of one that has not been written since, its number alone is read again. */
import { sql } from 'kysely';
import type { Content } from '../../rules/model.ts';
import { type ProposalState, unclaimed } from '../../rules/proposal/state.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { forAll } from '../postgres/leaving.ts';
import { prepared } from '../postgres/prepared.ts';

export interface Proposal {
  readonly state: ProposalState;
  /** The text in force. */
  readonly content: Content;
}

interface Kept {
  /** Of the workflow's last write: the next one has another (store/processes/writes.ts). */
  readonly sequence: number;
  readonly proposal: Proposal;
}

/** How many are kept of a database; the one that was read longest ago goes first. */
const most = 500;

/** What a transaction has read is its own: nobody else sees what it may not commit. */
const kept = new WeakMap<Db | Trx, Map<string, Kept>>();

function keptOf(db: Db | Trx): Map<string, Kept> {
  const own = forAll(db);
  const known = kept.get(own) ?? new Map<string, Kept>();
  kept.set(own, known);
  return known;
}

function keep(known: Map<string, Kept>, id: string, one: Kept): void {
  known.delete(id);
  known.set(id, one);
  const [oldest] = known.size > most ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
}

/** The state in a row, also in one that was written before a field was there. */
export function asState(state: unknown): ProposalState {
  const written = state as ProposalState;
  // What stands in every row of today is not copied field by field.
  for (const field of Object.keys(unclaimed))
    if (!Object.hasOwn(written, field)) return { ...unclaimed, ...written };
  return written;
}

interface Row {
  /** Counted from 1, among those that were asked for. */
  readonly place: number;
  readonly sequence: number;
  /** Null where it has the number that was given. */
  readonly state: unknown;
  readonly content: unknown;
}

/** Each with its text in force; what has the number that is known already comes without both. */
const readChanged = prepared(
  'changed-proposals',
  2,
  (_db, ids: readonly string[], sequences: readonly number[]) => sql<Row>`
    select known.place, p.sequence,
      case when p.sequence <> known.sequence then p.state end as state,
      case when p.sequence <> known.sequence then (
        select v.content from proposal_versions v where v.proposal = p.id and v.version = (p.state ->> 'version')::int
      ) end as content
    from unnest(${ids}::uuid[], ${sequences}::int[]) with ordinality known (id, sequence, place)
    join proposals p on p.id = known.id`,
);

/** Those of these ids that are proposals, as they are now, by their ids. */
export async function proposalsById(
  db: Db | Trx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Proposal>> {
  const found = new Map<string, Proposal>();
  if (ids.length === 0) return found;
  const known = keptOf(db);
  const before = ids.map((id) => known.get(id));
  const sequences = before.map((one) => one?.sequence ?? 0);
  for (const { place, sequence, state, content } of await readChanged(db, ids, sequences)) {
    const id = ids[place - 1] ?? '';
    const last = before[place - 1];
    const proposal = state === null ? last?.proposal : { state: asState(state), content: content as Content };
    if (proposal === undefined) throw new Error(`proposal ${id} has the number of none that is known`);
    keep(known, id, { sequence, proposal });
    found.set(id, proposal);
  }
  return found;
}

export async function proposalById(db: Db | Trx, id: string): Promise<Proposal | undefined> {
  return (await proposalsById(db, [id])).get(id);
}

/** The proposals of rows that were found just now, in their order; those that are known under their number are not read again. */
export async function proposalsIn(
  db: Db | Trx,
  rows: readonly { readonly id: string; readonly sequence: number }[],
): Promise<Proposal[]> {
  const known = keptOf(db);
  const here = new Map<string, Proposal>();
  for (const { id, sequence } of rows) {
    const one = known.get(id);
    if (one?.sequence === sequence) here.set(id, one.proposal);
  }
  const others = await proposalsById(
    db,
    rows.flatMap(({ id }) => (here.has(id) ? [] : [id])),
  );
  return rows.flatMap(({ id }) => here.get(id) ?? others.get(id) ?? []);
}
