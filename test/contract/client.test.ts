/** A client made of the description alone: it compiles against the types of schemas/openapi.ts, and speaks to the API (PRO-10). */
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { components, paths } from '../../schemas/openapi.ts';
import { serve, type Served } from '../api/serve.ts';
import { stored } from '../api/stored.ts';

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

const clientOf = async (member: string) =>
  createClient<paths>({
    baseUrl: api.url,
    headers: { authorization: `Bearer ${await api.tokens.sign(member)}` },
  });

describe('a client made of the description', () => {
  it('PRO-4 MEM-1 reads, page by page, what it knows the form of', async () => {
    const client = await clientOf('anna');
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = cursor === undefined ? { limit: 2 } : { limit: 2, cursor };
      const { data } = await client.GET('/v1/members', { params: { query } });
      const members: readonly components['schemas']['Member'][] = data!.items;
      seen.push(...members.map(({ id }) => id));
      if (data!.next === null) break;
      cursor = data!.next;
    }
    expect(seen).toEqual(['anna', 'ben', 'carl', 'dora', 'emil']);
  });

  it('PRO-4 acts, and has the acknowledgement', async () => {
    const client = await clientOf('anna');
    const id = await stored(api.db, { type: 'none' });
    const { data, response } = await client.POST('/v1/proposals/{id}/statements', {
      params: { path: { id }, header: { 'Idempotency-Key': 'once' } },
      body: { text: 'I am for it.' },
    });
    expect(response.status).toBe(201);
    expect(data!.acknowledgement).toMatchObject({ member: 'anna', text: 'I am for it.', decision: id });
    const { data: said } = await client.GET('/v1/proposals/{id}/statements', { params: { path: { id } } });
    expect(said!.items.map(({ text }) => text)).toEqual(['I am for it.']);
  });

  it('PRO-10 reads a refusal as the problem that it is', async () => {
    const client = await clientOf('nobody');
    const { data, error } = await client.GET('/v1/inbox');
    expect(data).toBeUndefined();
    const problem: components['schemas']['Problem'] = error!;
    expect(problem).toMatchObject({ status: 403, type: '/problems/not-permitted', rule: 'AUT-1' });
  });

  it('PRO-10 does not compile where it asks for what there is not', async () => {
    const client = await clientOf('anna');
    const path = { id: await stored(api.db, { type: 'none' }) };
    // @ts-expect-error: there is no such path
    const nowhere = await client.GET('/v1/nothing');
    expect(nowhere.response.status).toBe(404);
    const perhaps = { choice: 'perhaps' } as const;
    // @ts-expect-error: there is no such choice
    const choice = await client.PUT('/v1/proposals/{id}/ballot', { params: { path }, body: perhaps });
    expect(choice.response.status).toBe(422);
    // @ts-expect-error: a statement says something
    const empty = await client.POST('/v1/proposals/{id}/statements', { params: { path }, body: {} });
    expect(empty.response.status).toBe(422);
  });
});
