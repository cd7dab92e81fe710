/** Files that are brought into custody: under their digest, bounded, whole or not at all, and unseen by whoever brings the same (ALM-6). */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerSize } from '../../store/log/ledger.ts';
import { bring, chainOf, contentDigest, readFileOf, sha256Of, takeFile } from '../support/custody.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { makeKey, register } from '../support/signing.ts';
import { serve, type Served, start } from './serve.ts';

const minute = 60_000;
let now = Date.parse(start);
const instant = (): string => new Date(now).toISOString();
const pass = (milliseconds: number): void => {
  now += milliseconds;
  api.at(instant());
};

let api: Served;
const key = makeKey();
beforeAll(async () => {
  const members = [...five, person('hal'), person('ida')];
  api = await serve({ members, limits: { member: 100_000, address: 100_000 } });
  await register(api, 'carl', { key });
});
afterAll(() => api.close());

let made = 0;
const fresh = (length = 40): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.write(`evidence ${(made += 1)}`);
  return bytes;
};
const take = (as: 'carl', sha256: string) => takeFile(api, as, { sha256, key, at: instant() });
const problem = (code: string, facts: object = {}) => ({
  body: { type: `/problems/${code}`, rule: 'ALM-6', facts },
});
const nothing = { status: 404, body: { type: '/problems/not-found' } };
const kindsIn = async (as: string, sha256: string): Promise<string[]> =>
  (await chainOf(api, as, sha256)).body.document.entries.map(({ entry }: Json) => entry.kind);
const count = async (table: 'custody_files' | 'custody_chains'): Promise<number> =>
  Number(
    (
      await api.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('all'))
        .executeTakeFirstOrThrow()
    ).all,
  );

describe('what is brought', () => {
  it('ALM-6 is its hash, and begins a chain in which nobody answers for it until somebody signs', async () => {
    const bytes = fresh();
    const answer = await bring(api, 'carl', bytes);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        council: 'council.example/log',
        sha256: sha256Of(bytes),
        size: 40,
        depositor: 'carl',
        holder: null,
        held: ['carl'],
        gaps: [{ since: instant(), because: 'never-taken', until: null }],
      },
    });
    expect(answer.headers.get('location')).toBe(`/v1/custody/${sha256Of(bytes)}`);
    const again = await bring(api, 'carl', bytes);
    expect(again).toMatchObject({ status: 201, body: { id: answer.body.id } });
    expect(await kindsIn('carl', sha256Of(bytes))).toEqual(['deposited']);
  });

  it('ALM-6 has the digest that its sender named (RFC 9530), or is refused with both and leaves nothing', async () => {
    const [bytes, other] = [fresh(), fresh()];
    const before = [await count('custody_files'), await count('custody_chains'), await ledgerSize(api.db)];
    const digest = contentDigest(other);
    const [, named] = /:(.*):/.exec(digest)!;
    const [, found] = /:(.*):/.exec(contentDigest(bytes))!;
    expect(await bring(api, 'carl', bytes, digest)).toMatchObject({
      status: 422,
      ...problem('hash-mismatch', { named, found, algorithm: 'sha-256' }),
    });
    const headers = [
      null,
      'sha-512=:AA==:',
      'sha-256=abc',
      `${digest}, ${digest}`,
      'sha-256=:A',
      `md5=:AA==:`,
    ];
    for (const header of headers)
      expect(await bring(api, 'carl', bytes, header)).toMatchObject({
        status: 400,
        body: { type: '/problems/invalid-header', facts: { header: 'Content-Digest' } },
      });
    const bad = `${contentDigest(bytes)}, sha-512=:${'A'.repeat(86)}==:`;
    expect(await bring(api, 'carl', bytes, bad)).toMatchObject({ status: 422, ...problem('hash-mismatch') });
    expect([await count('custody_files'), await count('custody_chains'), await ledgerSize(api.db)]).toEqual(
      before,
    );
  });

  it('ALM-6 has 8 MiB at most and one byte at least', async () => {
    const most = fresh(8 * 1024 * 1024);
    expect((await bring(api, 'ida', most)).status).toBe(201);
    expect((await bring(api, 'ida', Buffer.alloc(8 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await bring(api, 'ida', Buffer.alloc(0))).status).toBe(422);
  });

  it('ALM-6 of one member is 256 MiB at most, what another has brought too counted anew; what is there already costs nothing', async () => {
    // What is counted are the lengths: rows of a length of their own stand for bytes that nobody reads here.
    await api.db
      .insertInto('custody_files')
      .values({ sha256: 'f'.repeat(64), bytes: Buffer.of(1), size: 256 * 1024 * 1024 - 40 })
      .execute();
    await api.db
      .insertInto('custody_chains')
      .values({ id: randomUUID(), sha256: 'f'.repeat(64), depositor: 'hal', at: start })
      .execute();
    const [first, second] = [fresh(), fresh()];
    expect((await bring(api, 'hal', first)).status).toBe(201);
    expect(await bring(api, 'hal', second)).toMatchObject({
      status: 409,
      ...problem('beyond-limit', { most: 256 * 1024 * 1024, held: 256 * 1024 * 1024, asked: 40 }),
    });
    expect((await bring(api, 'hal', first)).status).toBe(201);
    await bring(api, 'carl', second);
    expect((await bring(api, 'hal', second)).status).toBe(409);
  });

  it('ALM-6 leaves nothing behind where it is cut off', async () => {
    const before = await count('custody_files');
    const bytes = fresh(1024 * 1024);
    const token = await api.tokens.sign('emil');
    const sending = request(`${api.url}/v1/custody`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-length': String(bytes.length),
        'content-digest': contentDigest(bytes),
      },
    });
    const over = new Promise((resolve) => sending.on('error', resolve));
    sending.write(bytes.subarray(0, 900_000), () => sending.destroy());
    await over;
    expect((await bring(api, 'emil', fresh())).status).toBe(201);
    expect(await count('custody_files')).toBe(before + 1);
    expect(await chainOf(api, 'emil', sha256Of(bytes))).toMatchObject(nothing);
  });

  it('ALM-6 AUT-2 by two members is two chains, of which neither learns of the other', async () => {
    const bytes = fresh();
    const sha256 = sha256Of(bytes);
    const first = await bring(api, 'carl', bytes);
    await take('carl', sha256);
    pass(minute);
    const second = await bring(api, 'dora', bytes);
    expect(second.body).toMatchObject({ depositor: 'dora', holder: null, held: ['dora'] });
    expect(second.body.id).not.toBe(first.body.id);
    expect((await chainOf(api, 'dora', sha256, `?chain=${first.body.id}`)).status).toBe(404);
    expect(await kindsIn('dora', sha256)).toEqual(['deposited']);
    await (await readFileOf(api, 'dora', sha256)).arrayBuffer();
    expect(await kindsIn('carl', sha256)).toEqual(['deposited', 'taken']);
  });
});
