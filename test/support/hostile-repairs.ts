/** What members try in a repair plan, and how one begins (MND-1 to MND-4). */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Council } from './council.ts';
import { post, reason, type Request } from './hostile-acts.ts';

const given = fc.constant({ reason });

/** Three weeks from when a council's time begins, so that whatever is put then comes to its end in silence. */
const soon = new Date(Date.now() + 21 * 86_400_000).toISOString();

/** A hundred that emil owes carl, in two instalments from an instant on. */
function owed(from: string): object {
  const due = (days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString();
  return {
    kind: 'money',
    what: 'The fence is paid for.',
    by: 'emil',
    to: 'carl',
    quantity: { amount: 100, unit: 'EUR' },
    instalments: [
      { due: due(3), amount: 50 },
      { due: due(9), amount: 50 },
    ],
    verifier: 'gus',
  };
}

/** What emil owes carl, whether it is done, and other terms; gus verifies. */
export const onRepairs: fc.Arbitrary<Request> = fc.oneof(
  { weight: 2, arbitrary: post('/terms/acceptance', fc.constantFrom({}, { accept: false }, { terms: 2 })) },
  post('/terms', fc.record({ obligations: fc.constant([owed(soon)]) })),
  ...[1, 2].map((n) => ({
    weight: 3,
    arbitrary: fc.oneof(
      post(`/obligations/${n}/done`, fc.constantFrom({ evidence: reason }, { evidence: reason, amount: 30 })),
      post(
        `/obligations/${n}/confirmation`,
        fc.constantFrom({ confirm: true }, { confirm: false, reason }, { confirm: true, claim: 2 }),
      ),
      post(`/obligations/${n}/verification`, fc.record({ done: fc.boolean(), reason: fc.constant(reason) })),
      post(`/obligations/${n}/release`, fc.constantFrom({}, { amount: 10 }, { amount: 1_000 })),
    ),
  })),
  post('/circle/words', fc.constant({ text: reason })),
  post('/obligations/1/choice', fc.constantFrom({ to: 'carl' }, { to: 'dora' }, { to: 'emil' })),
  post('/interruption', given),
);

/** Out of a conflict that was settled in its room: put, or accepted by everybody in it too. */
export async function repairing(
  opened: Council,
  agreed: boolean,
): Promise<{ readonly path: string; readonly reader: string }> {
  const [carl, emil] = [await opened.as('carl'), await opened.as('emil')];
  const quarrel = { against: ['emil'], what: 'The fence was moved.', remedy: 'It is moved back.' };
  const { id } = (await carl.post('/v1/conflicts', quarrel)).body;
  await carl.post(`/v1/conflicts/${id}/terms`, { text: 'Emil pays for it.' });
  expect((await emil.post(`/v1/conflicts/${id}/terms/1/acceptance`)).body.outcome).toBe('settled');
  const made = await carl.post('/v1/repairs', { from: id, obligations: [owed(await opened.now())] });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/v1/repairs/${made.body.id}`;
  if (agreed)
    for (const member of ['emil', 'gus']) await (await opened.as(member)).post(`${path}/terms/acceptance`);
  return { path, reader: 'carl' };
}
