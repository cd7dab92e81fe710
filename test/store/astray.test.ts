/** Processes that stand still: past their deadline by more than a busy machine takes, or without a workflow; told once (PRO-9). */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { findAstray, keepLook, openProcesses, takeLook } from '../../store/processes/astray.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { listInbox } from '../../store/inbox/notices.ts';
import { saveProcess } from '../../store/processes/processes.ts';

import { createDatabase, type TestDatabase } from '../support/database.ts';
import { appealState } from '../support/states.ts';
import { five } from '../support/people.ts';
import { charterWith } from './delegating.ts';

const opened = '2026-03-02T09:00:00.000Z';
const deadline = '2026-03-09T09:00:00.000Z';
const after = (milliseconds: number): string => new Date(Date.parse(deadline) + milliseconds).toISOString();

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  await loadFirstCharter(database.db, { ...charterWith(), at: opened });
  await importMembers(database.db, { families: [], members: five, by: null, at: opened });
  return () => database.drop();
});

/** An appeal that waits for the guardian; or has ended. */
async function appeal(stage: 'ruling' | 'ended' = 'ruling'): Promise<string> {
  const id = randomUUID();
  const ends =
    stage === 'ended' ? ({ deadline: null, outcome: 'upheld', endedAt: deadline } as const) : { deadline };
  const state = appealState({ id, stage, createdAt: opened, ...ends });
  await database.db
    .transaction()
    .execute((trx) =>
      saveProcess(
        trx,
        { kind: 'appeal', sequence: 1, state, entries: [], parties: ['dora'], confidential: false },
        null,
      ),
    );
  return id;
}

const inbox = async (member: string) =>
  (await listInbox(database.db, member, { unread: false, limit: 50 })).map(({ kind, decision, owes }) => ({
    kind,
    decision,
    owes,
  }));

describe('an open process', () => {
  it('PRO-9 is overdue once its deadline has been past for more than 30 seconds', async () => {
    const id = await appeal();
    await appeal('ended');
    for (const at of [after(0), after(30_000)]) expect(await findAstray(database.db, at)).toEqual([]);
    expect(await findAstray(database.db, after(30_001))).toEqual([
      { id, kind: 'appeal', stage: 'ruling', deadline, how: 'overdue', since: deadline },
    ]);
  });

  it('PRO-9 is told to operators once as overdue, and once as gone; to nobody else', async () => {
    const { db } = database;
    const id = await appeal();
    await keepLook(db, { gone: [], running: [id] }, after(60_000));
    await keepLook(db, { gone: [], running: [id] }, after(90_000));
    expect(await inbox('ben')).toEqual([{ kind: 'overdue', decision: id, owes: null }]);
    await keepLook(db, { gone: [id], running: [] }, after(120_000));
    await keepLook(db, { gone: [id], running: [] }, after(150_000));
    expect(await inbox('ben')).toEqual([
      { kind: 'workflow-gone', decision: id, owes: 'interruption' },
      { kind: 'overdue', decision: id, owes: null },
    ]);
    expect(await inbox('anna')).toEqual([]);
    expect(await findAstray(db, after(150_000))).toMatchObject([{ id, how: 'gone', since: after(120_000) }]);
  });

  it('PRO-9 is gone no more where its workflow runs again', async () => {
    const { db } = database;
    const id = await appeal();
    await keepLook(db, { gone: [id], running: [] }, after(-60_000));
    expect(await findAstray(db, after(-30_000))).toMatchObject([{ id, how: 'gone' }]);
    await keepLook(db, { gone: [], running: [id] }, after(-30_000));
    expect(await findAstray(db, after(-30_000))).toEqual([]);
  });

  it('PRO-9 is listed by its id, those that have ended not among them', async () => {
    const { db } = database;
    const ids = [await appeal(), await appeal(), await appeal()].toSorted();
    await appeal('ended');
    const [first, ...rest] = await openProcesses(db, null, 2);
    expect([first, ...rest].map((one) => one?.id)).toEqual(ids.slice(0, 2));
    expect((await openProcesses(db, ids[1] ?? '', 2)).map(({ id }) => id)).toEqual(ids.slice(2));
  });
});

it('PRO-9 of several who look at once one does, and the next one once the pause is over', async () => {
  const { db } = database;
  const turns = await Promise.all([0, 1, 2].map(() => takeLook(db, opened, 10_000)));
  expect(turns.filter((turn) => turn)).toHaveLength(1);
  const later = (milliseconds: number) => new Date(Date.parse(opened) + milliseconds).toISOString();
  expect(await takeLook(db, later(9_999), 10_000)).toBe(false);
  expect(await takeLook(db, later(10_000), 10_000)).toBe(true);
});
