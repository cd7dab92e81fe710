/** What happens in support, in the words of the rules: bodies are sealed and opened as a client does, by keys of the members' own. */
import {
  exportJWK,
  GeneralEncrypt,
  generalDecrypt,
  generateKeyPair,
  type GeneralJWE,
  importJWK,
  type JWK,
} from 'jose';
import { expect } from 'vitest';
import { fingerprintOf, type PublicJwk } from '../../ledger/acts/jwk.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';
import { person } from './people.ts';
import { makeKey, register, type TestKey } from './signing.ts';

/** A key to seal for, with what opens. */
export interface Opening {
  readonly jwk: PublicJwk;
  readonly fingerprint: string;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly publicKey: Awaited<ReturnType<typeof generateKeyPair>>['publicKey'];
}

const algorithm = 'ECDH-ES+A256KW';

export async function makeOpening(crv: 'X25519' | 'P-256' = 'X25519'): Promise<Opening> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { crv, extractable: true });
  const { kty, x, y } = await exportJWK(publicKey);
  const jwk = (crv === 'P-256' ? { crv, kty, x, y } : { crv, kty, x }) as PublicJwk;
  return { jwk, fingerprint: fingerprintOf(jwk), privateKey, publicKey };
}

/** Seals words to keys, in their order. */
export async function seal(
  words: string,
  keys: readonly Pick<Opening, 'jwk' | 'fingerprint'>[],
): Promise<GeneralJWE> {
  const jwe = new GeneralEncrypt(new TextEncoder().encode(words)).setProtectedHeader({ enc: 'A256GCM' });
  for (const { jwk, fingerprint: kid } of keys)
    jwe.addRecipient(await importJWK(jwk as JWK, algorithm)).setUnprotectedHeader({ alg: algorithm, kid });
  return jwe.encrypt();
}

/** Opens what is sealed to a key. */
async function open(sealed: GeneralJWE, { fingerprint, privateKey }: Opening): Promise<string> {
  const own = sealed.recipients.filter(({ header }) => header?.kid === fingerprint);
  const { plaintext } = await generalDecrypt({ ...sealed, recipients: own }, privateKey);
  return new TextDecoder().decode(plaintext);
}

/** Carl asks; dora, emil and fay are supporters, kit is one and an agent; anna is the guardian, gus a contact. */
const supporters = ['dora', 'emil', 'fay'] as const;
export const supportCouncil = [
  person('anna', { roles: ['guardian'] }),
  person('ben', { roles: ['registrar', 'operator'] }),
  person('carl'),
  ...supporters.map((id) => person(id, { roles: ['supporter'] })),
  person('gus'),
  person('kit', { kind: 'agent', steward: 'ben', roles: ['supporter'] }),
  person('hal'),
];

export interface Keys {
  readonly of: (member: string) => Opening;
  readonly signing: (member: string) => TestKey;
}

/** A key to sign with and one to seal for of each of these, registered by themselves; supporters among them are on duty, in this order. */
export async function readyToSupport(
  council: Council,
  members: readonly string[] = ['carl', ...supporters, 'gus', 'anna', 'ben', 'hal'],
): Promise<Keys> {
  const signing: Record<string, TestKey> = {};
  const openings: Record<string, Opening> = {};
  for (const member of members) {
    const key = makeKey();
    expect((await register(council, member, { key })).status).toBe(200);
    const opening = await makeOpening(member === 'emil' ? 'P-256' : 'X25519');
    const sealing = { jwk: opening.jwk, fingerprint: opening.fingerprint };
    expect((await register(council, member, { kind: 'seal', key: sealing, by: key })).status).toBe(200);
    signing[member] = key;
    openings[member] = opening;
    if (supportCouncil.some(({ id, roles }) => id === member && roles.includes('supporter')))
      expect((await (await council.as(member)).put('/v1/support/duty', { on: true })).status).toBe(200);
  }
  return {
    of: (member) => openings[member] as Opening,
    signing: (member) => signing[member] as TestKey,
  };
}

export const sealFor = (keys: Keys, words: string, members: readonly string[]): Promise<GeneralJWE> =>
  seal(words, members.map(keys.of));

export interface SupportStory {
  readonly id: string;
  readonly get: (member: string, path?: string) => Promise<Answer>;
  readonly read: (member?: string) => Promise<Json>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  /** Does it, and it is done. */
  readonly does: (member: string, path: string, body?: unknown) => Promise<Json>;
  readonly say: (member: string, words: string, to?: readonly string[]) => Promise<Answer>;
  /** What a member opens of it, in order. */
  readonly opened: (member: string) => Promise<readonly string[]>;
  readonly danger: (
    by: string,
    words: string,
    more?: { contact?: string; to?: readonly string[] },
  ) => Promise<Answer>;
}

export function supportStory(council: Council, keys: Keys, id: string, eyes = 'carl'): SupportStory {
  const path = `/v1/support/${id}`;
  const get = async (member: string, rest = '') => (await council.as(member)).get(`${path}${rest}`);
  const post = async (member: string, rest: string, body: unknown = {}) =>
    (await council.as(member)).post(`${path}${rest}`, body);
  return {
    id,
    get,
    read: async (member = eyes) => (await get(member)).body,
    post,
    does: async (member, rest, body) => {
      const answer = await post(member, rest, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
    say: async (member, words, to = ['carl', 'dora']) =>
      post(member, '/messages', { words: await sealFor(keys, words, to) }),
    opened: async (member) => {
      const { items } = (await get(member, '/messages?limit=200')).body;
      const words = items.map(({ sealed }: Json) => open(sealed, keys.of(member)));
      return Promise.all(words);
    },
    danger: async (by, words, { contact = 'gus', to = ['carl', contact, 'anna', 'emil', 'fay'] } = {}) =>
      post(by, '/danger', { contact, ground: await sealFor(keys, words, to) }),
  };
}

/** Somebody asks, of these supporters in this order. */
export async function ask(
  council: Council,
  keys: Keys,
  {
    by = 'carl',
    person: whom,
    words = 'I cannot sleep.',
    of = supporters,
  }: { by?: string; person?: string; words?: string; of?: readonly string[] } = {},
): Promise<Answer> {
  const sealed = await sealFor(keys, words, [...new Set([by, whom ?? by, ...of])]);
  return (await council.as(by)).post('/v1/support', {
    words: sealed,
    ...(whom === undefined ? {} : { for: whom }),
  });
}

export async function asked(
  council: Council,
  keys: Keys,
  more: Parameters<typeof ask>[2] = {},
): Promise<SupportStory> {
  const answer = await ask(council, keys, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return supportStory(council, keys, answer.body.id, more.person ?? more.by);
}

/** The same in its room with dora. */
export async function inRoom(council: Council, keys: Keys): Promise<SupportStory> {
  const story = await asked(council, keys);
  await story.does('dora', '/taking');
  return story;
}
