/** What members try in a node veto, and how one begins (NVP-1 to NVP-4). */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Council } from './council.ts';
import { post, reason, type Request } from './hostile-acts.ts';
import { said } from './node-veto.ts';
import { content } from './story.ts';

const given = fc.constant({ reason });
const node = fc.constantFrom(undefined, { member: 'emil' }, { family: 'ash' }, { family: 'birch' });

/** Whether what anna puts endangers dora: answers, findings, questions, and nodes that come and go. */
export const onNodeVetoes: fc.Arbitrary<Request> = fc.oneof(
  { weight: 2, arbitrary: post('/answer', fc.constantFrom({ removes: reason }, { contest: reason })) },
  post('/agreement'),
  {
    weight: 2,
    arbitrary: post(
      '/joining',
      node.map((named) => (named === undefined ? {} : { node: named })),
    ),
  },
  {
    weight: 6,
    arbitrary: post('/finding', fc.record({ uphold: fc.boolean(), reason: fc.constant(reason) })),
  },
  { weight: 2, arbitrary: post('/question', given) },
  post('/withdrawal'),
  post('/interruption', given),
);

/** Dora stops what anna puts; contested, a panel is drawn. */
export async function nodeVetoing(
  opened: Council,
  contested: boolean,
): Promise<{ readonly path: string; readonly reader: string }> {
  const act = await (await opened.as('anna')).post('/v1/proposals', content);
  expect(act.status, JSON.stringify(act.body)).toBe(201);
  const made = await (await opened.as('dora')).post('/v1/node-vetoes', { of: act.body.id, ...said });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/v1/node-vetoes/${made.body.id}`;
  if (contested) await (await opened.as('anna')).post(`${path}/answer`, { contest: reason });
  return { path, reader: 'dora' };
}
