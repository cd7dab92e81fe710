/** /openapi.json: it describes what is mounted, all of it, and answers are what it says (PRO-10). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemCodes, problemKinds } from '../../api/problems/problem.ts';
import { identityRoutes, memberRoutes, publicRoutes, sessionRoutes } from '../../api/http/routes.ts';
import { exactly, type Json } from '../support/http.ts';
import { sessionsWith } from '../support/signing-in.ts';
import { serve, type Served } from './serve.ts';

/** A provider that is never asked. */
const nobody = {
  settings: { issuer: 'https://id.example', clientId: 'folkmoot', clientSecret: null, scope: 'openid' },
};

let api: Served;
let document: Json;
beforeAll(async () => {
  api = await serve({ limits: { member: 10_000, address: 10_000 }, sessions: sessionsWith(nobody) });
  document = (await api.anyone.get('/openapi.json')).body;
});
afterAll(() => api.close());

const operations = (): { path: string; method: string; operation: Json }[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** What a reference within the document leads to. */
const followed = (reference: string): Json =>
  reference
    .split('/')
    .slice(1)
    .reduce((part: Json, key) => part?.[key], document);

const none = '01893c1c-0f4f-7000-8000-000000000001';
const filled = (path: string): string =>
  path
    .replace('{id}', path.includes('members') ? 'anna' : none)
    .replace('{n}', '1')
    .replace('{part}', 'ballots')
    .replace('{member}', 'anna')
    .replace('{path}', '0/000')
    .replace('{code}', 'not-found');

describe('the description', () => {
  it('PRO-10 has every route once, and no other', () => {
    const described = operations().map(({ path, method }) => `${method} ${path}`);
    const ofSessions = sessionRoutes({ provider: api.services.sessions?.provider ?? null });
    const mounted = [...publicRoutes, ...ofSessions, ...identityRoutes, ...memberRoutes].map(
      ({ method, path }) => `${method} ${path.replace('{+', '{')}`,
    );
    expect(described.toSorted()).toEqual([...mounted, 'get /v1/kinds', 'get /openapi.json'].toSorted());
    expect(new Set(mounted).size).toBe(mounted.length);
  });

  it('AUT-2 says which routes need a token, and they do', async () => {
    for (const { path, method, operation } of operations()) {
      const { status } = await api.raw(filled(path), { method: method.toUpperCase() });
      const { length } = operation.security ?? document.security;
      expect([path, method, status === 401]).toEqual([path, method, length > 0]);
    }
  });

  it('PRO-10 refers to nothing that it does not hold', () => {
    const references = JSON.stringify(document).match(/"#\/[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(1_000);
    for (const reference of new Set(references))
      expect(followed(JSON.parse(reference)), reference).toBeDefined();
  });

  it('PRO-10 names for each route the problems it answers with, and the rules it serves', () => {
    const ballot = document.paths['/v1/proposals/{id}/ballot'].put;
    expect(Object.keys(ballot.responses)).toEqual(['200', 'default']);
    expect(ballot.responses.default.description).toMatch(/window-closed.*stale-version/);
    expect(ballot.responses.default.$ref).toBe('#/components/responses/Problem');
    expect(ballot.description).toBe('Rules: PRO-7, VOT-3, VOT-6, VET-2, AUT-1.');
    const { requestBody, parameters } = document.paths['/v1/proposals'].post;
    expect(requestBody.required).toBe(true);
    const [key] = parameters.map(({ $ref }: { $ref: string }) => followed($ref));
    expect(key).toMatchObject({ name: 'Idempotency-Key', in: 'header', required: false });
    expect(document.paths['/v1/proposals/{id}/withdrawal'].post.requestBody.required).toBe(false);
  });

  it('TIE-1 TIE-2 PRO-1 knows three tiers, wherever it speaks of one', () => {
    const tiers: Json[] = [];
    JSON.stringify(document, (key, value: Json) => {
      // An example has one too.
      if (key === 'tier' && typeof value === 'object') tiers.push(value);
      return value;
    });
    for (const { operation } of operations())
      for (const { name, schema } of operation.parameters ?? []) if (name === 'tier') tiers.push(schema);
    expect(tiers.length).toBeGreaterThan(3);
    for (const tier of tiers)
      expect(
        (tier.enum ?? tier.anyOf[0].enum).filter((one: unknown) => one !== null),
        JSON.stringify(tier),
      ).toEqual([1, 2, 3]);
  });

  it('PRO-10 says where a condition is answered with 304, and there it is', async () => {
    const token = await api.tokens.sign('anna');
    const asked = (path: string, condition: string) =>
      exactly(`${api.url}${path}`, [
        ['authorization', `Bearer ${token}`],
        ['if-none-match', condition],
      ]);
    const conditional = operations().filter(({ operation }) => '304' in operation.responses);
    expect(conditional.every(({ method }) => method === 'get')).toBe(true);
    expect(conditional.map(({ path }) => path)).not.toContain('/v1/events');
    for (const path of ['/v1/charter', '/v1/members', '/v1/ledger/checkpoint', '/openapi.json']) {
      expect(conditional.map((one) => one.path)).toContain(path);
      expect([path, await asked(path, '*')]).toEqual([path, { status: 304, text: '' }]);
      expect([path, (await asked(path, '"a"')).status]).toEqual([path, 200]);
    }
    expect((await asked(`/v1/proposals/${none}`, '*')).status).toBe(404);
  });

  it('PRO-4 shows limits as a client reads them', () => {
    const { parameters } = document.paths['/v1/proposals'].get;
    const taken = parameters.map((one: Json) => (one.$ref === undefined ? one : followed(one.$ref)));
    const limit = taken.find(({ name }: { name: string }) => name === 'limit');
    expect(limit).toMatchObject({ required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } });
    expect(document.components.schemas.NewProposal.properties.title).toMatchObject({
      type: 'string',
      maxLength: 200,
    });
  });
});

describe('docs/api.md', () => {
  const page = readFileSync('docs/api.md', 'utf8');

  it('PRO-10 lists every route, and no other', () => {
    const listed = [...page.matchAll(/^\| `([A-Z]+) (\/[^`?]*)`/gm)].map(
      ([, method, path]) => `${method!} ${path!}`,
    );
    const mounted = operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(listed.toSorted()).toEqual(mounted.toSorted());
  });

  it('PRO-10 lists every problem with its status and its meaning', () => {
    const listed = [...page.matchAll(/^\| (\d{3}) +\| `([a-z-]+)` +\| (.+?) +\|$/gm)].map((row) =>
      row.slice(1),
    );
    const known = problemCodes.map((code) => [
      String(problemKinds[code].status),
      code,
      problemKinds[code].about,
    ]);
    expect(listed.toSorted()).toEqual(known.toSorted());
  });
});
