/** Every operation of the description, called by everybody: each is answered as the table of rights says (AUT-1, AUT-2, MEM-8). */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSessions } from '../../api/identity/session/opening.ts';
import type { Right } from '../../api/rights/right.ts';
import { type OperationId, rights } from '../../api/rights/table.ts';
import { scopes } from '../../api/identity/scopes.ts';
import { defaultLives } from '../../settings/sign-in.ts';
import { setStatus } from '../../store/council/status.ts';
import { fire } from '../support/alarm.ts';
import type { Json } from '../support/http.ts';
import { serve, type Served, start } from '../api/serve.ts';
import { members, partsOf, scene, type Scene } from './scene.ts';

let api: Served;
let there: Scene;
let document: Json;
const tokens: Record<string, string | undefined> = { none: undefined };
const log = pino({ level: 'silent' });

beforeAll(async () => {
  api = await serve({
    members,
    devTokens: async () => 'a token',
    limits: { member: 100_000, address: 100_000 },
    sessions: (parts) => openSessions({ ...parts, log }, { lives: defaultLives, signIn: null }, true)!,
  });
  there = await scene(api.db);
  await setStatus(api.db, () => Promise.resolve(start), {
    id: 'departed',
    status: 'departed',
    by: 'departed',
  });
  for (const { id } of [...members, { id: 'stranger' }]) tokens[id] = await api.tokens.sign(id);
  const member = await api.as('member');
  for (const scope of scopes) {
    const asked = { name: scope, scopes: [scope], expires: '2026-12-01T00:00:00Z' };
    tokens[`token to ${scope}`] = (await member.post('/v1/tokens', asked)).body.token;
  }
  document = (await api.anyone.get('/openapi.json')).body;
});
afterAll(() => api.close());

interface Operation {
  readonly id: OperationId;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

const operations = (): Operation[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => {
      const $ref: string | undefined = operation.requestBody?.content['application/json']?.schema.$ref;
      const named = $ref === undefined ? undefined : document.components.schemas[$ref.split('/').at(-1)!];
      return { id: operation.operationId, method, path, body: named?.examples[0] };
    }),
  );

/** Bodies that are refused later than who sends them, so that nothing begins. */
const bodies: Readonly<Partial<Record<OperationId, object>>> = {
  createProposal: { category: 'nowhere' },
  openConflict: { against: ['nobody'], what: 'Noise.', remedy: 'Quiet.' },
  createDelegation: { to: 'nobody', scope: { category: 'operations' }, until: '2026-11-30T00:00:00Z' },
  openEmergency: {
    what: 'Fire.',
    reason: 'Fire.',
    action: { type: 'member.release', member: 'nobody' },
    reversal: { type: 'none' },
  },
  raiseAlarm: { ...fire('2026-01-01T00:00:00.000Z'), observations: [] },
  createInvitation: {},
  createDevToken: { member: 'member' },
};

/** Read from Temporal, which is not there: who may is told so. */
const fromTemporal: ReadonlySet<OperationId> = new Set(['getTaskQueue']);

/** Where even who may finds nothing, since nobody has made any yet. */
const nothingYet: ReadonlySet<OperationId> = new Set([
  'getProposalRecord',
  'getDecisionRecord',
  'getProposalReceipt',
  'getDecisionReceipt',
  'getLedgerTile',
  'getEvidence',
  'getAttachment',
  'depositFile',
  'transferFile',
  'takeFile',
  'readFile',
  'getCustody',
  'listProposalProofs',
  'listDecisionProofs',
  'getTally',
  'listBallots',
  'getAmendmentImpact',
  'listHolders',
  'removeIdentity',
  'revokeInvitation',
  'revokeToken',
  'revokeDelegation',
  'markNoticeRead',
]);

const unknown = '01893c1c-0f4f-7000-8000-000000000001';

