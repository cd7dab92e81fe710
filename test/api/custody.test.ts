/** Files in custody: who took one, from whom, when and why; who read it, who may, and where nobody answered for it (ALM-6). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../ledger/custody/chain.ts';
import { type Change, saveProposal } from '../../store/processes/proposal-writing.ts';
import { saveProcess } from '../../store/processes/processes.ts';
import {
  bring,
  chainOf,
  contentDigest,
  offerFile,
  readFileOf,
  sha256Of,
  takeFile,
  takingOf,
} from '../support/custody.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { makeKey, register, type TestKey } from '../support/signing.ts';
import { conflictState, proposalState } from '../support/states.ts';
import { serve, type Served, start } from './serve.ts';

const minute = 60_000;
let now = Date.parse(start);
const instant = (): string => new Date(now).toISOString();
const pass = (milliseconds: number): void => {
  now += milliseconds;
  api.at(instant());
};

let api: Served;
const keys: Record<string, TestKey> = {};
beforeAll(async () => {
  const members = [...five, person('fay'), person('gil'), person('hal'), person('ida')];
  api = await serve({ members, limits: { member: 100_000, address: 100_000 } });
  for (const member of ['carl', 'dora', 'emil', 'fay', 'gil', 'hal']) {
    keys[member] = makeKey();
    await register(api, member, { key: keys[member] });
  }
});
afterAll(() => api.close());

let made = 0;
const fresh = (length = 40): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.write(`evidence ${(made += 1)}`);
  return bytes;
};
const take = (as: string, sha256: string, otherwise: object = {}, query = '') =>
  takeFile(api, as, { sha256, key: keys[as]!, at: instant(), query }, otherwise);
/** Brought by a member and taken by them at once. */
async function held(by: string, bytes = fresh()): Promise<string> {
  const sha256 = sha256Of(bytes);
  expect((await bring(api, by, bytes)).status).toBe(201);
  expect((await take(by, sha256)).status).toBe(200);
  return sha256;
}
const problem = (code: string, facts: object = {}) => ({
  body: { type: `/problems/${code}`, rule: 'ALM-6', facts },
});
const nothing = { status: 404, body: { type: '/problems/not-found' } };
const kindsIn = async (as: string, sha256: string): Promise<string[]> =>
  (await chainOf(api, as, sha256)).body.document.entries.map(({ entry }: Json) => entry.kind);
