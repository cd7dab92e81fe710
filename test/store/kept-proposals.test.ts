/** Proposals that are known from the last look: never older than their row, and never what was not committed (REC-4, PRO-6). */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Content } from '../../rules/model.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { asState, proposalById, proposalsById, proposalsIn } from '../../store/processes/kept-proposals.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { listProposals } from '../../store/processes/proposals.ts';
import { unclaimed } from '../../rules/proposal/state.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';

const at = '2026-11-22T09:00:00.000Z';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase();
  ({ db } = database);
});
afterAll(() => database.drop());

/** Writes a proposal's next change: its round says which. */
async function write(trx: Trx, id: string, sequence: number, title = 'A matter'): Promise<void> {
  const text = { ...(content as unknown as Content), title };
  const state = proposalState({ id, author: 'carl', round: sequence, createdAt: at, submittedAt: at });
  const version = { version: 1, round: 0, at, inForceAt: at, content: text };
  await saveProposal(trx, { sequence, state, entries: [], versions: sequence === 1 ? [version] : [] });
}
const written = async (id: string, sequence: number, title?: string): Promise<void> =>
  db.transaction().execute((trx) => write(trx, id, sequence, title));
const listed = async (id: string) =>
  (await listProposals(db, { reader: 'carl', limit: 1_000 })).find(({ state }) => state.id === id);

describe('a proposal', () => {
  it('REC-4 is read as it was written last, by its id and in a list, however often it was read before', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    for (const sequence of [1, 2, 3]) {
      await written(id, sequence);
      if (sequence === 1) await written(other, sequence, 'Another matter');
      for (const _time of [1, 2]) {
        expect((await proposalById(db, id))?.state.round).toBe(sequence);
        expect((await listed(id))?.state.round).toBe(sequence);
        expect((await listed(other))?.content.title).toBe('Another matter');
      }
    }
  });

  it('REC-4 is the same object while it is not written: nothing of it is read again', async () => {
    const id = randomUUID();
    await written(id, 1);
    const first = await proposalById(db, id);
    expect(await proposalById(db, id)).toBe(first);
    expect(await listed(id)).toBe(first);
    await written(id, 2);
    expect(await proposalById(db, id)).not.toBe(first);
  });

  it('REC-2 that was written in a transaction is seen there, and by nobody else unless it is committed', async () => {
    const id = randomUUID();
    await written(id, 1);
    await proposalById(db, id);
    const lost = db.transaction().execute(async (trx) => {
      await write(trx, id, 2);
      expect((await proposalById(trx, id))?.state.round).toBe(2);
      expect((await proposalById(db, id))?.state.round).toBe(1);
      throw new Error('the power is gone');
    });
    await expect(lost).rejects.toThrow('the power is gone');
    expect((await proposalById(db, id))?.state.round).toBe(1);
    await written(id, 2);
    expect((await proposalById(db, id))?.state.round).toBe(2);
  });

  it('AUT-2 that is none is not found, among others too', async () => {
    const [id, none] = [randomUUID(), randomUUID()];
    await written(id, 1);
    expect(await proposalById(db, none)).toBeUndefined();
    expect([...(await proposalsById(db, [none, id.toUpperCase()])).keys()]).toEqual([id.toUpperCase()]);
    expect(await proposalsById(db, [])).toEqual(new Map());
  });

  it('REC-4 property: many are read in the order in which they were found, each as it is', async () => {
    const ids = Array.from({ length: 12 }, () => randomUUID());
    const sequences = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ write: fc.subarray(ids), read: fc.shuffledSubarray(ids) }), { maxLength: 6 }),
        async (steps) => {
          for (const step of steps) {
            for (const id of step.write) {
              sequences.set(id, (sequences.get(id) ?? 0) + 1);
              await written(id, sequences.get(id) ?? 0);
            }
            const there = step.read.filter((id) => sequences.has(id));
            const rows = there.map((id) => ({ id, sequence: sequences.get(id) ?? 0 }));
            const read = await proposalsIn(db, rows);
            expect(read.map(({ state }) => [state.id, state.round])).toEqual(
              rows.map(({ id, sequence }) => [id, sequence]),
            );
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('the state in a row', () => {
  it('REC-2 that was written before a field was there has what stands for nothing, and every other as it was written', () => {
    const { vetoes: _vetoes, recused: _recused, ...before } = proposalState({ round: 2 });
    expect(asState(before)).toEqual({ ...before, vetoes: unclaimed.vetoes, recused: unclaimed.recused });
    const whole = proposalState({ family: 'oak' });
    expect(asState(whole)).toEqual(whole);
  });
});
