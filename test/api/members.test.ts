/** Members over HTTP: the registrar's import and statuses, and who may do which (MEM-2, MEM-6, AUT-1). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { five, person } from '../support/people.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeAll(async () => {
  api = await serve({
    families: [{ id: 'alder', name: 'Alder' }],
    members: [...five, person('fay', { family: 'alder' })],
  });
});
afterAll(() => api.close());

const newcomer = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'agent',
  bornAt: '2014-03-01',
  ...more,
});
const problem = (code: string, rule: string | null) => ({ type: `/problems/${code}`, rule });

describe('members', () => {
  it('MEM-1 are listed by their ids, in pages, by family and status', async () => {
    const anna = await api.as('anna');
    const first = (await anna.get('/v1/members?limit=4')).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(['anna', 'ben', 'carl', 'dora']);
    const rest = (await anna.get(`/v1/members?limit=200&cursor=${first.next}`)).body;
    expect(rest.items[0].id).toBe('emil');
    const alder = (await anna.get('/v1/members?family=alder&status=active')).body;
    expect(alder).toMatchObject({ items: [{ id: 'fay', family: 'alder' }], next: null });
    expect((await anna.get('/v1/members?status=offline')).body.items).toEqual([]);
    expect((await anna.get('/v1/families')).body).toEqual({
      items: [{ id: 'alder', name: 'Alder', members: ['fay'] }],
      next: null,
    });
    expect((await anna.get('/v1/members/ben')).body).toEqual({
      ...person('ben', { roles: ['registrar', 'operator'] }),
      keys: [],
      offlineFrom: null,
      noticeUntil: null,
    });
  });
});

describe('members who are sought', () => {
  const sought = async (query: string): Promise<string[]> => {
    const { status, body } = await (await api.as('anna')).get(`/v1/members?${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('MEM-1 are those of these ids; of an id that nobody has there is nothing', async () => {
    expect(await sought('ids=emil,anna,nobody')).toEqual(['anna', 'emil']);
    expect(await sought('ids=emil,anna,fay&limit=1'), 'all of them').toEqual(['anna', 'emil', 'fay']);
    expect(await sought('ids=fay,anna&family=alder')).toEqual(['fay']);
    const most = Array.from({ length: 100 }, (_, n) => `m${n}`);
    expect(await sought(`ids=${most.join()}`)).toEqual([]);
    const anna = await api.as('anna');
    for (const ids of ['', 'a,,b', 'A', `${most.join()},one-more`])
      expect((await anna.get(`/v1/members?ids=${ids}`)).body).toMatchObject(problem('invalid-query', null));
  });

  it('MEM-1 are found by how their id, their name or its last word begins, whatever its case and accents', async () => {
    const ben = await api.as('ben');
    const named = [
      ['xa', 'Zoé Ångström'],
      ['xb', 'Åse O’Neil'],
      ['xc', '100 % sure_thing'],
      ['xd', 'Łukasz (Jr.)'],
    ];
    const { status } = await ben.post(
      '/v1/members',
      named.map(([id, name]) => newcomer(id!, { name })),
    );
    expect(status).toBe(201);
    const cases = {
      'name=zoe': ['xa'],
      'name=ZOÉ%20%C3%A5ng': ['xa'],
      'name=angs': ['xa'],
      'name=%C3%A5s': ['xb'],
      'name=neil': ['xb'],
      'name=x': ['xa', 'xb', 'xc', 'xd'],
      'name=jr': ['xd'],
      'name=x&limit=2': ['xa', 'xb'],
      'name=x&ids=xb,anna': ['xb'],
      'name=x&status=offline': [],
      // No pattern: what is typed is meant as it is.
      'name=%25': [],
      'name=_': [],
      'name=100%20%25': ['xc'],
      'name=%C5%82uk': ['xd'],
    };
    for (const [query, ids] of Object.entries(cases)) expect(await sought(query), query).toEqual(ids);
    const long = 'x'.repeat(201);
    for (const query of ['name=', `name=${long}`, 'name=x&cursor=YW5uYQ'])
      expect((await ben.get(`/v1/members?${query}`)).body).toMatchObject(problem('invalid-query', null));
  });
});

describe('an import', () => {
  it('MEM-6 is the registrar’s', async () => {
    const { status, body } = await (await api.as('anna')).post('/v1/members', newcomer('zed'));
    expect([status, body]).toMatchObject([403, problem('not-permitted', 'MEM-6')]);
  });

  it('MEM-6 takes one member, a list, or families with members, and answers in the same form', async () => {
    const ben = await api.as('ben');
    const one = await ben.post('/v1/members', newcomer('gus', { family: 'alder' }));
    expect([one.status, one.body]).toMatchObject([
      201,
      { id: 'gus', bornAt: '2014-03-01T00:00:00.000Z', roles: [] },
    ]);
    const list = await ben.post('/v1/members', [newcomer('hal'), newcomer('ida')]);
    expect([list.status, list.body]).toMatchObject([201, [{ id: 'hal' }, { id: 'ida' }]]);
    const both = await ben.post('/v1/members', {
      families: [{ id: 'birch', name: 'Birch' }],
      members: [newcomer('jo', { family: 'birch' })],
    });
    expect([both.status, both.body]).toMatchObject([
      201,
      { families: [{ id: 'birch' }], members: [{ id: 'jo' }] },
    ]);
  });

  it('MEM-6 is all or none', async () => {
    const ben = await api.as('ben');
    const clash = await ben.post('/v1/members', [newcomer('kim'), newcomer('anna')]);
    expect([clash.status, clash.body]).toMatchObject([409, { rule: 'MEM-6', facts: { members: ['anna'] } }]);
    const family = await ben.post('/v1/members', [newcomer('kim'), newcomer('lee', { family: 'none' })]);
    expect([family.status, family.body]).toMatchObject([
      422,
      { rule: 'MEM-6', facts: { families: ['none'] } },
    ]);
    const guardian = await ben.post('/v1/members', [newcomer('kim', { roles: ['guardian'] })]);
    expect([guardian.status, guardian.body]).toMatchObject([
      409,
      { facts: { office: 'guardian', holder: 'anna' } },
    ]);
    expect((await ben.get('/v1/members/kim')).status).toBe(404);
  });

  it('MEM-6 names every fault of the form that was meant', async () => {
    const ben = await api.as('ben');
    const faults = async (body: unknown) => {
      const answer = await ben.post('/v1/members', body);
      expect(answer.status).toBe(422);
      return answer.body.errors.map(
        ({ path, message }: { path: string; message: string }) => `${path} ${message}`,
      );
    };
    expect(await faults({ id: 'No', name: '' })).toEqual([
      expect.stringMatching(/^\/id must be 1 to 64 lower-case/),
      '/name is too short',
      '/name must not be blank',
      '/kind is missing',
      '/bornAt is missing',
    ]);
    expect(await faults([newcomer('kim'), newcomer('kim')])).toEqual(['/1/id is there already']);
    expect(await faults({ members: [newcomer('kim', { roles: ['king'] })] })).toEqual([
      expect.stringMatching(/^\/members\/0\/roles\/0 /),
    ]);
    expect(await faults([])).toEqual([' names nobody']);
    expect(await faults('"kim"')).toHaveLength(1);
  });

  it('MEM-6 REC-4 repeated with its key is done once', async () => {
    const ben = await api.as('ben');
    const key = { 'idempotency-key': 'import-1' };
    const first = await ben.post('/v1/members', newcomer('max'), key);
    const again = await ben.post('/v1/members', newcomer('max'), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    const other = await ben.post('/v1/members', newcomer('ned'), key);
    expect([other.status, other.body]).toMatchObject([422, problem('idempotency-key-reused', null)]);
  });

  it('MEM-6 is closed once a decision has been submitted', async () => {
    await api.db.updateTable('council').set({ first_submission_at: start }).execute();
    const late = await (await api.as('ben')).post('/v1/members', newcomer('too-late'));
    expect([late.status, late.body]).toMatchObject([409, problem('import-closed', 'MEM-6')]);
  });
});

describe('a status', () => {
  const put = async (as: string, id: string, status: string) =>
    (await api.as(as)).put(`/v1/members/${id}/status`, { status });

  it('MEM-6 is set by the member or the registrar, and departure by the member alone', async () => {
    expect((await put('ben', 'carl', 'offline')).body).toMatchObject({ id: 'carl', status: 'offline' });
    expect((await put('ben', 'carl', 'active')).body).toMatchObject({ status: 'active' });
    expect((await put('carl', 'carl', 'offline')).body).toMatchObject({ status: 'offline' });
    expect((await put('carl', 'carl', 'active')).body).toMatchObject({ status: 'active' });
    expect(await put('dora', 'carl', 'offline')).toMatchObject({
      status: 403,
      body: problem('not-permitted', 'MEM-6'),
    });
    expect(await put('ben', 'carl', 'departed')).toMatchObject({
      status: 403,
      body: problem('not-permitted', 'MEM-6'),
    });
    expect(await put('carl', 'carl', 'asleep')).toMatchObject({ status: 422 });
    expect(await put('ben', 'nobody', 'active')).toMatchObject({ status: 404 });
  });

  it('MEM-2 MEM-6 departed is final, and who has departed does nothing more', async () => {
    expect((await put('emil', 'emil', 'departed')).body).toMatchObject({ status: 'departed' });
    expect(await put('ben', 'emil', 'active')).toMatchObject({
      status: 409,
      body: problem('status-final', 'MEM-6'),
    });
    expect(await put('emil', 'emil', 'active')).toMatchObject({
      status: 403,
      body: problem('not-permitted', 'MEM-2'),
    });
  });
});

describe('a status offline', () => {
  let away: Served;
  const signedIn: string[] = [];
  beforeAll(async () => {
    away = await serve({
      members: [...five, person('hal', { status: 'offline' })],
      devTokens: (member) => {
        signedIn.push(member);
        return Promise.resolve(`token of ${member}`);
      },
    });
  });
  beforeEach(() => away.at(start));
  afterAll(() => away.close());

  const later = '2026-11-25T09:00:00.000Z';
  const put = async (as: string, id: string, status: string) =>
    (await away.as(as)).put(`/v1/members/${id}/status`, { status });
  const read = async (id: string) => (await (await away.as('anna')).get(`/v1/members/${id}`)).body;
  const active = { status: 'active', offlineFrom: null, noticeUntil: null };
  const inbox = async (member: string) => (await (await away.as(member)).get('/v1/inbox')).body.items;

  it('MEM-4 by the registrar’s word counts after 72 hours, of which the member is told', async () => {
    expect((await put('ben', 'carl', 'offline')).body).toMatchObject({
      status: 'offline',
      offlineFrom: later,
      noticeUntil: later,
    });
    expect(await inbox('carl')).toMatchObject([
      { process: 'status', kind: 'set-offline', at: start, owes: null, facts: { by: 'ben', from: later } },
    ]);
    expect(await inbox('dora')).toEqual([]);
  });

  it('MEM-4 said again by the registrar runs no notice anew, and tells nobody twice', async () => {
    away.at('2026-11-23T09:00:00.000Z');
    expect((await put('ben', 'carl', 'offline')).body).toMatchObject({ offlineFrom: later });
    expect(await inbox('carl')).toHaveLength(1);
  });

  it('MEM-4 MEM-6 is lifted by any request that is no reading, one that is refused included', async () => {
    const carl = await away.as('carl');
    await carl.get('/v1/members');
    await carl.get('/v1/inbox');
    expect(await read('carl')).toMatchObject({ status: 'offline' });
    away.at('2026-11-25T08:59:59.999Z');
    expect((await carl.put('/v1/members/dora/status', { status: 'offline' })).status).toBe(403);
    expect(await read('carl')).toMatchObject(active);
  });

  it('MEM-4 REC-4 is lifted on record', async () => {
    const changes = await away.db
      .selectFrom('member_changes')
      .select(['at', 'by_member', 'change'])
      .where('member', '=', 'carl')
      .orderBy('number')
      .execute();
    expect(changes.slice(1)).toEqual([
      {
        at: start,
        by_member: 'ben',
        change: { status: { before: 'active', after: 'offline' }, offlineFrom: later },
      },
      {
        at: '2026-11-25T08:59:59.999Z',
        by_member: 'carl',
        change: { status: { before: 'offline', after: 'active' }, acted: true },
      },
    ]);
  });

  it('MEM-4 by one’s own word counts at once, and the registrar cannot lift it', async () => {
    expect((await put('dora', 'dora', 'offline')).body).toMatchObject({
      status: 'offline',
      offlineFrom: start,
      noticeUntil: null,
    });
    expect(await inbox('dora')).toEqual([]);
    const refused = await put('ben', 'dora', 'active');
    expect([refused.status, refused.body]).toMatchObject([
      403,
      { ...problem('not-permitted', 'MEM-4'), facts: { allowed: 'the member', offlineFrom: start } },
    ]);
    expect((await put('ben', 'dora', 'offline')).body).toMatchObject({
      offlineFrom: start,
      noticeUntil: null,
    });
  });

  it('MEM-4 by one’s own word is lifted by one’s own act', async () => {
    expect((await (await away.as('dora')).put('/v1/members/carl/status', { status: 'active' })).status).toBe(
      403,
    );
    expect(await read('dora')).toMatchObject(active);
  });

  it('MEM-4 by one’s own word takes the place of the registrar’s', async () => {
    await put('ben', 'emil', 'offline');
    expect((await put('emil', 'emil', 'offline')).body).toMatchObject({
      offlineFrom: start,
      noticeUntil: null,
    });
    expect((await put('ben', 'emil', 'active')).body).toMatchObject(problem('not-permitted', 'MEM-4'));
  });

  it('MEM-4 in the members file counts at once, and is lifted by a sign-in', async () => {
    expect(await read('hal')).toMatchObject({ status: 'offline', offlineFrom: start, noticeUntil: null });
    expect((await away.anyone.post('/v1/dev/tokens', { member: 'hal' })).status).toBe(200);
    expect(signedIn).toEqual(['hal']);
    expect(await read('hal')).toMatchObject(active);
  });

  it('MEM-4 MEM-6 by which the registrar imports somebody counts after 72 hours too', async () => {
    await (await away.as('ben')).post('/v1/members', newcomer('ida', { status: 'offline' }));
    expect(await read('ida')).toMatchObject({ status: 'offline', offlineFrom: later, noticeUntil: later });
    expect(await inbox('ida')).toMatchObject([{ kind: 'set-offline', facts: { by: 'ben', from: later } }]);
  });

  it('MEM-2 MEM-4 ends with a departure', async () => {
    expect((await put('emil', 'emil', 'departed')).body).toMatchObject({ ...active, status: 'departed' });
  });
});

describe('dev tokens', () => {
  it('AUT-1 are given on the loopback address, to a name of the machine, for members that there are', async () => {
    const dev = await serve({ devTokens: (member) => Promise.resolve(`token of ${member}`) });
    const given = await dev.anyone.post('/v1/dev/tokens', { member: 'anna' });
    expect([given.status, given.body]).toEqual([200, { token: 'token of anna' }]);
    expect((await dev.anyone.post('/v1/dev/tokens', { member: 'nobody' })).body).toMatchObject({
      status: 422,
      detail: 'No members: nobody.',
    });
    expect((await dev.anyone.post('/v1/dev/tokens', {})).status).toBe(422);
    const proxied = await dev.anyone.post(
      '/v1/dev/tokens',
      { member: 'anna' },
      { 'x-forwarded-for': '192.0.2.1' },
    );
    expect(proxied.status).toBe(404);
    expect((await dev.anyone.get('/v1/dev/tokens')).status).toBe(405);
    await dev.close();
  });

  it('AUT-1 do not exist in service', async () => {
    expect((await (await api.as('anna')).post('/v1/dev/tokens', { member: 'anna' })).status).toBe(404);
  });
});

describe('limits', () => {
  it('AUT-2 are counted for each member alone, and for who shows no token by address', async () => {
    const tight = await serve({ limits: { member: 3, address: 2 } });
    const anna = await tight.as('anna');
    const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
      const all: number[] = [];
      for (let index = 0; index < count; index += 1) all.push((await ask()).status);
      return all;
    };
    expect(await statuses(4, () => anna.get('/v1/members'))).toEqual([200, 200, 200, 429]);
    expect((await (await tight.as('ben')).get('/v1/members')).status).toBe(200);
    expect(await statuses(2, () => tight.anyone.get('/v1/charter'))).toEqual([200, 200]);
    const over = await tight.anyone.get('/v1/members');
    expect([over.status, over.body.type]).toEqual([429, '/problems/too-many-requests']);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await statuses(5, () => tight.anyone.get('/health/live'))).toEqual([200, 200, 200, 200, 200]);
    await tight.close();
  });
});
