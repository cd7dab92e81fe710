/** Answers that show at the close: until then nobody can tell two councils apart in which the same members answered otherwise (VOT-7). */
import { randomUUID } from 'node:crypto';
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choices, positions } from '../../rules/model.ts';
import { closeRound, closeVote } from '../../store/ballots/closing.ts';
import { everythingRead } from '../support/everything.ts';
import { five } from '../support/people.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { patience, runs } from '../support/runs.ts';
import { serve, type Served, start } from './serve.ts';

let twins: readonly [Served, Served];
beforeAll(async () => {
  const limits = { member: 100_000, address: 100_000 };
  twins = [await serve({ limits }), await serve({ limits })];
});
afterAll(async () => {
  for (const api of twins) await api.close();
});

const later = (hours: number): string => new Date(Date.parse(start) + hours * 3_600_000).toISOString();
const answering = ['ben', 'carl', 'dora'] as const;
/** Who reads: an elector who has not answered, and anyone. */
const others = ['emil', undefined] as const;

interface Given {
  readonly choice: (typeof choices)[number];
  readonly position: (typeof positions)[number];
  readonly ranking: readonly string[];
  readonly reason: string;
}

const given = fc.record<Given>({
  choice: fc.constantFrom(...choices),
  position: fc.constantFrom(...positions),
  ranking: fc.shuffledSubarray(['proposal', 'alternative-1', 'status-quo'], { minLength: 1 }),
  reason: fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', 'b', 'c', 'd') }),
});
const all = fc.tuple(given, given, given);

/** The same in both, so that lists have them in one order. */
const newIds = () => ({ vote: randomUUID(), round: randomUUID() });

/** A round and a vote, in which each answers so; how often, is the same in both. */
async function answered(api: Served, answers: readonly Given[], hour: number, ids = newIds()) {
  const charter = { ...defaultCharter(), answers: 'at-close' as const };
  const open = { members: [], opens: later(hour), closes: later(hour + 72), charter };
  api.at(later(hour));
  const vote = await withOpenPolls(api.db, { ...open, id: ids.vote, kinds: ['votes'] });
  const round = await withOpenPolls(api.db, { ...open, id: ids.round, kinds: ['positions', 'preferences'] });
  for (const [place, { choice, position, ranking, reason }] of answers.entries()) {
    const member = await api.as(answering[place]!);
    const taken = [
      await member.put(`/v1/proposals/${vote}/ballot`, { choice, reason }),
      await member.put(`/v1/proposals/${round}/position`, { position, reason }),
      await member.put(`/v1/proposals/${round}/preferences`, { ranking: ranking.map((one) => [one]) }),
    ];
    expect(taken.map(({ status }) => status)).toEqual([200, 200, 200]);
  }
  return { vote, round };
}

async function readBy(
  api: Served,
  reader: string | undefined,
  { vote, round }: Record<'vote' | 'round', string>,
) {
  const token = reader === undefined ? undefined : await api.tokens.sign(reader);
  return everythingRead({ url: api.url, token }, { proposals: [vote, round] });
}

it(
  'VOT-7 two councils whose members answer otherwise read alike to everyone else, until the close',
  async () => {
    expect(five.map(({ id }) => id)).toEqual(expect.arrayContaining([...answering]));
    let hour = 0;
    await fc.assert(
      fc.asyncProperty(all, all, async (one, other) => {
        hour += 1_000;
        const ids = newIds();
        const [first, second] = [
          await answered(twins[0], one, hour, ids),
          await answered(twins[1], other, hour, ids),
        ];
        for (const reader of others) {
          const [here, there] = [
            await readBy(twins[0], reader, first),
            await readBy(twins[1], reader, second),
          ];
          expect(here.size).toBeGreaterThan(50);
          for (const [way, text] of here) expect([reader, way, there.get(way)]).toEqual([reader, way, text]);
        }
      }),
      // What differs is what matters, not the least of what was answered otherwise: to read everything takes seconds.
      { ...runs(1), endOnFailure: true },
    );
  },
  patience * 4,
);

