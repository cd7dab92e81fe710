/** Restorative work as it is looked for: of a case, of a conflict, and what of the council's matters can be referred (RST-1). */
import { sql } from 'kysely';
import { partiesOf } from '../../../rules/conflict/state.ts';
import { isSameBetween, type Matter, type Sides } from '../../../rules/restorative/referral.ts';
import type { RestorativeState } from '../../../rules/restorative/state.ts';
import type { Db, Trx } from '../../postgres/database.ts';
import { processRow, type ProcessRow } from '../interruptions.ts';

async function rows(
  db: Db | Trx,
  where: ReturnType<typeof sql<boolean>>,
): Promise<readonly RestorativeState[]> {
  const found = await db
    .selectFrom('processes')
    .select('state')
    .where('kind', '=', 'restorative')
    .where(where)
    .orderBy('id')
    .execute();
  return found.map(({ state }) => state as RestorativeState);
}

/** What was referred in a case, the first first. */
export const referredIn = (db: Db | Trx, matter: string): Promise<readonly RestorativeState[]> =>
  rows(db, sql<boolean>`state ->> 'case' = ${matter}`);

/** What was referred out of nothing between who refers it and one of those opposite them, and is open or came to nothing: there the members are the case. */
export async function referredBetween(
  db: Db | Trx,
  sides: Sides,
  by: string,
): Promise<readonly RestorativeState[]> {
  const found = await rows(
    db,
    sql<boolean>`state -> 'from' = 'null'::jsonb and outcome is distinct from 'completed' and parties @> ${[by]}::text[]`,
  );
  return found.filter((one) => isSameBetween(one, sides, by));
}

/** The open restorative work that comes out of a conflict; null where there is none. */
export async function openRestorativeOf(db: Db | Trx, conflict: string): Promise<string | null> {
  const found = await rows(db, sql<boolean>`state #>> '{from,id}' = ${conflict} and stage <> 'ended'`);
  return found.at(-1)?.id ?? null;
}

/** The restorative work out of a process, whatever became of it. */
export const restorativeOf = async (db: Db | Trx, id: string): Promise<RestorativeState | undefined> =>
  (await rows(db, sql<boolean>`state #>> '{from,id}' = ${id}`)).at(-1);

/** A process of which restorative work can come, of whatever kind; undefined where there is none of this id. */
async function sourceRow(db: Db | Trx, id: string): Promise<ProcessRow | undefined> {
  for (const kind of ['conflict', 'repair', 'proposal'] as const) {
    const row = await processRow(db, kind, id);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** What it went on from, by the rows themselves: the case is where that ends (RST-1). */
function before(row: ProcessRow): string | null {
  switch (row.kind) {
    case 'conflict':
      return row.state.remandOf ?? row.state.continuationOf;
    case 'repair': {
      const { from, continuationOf } = row.state;
      return continuationOf ?? from.id;
    }
    case 'proposal': {
      const goesOn = ['remand-of', 'continuation-of', 'retry-of'];
      return row.state.links.find(({ relation }) => goesOn.includes(relation))?.id ?? null;
    }
    default:
      return null;
  }
}

/** The first process of the matter that a process is about. */
export async function caseOf(db: Db | Trx, id: string): Promise<string> {
  const work = await processRow(db, 'restorative', id);
  if (work?.kind === 'restorative') return work.state.case;
  const row = await sourceRow(db, id);
  const earlier = row === undefined ? null : before(row);
  return earlier === null ? id : caseOf(db, earlier);
}

/** What is referred, as it stands; undefined where it is nothing that could be. */
export async function matterOf(db: Db | Trx, id: string): Promise<Matter | undefined> {
  const row = await sourceRow(db, id);
  if (row === undefined) return undefined;
  const { stage, outcome } = row.state;
  switch (row.kind) {
    case 'conflict':
      return { from: { kind: 'conflict', id }, stage, outcome, parties: partiesOf(row.state), whole: true };
    case 'repair':
      return { from: { kind: 'repair', id }, stage, outcome, parties: row.state.parties, whole: true };
    case 'proposal': {
      const { accused, victims } = row.state;
      if (accused === null) return undefined;
      return { from: { kind: 'proposal', id }, stage, outcome, parties: [accused, ...victims], whole: false };
    }
    default:
      return undefined;
  }
}
