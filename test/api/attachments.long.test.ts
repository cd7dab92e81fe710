/** Files that proposals name: sent under their hash, bounded, read through a proposal by who may read that, and removed when nothing names them. */
import { createHash, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

const mebibyte = 1024 * 1024;
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
let made = 0;
/** Bytes that nobody has sent yet. */
const fresh = (length = 40): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.write(`file ${(made += 1)}`);
  return bytes;
};
const hours = (count: number): string => new Date(Date.parse(start) + count * 3_600_000).toISOString();

let api: Served;
beforeAll(async () => {
  api = await serve({ limits: { member: 100_000, address: 100_000 } });
});
afterAll(() => api.close());

async function put(as: string, bytes: Buffer, { hash = hashOf(bytes), type = 'application/pdf' } = {}) {
  const headers = { 'content-type': type };
  const body = new Uint8Array(bytes);
  const response = await api.raw(`/v1/attachments/${hash}`, { as, method: 'PUT', body, headers });
  return { status: response.status, body: await response.json() };
}

const get = (as: string | undefined, proposal: string, hash: string) =>
  api.raw(`/v1/proposals/${proposal}/attachments/${hash}`, as === undefined ? {} : { as });

const naming = (bytes: Buffer, more: object = {}) => ({
  name: 'plan.pdf',
  mediaType: 'application/pdf',
  sha256: hashOf(bytes),
  size: bytes.length,
  ...more,
});

/** A proposal that names these files, put straight into the store. */
async function stored(files: readonly object[], more: Partial<ProposalState> = {}): Promise<string> {
  const id = randomUUID();
  const state = proposalState({ id, author: 'carl', createdAt: start, submittedAt: start, ...more });
  const text = { ...content, category: undefined, attachments: files } as never;
  const first = { version: 1, round: 0, at: start, inForceAt: start, content: text };
  await api.db
    .transaction()
    .execute(async (trx) => saveProposal(trx, { sequence: 1, state, entries: [], versions: [first] }));
  return id;
}

const here = async (bytes: Buffer): Promise<boolean> => {
  const row = api.db.selectFrom('attachments').select('size').where('sha256', '=', hashOf(bytes));
  return (await row.executeTakeFirst()) !== undefined;
};

