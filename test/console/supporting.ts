/** Support and custody without a browser: what others do in them while one looks. */
import { expect, vi } from 'vitest';
import { makeKey, register } from '../support/signing.ts';
import { makeOpening, type Opening, seal } from '../support/support.ts';
import { contentDigest, sha256Of } from '../support/custody.ts';
import { caller } from '../support/http.ts';
import { api, url } from './browsing.ts';

/** Who has a key already in a council that several tests look at keeps it: the registering of a second is signed by the first. */
const openings = new Map<string, Promise<Opening>>();

function openingOf(member: string): Promise<Opening> {
  const known = openings.get(member) ?? newOpening(member);
  openings.set(member, known);
  return known;
}

async function newOpening(member: string): Promise<Opening> {
  const council = { as: api };
  const key = makeKey();
  expect((await register(council, member, { key })).status).toBe(200);
  const opening = await makeOpening();
  const sealing = { jwk: opening.jwk, fingerprint: opening.fingerprint };
  expect((await register(council, member, { kind: 'seal', key: sealing, by: key })).status).toBe(200);
  return opening;
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
  const ground = await seal('Oak Street 3.', [theirs, own, others]);
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
