/** Keys and open polls: whatever is registered while a poll is open, it comes to the same (MEM-3, MEM-6). */
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choices } from '../../rules/model.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { firstKeys, makeKey, register, signedBallot, type TestKey } from '../support/signing.ts';
import { serve, type Served, start } from './serve.ts';

const later = (hours: number): string => new Date(Date.parse(start) + hours * 3_600_000).toISOString();

let api: Served;
let keys: Readonly<Record<string, TestKey>>;
const signing = ['anna', 'ben', 'carl', 'dora'];
beforeAll(async () => {
  api = await serve();
  keys = await firstKeys(api, signing);
});
afterAll(() => api.close());

const openVote = (hour: number): Promise<string> =>
  withOpenPolls(api.db, {
    members: [],
    kinds: ['votes'],
    opens: later(hour),
    closes: later(hour + 72),
    charter: { ...defaultCharter(), signatures: 'ballots' },
  });

const cast = async (decision: string, member: string, ballot: object): Promise<Json> =>
  (await (await api.as(member)).put(`/v1/proposals/${decision}/ballot`, ballot)).status;

const members = five.map(({ id }) => id);

/** Somebody votes, or a member registers another key and tries to vote with it. */
const steps = fc.array(
  fc.record({
    member: fc.constantFrom(...members),
    choice: fc.constantFrom(...choices),
    registers: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

it('MEM-3 MEM-6 registering a key never changes the result of an open poll', async () => {
  let hour = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      // Nobody registers more in a wake than they may.
      hour += 100;
      api.at(later(hour));
      const [left, changed] = [await openVote(hour), await openVote(hour)];
      const given = new Map<string, number>();
      const newest = new Map<string, TestKey>();
      for (const { member, choice, registers } of told) {
        const by = keys[member];
        const sequence = (given.get(member) ?? 0) + 1;
        if (registers && !newest.has(member)) {
          const key = makeKey();
          const answer = await register(api, member, by === undefined ? { key } : { key, by });
          // Who has ten already goes on with one of those that nobody knows.
          if (answer.status === 200) newest.set(member, key);
          const early = signedBallot({ decision: changed, member, choice, sequence }, key);
          expect(await cast(changed, member, early)).toBe(403);
        }
        // Emil had no key as the electorates were fixed.
        if (by === undefined) continue;
        for (const decision of [left, changed])
          expect(await cast(decision, member, signedBallot({ decision, member, choice, sequence }, by))).toBe(
            200,
          );
        given.set(member, sequence);
      }
      const tally = async (decision: string): Promise<Json> => {
        const answer = await (await api.as('anna')).get(`/v1/proposals/${decision}/tally`);
        return answer.body;
      };
      expect(await tally(changed)).toEqual(await tally(left));
    }),
    { numRuns: 8 },
  );
});