describe('what is sent', () => {
  it('PRO-2 is kept under the hash of its bytes, whatever they are, and again is the same', async () => {
    const bytes = fresh();
    for (const type of ['application/pdf', 'application/json', 'text/html; charset=latin1'])
      expect(await put('carl', bytes, { type })).toEqual({
        status: 200,
        body: { sha256: hashOf(bytes), size: 40 },
      });
    const kept = await api.db
      .selectFrom('attachments')
      .selectAll()
      .where('sha256', '=', hashOf(bytes))
      .execute();
    expect(kept).toEqual([{ sha256: hashOf(bytes), bytes, size: 40 }]);
  });

  it('PRO-2 under another hash is refused, and is not kept', async () => {
    const [bytes, other] = [fresh(), fresh()];
    expect(await put('carl', bytes, { hash: hashOf(other) })).toMatchObject({
      status: 422,
      body: { rule: 'PRO-2', facts: { named: hashOf(other), found: hashOf(bytes) } },
    });
    expect([await here(bytes), await here(other)]).toEqual([false, false]);
  });

  it('PRO-2 has 5 MiB at most, and one byte at least; the path is a hash in lower case', async () => {
    const [most, more] = [fresh(5 * mebibyte), fresh(5 * mebibyte + 1)];
    expect(await put('dora', most)).toMatchObject({ status: 200, body: { size: 5 * mebibyte } });
    expect(await put('dora', more)).toMatchObject({ status: 413 });
    expect(await put('dora', fresh(6 * mebibyte))).toMatchObject({ status: 413 });
    expect(await put('dora', Buffer.alloc(0))).toMatchObject({ status: 422 });
    expect(await put('dora', Buffer.from('x'))).toMatchObject({ status: 200, body: { size: 1 } });
    const upper = fresh();
    expect((await put('dora', upper, { hash: hashOf(upper).toUpperCase() })).status).toBe(404);
    expect(await here(more)).toBe(false);
  });

  it('PRO-2 who sends slowly holds up nobody else: two of one member at once, and the third is told to come later', async () => {
    const token = await api.tokens.sign('ben');
    const slow = Array.from({ length: 2 }, () => {
      const sending = request(`${api.url}/v1/attachments/${hashOf(fresh())}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-length': String(5 * mebibyte) },
      });
      sending.on('error', () => undefined);
      sending.write('x');
      return sending;
    });
    const third = fresh();
    await expect.poll(async () => (await put('ben', third)).status, { timeout: 20_000 }).toBe(429);
    expect((await put('anna', third)).status).toBe(200);
    for (const sending of slow) sending.destroy();
    await expect.poll(async () => (await put('ben', third)).status, { timeout: 20_000 }).toBe(200);
  });

  it('AUT-2 comes from members only', async () => {
    const bytes = fresh();
    const path = `/v1/attachments/${hashOf(bytes)}`;
    expect((await api.raw(path, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(401);
    expect((await api.raw(path, { as: 'stranger', method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(
      403,
    );
    expect(await here(bytes)).toBe(false);
  });
});

describe('what is read', () => {
  it('PRO-2 AUT-2 is read through a proposal that names it, to be saved: a browser shows nothing of it', async () => {
    const bytes = Buffer.from('<script>alert(1)</script>');
    await put('carl', bytes, { type: 'text/html' });
    const id = await stored([naming(bytes, { name: 'Plän “2”.html', mediaType: 'text/html' })]);
    const answer = await get('anna', id, hashOf(bytes));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': expect.stringMatching(/^attachment; filename=.*filename\*=UTF-8''Pl%C3%A4n/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-length': String(bytes.length),
    });
    expect((await get(undefined, id, hashOf(bytes))).status).toBe(401);
    expect((await get('stranger', id, hashOf(bytes))).status).toBe(403);
  });

  it('AUT-2 PRO-1 is nothing through a proposal that does not name it, nor of a draft to others', async () => {
    const bytes = fresh();
    await put('carl', bytes);
    const [named, other] = [await stored([naming(bytes)]), await stored([])];
    expect((await get('carl', other, hashOf(bytes))).status).toBe(404);
    expect((await get('carl', named, hashOf(fresh()))).status).toBe(404);
    expect((await get('carl', randomUUID(), hashOf(bytes))).status).toBe(404);
    const draft = await stored([naming(bytes)], { stage: 'draft', submittedAt: null });
    expect((await get('carl', draft, hashOf(bytes))).status).toBe(200);
    expect((await get('dora', draft, hashOf(bytes))).status).toBe(404);
  });
});

describe('who names a file', () => {
  const named = async (as: string, files: readonly object[], more: object = {}) =>
    (await api.as(as)).post('/v1/proposals', { ...content, attachments: files, ...more });
  const unknown = (...hashes: string[]) => ({
    status: 422,
    body: { rule: 'PRO-2', facts: { attachments: hashes } },
  });
  /** No Temporal answers here: what was taken goes no further. */
  const taken = { status: 503 };

  it('PRO-2 has sent it, or may read a proposal that names it: a hash alone opens nothing', async () => {
    const bytes = fresh();
    await put('carl', bytes);
    await stored([naming(bytes)], { stage: 'draft', submittedAt: null });
    for (const more of [{}, { draft: true }]) {
      expect(await named('dora', [naming(bytes)], more)).toMatchObject(unknown(hashOf(bytes)));
      expect(await named('carl', [naming(bytes)], more)).toMatchObject(taken);
    }
    // What is not there at all is refused in the same words.
    const nothing = fresh();
    expect(await named('dora', [naming(nothing)])).toMatchObject(unknown(hashOf(nothing)));
    await stored([naming(bytes)]);
    expect(await named('dora', [naming(bytes)])).toMatchObject(taken);
  });

  it('PRO-2 names its length as it is', async () => {
    const bytes = fresh();
    await put('carl', bytes);
    expect(await named('carl', [naming(bytes, { size: 41 })])).toMatchObject(unknown(hashOf(bytes)));
    expect(await named('carl', [naming(bytes, { size: 40 })])).toMatchObject(taken);
  });
});

describe('what nothing names', () => {
  it('PRO-2 is twenty files a member, and in a day: an older one counts no more once it is submitted', async () => {
    api.at(hours(1_000));
    const files = Array.from({ length: 20 }, () => fresh());
    for (const file of files) expect((await put('anna', file)).status).toBe(200);
    const more = fresh();
    expect(await put('anna', more)).toMatchObject({
      status: 409,
      body: { rule: 'PRO-2', facts: { files: 20, bytes: 800 } },
    });
    expect(await here(more)).toBe(false);
    // Sent again, it is none more; and others have their own.
    expect((await put('anna', files[0]!)).status).toBe(200);
    expect((await put('ben', more)).status).toBe(200);
    await stored(files.slice(0, 10).map((file) => naming(file)));
    expect((await put('anna', more)).status).toBe(409);
    api.at(hours(1_024));
    expect((await put('anna', more)).status).toBe(200);
  });

  it('PRO-2 is 100 MiB a member', async () => {
    api.at(hours(2_000));
    for (let n = 0; n < 19; n += 1) expect((await put('emil', fresh(5 * mebibyte))).status).toBe(200);
    expect((await put('emil', fresh(5 * mebibyte))).status).toBe(200);
    expect((await put('emil', fresh(1))).status).toBe(409);
  });

  it('PRO-2 is removed after a week; what a proposal or a living draft names stays, what an ended draft named does not', async () => {
    api.at(hours(4_000));
    const [alone, submitted, drafted, withdrawn] = [fresh(), fresh(), fresh(), fresh()];
    for (const file of [alone, submitted, drafted, withdrawn]) await put('ben', file);
    await stored([naming(submitted)], { author: 'ben' });
    await stored([naming(drafted)], { author: 'ben', stage: 'draft', submittedAt: null });
    await stored([naming(withdrawn)], {
      author: 'ben',
      stage: 'ended',
      submittedAt: null,
      outcome: 'withdrawn',
      endedAt: start,
    });
    const all = async () => Promise.all([alone, submitted, drafted, withdrawn].map(here));
    api.at(new Date(Date.parse(hours(4_168)) - 1).toISOString());
    await put('dora', fresh());
    expect(await all()).toEqual([true, true, true, true]);
    // It is looked once an hour.
    api.at(hours(4_169));
    await put('dora', fresh());
    expect(await all()).toEqual([false, true, true, false]);
  });
});
