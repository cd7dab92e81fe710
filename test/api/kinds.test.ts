/** GET /v1/kinds: whatever can be done in a process of any kind is told there, in words and in schemas, and holds (AUT-1, PRO-10). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memberRoutes, publicRoutes } from '../../api/http/routes.ts';

import { type KindAnswer, kindsSchema } from '../../api/kinds/schemas.ts';
import { appealActs } from '../../rules/appeal/permissions.ts';
import { familyActs } from '../../rules/family/permissions.ts';
import { nodeVetoActs } from '../../rules/node-veto/permissions.ts';
import { alarmActs } from '../../rules/alarm/permissions.ts';
import { repairActs } from '../../rules/repair/permissions.ts';
import { restorativeActs } from '../../rules/restorative/permissions.ts';
import { lookbackActs } from '../../rules/lookback/permissions.ts';
import { conflictActs } from '../../rules/conflict/permissions.ts';
import { emergencyActs } from '../../rules/emergency/permissions.ts';
import { kindNames, kinds } from '../../rules/kinds.ts';
import { acts } from '../../rules/proposal/permissions.ts';
import { folkmoot } from '../cli/exported.ts';
import { conflictStory, quarrel } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actContent } from '../support/emergency.ts';
import { exactly, type Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { content } from '../support/story.ts';

let council: Council;
let items: readonly KindAnswer[];
beforeAll(async () => {
  council = await openCouncil({ members: [...five, person('lena', { roles: ['leadership'] })] });
  const { status, body } = await council.anyone.get('/v1/kinds');
  expect(status).toBe(200);
  ({ items } = kindsSchema.parse(body));
});
afterAll(() => council.close());

const kindOf = (name: string): KindAnswer => {
  const found = items.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
};
const actOf = (kind: string, name: string) => {
  const found = kindOf(kind).acts.find((act) => act.name === name);
  if (found === undefined) throw new Error(`no act ${name}`);
  return found;
};
const requests = () => items.flatMap(({ openings, acts: some }) => [...openings, ...some]);
const sentence = /^[A-Z].*[^ ]\.$/;
const schemaOf = (body: unknown) => z.fromJSONSchema(body as Parameters<typeof z.fromJSONSchema>[0]);
const templated = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

describe('the kinds', () => {
  it('AUT-1 have every act that the tables of permissions know, and no other', () => {
    const tables = {
      proposal: acts,
      emergency: emergencyActs,
      conflict: conflictActs,
      appeal: appealActs,
      lookback: lookbackActs,
      family: familyActs,
      repair: repairActs,
      'node-veto': nodeVetoActs,
      alarm: alarmActs,
      restorative: restorativeActs,
    };
    expect(items.map(({ kind }) => kind)).toEqual(kindNames);
    for (const { kind, acts: told } of items) {
      expect(told.map(({ name }) => name).toSorted()).toEqual([...tables[kind], 'interruption'].toSorted());
      expect(Object.keys(kinds[kind].permissions).toSorted()).toEqual([...tables[kind]].toSorted());
    }
  });

  it('PRO-10 have every route that lies under a kind, each with the schema of its body', () => {
    for (const { operationId, method, path, body } of [...publicRoutes, ...memberRoutes]) {
      const kind = kindNames.find((name) => `${path}/`.startsWith(`/v1/${kinds[name].plural}/`));
      if (kind === undefined) continue;
      // Of families themselves, whoever founded them.
      if (['listFamilies', 'leaveFamily'].includes(operationId)) continue;
      const { readings } = kindOf(kind);
      if (method === 'get') {
        expect(readings.map((reading) => reading.path)).toContain(path);
        continue;
      }
      const told = requests().filter(
        (request) => request.method === method.toUpperCase() && templated(path).test(request.path),
      );
      expect(told.length, `${method} ${path}`).toBeGreaterThan(0);
      for (const request of told) {
        expect(request.body).toEqual(z.toJSONSchema(body!, { io: 'input' }));
        expect(request.bodyRequired).toBe(!body!.safeParse(undefined).success);
      }
    }
  });

  it('PRO-9 say each stage and each ending in a sentence, and in which stages an act can be done', () => {
    for (const { kind, stages, outcomes, acts: some } of items) {
      expect(stages.map(({ name }) => name)).toEqual(kinds[kind].stages);
      expect(outcomes.map(({ name }) => name)).toEqual(kinds[kind].outcomes);
      for (const { name, about } of [...stages, ...outcomes])
        expect([name, about]).toEqual([name, expect.stringMatching(sentence)]);
      for (const act of some) {
        expect(act.stages.length, act.name).toBeGreaterThan(0);
        expect(kinds[kind].stages).toEqual(expect.arrayContaining(act.stages));
      }
    }
  });

  it('AUT-1 say who may do it, by which rules, and what it does', () => {
    for (const { path, about, by, rules } of requests()) {
      expect([path, by]).toEqual([path, expect.stringMatching(sentence)]);
      expect(about.length, path).toBeGreaterThan(10);
      expect(rules.length, path).toBeGreaterThan(0);
      for (const rule of rules) expect(rule).toMatch(/^[A-Z]{3}-\d+$/);
    }
    expect(actOf('conflict', 'acceptance')).toMatchObject({
      method: 'POST',
      path: '/v1/conflicts/{id}/terms/{n}/acceptance',
      by: 'A party.',
      stages: ['negotiation', 'mediation'],
      rules: ['CNF-2'],
      bodyRequired: false,
    });
    expect(actOf('emergency', 'polls/override/ballot').path).toBe(
      '/v1/emergencies/{id}/polls/override/ballot',
    );
    expect(kindOf('appeal').openings.map(({ path }) => path)).toEqual([
      '/v1/proposals/{id}/appeal',
      '/v1/conflicts/{id}/appeal',
    ]);
  });

  it('PRO-2 PRO-7 have schemas that take what the routes take, and refuse what they refuse', () => {
    const [opening] = kindOf('proposal').openings;
    expect(schemaOf(opening!.body).safeParse(content).success).toBe(true);
    expect(schemaOf(opening!.body).safeParse({ ...content, deadline: 'soon' }).success).toBe(false);
    const ballot = schemaOf(actOf('proposal', 'ballot').body);
    expect(ballot.safeParse({ choice: 'abstain', reason: 'I was away.' }).success).toBe(true);
    expect(ballot.safeParse({ choice: 'maybe' }).success).toBe(false);
    expect(ballot.safeParse({}).success).toBe(false);
  });
});

describe('a program that knows nothing else', () => {
  /** Does an act as it is described. */
  const does = async (
    member: string,
    { method, path }: { method: string; path: string },
    id: string,
    body?: object,
  ) => {
    const caller = await council.as(member);
    const at = path.replace('{id}', id);
    return method === 'PUT' ? caller.put(at, body) : caller.post(at, body);
  };
  const opens = async (kind: string, member: string, body: object): Promise<Json> => {
    const [opening] = kindOf(kind).openings;
    const { status, body: opened } = await (await council.as(member)).post(opening!.path, body);
    expect(status, JSON.stringify(opened)).toBe(201);
    return opened;
  };
  const listed = (kind: string, can: readonly string[]) => {
    expect(can.length).toBeGreaterThan(0);
    expect(kindOf(kind).acts.map(({ name }) => name)).toEqual(expect.arrayContaining([...can]));
  };

  it('PRO-2 AUT-1 drafts and submits a proposal, and finds each act that it may do then', async () => {
    const draft = await opens('proposal', 'anna', { ...content, draft: true });
    listed('proposal', draft.can);
    expect(draft.can).toContain('submission');
    expect(actOf('proposal', 'submission').stages).toContain(draft.stage);
    const submitted = await does('anna', actOf('proposal', 'submission'), draft.id);
    expect(submitted.body).toMatchObject({ stage: 'review' });
    listed('proposal', submitted.body.can);
    for (const act of submitted.body.can) expect(actOf('proposal', act).stages).toContain('review');
  });

  it('EMG-3 CNF-2 AUT-1 reports an emergency, and puts terms in a conflict', async () => {
    const emergency = await opens('emergency', 'lena', actContent);
    listed('emergency', emergency.can);
    const reported = await does('lena', actOf('emergency', 'report'), emergency.id, {
      text: 'The well is closed.',
    });
    expect(reported.body).toMatchObject({ report: { text: 'The well is closed.' } });
    const conflict = await opens('conflict', 'carl', { against: ['dora'], ...quarrel });
    listed('conflict', conflict.can);
    const put = await does('carl', actOf('conflict', 'terms'), conflict.id, { text: 'Half a yard.' });
    expect(put.body).toMatchObject({ terms: [{ n: 1, by: 'carl' }] });
    listed('conflict', (await conflictStory(council, conflict.id, 'dora').read()).can);
  });

  it('AUT-2 needs no token, and asks again only whether it has changed', async () => {
    const { headers } = await council.anyone.get('/v1/kinds');
    const tag = headers.get('etag');
    // Compressed it is another representation, with a tag of its own.
    expect(tag).toMatch(/^"[\w-]{43}-gzip"$/);
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('cache-control')).toBe('no-cache');
    const asked = (condition: string, coding: string) =>
      exactly(`${council.url}/v1/kinds`, [
        ['if-none-match', condition],
        ['accept-encoding', coding],
      ]);
    expect(await asked(tag!, 'gzip')).toEqual({ status: 304, text: '' });
    expect(await asked(tag!.replace('-gzip', ''), 'identity')).toEqual({ status: 304, text: '' });
    expect((await asked(tag!, 'identity')).status).toBe(200);
    expect((await asked('"another"', 'identity')).status).toBe(200);
  });
});

