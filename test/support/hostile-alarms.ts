/** What members try in an alarm, and how one begins (ALM-3 to ALM-5). */
import fc from 'fast-check';
import { expect } from 'vitest';
import { fire } from './alarm.ts';
import type { Council } from './council.ts';
import { post, reason, type Request } from './hostile-acts.ts';

const nothing = '01893c1c-0f4f-7000-8000-000000000001';
const text = { text: reason };

/** Words, observations that there are none of, words of another status; updates with and without a severity. */
export const onAlarms: fc.Arbitrary<Request> = fc.oneof(
  {
    weight: 3,
    arbitrary: post(
      '/corroboration',
      fc.constantFrom(text, text, { ...text, status: 'Test' }, { ...text, observations: [nothing] }),
    ),
  },
  {
    weight: 3,
    arbitrary: post(
      '/refutation',
      fc.constantFrom({ reason }, { reason, sensors: [] }, { reason, sensors: ['barn'] }),
    ),
  },
  { weight: 2, arbitrary: post('/acknowledgement') },
  { weight: 2, arbitrary: post('/updates', fc.constantFrom(text, { ...text, severity: 'Minor' })) },
  post('/clearance'),
  post('/interruption', fc.constant({ reason })),
);

/** Raised by carl alone, and extreme or not; it expires in two days. */
export async function alarming(
  opened: Council,
  extreme: boolean,
): Promise<{ readonly path: string; readonly reader: string }> {
  const carl = await opened.as('carl');
  const now = await opened.now();
  const expires = new Date(Date.parse(now) + 172_800_000).toISOString();
  const made = await carl.post(
    '/v1/alarms',
    fire(now, { expires, severity: extreme ? 'Extreme' : 'Severe' }),
  );
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { path: `/v1/alarms/${made.body.id}`, reader: 'carl' };
}
