/** Answers in the polls of emergencies and conflicts (VOT-6). */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { takeProcessAnswer } from '../../store/ballots/process-polls.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five } from '../support/people.ts';
import { clockAt, withOpenPolls } from '../support/polls.ts';

const opens = '2026-03-02T09:00:00.000Z';
const closes = '2026-03-05T09:00:00.000Z';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});

it('VOT-6 a ballot on a remedy whose number somebody else took is not acknowledged, since it is not kept', async () => {
  const { db } = database;
  const process = await withOpenPolls(db, { members: five, kinds: ['votes'], opens, closes });
  await sql`insert into processes (id, kind, sequence, stage, created_at, parties, confidential, state)
    values (${process}, 'conflict', 1, 'arbitration', ${opens}, '{}', false, '{}')`.execute(db);
  const taking = await db.transaction().execute(async (trx) => {
    await sql`insert into answers (poll, elector, number, choice, version, at, hash)
      select id, 'anna', 1, 'against', 1, ${opens}::timestamptz, '' from polls where decision = ${process}`.execute(
      trx,
    );
    const asking = { kind: 'conflict', process, may: () => undefined } as const;
    const answer = { kind: 'votes', choice: 'for', ranking: null, reason: null, version: undefined } as const;
    const taken = takeProcessAnswer(db, clockAt(opens).clock, asking, { id: 'anna' }, answer);
    await sleep(200);
    return [taken];
  });
  await expect(taking[0]).rejects.toMatchObject({ code: '40001' });
});
