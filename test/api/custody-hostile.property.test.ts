/** Whoever tries whatever with files in custody, in any order: nobody holds one who did not sign for it, and no reading is untold (ALM-6). */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChain } from '../../ledger/custody/chain.ts';
import { bring, chainOf, readFileOf, sha256Of, takeFile } from '../support/custody.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { patience, runs } from '../support/runs.ts';
import { makeKey, register, type TestKey } from '../support/signing.ts';
import { serve, type Served, start } from './serve.ts';

/** Zoe is no member; registrar, operator and guardian have no more of a file than others. */
const ids = ['anna', 'ben', 'carl', 'dora', 'emil'] as const;
const tried = [...ids, 'zoe'] as const;

let api: Served;
const keys: Record<string, TestKey> = {};
beforeAll(async () => {
  const members = [
    person('anna', { roles: ['guardian'] }),
    person('ben', { roles: ['registrar', 'operator'] }),
    ...['carl', 'dora', 'emil'].map((id) => person(id)),
  ];
  api = await serve({ members, limits: { member: 1_000_000, address: 1_000_000 } });
  for (const member of ids) {
    keys[member] = makeKey();
    await register(api, member, { key: keys[member] });
  }
});
afterAll(() => api.close());

const who = fc.constantFrom(...ids);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('offer' as const), by: who, to: fc.constantFrom(...tried) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('take' as const),
      by: who,
      /** Whose key signs, and what of the signed text is another's. */
      signer: who,
      bends: fc.constantFrom('nothing', 'nothing', 'nothing', 'member', 'from', 'answers', 'sha256'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('read' as const), by: who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('bring' as const), by: who }) },
  {
    weight: 6,
    arbitrary: fc
      .record({ by: who, to: who, taker: fc.option(who, { freq: 2 }) })
      .map(({ by, to, taker }) => ({ act: 'handed over' as const, by, to, taker: taker ?? to })),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What a file's first chain must come to, as the rule has it. */
interface Expected {
  readonly depositor: string;
  holder: string | null;
  offeredTo: string | null;
  readonly held: Set<string>;
  readonly told: (readonly [kind: string, by: string])[];
}

let made = 0;
async function plays(depositor: string, steps: readonly Step[]): Promise<void> {
  const bytes = Buffer.from(`evidence ${(made += 1)}`);
  const sha256 = sha256Of(bytes);
  expect((await bring(api, depositor, bytes)).status).toBe(201);
  const { id } = (await chainOf(api, depositor, sha256)).body as { id: string };
  const query = `?chain=${id}`;
  const file: Expected = {
    depositor,
    holder: null,
    offeredTo: null,
    held: new Set([depositor]),
    told: [['deposited', depositor]],
  };

  const offers = async (by: string, to: string): Promise<void> => {
    const { body } = await (
      await api.as(by)
    ).post(`/v1/custody/${sha256}/transfers${query}`, { to, why: 'Look.' });
    const may =
      file.holder === by && to !== 'zoe' && to !== file.offeredTo && (to !== by || file.offeredTo !== null);
    expect([body.id === id, by, to]).toEqual([may, by, to]);
    if (!may) return;
    file.offeredTo = to === by ? null : to;
    file.told.push([to === by ? 'withdrawn' : 'offered', by]);
  };
  const takes = async (by: string, signer: string, bends: string): Promise<void> => {
    const shown = await chainOf(api, by, sha256, query);
    const mayRead = file.held.has(by) || file.offeredTo === by;
    expect([shown.status, by]).toEqual([mayRead ? 200 : 404, by]);
    // Whoever is shown nothing signs what another sees.
    const from = mayRead ? by : depositor;
    const seen: Json = (await chainOf(api, from, sha256, query)).body;
    const otherwise: Record<string, unknown> = {
      nothing: {},
      member: { member: depositor === by ? 'anna' : depositor },
      from: { from: file.holder === null ? 'ben' : null },
      answers: { answers: sha256Of(Buffer.from('another entry')) },
      sha256: { sha256: sha256Of(Buffer.from('another file')) },
    };
    const key = keys[signer]!;
    const { status } = mayRead
      ? await takeFile(api, by, { sha256, key, at: start, query }, otherwise[bends] as object)
      : await (
          await api.as(by)
        ).post(`/v1/custody/${sha256}/taking${query}`, {
          payload: seen.id,
          protected: 'e30',
          signature: 'AA',
        });
    const isHonest =
      signer === by && (bends === 'nothing' || (bends === 'member' && otherwise['member'] === by));
    const isTheirs = file.offeredTo === by || (file.holder === null && depositor === by);
    const may = mayRead && isHonest && isTheirs && file.holder !== by;
    expect([status === 200, by, signer, bends]).toEqual([may, by, signer, bends]);
    if (!may) return;
    file.holder = by;
    file.offeredTo = null;
    file.held.add(by);
    file.told.push(['taken', by]);
  };

  for (const one of steps)
    switch (one.act) {
      case 'offer':
        await offers(one.by, one.to);
        break;
      case 'take':
        await takes(one.by, one.signer, one.bends);
        break;
      case 'handed over':
        if (file.holder === null) await takes(depositor, depositor, 'nothing');
        await offers(file.holder ?? one.by, one.to);
        await takes(one.taker, one.taker, 'nothing');
        break;
      case 'bring':
        // A chain of their own: nothing in this one moves by it.
        expect((await bring(api, one.by, bytes)).status).toBeLessThan(500);
        break;
      case 'read': {
        const { status } = await readFileOf(api, one.by, `${sha256}${query}`);
        expect([200, 404, 409, 429]).toContain(status);
        expect([status === 404, one.by]).toEqual([!file.held.has(one.by), one.by]);
        if (status === 200) file.told.push(['read', one.by]);
      }
    }

  const { body } = await chainOf(api, depositor, sha256, query);
  expect([body.holder, body.offeredTo, [...body.held].sort()]).toEqual([
    file.holder,
    file.offeredTo,
    [...file.held].sort(),
  ]);
  expect(body.document.entries.map(({ entry }: Json) => [entry.kind, entry.by])).toEqual(file.told);
  expect(verifyChain([body.document], [api.services.signer.verifier])).toMatchObject({
    standing: { holder: file.holder },
  });
}

it(
  'AUT-1 ALM-6 whatever is tried with a file, its holder is who signed for it, everybody else sees nothing, and each reading is told',
  { timeout: patience },
  () => fc.assert(fc.asyncProperty(who, fc.array(step, { minLength: 5, maxLength: 25 }), plays), runs(10)),
);
