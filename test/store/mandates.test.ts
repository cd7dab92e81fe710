/** Mandates in the database are those of the rules: the same one is in force at every instant (MAN-1, MAN-2). */
import { fc, it } from '@fast-check/vitest';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { mandateEndFault } from '../../rules/council/mandates.ts';
import { mandateInForce } from '../rules/mandate-in-force.ts';
import type { MemberStatus } from '../../rules/model.ts';
import {
  endMandate,
  grantMandate,
  listMandates,
  lockMandates,
  mandateById,
  mandateInForce as keptInForce,
} from '../../store/council/mandates.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const members = ['aria', 'vega'].map((id) => person(id));
  await importMembers(database.db, { families: [], members, by: null, at: instant(0) });
  await setStatus(database.db, () => Promise.resolve(instant(0)), {
    id: 'vega',
    status: 'departed',
    by: 'vega',
  });
});
afterAll(() => database.drop());

const instant = (hour: number): string => new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString();
const hour = fc.integer({ min: 0, max: 6 });
const statusOf = (id: string): MemberStatus => (id === 'vega' ? 'departed' : 'active');
const granted = fc.record({
  members: fc.constantFrom(['aria'], ['vega'], ['vega', 'aria']),
  category: fc.constantFrom('operations', 'resources'),
  from: hour,
  length: fc.integer({ min: 1, max: 4 }),
  ended: fc.option(hour),
});

it.prop([fc.array(granted, { maxLength: 6 })], { numRuns: 25 })(
  'MAN-2 MEM-2 of several the latest granted to anybody who is left counts, from its grant until its date or its ending',
  async (grants) => {
    const { db } = database;
    await db.deleteFrom('mandates').execute();
    await db.transaction().execute(async (trx) => {
      await lockMandates(trx);
      for (const { category, members, from, length, ended } of grants) {
        const id = randomUUID();
        const times = { grantedAt: instant(from), until: instant(from + length) };
        await grantMandate(trx, { id, category, members, ...times });
        if (ended !== null) await endMandate(trx, id, { by: id, at: instant(ended) });
      }
    });
    const all = await listMandates(db, { limit: 10 });
    expect(all.map(({ sequence }) => sequence)).toEqual(grants.map((_one, place) => grants.length - place));
    for (const category of ['operations', 'resources'])
      for (let at = 0; at <= 11; at += 1)
        expect((await keptInForce(db, category, instant(at)))?.id).toEqual(
          mandateInForce(all, category, statusOf, instant(at))?.id,
        );
  },
);

it('MAN-2 is ended once, while it is in force', async () => {
  const { db } = database;
  const id = randomUUID();
  const times = { grantedAt: instant(0), until: instant(3) };
  await db.transaction().execute(async (trx) => {
    await lockMandates(trx);
    await grantMandate(trx, { id, category: 'operations', members: ['aria'], ...times });
  });
  const kept = await mandateById(db, id);
  expect(mandateEndFault(id, kept, '2026-01-01T02:59:59.999Z')).toBeUndefined();
  expect(mandateEndFault(id, kept, instant(3))).toMatchObject({
    code: 'already-done',
    facts: { until: instant(3) },
  });
  const by = randomUUID();
  await db.transaction().execute((trx) => endMandate(trx, id, { by, at: instant(1) }));
  const ended = await mandateById(db, id);
  expect(ended).toMatchObject({ endedAt: instant(1), endedBy: by });
  expect(mandateEndFault(id, ended, instant(2))).toMatchObject({
    code: 'already-done',
    facts: { endedAt: instant(1) },
  });
  expect(mandateEndFault(by, await mandateById(db, by), instant(2))).toMatchObject({
    code: 'unknown-mandate',
  });
});
