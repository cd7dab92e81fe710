/** Those who are named are told in pieces: whoever is there once, whoever has departed not, and however the pieces fall (DEL-2, CNF-5). */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliverInOrder } from '../../store/inbox/pieces.ts';
import { addNotice } from '../../store/inbox/notices.ts';
import { randomUUID } from 'node:crypto';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const at = '2026-11-22T09:00:00.000Z';
const names = Array.from({ length: 9 }, (_, place) => `m${place}`);

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  await database.db
    .insertInto('members')
    .values(
      names.map((id) => ({
        id,
        name: id,
        kind: 'person' as const,
        steward: null,
        family: null,
        born_at: at,
        status: id === 'm4' ? ('departed' as const) : ('active' as const),
        status_at: at,
        roles: [],
        milestones: [],
        added_at: at,
      })),
    )
    .execute();
});
afterAll(() => database.drop());

it('CNF-5 property: everybody who is named and has not departed is told once, in as many pieces as it takes', async () => {
  const { db } = database;
  await fc.assert(
    fc.asyncProperty(fc.subarray(names), fc.integer({ min: 1, max: 10 }), async (named, most) => {
      const decision = randomUUID();
      const notice = await db.transaction().execute((trx) =>
        addNotice(trx, {
          decision,
          process: 'proposal',
          kind: 'vote-carried',
          at,
          stage: 'voting',
          owes: null,
          due: null,
          facts: {},
          occasion: 'half',
        }),
      );
      let pieces = 0;
      for (let after: string | null = ''; after !== null; pieces += 1) {
        const place: string = after;
        const { members, last } = await db
          .transaction()
          .execute((trx) => deliverInOrder(trx, notice ?? 0, named, { after: place, most }));
        expect(members).toBeLessThanOrEqual(most);
        after = members < most ? null : last;
      }
      expect(pieces).toBe(Math.floor(named.length / most) + 1);
      const told = await db
        .selectFrom('inbox')
        .select('member')
        .where('notice', '=', notice ?? 0)
        .orderBy('member')
        .execute();
      expect(told.map(({ member }) => member)).toEqual(named.filter((id) => id !== 'm4'));
    }),
    { numRuns: 30 },
  );
});