describe('who takes it', () => {
  it('ALM-6 signs for it: from whom, when and why stand in the chain, with the time in which nobody answered', async () => {
    const bytes = fresh();
    const sha256 = sha256Of(bytes);
    await bring(api, 'carl', bytes);
    const brought = instant();
    pass(minute);
    const taken = await take('carl', sha256, { why: 'I found it on the stairs.' });
    expect(taken).toMatchObject({
      status: 200,
      body: {
        holder: 'carl',
        since: instant(),
        gaps: [{ since: brought, because: 'never-taken', until: instant() }],
      },
    });
    pass(minute);
    expect(await offerFile(api, 'carl', sha256, 'dora')).toMatchObject({
      status: 200,
      body: { holder: 'carl', offeredTo: 'dora' },
    });
    pass(minute);
    expect(await take('dora', sha256, { why: 'To look at it.' })).toMatchObject({
      status: 200,
      body: {
        holder: 'dora',
        offeredTo: null,
        held: ['carl', 'dora'],
        gaps: [{ until: expect.any(String) }],
      },
    });
    const { entries } = (await chainOf(api, 'dora', sha256)).body.document;
    expect(entries.map(({ entry }: Json) => entry)).toMatchObject([
      { kind: 'deposited', by: 'carl', n: 1, previous: null },
      { kind: 'taken', by: 'carl', from: null, why: 'I found it on the stairs.', gap: { since: brought } },
      { kind: 'offered', by: 'carl', to: 'dora', why: 'You examine it.' },
      { kind: 'taken', by: 'dora', from: 'carl', why: 'To look at it.', takenAt: instant(), gap: null },
    ]);
  });

  it('ALM-6 is told that it is offered, and nobody else is; it shows them the chain, and the bytes once they have signed', async () => {
    const sha256 = await held('carl');
    await offerFile(api, 'carl', sha256, 'gil');
    const inbox = async (member: string): Promise<Json[]> =>
      (await (await api.as(member)).get('/v1/inbox')).body.items.filter(
        ({ process }: Json) => process === 'custody',
      );
    expect(await inbox('gil')).toMatchObject([
      {
        kind: 'custody-offered',
        facts: { by: 'carl', sha256 },
        words: expect.stringContaining('carl offers you'),
      },
    ]);
    expect(await inbox('emil')).toEqual([]);
    expect((await readFileOf(api, 'gil', sha256)).status).toBe(404);
    expect((await chainOf(api, 'gil', sha256)).status).toBe(200);
    await take('gil', sha256);
    expect((await readFileOf(api, 'gil', sha256)).status).toBe(200);
  });

  it('ALM-6 AUT-2 finds in a list of their own what they brought, hold or held and what is offered to them, and nothing of another’s', async () => {
    const list = async (member: string, query = ''): Promise<Json> =>
      (await (await api.as(member)).get(`/v1/custody${query}`)).body;
    const listed = async (member: string): Promise<string[]> =>
      (await list(member)).items.map(({ sha256 }: Json) => sha256);
    pass(minute);
    const first = await held('carl');
    pass(minute);
    const second = await held('carl');
    await offerFile(api, 'carl', first, 'gil');
    expect((await listed('carl')).slice(0, 2)).toEqual([second, first]);
    expect(await listed('gil')).toContain(first);
    expect(await listed('emil')).not.toContain(first);
    await offerFile(api, 'carl', first, 'dora');
    expect(await listed('gil')).not.toContain(first);
    await take('dora', first);
    for (const member of ['carl', 'dora']) expect(await listed(member)).toContain(first);
    const page = await list('carl', '?limit=1');
    expect(page.items).toMatchObject([{ sha256: second, holder: 'carl', size: expect.any(Number) }]);
    const rest = await list('carl', `?limit=1&cursor=${page.next}`);
    expect(rest.items).toMatchObject([{ sha256: first, holder: 'dora', held: ['carl', 'dora'] }]);
    expect((await (await api.as('carl')).get('/v1/custody?cursor=x')).status).toBe(422);
  });

  it('ALM-6 is whom it is offered to: nobody else, and nobody once it was taken back or offered to another', async () => {
    const sha256 = await held('carl');
    expect(await offerFile(api, 'dora', sha256, 'emil')).toMatchObject(nothing);
    expect(await offerFile(api, 'carl', sha256, 'carl')).toMatchObject(problem('to-oneself'));
    expect(await offerFile(api, 'carl', sha256, 'nobody')).toMatchObject(problem('unknown-member'));
    await offerFile(api, 'carl', sha256, 'dora');
    expect(await offerFile(api, 'carl', sha256, 'dora')).toMatchObject(problem('already-done'));
    const old = await takingOf(api, 'dora', sha256, instant());
    await offerFile(api, 'carl', sha256, 'fay');
    expect(await chainOf(api, 'dora', sha256)).toMatchObject(nothing);
    await offerFile(api, 'carl', sha256, 'dora');
    expect(await take('dora', sha256, old)).toMatchObject(
      problem('signature-refused', { reason: 'other-taking', field: 'answers' }),
    );
    await offerFile(api, 'carl', sha256, 'carl');
    expect(await chainOf(api, 'dora', sha256)).toMatchObject(nothing);
    expect(await take('carl', sha256)).toMatchObject(problem('already-done'));
    expect((await kindsIn('carl', sha256)).at(-1)).toBe('withdrawn');
  });

  it('ALM-6 MEM-6 is refused where the signature is of another key, another taking, or none of this form', async () => {
    const bytes = fresh();
    const sha256 = sha256Of(bytes);
    await bring(api, 'carl', bytes);
    const refused = (reason: string, facts: object = {}) => ({
      status: 403,
      ...problem('signature-refused', { reason, ...facts }),
    });
    const stranger = makeKey();
    const by = (key: TestKey) => takeFile(api, 'carl', { sha256, key, at: instant() });
    expect(await by(stranger)).toMatchObject(refused('unknown-key', { key: stranger.fingerprint }));
    expect(await by(keys['dora']!)).toMatchObject(refused('unknown-key'));
    expect(await by({ ...stranger, fingerprint: keys['carl']!.fingerprint })).toMatchObject(
      refused('does-not-hold'),
    );
    for (const [field, value] of Object.entries({
      council: 'another/log',
      from: 'dora',
      member: 'dora',
      sha256: 'a'.repeat(64),
      answers: 'b'.repeat(64),
      chain: randomUUID(),
    }))
      expect([field, await take('carl', sha256, { [field]: value })]).toMatchObject([
        field,
        refused('other-taking', { field }),
      ]);
    expect(await take('carl', sha256, { why: ' ' })).toMatchObject(refused('taking-form'));
    expect(await take('carl', sha256, { more: 'than that' })).toMatchObject(refused('taking-form'));
    expect(await kindsIn('carl', sha256)).toEqual(['deposited']);
  });

  it('ALM-6 signs when they took it: after what they answer, and not ahead of the clock, five minutes either way', async () => {
    const bytes = fresh();
    const sha256 = sha256Of(bytes);
    await bring(api, 'carl', bytes);
    const at = (minutes: number, more: number) => ({
      at: new Date(now + minutes * minute + more).toISOString(),
    });
    expect(await take('carl', sha256, at(5, 1))).toMatchObject({ status: 422, ...problem('too-far-ahead') });
    expect(await take('carl', sha256, at(-5, -1))).toMatchObject({ status: 422, ...problem('past-instant') });
    expect((await take('carl', sha256, at(-5, 0))).status).toBe(200);
    const other = fresh();
    await bring(api, 'carl', other);
    expect((await take('carl', sha256Of(other), at(5, 0))).status).toBe(200);
  });

  it('ALM-6 may send it again: it is answered as it stands, and is no second entry', async () => {
    const sha256 = await held('carl');
    await offerFile(api, 'carl', sha256, 'dora');
    const taking = await takingOf(api, 'dora', sha256, instant());
    expect((await take('dora', sha256, taking)).status).toBe(200);
    expect((await take('dora', sha256, taking)).status).toBe(200);
    expect(await kindsIn('dora', sha256)).toEqual(['deposited', 'taken', 'offered', 'taken']);
  });

  it('ALM-6 may be whoever held it where its holder departed: the time without one shows as a gap', async () => {
    const sha256 = await held('carl');
    await offerFile(api, 'carl', sha256, 'fay');
    await take('fay', sha256);
    expect(await take('carl', sha256)).toMatchObject(
      problem('not-permitted', { allowed: 'nobody but who holds it' }),
    );
    pass(minute);
    const departed = instant();
    const left = await (await api.as('fay')).put('/v1/members/fay/status', { status: 'departed' });
    expect(left.status).toBe(200);
    expect((await chainOf(api, 'carl', sha256)).body.gaps).toMatchObject([
      { because: 'never-taken' },
      { since: departed, because: 'departed', until: null },
    ]);
    pass(minute);
    expect(await take('carl', sha256)).toMatchObject({
      status: 200,
      body: { holder: 'carl', gaps: [{}, { since: departed, because: 'departed', until: instant() }] },
    });
    const entry = (await chainOf(api, 'carl', sha256)).body.document.entries.at(-1).entry;
    expect(entry).toMatchObject({ from: 'fay', gap: { since: departed, because: 'departed' } });
  });
});