describe('folkmoot kinds', () => {
  it('AUT-1 says in words what can be done, by whom and when', async () => {
    const { code, said } = await folkmoot('kinds', 'conflict', '--from', council.url);
    expect(code).toBe(0);
    expect(said).toContain('The kind conflict\n');
    expect(said).toContain(
      'stage negotiation: The parties put terms to each other, in a room of their own.\n',
    );
    expect(said).toContain('ends settled: Every party accepted the same terms.\n');
    expect(said).toMatch(/is opened by POST \/v1\/conflicts\. .* Any member, naming the others\. \(CNF-1, /);
    expect(said).toMatch(/act impasse, in negotiation, mediation: POST \/v1\/conflicts\/\{id\}\/impasse\. /);
    expect(said).not.toContain('proposal\n');
    const all = await folkmoot('kinds', '--from', council.url, '--json');
    expect(JSON.parse(all.said)).toMatchObject({ ok: true, kinds: items });
  });

  it('AUT-1 names the kinds that there are, where asked for another', async () => {
    expect(await folkmoot('kinds', 'treaty', '--from', council.url)).toEqual({
      code: 1,
      said: 'There is no kind treaty, but proposal, emergency, conflict, appeal, lookback, family, repair, node-veto, alarm.\n',
    });
    expect((await folkmoot('kinds', '--from', `${council.url}/nowhere`)).code).toBe(1);
  });
});