/** A path with its parameters filled: by what is there, or by what is not. */
const filled = (path: string, ids: Readonly<Record<string, string>>): string =>
  path
    .replace('/members/{id}', '/members/author')
    .replace('/following/{id}', `/following/${ids.proposals ?? unknown}`)
    .replace('{id}', ids[path.split('/')[2]!] ?? unknown)
    .replace('{n}', '1')
    .replace('{fingerprint}', 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
    .replace('{sha256}', 'a'.repeat(64))
    .replace('{part}', 'ballots')
    .replace('{poll}', 'override')
    .replace('{member}', 'elector')
    .replace('{path}', '0/000')
    .replace('{code}', 'not-found');

async function call(
  { id, method, path, body }: Operation,
  caller: string,
  ids: Readonly<Record<string, string>> = there.ids,
): Promise<{ readonly status: number; readonly text: string }> {
  const token = tokens[caller];
  const given = bodies[id] ?? body;
  // What it is put out of is named in its body.
  const from = ids.conflicts ?? unknown;
  const sent =
    id === 'openRepair'
      ? { ...given, from }
      : id === 'openRestorative'
        ? { ...given, from, harmed: ['opponent'], responsible: ['party'] }
        : id === 'openNodeVeto'
          ? { ...given, of: ids.proposals ?? unknown }
          : given;
  const query = id === 'chooseMember' ? '?member=member' : '';
  const response = await fetch(`${api.url}${filled(path, ids)}${query}`, {
    method: method.toUpperCase(),
    redirect: 'manual',
    headers: {
      origin: api.url,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  const { status } = response;
  if (id === 'streamEvents' && status === 200) await response.body?.cancel();
  return { status, text: status === 200 && id === 'streamEvents' ? '' : await response.text() };
}

/** Whoever is in the support of the scene, or was told of its danger. */
const isTold = (caller: string): boolean => ['party', 'opponent', 'mediator', 'guardian'].includes(caller);

type Class = 'may' | 'who are you?' | 'not you' | 'nothing';

const classOf = (status: number): Class =>
  status === 401 ? 'who are you?' : status === 403 ? 'not you' : status === 404 ? 'nothing' : 'may';

const refused = ({ hidden }: Right): Class => (hidden === true ? 'nothing' : 'not you');

/** What the table says of a caller. */
function expected({ id, path }: Operation, caller: string): Class {
  const right: Right = rights[id];
  if (right.who === 'anyone' || right.who === 'machine') return 'may';
  // Nobody here has a cookie.
  if (right.who === 'session' || caller === 'none') return 'who are you?';
  // Whose subject is a member's id needs no link, and no personal access token makes one.
  if (right.who === 'identity') return 'not you';
  const scope = scopes.find((one) => caller === `token to ${one}`);
  if (caller === 'stranger') return 'not you';
  if (scope !== undefined && scope !== right.scope) return 'not you';
  if (caller === 'departed') {
    if (right.departed !== true) return 'not you';
    // Of all that there is the proposal alone is theirs.
    if (!/\/(proposals|decisions)\//.test(path)) return 'nothing';
  }
  const parts = partsOf[caller] ?? [];
  return right.only.length === 0 || right.only.some((part) => parts.includes(part)) ? 'may' : refused(right);
}

const inWork = ({ path }: Operation, caller: string): boolean =>
  path.startsWith('/v1/restorative/') && ['opponent', 'party', 'mediator'].includes(caller);

describe('the table of rights', () => {
  it('AUT-1 has a row for every operation, and none for any other', () => {
    const described = operations().map(({ id }) => id);
    const provider: OperationId[] = ['beginSignIn', 'finishSignIn'];
    expect([...described, ...provider].toSorted()).toEqual(Object.keys(rights).toSorted());
  });

  it('AUT-1 AUT-2 MEM-8 says how each caller is answered by each operation', async () => {
    const found: string[] = [];
    for (const operation of operations()) {
      const one = async (caller: string): Promise<void> => {
        const { status, text } = await call(operation, caller);
        const wanted = expected(operation, caller);
        const answered = classOf(status);
        if (wanted === 'may' && answered === 'nothing' && nothingYet.has(operation.id)) return;
        if (wanted === 'may' && status === 503 && fromTemporal.has(operation.id)) return;
        // Who may, and has not signed for it.
        if (wanted === 'may' && text.includes('/problems/key-needed')) return;
        // Who is told of it, and may do something else in it.
        if (operation.path.startsWith('/v1/support/{id}') && answered === 'not you' && isTold(caller)) return;
        // Who is in the room, and is not who does this there, is told so.
        if (answered === 'not you' && wanted === 'nothing' && inWork(operation, caller)) return;
        if (answered !== wanted || status >= 500)
          found.push(`${operation.id} by ${caller}: ${status}, not ${wanted}: ${text.slice(0, 200)}`);
      };
      await Promise.all(Object.keys(tokens).map(one));
    }
    expect(found).toEqual([]);
  });

  it('AUT-2 answers a stranger alike for what exists and what does not', async () => {
    for (const operation of operations()) {
      if (!operation.path.includes('{id}')) continue;
      if (rights[operation.id].who !== 'members') continue;
      for (const caller of ['none', 'stranger']) {
        const [real, none] = [await call(operation, caller), await call(operation, caller, {})];
        expect([operation.id, caller, none]).toEqual([operation.id, caller, real]);
      }
    }
  });

  it('AUT-2 SUP-3 PRO-1 answers who is not in the room, and who did not write the draft, as though there were nothing', async () => {
    const inside = ['party', 'opponent', 'mediator', 'guardian'];
    const outside = members.map(({ id }) => id).filter((id) => !inside.includes(id) && id !== 'departed');
    for (const operation of operations()) {
      const [, , place] = operation.path.split('/');
      if (!operation.path.includes('{id}') || rights[operation.id].who !== 'members') continue;
      const ids = { ...there.ids, conflicts: there.room, proposals: there.draft };
      // An operator ends what has lost its workflow without seeing it.
      if (operation.id.startsWith('interrupt')) continue;
      const hiding = place === 'conflicts' || place === 'support';
      const callers = hiding ? outside : place === 'proposals' ? ['member', 'elector'] : [];
      for (const caller of callers) {
        const [real, none] = [await call(operation, caller, ids), await call(operation, caller, {})];
        expect([operation.id, caller, real]).toEqual([operation.id, caller, none]);
        expect(real.status).toBe(404);
      }
    }
  });
});