describe('who reads it', () => {
  it('ALM-6 stands in the chain before they have a byte of it; a browser keeps and runs nothing', async () => {
    const bytes = Buffer.from('<script>alert(1)</script>');
    const sha256 = await held('carl', bytes);
    const answer = await readFileOf(api, 'carl', sha256);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-digest': contentDigest(bytes),
      'content-disposition': `attachment; filename=${sha256}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(await kindsIn('carl', sha256)).toEqual(['deposited', 'taken', 'read']);
  });

  it('ALM-6 reads it ten times in 24 hours at most: nobody fills the log with readings', async () => {
    const sha256 = await held('dora');
    for (let reading = 0; reading < 10; reading += 1)
      expect((await readFileOf(api, 'dora', sha256)).status).toBe(200);
    const refused = await readFileOf(api, 'dora', sha256);
    expect([refused.status, await refused.json()]).toMatchObject([409, problem('limit-reached').body]);
    pass(24 * 60 * minute - 1);
    expect((await readFileOf(api, 'dora', sha256)).status).toBe(409);
    pass(1);
    expect((await readFileOf(api, 'dora', sha256)).status).toBe(200);
  });

  it('ALM-6 AUT-2 is who holds or held it; nobody else learns that there is anything', async () => {
    const sha256 = await held('carl');
    const guessed = 'c'.repeat(64);
    for (const reader of ['anna', 'ben', 'dora'])
      for (const path of ['', '/chain']) {
        const found = await (await api.as(reader)).get(`/v1/custody/${sha256}${path}`);
        const none = await (await api.as(reader)).get(`/v1/custody/${guessed}${path}`);
        expect([found.status, found.body]).toEqual([404, { ...none.body, instance: found.body.instance }]);
      }
    expect(await offerFile(api, 'dora', sha256, 'emil')).toMatchObject(nothing);
    const jws = { payload: 'e30', protected: 'e30', signature: 'e30' };
    expect(await (await api.as('dora')).post(`/v1/custody/${sha256}/taking`, jws)).toMatchObject(nothing);
    await offerFile(api, 'carl', sha256, 'dora');
    await take('dora', sha256);
    expect((await readFileOf(api, 'carl', sha256)).status).toBe(200);
  });

  /** A conflict in its room, between carl and dora on one side and emil on the other, in which somebody writes. */
  async function conflictWith(by: string, text: string): Promise<string> {
    const id = randomUUID();
    const message = { kind: 'message', at: instant(), facts: { by, text }, room: true } as const;
    const change = {
      kind: 'conflict',
      sequence: 1,
      state: conflictState({ id }),
      entries: [message],
      parties: ['carl', 'dora', 'emil'],
      confidential: true,
    } as const;
    await api.db.transaction().execute((trx) => saveProcess(trx, change, ['carl', 'dora', 'emil', 'anna']));
    return id;
  }

  it('ALM-6 AUT-2 is who is in a process that cites it by its hash, its room and the guardian; nobody outside', async () => {
    const sha256 = await held('carl');
    await conflictWith('carl', `Look at ${sha256}, it was so.`);
    for (const reader of ['dora', 'emil', 'anna'])
      expect([reader, (await readFileOf(api, reader, sha256)).status]).toEqual([reader, 200]);
    for (const reader of ['ben', 'gil']) expect(await chainOf(api, reader, sha256)).toMatchObject(nothing);
    expect((await kindsIn('carl', sha256)).filter((kind) => kind === 'read')).toHaveLength(3);
    expect(await take('emil', sha256)).toMatchObject(problem('not-permitted'));
  });

  it('ALM-6 AUT-2 is nobody who only knows its hash: a citation by who never held it opens nothing', async () => {
    const sha256 = await held('gil');
    await conflictWith('emil', `Show us ${sha256}!`);
    for (const reader of ['carl', 'dora', 'emil', 'anna'])
      expect(await chainOf(api, reader, sha256)).toMatchObject(nothing);
  });
});

describe('a draft that named it', () => {
  const content = (text: string) => ({
    title: 'The press',
    text,
    rationale: null,
    impact: null,
    alternatives: [],
    action: null,
  });

  it('ALM-6 AUT-2 PRO-6 and was submitted without it opens it to nobody', async () => {
    const sha256 = await held('carl');
    const state = proposalState({ id: randomUUID(), author: 'carl', stage: 'draft', submittedAt: null });
    const write = (sequence: number, text: string, more: object = {}) => {
      pass(minute);
      const version = { version: 1, round: 0, at: instant(), inForceAt: instant(), content: content(text) };
      const change = { sequence, state: { ...state, ...more }, entries: [], versions: [version] };
      return api.db.transaction().execute((trx) => saveProposal(trx, change as Change));
    };
    await write(1, `Look at ${sha256}.`);
    await write(2, 'Look at it.');
    await write(3, 'Look at it.', { stage: 'review', submittedAt: instant() });
    for (const reader of ['ben', 'dora']) expect(await chainOf(api, reader, sha256)).toMatchObject(nothing);
  });

  it('ALM-6 AUT-2 PRO-6 and was submitted with it opens it to all', async () => {
    const sha256 = await held('carl');
    const state = proposalState({ id: randomUUID(), author: 'carl' });
    const version = {
      version: 1,
      round: 0,
      at: instant(),
      inForceAt: instant(),
      content: content(`Look at ${sha256}.`),
    };
    const change = { sequence: 1, state, entries: [], versions: [version] };
    await api.db.transaction().execute((trx) => saveProposal(trx, change as Change));
    expect((await readFileOf(api, 'ben', sha256)).status).toBe(200);
  });
});

describe('what the log has of it', () => {
  it('ALM-6 REC-3 and what its readers are given prove the whole story offline, page by page', async () => {
    const sha256 = await held('emil');
    await offerFile(api, 'emil', sha256, 'dora');
    await take('dora', sha256);
    const { document } = (await chainOf(api, 'dora', sha256)).body;
    const { document: second } = (await chainOf(api, 'dora', sha256, '?after=2')).body;
    const verifiers = [api.services.signer.verifier];
    expect(verifyChain([document], verifiers)).toMatchObject({ standing: { holder: 'dora', steps: 4 } });
    const first = { ...document, entries: document.entries.slice(0, 2) };
    expect(verifyChain([first, second], verifiers)).toMatchObject({ standing: { holder: 'dora' } });
  });

  it('ALM-6 AUT-2 REC-3 is a salted hash for each entry: no member, no hash of a file, no reason, no instant', async () => {
    const bytes = fresh();
    const sha256 = await held('dora', bytes);
    const { entries } = (await chainOf(api, 'dora', sha256)).body.document;
    const places = entries.map(({ index }: Json) => index);
    const { items } = (
      await api.anyone.get(`/v1/ledger/entries?from=${places[0]}&to=${Number(places.at(-1)) + 1}`)
    ).body as { items: Json[] };
    const leaves = items
      .filter(({ index }) => places.includes(index))
      .map(({ leaf, decision }) => [decision, JSON.parse(Buffer.from(leaf, 'base64').toString())]);
    expect(leaves).toEqual(
      entries.map(() => [
        null,
        {
          commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
          council: 'council.example/log',
          format: 'folkmoot-custody-1',
        },
      ]),
    );
    const text = JSON.stringify(leaves);
    for (const word of ['dora', sha256, 'keep it safe']) expect(text).not.toContain(word);
  });
});