it('VOT-7 who answered sees what they gave, and all see all once it is closed', async () => {
  const [api] = twins;
  const answers = [
    { choice: 'for', position: 'agree', ranking: ['proposal'], reason: 'Why not' },
    { choice: 'against', position: 'block', ranking: ['status-quo'], reason: 'Not so' },
    { choice: 'abstain', position: 'stand-aside', ranking: ['alternative-1'], reason: 'Hm' },
  ] as const;
  const hour = 900;
  const { vote, round } = await answered(api, answers, hour);
  const [ben, emil] = [await api.as('ben'), await api.as('emil')];
  const at = (id: string, what: string) => `/v1/proposals/${id}/${what}`;
  expect((await ben.get(at(vote, 'ballots'))).body.items).toMatchObject([
    { member: 'ben', choice: 'for', reason: 'Why not' },
    { member: 'carl', choice: null, reason: null, at: null, replaced: [] },
    { member: 'dora', choice: null, reason: null, at: null, replaced: [] },
  ]);
  expect((await ben.get(at(round, 'positions'))).body.items).toMatchObject([
    { member: 'ben', position: 'agree' },
    { member: 'carl', position: null, reason: null },
    { member: 'dora', position: null, reason: null },
  ]);
  expect((await ben.get(at(round, 'preferences'))).body.rounds).toMatchObject([
    {
      closed: false,
      rankings: [{ ranking: [['proposal']] }, { ranking: null }, { ranking: null }],
      schulze: null,
    },
  ]);
  expect((await emil.get(at(vote, 'tally'))).body).toMatchObject({
    hidden: true,
    answered: 3,
    electorate: 5,
    quorum: { num: 3, den: 4 },
    threshold: { num: 1, den: 2, strict: true },
  });
  api.at(later(hour + 72));
  const { db, services } = api;
  // Three of five miss the quorum, and what they came to is hidden still.
  await closeVote(db, services.clock, vote, 1);
  const { extended } = (await emil.get(at(vote, 'tally'))).body;
  expect(extended).toEqual([{ at: later(hour + 72), closes: later(hour + 144) }]);
  api.at(later(hour + 144));
  await closeVote(db, services.clock, vote, 1);
  // A round closes with both its polls.
  await closeRound(db, services.clock, round, 1);
  expect((await emil.get(at(vote, 'ballots'))).body.items[1]).toMatchObject({
    choice: 'against',
    reason: 'Not so',
  });
  expect((await emil.get(at(vote, 'tally'))).body).toMatchObject({
    hidden: false,
    for: 1,
    against: 1,
    abstain: 1,
  });
  expect((await emil.get(at(round, 'positions'))).body.items[1]).toMatchObject({ position: 'block' });
  expect((await emil.get(at(round, 'preferences'))).body.rounds[0]).toMatchObject({
    closed: true,
    schulze: expect.any(Array),
  });
});

it('VOT-7 where answers show at once, the same councils differ: the comparison can see it', async () => {
  const [api] = twins;
  const open = { members: [], opens: later(0), closes: later(72), kinds: ['votes'] } as const;
  api.at(later(0));
  const read = await Promise.all(
    (['for', 'against'] as const).map(async (choice) => {
      const id = await withOpenPolls(api.db, open);
      expect((await (await api.as('ben')).put(`/v1/proposals/${id}/ballot`, { choice })).status).toBe(200);
      return everythingRead({ url: api.url, token: await api.tokens.sign('emil') }, { proposals: [id] });
    }),
  );
  const [one, other] = read;
  const differing = [...one!].filter(([way, text]) => other!.get(way) !== text).map(([way]) => way);
  expect(differing).toEqual(
    expect.arrayContaining([
      '/v1/proposals/<decision 1>/ballots',
      '/v1/proposals/<decision 1>/tally',
      'get_decision {"id":"<decision 1>"}',
    ]),
  );
});
