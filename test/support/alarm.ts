/** What happens in alarms, in the words of the rules; each step goes through HTTP. */
import type { KeyObject } from 'node:crypto';
import { expect } from 'vitest';
import type { PublicJwk } from '../../ledger/acts/jwk.ts';
import { type Observation, signObservation } from '../../ledger/acts/observation.ts';
import { decided } from './adoption.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';
import { person } from './people.ts';
import { makeKey } from './signing.ts';

const minute = 60_000;

/** So many minutes after an instant. */
export const minutes = (instant: string, count: number): string =>
  new Date(Date.parse(instant) + count * minute).toISOString();

/** Emil holds the duty, ben leads, kit is an agent of carl; dora and anna have no office of an alarm. Wim is a child. */
export const watchers = [
  person('anna', { roles: ['guardian'] }),
  person('ben', { roles: ['registrar', 'operator', 'leadership'] }),
  person('carl'),
  person('dora'),
  person('emil', { roles: ['duty'] }),
  { ...person('kit'), kind: 'agent' as const, steward: 'carl', bornAt: '2026-06-01T00:00:00.000Z' },
  person('wim', { bornAt: '2024-01-01T00:00:00.000Z' }),
];
const electors = ['anna', 'ben', 'carl', 'dora', 'emil'];

export interface Signing {
  readonly privateKey: KeyObject;
  readonly key: PublicJwk & { readonly crv: 'Ed25519'; readonly kty: 'OKP' };
}

export function makeSigning(): Signing {
  const { privateKey, jwk } = makeKey();
  return { privateKey, key: jwk as Signing['key'] };
}

export interface TestSensor extends Signing {
  readonly id: string;
  /** Its next observation, signed; override what the story needs. */
  readonly observe: (at: string, more?: object) => ReturnType<typeof signObservation>;
}

export function sensorOf(id: string, { privateKey, key }: Signing = makeSigning()): TestSensor {
  let number = 0;
  return {
    id,
    privateKey,
    key,
    observe: (instant, more = {}) => {
      number += 1;
      const said = { sensor: id, number, instant, kind: 'smoke', integers: [412], ...more } as Observation;
      return signObservation(said, privateKey, key);
    },
  };
}

/** A proposal that registers a sensor. */
export const registering = ({ id, key }: TestSensor, owner: string, more: object = {}) => ({
  category: 'infrastructure',
  action: {
    type: 'sensor.register',
    sensor: { id, key, place: 'In the barn', owner, purpose: 'It smells smoke.', ...more },
  },
});

/** Registers a sensor by a decision of the council. */
export async function register(council: Council, id: string, owner: string): Promise<TestSensor> {
  const sensor = sensorOf(id);
  const { ended } = await decided(council, 'anna', registering(sensor, owner), electors);
  expect(ended).toMatchObject({ outcome: 'executed' });
  return sensor;
}

export const send = (council: Council, signed: unknown): Promise<Answer> =>
  council.anyone.post('/v1/observations', signed);

/** An observation of now that is kept; answers its id. */
export async function observed(council: Council, sensor: TestSensor, more: object = {}): Promise<string> {
  const { status, body } = await send(council, sensor.observe(await council.now(), more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

/** Something burns; it expires ten days after. */
export const fire = (now: string, more: object = {}) => ({
  status: 'Actual',
  event: 'Fire',
  category: 'Fire',
  urgency: 'Immediate',
  severity: 'Severe',
  responseType: 'Evacuate',
  area: 'The barn behind the house',
  headline: 'Smoke in the barn',
  instruction: 'Leave the barn & meet at the well.',
  expires: minutes(now, 14_400),
  ...more,
});

export interface AlarmStory {
  readonly id: string;
  readonly raisedAt: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (member: string, path?: string) => Promise<Answer>;
  readonly post: (member: string, act: string, body?: unknown) => Promise<Answer>;
  readonly timeline: () => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  readonly kinds: () => Promise<readonly string[]>;
  /** The kinds of what a member was told of it, the first told first; without reminders. */
  readonly heard: (member: string) => Promise<readonly string[]>;
  readonly record: () => Promise<Json>;
}

export function alarmStory(council: Council, { id, createdAt: raisedAt }: Json): AlarmStory {
  const path = `/v1/alarms/${id}`;
  const get = async (member: string, rest = '') => (await council.as(member)).get(`${path}${rest}`);
  const timeline = async () => (await get('anna', '/timeline?limit=200')).body.items;
  return {
    id,
    raisedAt,
    get,
    read: async (member = 'anna') => (await get(member)).body,
    post: async (member, act, body = {}) => (await council.as(member)).post(`${path}/${act}`, body),
    timeline,
    kinds: async () => (await timeline()).map(({ kind }: Json) => kind),
    heard: async (member) =>
      (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
        .filter(({ decision }: Json) => decision === id)
        .map(({ kind }: Json) => kind)
        .filter((kind: string) => kind !== 'due-soon')
        .toReversed(),
    record: async () => (await council.anyone.get(`/v1/decisions/${id}/record`)).body,
  };
}

/** Raises an alarm that is taken. */
export async function raised(council: Council, by: string, more: object = {}): Promise<AlarmStory> {
  const { status, body } = await (await council.as(by)).post('/v1/alarms', fire(await council.now(), more));
  expect(status, JSON.stringify(body)).toBe(201);
  return alarmStory(council, body);
}
