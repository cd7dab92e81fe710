/** Decisions that have ended, put straight into the store: what a test says of one is kept as if it had run. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Content, Outcome } from '../../rules/model.ts';
import type { Db } from '../../store/postgres/database.ts';
import { keepRecord } from '../../store/records/records.ts';

export interface Ended {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly tier: number;
  readonly outcome: Outcome;
  readonly author: string | null;
  readonly endedAt: string;
  readonly content: Partial<Content>;
  readonly statements: readonly { readonly member: string; readonly text: string }[];
}

/** A proposal of routine operations without an author that nobody said anything about. */
export const ended = (more: Partial<Ended> = {}): Ended => ({
  id: randomUUID(),
  kind: 'proposal',
  category: 'operations',
  tier: 3,
  outcome: 'executed',
  author: null,
  endedAt: '2026-11-22T09:00:00.000Z',
  content: {},
  statements: [],
  ...more,
});

const silent: Content = {
  title: 'A second workshop day',
  text: 'Thursdays too.',
  rationale: 'The queue.',
  impact: { affected: 'everyone', statement: 'Two evenings.' },
  alternatives: [],
  action: { type: 'none' },
};

/** The rows of the decision, and its record. */
export async function end(db: Db, decision: Ended): Promise<void> {
  const { id, kind, category, tier, outcome, author, endedAt: at, statements } = decision;
  const content = { ...silent, ...decision.content };
  const title = content.title ?? '';
  await db.transaction().execute(async (trx) => {
    const times = { created_at: at, submitted_at: at, ended_at: at };
    await trx
      .insertInto('proposals')
      .values({
        id,
        author,
        category,
        tier,
        title,
        outcome,
        ...times,
        sequence: 1,
        stage: 'ended',
        state: '{}',
        search: sql`''`,
        changed_at: at,
        affects: [],
        deadline: null,
      })
      .execute();
    await trx
      .insertInto('proposal_versions')
      .values({ proposal: id, version: 1, round: 0, at, in_force_at: at, content: JSON.stringify(content) })
      .execute();
    const said = statements.map((statement, place) => ({
      ...statement,
      decision: id,
      number: place + 1,
      at,
      stage: 'review',
      round: 0,
      version: 1,
      reply_to: null,
      corrects: null,
      hash: Buffer.alloc(32),
      request: null,
    }));
    if (said.length > 0) await trx.insertInto('statements').values(said).execute();
    await keepRecord(trx, { decision: id, kind, outcome, title, endedAt: at, bytes: Buffer.from('{}') });
  });
}
