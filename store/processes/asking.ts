/** Decisions that a departure may move: of fewer who are left, those who have asked for something may be enough (MEM-2). */
import { sql } from 'kysely';
import type { DeclarationKind } from '../ballots/declarations.ts';
import type { Db } from '../postgres/database.ts';

/** What electors ask for, a share of those who are left being enough (TIE-3, TIE-6, MEM-2). */
const askedByShare: readonly DeclarationKind[] = ['escalation', 'category-requests'];

/** The decisions in which a share of those who are left has asked for something: once the member is gone, those who asked may be enough (MEM-2, TIE-3, TIE-6, MAN-2). */
export async function decisionsAsking(db: Db, member: string): Promise<string[]> {
  return [...new Set([...(await askedByElectors(db, member)), ...(await calledBack(db))])];
}

/** Those that are open to such requests, have some, and of which the member is an elector. */
async function askedByElectors(db: Db, member: string): Promise<string[]> {
  const rows = await db
    .selectFrom('electors as e')
    .innerJoin('proposals as p', (join) => join.on(sql<boolean>`p.id::text = e.electorate`))
    .select('p.id')
    .where('e.member', '=', member)
    .where('p.stage', 'in', ['review', 'discussion', 'requirements'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('declarations as d')
          .select('d.decision')
          .whereRef('d.decision', '=', 'p.id')
          .where('d.kind', 'in', [...askedByShare]),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Mandated decisions that have not ended, and that somebody calls back: of a smaller council fewer suffice. */
async function calledBack(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('proposals as p')
    .select('p.id')
    .where('p.stage', '<>', 'ended')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('declarations as d')
          .select('d.decision')
          .whereRef('d.decision', '=', 'p.id')
          .where('d.kind', '=', 'call-backs'),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
