/** Support and custody without a browser: what others do in them while one looks. */
import { createHash, createPrivateKey } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { fingerprintOf } from '../../ledger/acts/jwk.ts';
import { register, type TestKey } from '../support/signing.ts';
import { makeOpening, type Opening, seal } from '../support/support.ts';
import { contentDigest, sha256Of } from '../support/custody.ts';
import { caller } from '../support/http.ts';
import { api, url } from './browsing.ts';

/** What stands before the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key to sign with that a member has on their machine: the same in every test that looks at this council. */
function signingOf(member: string): TestKey & { readonly file: Buffer } {
  const seed = createHash('sha256').update(`the key of ${member}`).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '', d } = privateKey.export({ format: 'jwk' });
  const jwk = { crv: 'Ed25519', kty: 'OKP', x } as const;
  return {
    jwk,
    fingerprint: fingerprintOf(jwk),
    privateKey,
    file: Buffer.from(JSON.stringify({ ...jwk, d })),
  };
}

/** Their key to sign with, registered unless it was before. */
async function registered(member: string) {
  const key = signingOf(member);
  const { items } = (await (await api(member)).get(`/v1/members/${member}/keys`)).body;
  if (items.length === 0) expect((await register({ as: api }, member, { key })).status).toBe(200);
  return key;
}

/** In front of their browser: a key of it, signed by the one on their machine. */
export async function bringsKey(page: Page, member: string): Promise<void> {
  const { file: buffer } = await registered(member);
  await page.goto(`${url()}/support`);
  await page
    .getByLabel('The file of your key to sign with')
    .setInputFiles({ name: `${member}.jwk`, mimeType: 'application/json', buffer });
  await page.getByText('This browser has a key of yours.').waitFor();
}

async function openingOf(member: string): Promise<Opening> {
  const by = await registered(member);
  const opening = await makeOpening();
  const key = { jwk: opening.jwk, fingerprint: opening.fingerprint };
  expect((await register({ as: api }, member, { kind: 'seal', key, by })).status).toBe(200);
  return opening;
}

/** The keys of who reviews dangers, if they have brought any (SUP-4). */
async function reviewing(guardian: string): Promise<Pick<Opening, 'jwk' | 'fingerprint'>[]> {
  const { items } = (await (await api(guardian)).get(`/v1/members/${guardian}/keys`)).body;
  return (items as { kind: string; key: Opening['jwk']; fingerprint: string }[])
    .filter(({ kind }) => kind === 'seal')
    .map(({ key: jwk, fingerprint }) => ({ jwk, fingerprint }));
}

/** Somebody has asked, a supporter has taken it and stated a danger, which was told to a contact. Answers its id. */
export async function toldOfDanger(person: string, supporter: string, contact: string): Promise<string> {
  const [theirs, own, others] = [
    await openingOf(person),
    await openingOf(supporter),
    await openingOf(contact),
  ];
  const [asking, giving] = [await api(person), await api(supporter)];
  expect((await giving.put('/v1/support/duty', { on: true })).status).toBe(200);
  const words = await seal('I cannot sleep.', [theirs, own]);
  const asked = await asking.post('/v1/support', { words });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const path = `/v1/support/${asked.body.id}`;
  expect((await giving.post(`${path}/taking`)).status).toBe(200);
  await giving.post(`${path}/messages`, { words: await seal('I am here.', [theirs, own]) });
  const ground = await seal('Oak Street 3.', [theirs, own, others, ...(await reviewing('ct'))]);
  const stated = await giving.post(`${path}/danger`, { ground, contact });
  expect(stated.status, JSON.stringify(stated.body)).toBe(200);
  await vi.waitFor(async () => expect((await asking.get(path)).body.danger).toMatchObject({ review: null }), {
    timeout: 30_000,
    interval: 200,
  });
  return asked.body.id as string;
}

/** Somebody has brought a file. Answers its SHA-256. */
export async function broughtFile(member: string): Promise<string> {
  const bytes = new TextEncoder().encode('What lay on the stairs.');
  const { body } = await caller(url()).post('/v1/dev/tokens', { member });
  const response = await fetch(`${url()}/v1/custody`, {
    method: 'POST',
    headers: { authorization: `Bearer ${body.token}`, 'content-digest': contentDigest(bytes) },
    body: bytes,
  });
  expect(response.status).toBe(201);
  return sha256Of(bytes);
}
