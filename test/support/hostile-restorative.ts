/** What members try in restorative work, and how it begins (RST-1 to RST-5). */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Council } from './council.ts';
import { post, reason, type Request } from './hostile-acts.ts';

/** Three weeks from when a council's time begins. */
const soon = new Date(Date.now() + 21 * 86_400_000).toISOString();

const owed = (kind: string, verifier: string): object => ({
  kind,
  what: 'The fence is paid for.',
  by: 'emil',
  to: 'carl',
  instalments: [{ due: soon }],
  verifier,
});

const at = fc.constantFrom(new Date().toISOString(), soon);

/** Carl was harmed and emil caused it; gus facilitates where both name him. */
export const onRestorative: fc.Arbitrary<Request> = fc.oneof(
  { weight: 3, arbitrary: post('/acceptance', fc.constantFrom({}, {}, { accept: false })) },
  {
    weight: 3,
    arbitrary: post(
      '/facilitator',
      fc.constantFrom(...['gus', 'gus', 'emil', 'zoe', 'fay'].map((member) => ({ member }))),
    ),
  },
  { weight: 2, arbitrary: post('/ready') },
  post('/not-ready', fc.constant({ reason })),
  {
    weight: 2,
    arbitrary: post(
      '/circles',
      fc.record({ at, present: fc.constantFrom(['carl', 'emil'], ['emil', 'gus']), another: fc.boolean() }),
    ),
  },
  post('/stop'),
  {
    weight: 2,
    arbitrary: post(
      '/plan',
      fc.constantFrom(
        ...[owed('money', 'gus'), owed('apology', 'carl'), owed('vote', 'gus'), owed('silence', 'gus')].map(
          (one) => ({
            obligations: [one],
          }),
        ),
      ),
    ),
  },
  { weight: 2, arbitrary: post('/plan/acceptance', fc.constantFrom({}, { plan: 1 }, { plan: 2 })) },
  ...[1, 2].map((n) =>
    post(`/checks/${n}`, fc.constantFrom({ kept: 'kept' }, { kept: 'not', text: reason })),
  ),
  post('/leaving'),
  post('/interruption', fc.constant({ reason })),
);

/** Carl refers it: by itself, or out of a conflict that he has opened; perhaps a circle was held already. */
export async function restoring(
  opened: Council,
  { conflict, met }: { readonly conflict: boolean; readonly met: boolean },
): Promise<{ readonly path: string; readonly reader: string }> {
  const [carl, emil, gus] = [await opened.as('carl'), await opened.as('emil'), await opened.as('gus')];
  const quarrel = { against: ['emil'], what: 'The fence was moved.', remedy: 'It is moved back.' };
  const from = conflict ? (await carl.post('/v1/conflicts', quarrel)).body.id : null;
  const sides = { harmed: ['carl'], responsible: ['emil'], what: 'The fence was moved.' };
  const made = await carl.post('/v1/restorative', { from, ...sides });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/v1/restorative/${made.body.id}`;
  if (met) {
    await emil.post(`${path}/acceptance`, {});
    for (const one of [carl, emil]) await one.post(`${path}/facilitator`, { member: 'gus' });
    await gus.post(`${path}/ready`, {});
    const held = { at: await opened.now(), present: ['carl', 'emil', 'gus'] };
    expect((await gus.post(`${path}/circles`, held)).body.stage).toBe('agreement');
  }
  return { path, reader: 'carl' };
}
