/** Who decides a category for which a mandate runs whose members are gone (MAN-1, MEM-2). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submissionActivities } from '../../activities/processes/submission.ts';
import { grantMandate, lockMandates } from '../../store/council/mandates.ts';
import { setStatus } from '../../store/council/status.ts';
import { serve, type Served, start } from '../api/serve.ts';
import { content } from '../support/story.ts';

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

const submit = () =>
  submissionActivities({ db: api.db }).submit({
    id: randomUUID(),
    category: 'operations',
    author: 'carl',
    content,
    at: start,
    pace: 1,
    charter: 1,
  });

it('MAN-1 MEM-2 decides while one of them is left, and then no more: the council does', async () => {
  const id = randomUUID();
  const until = '2026-12-22T09:00:00.000Z';
  await api.db.transaction().execute(async (trx) => {
    await lockMandates(trx);
    const members = ['dora', 'emil'];
    await grantMandate(trx, { id, category: 'operations', members, grantedAt: start, until });
  });
  const leaves = async (member: string) =>
    setStatus(api.db, () => Promise.resolve(start), { id: member, status: 'departed', by: member });
  await leaves('dora');
  expect(await submit()).toMatchObject({ mandate: { id }, electorate: { size: 1 } });
  await leaves('emil');
  expect(await submit()).toMatchObject({ mandate: null, electorate: { size: 3 } });
});
